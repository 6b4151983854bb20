import type { Word } from '../../../source/directive.ts'
import { complain, hasHole } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { has } from '../../version.ts'
import type { Version } from '../../version.ts'
import { readRegex } from '../usage.ts'
import { parseUrl } from '../url.ts'
import type { Url } from '../url.ts'
import { ipv4Of, parseNumber, parseSize, parseTime } from '../values.ts'

const PLAIN = new Set(['default_server', 'default', 'bind', 'deferred', 'reuseport', 'ssl', 'http2', 'proxy_protocol'])
/** Those that nginx takes for one address once only. */
const SETS = /^(?:bind$|deferred$|reuseport$|(?:setfib|fastopen|backlog|rcvbuf|sndbuf|accept_filter|ipv6only|so_keepalive)=)/

function keepalive(text: string): boolean {
  if (text === 'on' || text === 'off') return true
  const [idle = '', interval = '', count = ''] = text.split(':', 3)
  const rest = text.split(':').slice(2).join(':')
  if ((idle && parseTime(idle, true) === null) || (interval && parseTime(interval, true) === null) || (rest && parseNumber(rest) === null)) return false
  return Boolean(parseTime(idle, true) || parseTime(interval, true) || parseNumber(count))
}

function isParameter(text: string, version: Version | null): boolean {
  if (PLAIN.has(text) || (text === 'quic' && has(version, 1, 25, 0)) || (text === 'multipath' && has(version, 1, 29, 7))) return true
  const [, name, value = ''] = /^([a-z_0-9]+)=(.*)$/s.exec(text) ?? []
  if (name === 'setfib' || name === 'fastopen') return parseNumber(value) !== null
  if (name === 'backlog') return Boolean(parseNumber(value))
  if (name === 'rcvbuf' || name === 'sndbuf') return parseSize(value) !== null
  if (name === 'ipv6only') return value === 'on' || value === 'off'
  return name === 'so_keepalive' ? keepalive(value) : name === 'accept_filter'
}

function listen(subject: Subject): Complaint | null {
  const [address, ...parameters] = subject.args
  if (subject.args.some(({ raw }) => hasHole(raw))) return null
  const url = parseUrl(address?.value ?? '', { listen: true })
  if (url.error !== undefined) return complain(url.error, address)
  const wrong = parameters.find(({ value }) => !isParameter(value, subject.state.version))
  if (wrong) return complain(`Expected a parameter such as "ssl" or "default_server", not "${wrong.value}"`, wrong)
  const numbers = url.kind === 'name' ? ipv4Of(url.host) : null
  if (url.kind === 'name' && !numbers) return null
  for (const key of addresses(numbers ? { ...url, host: numbers } : url)) {
    const complaint = add(subject, key, parameters)
    if (complaint) return complaint
  }
  return null
}

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
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, '')))
  const left = groups(head)
  const right = groups(tail ?? '')
  return `[${tail === undefined ? left.join(':') : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right].join(':')}]`
}

const hasSsl = (parameters: Word[]): boolean => parameters.some(({ value }) => value === 'ssl')

/** ngx_http_add_addresses: an address once in a server, one default server, its socket's options once. */
function add({ directive, scope, state: { usage } }: Subject, key: string, parameters: Word[]): Complaint | null {
  const known = usage.addresses.get(key)
  const isDefault = parameters.find(({ value }) => value === 'default_server' || value === 'default')
  const options = parameters.find(({ value }) => SETS.test(value))
  if (!known) {
    usage.addresses.set(key, { servers: new Map([[scope, directive]]), ssl: hasSsl(parameters), default: isDefault && directive, options: options && directive })
    return null
  }
  const same = known.servers.get(scope)
  if (same) return { message: `Expected "listen ${key}" once in a server`, related: [{ message: 'the first one', range: same.range }] }
  known.servers.set(scope, directive)
  known.ssl ||= hasSsl(parameters)
  if (options && known.options) return { message: `Expected the options of ${key} in one "listen" only`, at: options, related: [{ message: 'where they are set first', range: known.options.range }] }
  if (isDefault && known.default) return { message: `Expected one default server for ${key}`, at: isDefault, related: [{ message: 'the first one', range: known.default.range }] }
  known.options ??= options && directive
  known.default ??= isDefault && directive
  return null
}

function serverName({ args, state }: Subject): Complaint | null {
  for (const word of args) {
    const name = word.value
    if (hasHole(name)) continue
    if ((name.startsWith('*') && (name.length < 3 || name[1] !== '.')) || name === '.') return complain(`Expected a name such as *.example.com, not "${name}"`, word)
    if (name === '~') return complain('Expected a pattern after "~"', word)
    const complaint = name.startsWith('~') ? readRegex(state.usage, word, name.slice(1)) : null
    if (complaint) return complaint
  }
  return null
}

export const LISTEN_CHECKS: Record<string, Check> = { listen, server_name: serverName }
