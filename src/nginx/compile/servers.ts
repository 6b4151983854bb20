import { LiteralIndex } from '../../regex/literal-index.ts'
import type { Directive } from '../../text/directive.ts'
import { locationTable } from './locations.ts'
import type { LocationTable } from './locations.ts'
import { makeLevel } from './level.ts'
import type { Level } from './level.ts'
import type { Match } from '../../regex/pattern.ts'
import { type Listen, listensOf } from '../words/listen.ts'
import { readServerName, type ServerName } from '../words/server-name.ts'

export interface Server {
  directive: Directive
  level: Level
  listens: Listen[]
  names: ServerName[]
  locations: LocationTable
}

/** All servers of one address and port, in source order; `first` answers for names that nobody has. */
export interface Group {
  key: string
  listen: Listen
  servers: Server[]
  first: Server
  /** Whether that is written down (`default_server`), or only the order's doing. */
  isDefault: boolean
  tls: boolean
  names: NameTable
}

/** Names in force: exact ones and those with a wildcard by what they are found by, regular expressions in order. */
export interface NameTable {
  exact: Map<string, Named>
  leading: Map<string, Named>
  trailing: Map<string, Named>
  regex: Named[]
  /** The places of the expressions that may match a host. */
  near(host: string): number[]
}

export interface Named {
  server: Server
  name: ServerName
}

export function makeServer(directive: Directive, http: Level): Server {
  const level = makeLevel('server', directive, http)
  const listens = (level.own.get('listen') ?? []).flatMap(listensOf)
  const names = (level.own.get('server_name') ?? []).flatMap(({ args }) =>
    args.flatMap((word) => readServerName(word).value ?? []),
  )
  const isWritten = directive.nameRange.start.offset < directive.nameRange.end.offset
  const anywhere: Listen = {
    host: null,
    family: 4,
    port: isWritten ? 80 : null,
    isDefault: false,
    tls: false,
    range: directive.nameRange,
  }
  return {
    directive,
    level,
    listens: listens.length ? listens : [anywhere],
    names,
    locations: locationTable(directive.block ?? [], level, null),
  }
}

const groupKey = ({ host, family, port, socket }: Listen): string =>
  socket ?? `${host ?? (family === 6 ? '[::]' : '*')}:${port}`

export function groupServers(servers: Server[]): Group[] {
  const groups = new Map<string, Group>()
  const members = new Map<Group, Set<Server>>()
  for (const server of servers) {
    for (const listen of server.listens) {
      const key = groupKey(listen)
      const group = groups.get(key) ?? {
        key,
        listen,
        servers: [],
        first: server,
        isDefault: false,
        tls: false,
        names: nameTable([]),
      }
      groups.set(key, group)
      const here = members.get(group) ?? new Set<Server>()
      members.set(group, here.add(server))
      if (listen.isDefault) group.first = server
      group.isDefault ||= listen.isDefault
      group.tls ||= listen.tls
    }
  }
  for (const [group, servers] of members) {
    group.servers = [...servers]
    group.names = nameTable(namesInForce(group.servers))
  }
  return [...groups.values()]
}

/** A name that is taken is ignored, with a warning only; `.x` takes both `x` and `*.x` (ngx_hash_add_key). */
function namesInForce(servers: Server[]): Named[] {
  const taken = new Set<string>()
  const take = (key: string): boolean => !taken.has(key) && taken.add(key).has(key)
  const free = ({ kind, name }: ServerName): boolean => {
    if (kind === 'regex') return true
    if (kind === 'leading' && name.startsWith('.'))
      return take(`exact ${name.slice(1)}`) && take(`leading ${name.slice(1)}`)
    return take(`${kind} ${kind === 'leading' ? name.slice(2) : name}`)
  }
  return servers.flatMap((server) => server.names.filter(free).map((name) => ({ server, name })))
}

export interface Chosen {
  server: Server
  name: ServerName | null
  match?: Match
}

function nameTable(all: Named[]): NameTable {
  let index: LiteralIndex | undefined
  const table: NameTable = {
    exact: new Map(),
    leading: new Map(),
    trailing: new Map(),
    regex: [],
    near: (host) => (index ??= new LiteralIndex(table.regex.map(({ name }) => name.pattern ?? null))).near(host),
  }
  for (const named of all) {
    const { kind, name } = named.name
    if (kind === 'regex') table.regex.push(named)
    else if (!table[kind].has(name)) table[kind].set(name, named)
  }
  return table
}

/** What a host has behind each of its dots, itself included, the longest first. */
const endings = (host: string): string[] => [
  host,
  ...[...host.matchAll(/\./g)].map(({ index }) => host.slice(index + 1)),
]
const beginnings = (host: string): string[] =>
  [...host.matchAll(/\./g)].map(({ index }) => host.slice(0, index)).reverse()

/** The longest `*.x` or `.x`; the latter takes `x` itself. */
function byEnding({ leading }: NameTable, host: string): Named | undefined {
  for (const ending of endings(host)) {
    const found = (ending === host ? undefined : leading.get(`*.${ending}`)) ?? leading.get(`.${ending}`)
    if (found) return found
  }
  return undefined
}

function byBeginning({ trailing }: NameTable, host: string): Named | undefined {
  for (const beginning of beginnings(host)) {
    const found = trailing.get(`${beginning}.*`)
    if (found) return found
  }
  return undefined
}

/** Exact, the longest `*.x`, the longest `x.*`, the first regex, the default server; null: a regex cannot be told. */
export function chooseByName(group: Group, host: string): Chosen | null {
  const named = group.names
  const plain = named.exact.get(host) ?? byEnding(named, host) ?? byBeginning(named, host)
  if (plain) return plain
  for (const place of named.near(host)) {
    const found = named.regex[place]
    const match = found?.name.pattern?.exec(host)
    if (match === undefined) return null
    if (found && match) return { ...found, match }
  }
  return { server: group.first, name: null }
}
