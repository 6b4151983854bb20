import type { Directive } from '../source/directive.ts'
import type { SourceRange } from '../source/range.ts'
import { locationTable } from './locations.ts'
import type { LocationTable } from './locations.ts'
import { makeLevel } from './level.ts'
import type { Level } from './level.ts'
import { compilePattern } from '../source/pattern.ts'
import type { Match, Pattern } from '../source/pattern.ts'

/** One `listen`; without one, port 80 on every interface. `host` null: every interface of its family; `port` null: a unix socket, a server that is written nowhere, or a port that a template leaves open. */
export interface Listen { host: string | null; family: 4 | 6; port: number | null; socket?: string; isDefault: boolean; tls: boolean; range: SourceRange }

export interface ServerName { kind: 'exact' | 'leading' | 'trailing' | 'regex'; name: string; pattern: Pattern | null; range: SourceRange }

export interface Server { directive: Directive; level: Level; listens: Listen[]; names: ServerName[]; locations: LocationTable }

/** All servers of one address and port, in source order; `first` answers for names that nobody has. */
export interface Group { key: string; listen: Listen; servers: Server[]; first: Server; tls: boolean; names: Named[] }

export interface Named { server: Server; name: ServerName }

export function readListen(directive: Directive): Listen {
  const [written = '', ...flags] = directive.args.map(({ value }) => value)
  const [, address = written, hole] = /^(.*?):?(\$\{?\w+\}?|\{\{.*\}\}|<%.*%>)$/.exec(written) ?? []
  const common = {
    isDefault: flags.includes('default_server') || flags.includes('default'), tls: flags.includes('ssl') || flags.includes('quic'), range: directive.range,
  }
  if (hole !== undefined) return { host: address === '' || address === '*' ? null : address, family: 4, port: null, ...common }
  if (address.startsWith('unix:')) return { host: null, family: 4, port: null, socket: address.slice('unix:'.length), ...common }
  const six = /^\[([^\]]*)\](?::(\d+))?$/.exec(address)
  if (six) return { host: six[1] === '::' ? null : six[1] ?? null, family: 6, port: Number(six[2] ?? 80), ...common }
  const four = /^(?:([^:]*):)?(\d+)$/.exec(address)
  const host = four ? four[1] ?? '*' : address
  return { host: host === '*' || host === '0.0.0.0' || host === '' ? null : host, family: 4, port: Number(four?.[2] ?? 80), ...common }
}

export function readName(value: string, range: SourceRange): ServerName {
  if (value.startsWith('~')) return { kind: 'regex', name: value, pattern: compilePattern(value.slice(1), true), range }
  const name = value.toLowerCase()
  if (name.startsWith('*.') || name.startsWith('.')) return { kind: 'leading', name, pattern: null, range }
  if (name.endsWith('.*')) return { kind: 'trailing', name, pattern: null, range }
  return { kind: 'exact', name, pattern: null, range }
}

export function makeServer(directive: Directive, http: Level): Server {
  const level = makeLevel('server', directive, http)
  const listens = (level.own.get('listen') ?? []).map(readListen)
  const names = (level.own.get('server_name') ?? []).flatMap(({ args }) => args.map((word) => readName(word.value, word.range)))
  const isWritten = directive.nameRange.start.offset < directive.nameRange.end.offset
  const anywhere: Listen = { host: null, family: 4, port: isWritten ? 80 : null, isDefault: false, tls: false, range: directive.nameRange }
  return { directive, level, listens: listens.length ? listens : [anywhere], names, locations: locationTable(directive.block ?? [], level, null) }
}

const groupKey = ({ host, family, port, socket }: Listen): string => socket ?? `${host ?? (family === 6 ? '[::]' : '*')}:${port}`

export function groupServers(servers: Server[]): Group[] {
  const groups = new Map<string, Group>()
  for (const server of servers) {
    for (const listen of server.listens) {
      const key = groupKey(listen)
      const group = groups.get(key) ?? { key, listen, servers: [], first: server, tls: false, names: [] }
      groups.set(key, group)
      if (!group.servers.includes(server)) group.servers.push(server)
      if (listen.isDefault) group.first = server
      group.tls ||= listen.tls
    }
  }
  for (const group of groups.values()) group.names = namesInForce(group.servers)
  return [...groups.values()]
}

/** A name that is taken is ignored, with a warning only; `.x` takes both `x` and `*.x` (ngx_hash_add_key). */
function namesInForce(servers: Server[]): Named[] {
  const taken = new Set<string>()
  const take = (key: string): boolean => !taken.has(key) && taken.add(key).has(key)
  const free = ({ kind, name }: ServerName): boolean => {
    if (kind === 'regex') return true
    if (kind === 'leading' && name.startsWith('.')) return take(`exact ${name.slice(1)}`) && take(`leading ${name.slice(1)}`)
    return take(`${kind} ${kind === 'leading' ? name.slice(2) : name}`)
  }
  return servers.flatMap((server) => server.names.filter(free).map((name) => ({ server, name })))
}

export interface Chosen { server: Server; name: ServerName | null; match?: Match }

const inLeading = (host: string, name: string): boolean => (name.startsWith('*') ? host.endsWith(name.slice(1)) : `.${host}`.endsWith(name))
const inTrailing = (host: string, name: string): boolean => host.startsWith(name.slice(0, -1))

/** Exact, the longest `*.x`, the longest `x.*`, the first regex, the default server; null: a regex cannot be told. */
export function chooseByName(group: Group, host: string): Chosen | null {
  const named = group.names
  const exact = named.find(({ name }) => name.kind === 'exact' && name.name === host)
  if (exact) return exact
  const longest = (kind: ServerName['kind'], matches: (host: string, name: string) => boolean): Named | undefined => named
    .filter(({ name }) => name.kind === kind && matches(host, name.name))
    .reduce<Named | undefined>((best, one) => (best && best.name.name.length >= one.name.name.length ? best : one), undefined)
  const wild = longest('leading', inLeading) ?? longest('trailing', inTrailing)
  if (wild) return wild
  for (const { server, name } of named) {
    const match = name.pattern?.exec(host)
    if (match === undefined && name.kind === 'regex') return null
    if (match) return { server, name, match }
  }
  return { server: group.first, name: null }
}
