import type { AskedMethod } from '../../../model/asked-method.ts'
import { ChosenStep, code, NEXT } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import type { Step } from '../../../model/outcome.ts'
import { isOpenName } from '../../../model/origin.ts'
import { hasOpenQuery, NOBODY } from '../../../model/request.ts'
import type { Request } from '../../../model/request.ts'
import { argument, isOn, nearest } from '../../compile/level.ts'
import type { Way } from '../../../model/choices.ts'
import type { Instance } from '../../compile/instance.ts'
import type { Directive } from '../../../text/directive.ts'
import { groupBy } from '../../../text/group.ts'
import type { SourceRange } from '../../../text/range.ts'
import type { Group, Server } from '../../compile/servers.ts'
import { chooseByName } from '../../compile/servers.ts'
import type { Chosen } from '../../compile/servers.ts'
import type { HiddenServers } from '../../read/hidden.ts'
import { parseUri } from '../uri.ts'
import { has } from '../../directives/version.ts'
import type { Version } from '../../directives/version.ts'

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])

const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

/** Whether a request to this host may come in on the group's address: sure, possible, or not. */
function reach({ listen }: Group, host: string): 'sure' | 'possible' | 'no' {
  const bare = bareHost(host)
  const isAddress = /^[\d.]+$/.test(bare) || bare.includes(':')
  if (listen.socket !== undefined) return 'no'
  if (isAddress && (listen.family === 6) !== bare.includes(':')) return 'no'
  if (listen.host === null) return 'possible'
  if (listen.host === bare || (LOCAL.has(host) && LOCAL.has(listen.host))) return 'sure'
  return isAddress ? 'no' : 'possible'
}

interface Ports {
  byPort: Map<number | null, Group[]>
  /** A port that a template leaves open may be any. */
  open: Group[]
}

const ports = new WeakMap<Group[], Ports>()

function portsOf(groups: Group[]): Ports {
  const before = ports.get(groups)
  if (before) return before
  const byPort = groupBy(groups, ({ listen }) => listen.port)
  const made = { byPort, open: (byPort.get(null) ?? []).filter(({ listen }) => listen.socket === undefined) }
  ports.set(groups, made)
  return made
}

/** The groups that a request may come in on; all of them where none has its port, for then something in front maps it. */
export function groupsFor(groups: Group[], host: string, { port, socket }: Pick<Request, 'port' | 'socket'>): Group[] {
  if (socket !== undefined) return groups.filter(({ listen }) => listen.socket === socket)
  const { byPort, open } = portsOf(groups)
  const onPort = byPort.get(port) ?? []
  // A port that a template leaves open may be this one: the server that has the name is asked.
  const naming = open.length > 0 ? [...onPort, ...open].filter((group) => chooseByName(group, host)?.name) : []
  if (naming.length > 0) return naming
  if (onPort.length === 0) return groups
  const sure = onPort.filter((group) => reach(group, host) === 'sure')
  if (sure.length > 0) return sure
  const possible = onPort.filter((group) => reach(group, host) === 'possible')
  return possible.length > 0 ? possible : onPort
}

/** What a request meets before anything is asked of its path: the same in every run of it. */
interface Arrival {
  instance: Instance
  /** The names in its Host field, or in its address; null: nginx refuses it. */
  host: { name: string } | null
  /** The addresses that it may come in on, of those that make no difference the last. */
  groups: Way<Group>[]
}

const arrivals = new WeakMap<Request, Arrival>()

function arrivalOf({ instance, request }: Exchange): Arrival {
  const before = arrivals.get(request)
  if (before?.instance === instance) return before
  const name = hostOf(request.host, instance.version)?.name ?? request.host
  const different = new Map(
    groupsFor(instance.groups, name, request).map((group) => [
      `${chooseByName(group, name)?.server.directive.range.start.offset} ${group.first.directive.range.start.offset} ${group.tls}`,
      group,
    ]),
  )
  const arrival = {
    instance,
    host: hostOf(request.headers.host ?? request.host, instance.version),
    groups: [...different.values()].map((value) => ({ value, when: `the request comes in on ${value.key}` })),
  }
  arrivals.set(request, arrival)
  return arrival
}

/** The address that a request comes in on; a branch where that makes a difference. */
function arrive(exchange: Exchange, { groups }: Arrival): void {
  const group = groups.length > 1 ? exchange.choices.choose('address', groups) : groups[0]?.value
  if (!group) return
  exchange.group = group
  enter(exchange, { server: group.first, name: null })
}

function enter(exchange: Exchange, { server }: Chosen): void {
  exchange.server = server
  exchange.level = server.level
}

/** What may stand in a host since 1.29.4: RFC 3986's unreserved, sub-delims and pct-encoded, and a port up to 65535. */
const STRICT_HOST = /^(?:\[[A-Za-z0-9:._~!$&'()*+,;=-]*\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::(\d*))?$/

/** The name in a Host field, lower-case, without port and final dot; null: nginx refuses it (ngx_http_validate_host). One that a template
 * leaves open stands for the name that is put there. */
export function hostOf(field: string, version: Version): { name: string } | null {
  if (isOpenName(field)) return { name: field.toLowerCase() }
  if (/[/\0-\x20\x7f]/.test(field) || field.includes('..')) return null
  const strict = has(version, 1, 29, 4) ? STRICT_HOST.exec(field) : undefined
  if (strict === null || Number(strict?.[1] ?? 0) > 65535) return null
  const name = (/^\[[^\]]*\]/.exec(field)?.[0] ?? field.replace(/:.*$/s, '')).toLowerCase().replace(/\.$/, '')
  return name === '' ? null : { name }
}

/** The other servers of an address. */
const othersOf = ({ servers }: Group, chosen: Server): SourceRange[] =>
  servers.filter((server) => server !== chosen).map(({ directive }) => directive.range)

const NOT_VISIBLE: Verdict = { kind: 'reply', status: null, by: 'unknown', decidedBy: null }

/** A server that is not in sight, and that may answer for the host in place of the one that is chosen. */
function hiddenServer(
  { instance, group }: Exchange,
  { server, name }: Chosen,
  host: string,
): HiddenServers | undefined {
  if (host === NOBODY) return undefined
  const { port, host: address } = group.listen
  return instance.hidden.find(({ ports, names, mayPrecede }) => {
    if (ports && (address !== null || port === null || !ports.includes(port))) return false
    const isNamed = names.includes(host)
    if (name) return isNamed && (name.kind !== 'exact' || mayPrecede(server.directive.range))
    return isNamed || (!group.isDefault && mayPrecede(group.first.directive.range))
  })
}

function chooseServer(exchange: Exchange, host: string): Verdict {
  const { group, choices } = exchange
  exchange.host = host
  const chosen =
    chooseByName(group, host) ??
    choices.choose(
      `server for ${host}`,
      group.servers.map((server): { value: Chosen; when: string } => ({
        value: { server, name: null },
        when: `"${server.names[0]?.name ?? 'the default server'}" answers for ${host}`,
      })),
    )
  enter(exchange, chosen)
  const hidden = hiddenServer(exchange, chosen, host)
  const isHidden =
    hidden &&
    choices.choose('a server out of sight', [
      { value: false, when: `no server that is not visible answers for ${host}` },
      { value: true, when: `${hidden.name} answers for ${host}` },
    ])
  if (isHidden) return NOT_VISIBLE
  if (chosen.match) {
    exchange.captures = chosen.match.groups
    for (const [name, value] of Object.entries(chosen.match.named)) exchange.variables.set(name.toLowerCase(), value)
  }
  exchange.steps.push(serverStep(group, chosen, host))
  return NEXT
}

/** The step into a server for the host that was asked last: its paths are asked one after the other. */
const taken = new WeakMap<Server, { group: Group; host: string; step: Step }>()

function serverStep(group: Group, { server, name }: Chosen, host: string): Step {
  const before = taken.get(server)
  if (before?.group === group && before.host === host) return before.step
  const why = name
    ? `server_name ${name.name} takes ${host}`
    : group.servers.length > 1
      ? `the default server takes ${host || 'it'}`
      : 'the only server here takes it'
  const step = new ChosenStep('server', server.directive.range, why, () => othersOf(group, server))
  taken.set(server, { group, host, step })
  return step
}

/** Absolute-form and origin-form, and since 1.29.3 the authority-form of CONNECT alone (ngx_http_parse_request_line); null: 400. */
function splitTarget(
  asked: AskedMethod,
  target: string,
  version: Version,
): { host: string | null; path: string } | null {
  if (/[\0-\x20\x7f]/.test(target)) return null
  if (has(version, 1, 29, 3) && asked.is('CONNECT')) {
    const authority = /^(\[[^\]]*\]|[^:/?#]+):\d+$/.exec(target)
    return authority?.[1] ? { host: authority[1], path: '/' } : null
  }
  if (target.startsWith('/')) return { host: null, path: target }
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/(\[[^\]]*\]|[a-z0-9.-]*)(?::\d*)?([/?].*)?$/is.exec(target)
  if (!absolute?.[1]) return null
  return { host: absolute[1], path: absolute[2] ?? '/' }
}

const isMethod = (name: string): boolean => /^[A-Z_-]+$/.test(name)

/** From the first byte to the end of the header: what nginx refuses before any configuration but the server's is asked. */
export function receive(exchange: Exchange): Verdict {
  const {
    request,
    asked,
    instance: { version },
  } = exchange
  const arrival = arrivalOf(exchange)
  arrive(exchange, arrival)
  const target = splitTarget(asked, request.target, version)
  if (!asked.is(isMethod) || !target) return code(400, 'built-in', null)
  const path = target.path.startsWith('?') ? `/${target.path}` : target.path
  const parsed = parseUri(path, isOn(exchange.level, 'merge_slashes', true))
  if (!parsed) return code(400, 'built-in', null)
  exchange.uri = parsed.uri
  exchange.args = parsed.args
  exchange.quoted = parsed.quoted
  exchange.plus = parsed.plus
  exchange.unparsedUri = target.path
  exchange.validUnparsedUri = path === target.path
  exchange.argsOpen = hasOpenQuery(request)
  const host = target.host === null ? arrival.host : hostOf(target.host, version)
  if (!host || !arrival.host) return code(400, 'built-in', null)
  const chosen = chooseServer(exchange, host.name)
  return chosen.kind === 'next' ? checkHeader(exchange) : chosen
}

/** Whether a server tunnels anything: then CONNECT is a method like others to it (`allow_connect`). */
const tunnels = (directives: Directive[]): boolean =>
  directives.some(({ name, block }) => name === 'tunnel_pass' || (block !== null && tunnels(block)))

function checkHeader({ request, asked, group, level, server, instance: { version } }: Exchange): Verdict {
  const { headers } = request
  const length = headers['content-length']
  const coding = headers['transfer-encoding']
  if (length !== undefined && !/^\d+$/.test(length)) return code(400, 'built-in', null)
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return code(501, 'built-in', null)
  if (coding !== undefined && length !== undefined && has(version, 1, 21, 1)) return code(400, 'built-in', null)
  const connects = has(version, 1, 31, 0) && tunnels(server.directive.block ?? []) && asked.is('CONNECT')
  if (connects && (coding !== undefined || Number(length ?? 0) > 0)) return code(400, 'built-in', null)
  if (asked.is('TRACE') || (!connects && has(version, 1, 21, 1) && asked.is('CONNECT')))
    return code(405, 'built-in', null)
  const plainOnTls = group.tls && request.scheme === 'http' && group.listen.port === request.port
  if (plainOnTls && !nearest(level, 'ssl').some((one) => argument(one) === 'off')) return code(497, 'built-in', null)
  return NEXT
}
