import type { Choices } from '../../model/choices.ts'
import { NOBODY, type Request } from '../../model/request.ts'
import type { Httpd } from '../compile/httpd.ts'
import type { ServerConfig } from '../compile/server-config.ts'
import { addTo, groupBy } from '../../text/group.ts'

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':')

/** `*.shop.example`, as ServerAlias takes it; hosts compare without regard to case. */
function aliasMatches(alias: string, host: string): boolean {
  const parts = alias.split('*')
  const [start = '', ...rest] = parts
  if (rest.length === 0 || !host.startsWith(start)) return false
  let at = start.length
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? host.length - part.length : host.indexOf(part, at)
    if (found < at || !host.endsWith(index === rest.length - 1 ? part : '')) return false
    at = found + part.length
  }
  return true
}

const listens = new WeakMap<Httpd, Map<number | null, Httpd['listens']>>()

function listensAt(httpd: Httpd, port: number): Httpd['listens'] {
  const byPort = listens.get(httpd) ?? groupBy(httpd.listens, (listen) => listen.port)
  listens.set(httpd, byPort)
  return byPort.get(port) ?? []
}

/** The addresses by which the request may have come in; null: not known. */
function localHost(httpd: Httpd, { host, port }: Request): string | null {
  if (isAddress(host)) return host
  const known = new Set(listensAt(httpd, port).map((listen) => listen.host))
  const [only] = known
  return known.size === 1 ? (only ?? null) : null
}

/** The virtual hosts of one port with the address that each names; `exact`: those addresses. */
interface AtPort {
  fits: { server: ServerConfig; host: string | null }[]
  exact: string[]
  byAddress: Map<string | null, NamedHosts>
}

/** Virtual hosts among which the name chooses, in their order: by their plain names, and those with a wildcard in an alias. */
interface NamedHosts {
  servers: ServerConfig[]
  plain: Map<string, number>
  wild: { alias: string; place: number }[]
}

const known = new WeakMap<Httpd, Map<number, AtPort>>()

interface Address {
  server: ServerConfig
  host: string | null
  /** Its place among all. */
  place: number
}

const addresses = new WeakMap<Httpd, Map<number | null, Address[]>>()

/** The addresses of the virtual hosts that a port may mean, in their order. */
function addressesAt(httpd: Httpd, port: number): Address[] {
  const byPort = addresses.get(httpd) ?? new Map<number | null, Address[]>()
  if (!addresses.has(httpd)) {
    const all = httpd.hosts.flatMap((server) => server.addresses.map((address) => ({ server, address })))
    for (const [place, { server, address }] of all.entries())
      addTo(byPort, address.port, { server, host: address.host, place })
    addresses.set(httpd, byPort)
  }
  return [...(byPort.get(port) ?? []), ...(byPort.get(null) ?? [])].sort((a, b) => a.place - b.place)
}

function atPort(httpd: Httpd, port: number): AtPort {
  const ports = known.get(httpd) ?? new Map<number, AtPort>()
  known.set(httpd, ports)
  const before = ports.get(port)
  if (before) return before
  const fits = addressesAt(httpd, port)
  const made = {
    fits,
    exact: [...new Set(fits.flatMap(({ host }) => (host !== null && isAddress(host) ? [host] : [])))],
    byAddress: new Map(),
  }
  ports.set(port, made)
  return made
}

function namedHosts(servers: ServerConfig[]): NamedHosts {
  const plain = new Map<string, number>()
  const wild: NamedHosts['wild'] = []
  for (const [place, { serverName, aliases }] of servers.entries()) {
    const names = [
      ...(serverName ? [serverName.host] : []),
      ...aliases.map(({ name }) => name).filter((name) => !/[*?]/.test(name)),
    ]
    for (const name of names) if (!plain.has(name)) plain.set(name, place)
    for (const { name } of aliases) if (/[*?]/.test(name)) wild.push({ alias: name, place })
  }
  return { servers, plain, wild }
}

/** Virtual hosts of an exact address go before those of `*` (find_vhost_given_ip). */
function atAddress({ fits, byAddress }: AtPort, chosen: string | null): NamedHosts {
  const before = byAddress.get(chosen)
  if (before) return before
  const named = fits.filter(({ host }) => host !== null && (host === chosen || !isAddress(host)))
  const made = namedHosts([
    ...new Set((named.length > 0 ? named : fits.filter(({ host }) => host === null)).map(({ server }) => server)),
  ])
  byAddress.set(chosen, made)
  return made
}

/** The virtual hosts of the address that a request comes in by; which one an unknown address means is asked. */
function candidatesFor(httpd: Httpd, request: Request, choices: Choices): NamedHosts {
  const port = atPort(httpd, request.port)
  const { fits, exact } = port
  const local = localHost(httpd, request)
  const hasAny = (): boolean => fits.some(({ host }) => host === null)
  const chosen =
    local ??
    (exact.length === 0
      ? null
      : choices.choose<string | null>('the address it comes in by', [
          ...exact.map((address) => ({
            value: address,
            when: exact.length > 1 || hasAny() ? `the request comes in by ${address}` : undefined,
          })),
          ...(hasAny() ? [{ value: null, when: 'the request comes in by another address' }] : []),
        ]))
  return atAddress(port, chosen)
}

/**
 * Which server answers: by address, then by ServerName and ServerAlias, the first one by default, the main server where none listens. `first`:
 * the one that a request line is held against, before its Host is read (ap_parse_request_line, under the connection's base_server). `hidden`:
 * the include that may bring in another one for the name.
 */
export function chooseServer(
  httpd: Httpd,
  request: Request,
  choices: Choices,
): { server: ServerConfig; first: ServerConfig; hidden: string | null } {
  const { servers, plain, wild } = candidatesFor(httpd, request, choices)
  const host = request.host.toLowerCase().replace(/\.$/, '')
  const place = Math.min(
    plain.get(host) ?? Infinity,
    wild.find(({ alias }) => aliasMatches(alias, host))?.place ?? Infinity,
  )
  const first = servers[0] ?? httpd.main
  const isOwn = servers[place] !== undefined || host === NOBODY
  return { server: servers[place] ?? first, first, hidden: isOwn ? null : hiddenBefore(httpd, servers[0]) }
}

/** The include that may bring in the virtual host which answers for names that nobody has. */
const hiddenBefore = ({ hidden }: Httpd, first: ServerConfig | undefined): string | null =>
  (first ? hidden.before.get(first) : hidden.any) ?? null
