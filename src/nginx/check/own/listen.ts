import type { Word } from '../../../text/directive.ts'
import { complain, hasHole } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { compareVersions, has, isBetween, OLDEST, parseVersion } from '../../directives/version.ts'
import type { Version } from '../../directives/version.ts'
import { readRegex } from '../usage.ts'
import { readListen } from '../../words/listen.ts'
import { readServerName } from '../../words/server-name.ts'
import type { Url } from '../../words/url.ts'
import { ipv4Of, parseNumber, parseSize, parseTime } from '../../words/values.ts'

type Module = 'http' | 'stream' | 'mail'

/** The parameters that stand alone or before `=`, and the version that brought or dropped one. */
const PARAMETERS: Record<Module, string> = {
  http: 'default_server default bind deferred reuseport+1.9.1 ssl http2+1.9.5 proxy_protocol quic+1.25.0 multipath+1.29.7 spdy-1.19.7 setfib= fastopen=+1.5.8 backlog= rcvbuf= sndbuf= accept_filter= ipv6only= so_keepalive=',
  stream: `udp+1.9.13 bind reuseport ssl proxy_protocol+1.11.4 backlog= ipv6only= so_keepalive= rcvbuf=+1.13.0 sndbuf=+1.13.0 fastopen=+1.21.0
    default_server+1.25.5 deferred+1.25.5 setfib=+1.25.5 accept_filter=+1.25.5 multipath+1.29.7`,
  mail: 'bind ssl ipv6only= so_keepalive= backlog=+1.9.2 rcvbuf=+1.13.0 sndbuf=+1.13.0 proxy_protocol+1.19.8 multipath+1.29.7',
}

const readParameter = (entry: string): [string, Version | null, Version | null] => {
  const [, name = entry, sign, version] = /^([a-z0-9_]+=?)([+-])?(.*)$/.exec(entry) ?? []
  const since = version ? parseVersion(version) : null
  return [name, sign === '+' ? since : null, sign === '-' ? since : null]
}

function mayHave(module: Module, parameter: string, version: Version | null): boolean {
  const [, since = null, until = null] = PARAMETERS[module]
    .split(/\s+/)
    .map(readParameter)
    .find(([name]) => name === parameter) ?? [null]
  if (since === null && until === null) return PARAMETERS[module].split(/\s+/).includes(parameter)
  return version ? isBetween(version, since, until) : !until || compareVersions(until, OLDEST) > 0
}

/** Those that nginx takes for one address once only. */
const SETS =
  /^(?:bind$|deferred$|reuseport$|(?:setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=)/
/** Those that datagrams cannot have. */
const NOT_UDP =
  /^(?:ssl|http2|deferred|multipath|proxy_protocol|(?:backlog|fastopen|accept_filter)=.*|so_keepalive=.*)$/s

function keepalive(text: string): boolean {
  if (text === 'on' || text === 'off') return true
  const [idle = '', interval = '', count = ''] = text.split(':', 3)
  const rest = text.split(':').slice(2).join(':')
  if (
    (idle && parseTime(idle, true) === null) ||
    (interval && parseTime(interval, true) === null) ||
    (rest && parseNumber(rest) === null)
  )
    return false
  return Boolean(parseTime(idle, true) || parseTime(interval, true) || parseNumber(count))
}

function isParameter(text: string, module: Module, version: Version | null): boolean {
  const [, name = text, value] = /^([a-z_0-9]+=)(.*)$/s.exec(text) ?? []
  if (!mayHave(module, name, version)) return false
  if (value === undefined) return true
  if (name === 'setfib=' || name === 'fastopen=') return parseNumber(value) !== null
  if (name === 'backlog=') return Boolean(parseNumber(value))
  if (name === 'rcvbuf=' || name === 'sndbuf=') return parseSize(value) !== null
  if (name === 'ipv6only=') return value === 'on' || value === 'off'
  return name === 'so_keepalive=' ? keepalive(value) : true
}

const listen =
  (module: Module): Check =>
  (subject) => {
    const [address, ...parameters] = subject.args
    if (subject.args.some(({ raw }) => hasHole(raw))) return null
    const { value: line, refused } = readListen(subject.directive)
    if (refused !== null) return complain(refused, address)
    const { url } = line
    const wrong = parameters.find(({ value }) => !isParameter(value, module, subject.state.version))
    if (wrong)
      return complain(
        `Expected a parameter such as ${module === 'http' ? '"ssl" or "default_server"' : '"ssl" or "reuseport"'}, not "${wrong.value}"`,
        wrong,
      )
    const udp = parameters.find(({ value }) => value === 'udp' || value === 'quic')
    const clash = udp && parameters.find(({ value }) => NOT_UDP.test(value))
    if (udp && clash) return complain(`Expected no "${clash.value}" beside "${udp.value}"`, clash)
    const numbers = url.kind === 'name' ? ipv4Of(url.host) : null
    if (url.kind === 'name' && !numbers) return null
    for (const key of addresses(numbers ? { ...url, host: numbers } : url)) {
      const complaint = add(
        subject,
        udp ? `${key} udp` : key,
        parameters,
        sharesAddresses(module, subject.state.version),
      )
      if (complaint) return complaint
    }
    return null
  }

/** Whether several servers may listen on one address, and be told apart by name. */
const sharesAddresses = (module: Module, version: Version | null): boolean =>
  module === 'http' || (module === 'stream' && has(version, 1, 25, 5))

/** The addresses that a range of ports stands for; a range is at most 65535 long. */
function* addresses(url: Url): Iterable<string> {
  if (url.kind === 'unix') return yield `unix:${url.host}`
  const first = url.port ?? 80
  for (let port = first; port <= (url.lastPort ?? first); port++) yield `${normal(url.host)}:${port}`
}

/** `[0:0::1]` and `[::1]` are one address. */
function normal(host: string): string {
  if (!host.startsWith('[')) return host.split('.').map(Number).join('.')
  const [head = '', tail] = host.slice(1, -1).split('::')
  const groups = (text: string): string[] =>
    text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, ''))
  const left = groups(head)
  const right = groups(tail ?? '')
  return `[${tail === undefined ? left.join(':') : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right].join(':')}]`
}

const hasSsl = (parameters: Word[]): boolean => parameters.some(({ value }) => value === 'ssl' || value === 'quic')

/** ngx_http_add_addresses: an address once in a server, one default server, its socket's options once. */
function add(
  { directive, scope, state: { usage } }: Subject,
  key: string,
  parameters: Word[],
  shared: boolean,
): Complaint | null {
  const known = usage.addresses.get(key)
  const isDefault = parameters.find(({ value }) => value === 'default_server' || value === 'default')
  const options = parameters.find(({ value }) => SETS.test(value))
  if (!known) {
    usage.addresses.set(key, {
      servers: new Map([[scope, directive]]),
      ssl: hasSsl(parameters),
      default: isDefault && directive,
      options: options && directive,
    })
    return null
  }
  const same = known.servers.get(scope)
  if (same)
    return {
      message: `Expected "listen ${key}" once in a server`,
      related: [{ message: 'the first one', range: same.range }],
    }
  const [other] = known.servers.values()
  if (!shared && other)
    return {
      message: `Expected another server's address than ${key}`,
      related: [{ message: 'the first server there', range: other.range }],
    }
  known.servers.set(scope, directive)
  known.ssl ||= hasSsl(parameters)
  if (options && known.options)
    return {
      message: `Expected the options of ${key} in one "listen" only`,
      at: options,
      related: [{ message: 'where they are set first', range: known.options.range }],
    }
  if (isDefault && known.default)
    return {
      message: `Expected one default server for ${key}`,
      at: isDefault,
      related: [{ message: 'the first one', range: known.default.range }],
    }
  known.options ??= options && directive
  known.default ??= isDefault && directive
  return null
}

function serverName({ args, state }: Subject): Complaint | null {
  for (const word of args) {
    if (hasHole(word.value)) continue
    const { value: name, refused } = readServerName(word)
    if (refused !== null) return complain(refused, word)
    const complaint = name.kind === 'regex' ? readRegex(state.usage, word, word.value.slice(1)) : null
    if (complaint) return complaint
  }
  return null
}

export const LISTEN_CHECKS: Record<string, Check> = { listen: listen('http'), server_name: serverName }
export const STREAM_LISTEN: Record<string, Check> = { listen: listen('stream'), server_name: serverName }
export const MAIL_LISTEN: Record<string, Check> = { listen: listen('mail') }
