import type { Word } from '../../../text/directive.ts'
import { isHashable, readServerName } from '../../words/server-name.ts'
import { type Complaint, hasHole, type Scope, type State } from '../subject.ts'

const linesOf = ({ opener }: Scope, name: string): Word[][] =>
  (opener?.block ?? []).filter((directive) => directive.name === name).map(({ args }) => args)

/** Servers that another one shares an address with; one without `listen` is on port 80. */
function sharing(http: Scope, { usage }: State): Set<Scope> {
  const unwritten = http.inner.filter(
    (inner) => inner.opener?.name === 'server' && linesOf(inner, 'listen').length === 0,
  )
  const atPort80 = [...unwritten, ...(usage.addresses.get('0.0.0.0:80')?.servers.keys() ?? [])]
  const groups = [atPort80, ...[...usage.addresses.values()].map(({ servers }) => [...servers.keys()])]
  return new Set(groups.filter(({ length }) => length > 1).flat())
}

const isFaulty = (word: Word): boolean => {
  const { value } = readServerName(word)
  return value !== null && value.kind !== 'regex' && !hasHole(word.raw) && !isHashable(value.name)
}

/** Names of servers that share an address are looked up by a hash, which takes no others (ngx_http_server_names). */
export const unhashableNames = (http: Scope, state: State): Complaint[] =>
  [...sharing(http, state)]
    .flatMap((server) => linesOf(server, 'server_name').flat())
    .filter(isFaulty)
    .map(({ value, range }) => ({
      message: `Expected a name such as www.example.com, *.example.com or www.example.*, not "${value}"`,
      range,
    }))
