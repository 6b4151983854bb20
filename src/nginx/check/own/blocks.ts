import type { Directive } from '../../../text/directive.ts'
import { has } from '../../directives/version.ts'
import type { Version } from '../../directives/version.ts'
import { complain, hasHole } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { isWrongWildcard, keptAs } from '../../words/hash-name.ts'
import { mapKeyOf } from '../../words/map-line.ts'
import { parseUrl } from '../../words/url.ts'
import { defineVariable, readRegex, readVariable, readVariables } from '../usage.ts'
import { isCidr, isIpv4, parseNumber, parseTime } from '../../words/values.ts'

/** A block whose lines are no directives: what nginx makes of one, and of the whole when it is read. */
export interface Lines {
  /** `marks`: the words that stand alone anywhere in the block, such as `ranges`. */
  line(
    directive: Directive,
    subject: Subject,
    seen: Map<string, Directive>,
    marks: ReadonlySet<string>,
  ): Complaint | null | undefined
  end?(block: Directive[], subject: Subject): Complaint | null | undefined
}

const duplicate = (message: string, first: Directive): Complaint => ({
  message,
  related: [{ message: 'the first one', range: first.range }],
})

/** It counts for the lines below it. */
const HOSTNAMES = 'hostnames'

/** ngx_http_map. */
function mapLine(line: Directive, { state }: Subject, seen: Map<string, Directive>): Complaint | null {
  const [value, ...rest] = line.args
  if (!value && line.name === 'hostnames') {
    seen.set(HOSTNAMES, line)
    return null
  }
  if (!value && line.name === 'volatile' && has(state.version, 1, 11, 7)) return null
  if (!value || rest.length)
    return { message: `Expected a value and what it becomes, not ${line.args.length + 1} words` }
  if (line.name === 'include') return null
  if (hasHole(line.name)) return null
  const complaint = readVariables(state.usage, value)
  if (complaint) return complaint
  const read = mapKeyOf(line)
  if (read.kind === 'pattern') return mapRegex(line, read.source, state)
  const isHost = read.kind === 'text' && seen.has(HOSTNAMES)
  if (isHost && isWrongWildcard(read.text))
    return { message: `Expected a host name such as *.example.com, not "${line.name}"` }
  const keys =
    read.kind === 'default'
      ? ['default']
      : (isHost ? keptAs(read.text) : [read.text.toLowerCase()]).map((key) => `=${key}`)
  const first = keys.map((key) => seen.get(key)).find(Boolean)
  for (const key of keys) if (!first) seen.set(key, line)
  if (!first) return null
  return first.name === line.name
    ? duplicate(`Expected "${line.name}" once in the map`, first)
    : duplicate(`Expected another name than "${line.name}", which "${first.name}" takes in the map`, first)
}

function mapRegex(line: Directive, source: string, { usage }: Subject['state']): Complaint | null {
  const complaint = readRegex(usage, line.args[0], source)
  return complaint && { ...complaint, at: undefined, range: line.nameRange }
}

/** ngx_http_geo. */
function geoLine(line: Directive, { state }: Subject, marks: ReadonlySet<string>): Complaint | null {
  if (
    line.args.length === 0 &&
    (line.name === 'ranges' ||
      (line.name === 'proxy_recursive' && state.usage.realm === 'http') ||
      (line.name === 'volatile' && has(state.version, 1, 29, 3)))
  )
    return null
  const [value, ...rest] = line.args
  if (!value || rest.length) return { message: `Expected a network and its value, not ${line.args.length + 1} words` }
  if (line.name === 'include' || line.name === 'default') return null
  const word = line.name === 'proxy' || line.name === 'delete' ? value.value : line.name
  if (hasHole(word)) return null
  if (marks.has('ranges') && line.name !== 'proxy') {
    const [from = '', to = ''] = word.split('-')
    return isIpv4(from) && isIpv4(to) ? null : { message: `Expected a range such as 10.0.0.1-10.0.0.9, not "${word}"` }
  }
  return word === '255.255.255.255' || isCidr(word)
    ? null
    : { message: `Expected a network such as 10.0.0.0/8, not "${word}"` }
}

const percent = (text: string): number | null => {
  const [, whole = '', , part = ''] = /^([0-9]+)(\.([0-9]{0,2}))?%$/.exec(text) ?? []
  return whole === '' ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

const split: Lines = {
  line: ({ name }) =>
    name === '*' || percent(name) ? null : { message: `Expected a share such as 20% or "*", not "${name}"` },
  end: (block) => {
    let sum = 0
    for (const { name } of block) {
      sum = name === '*' ? 10000 : sum + (percent(name) ?? 0)
      if (sum > 10000) return { message: 'Expected shares of at most 100% together' }
    }
    return null
  },
}

const isHex = (text: string): boolean => /^[0-9a-fA-F]{1,2}$/.test(text)

export const LINES: Record<string, Lines> = {
  types: {
    line: ({ name, args }) =>
      name === 'include' && args.length !== 1 ? { message: 'Expected one file after "include"' } : null,
  },
  map: { line: mapLine },
  geo: { line: (line, subject, _seen, marks) => geoLine(line, subject, marks) },
  split_clients: split,
  charset_map: {
    line: ({ name, args }, { values: [, target] }) => {
      const codes = target?.toLowerCase() === 'utf-8' ? /^(?:[0-9a-fA-F]{2})+$/ : /^0*[0-9a-fA-F]{1,2}$/
      return args.length === 1 && isHex(name) && codes.test(args[0]?.value ?? '')
        ? null
        : { message: `Expected two codes such as "80 ${target?.toLowerCase() === 'utf-8' ? 'E282AC' : '81'}"` }
    },
  },
}

/** ngx_http_upstream: its name may not have been used with a port. */
function upstream(subject: Subject): Complaint | null {
  const {
    args,
    directive,
    state: { usage },
  } = subject
  const [word] = args
  const name = word?.value.toLowerCase() ?? ''
  const first = usage.upstreams.get(name)
  if (first)
    return {
      ...complain(`Expected another name than "${name}", which is an upstream block already`, word),
      related: [{ message: 'the first one', range: first.range }],
    }
  usage.upstreams.set(name, directive)
  const ported = usage.passes.find(({ host, port }) => host === name && port !== null)
  return ported
    ? {
        ...complain(`Expected no port after the name of the upstream block "${name}"`),
        range: ported.word.range,
        related: [{ message: 'the upstream block', range: directive.range }],
      }
    : null
}

function server(subject: Subject): Complaint | null {
  if (subject.scope.context !== 'u') return null
  const [address, ...parameters] = subject.args
  const wrong = parameters.find(({ value, raw }) => !hasHole(raw) && !isServerParameter(value, subject.state.version))
  if (wrong) return complain(`Expected a parameter such as "weight=2" or "backup", not "${wrong.value}"`, wrong)
  if (hasHole(address?.raw ?? '')) return null
  const service = parameters.find(({ value }) => value.startsWith('service='))
  if (service && !parameters.some(({ value }) => value === 'resolve'))
    return complain('Expected "resolve" beside "service="', service)
  const url = parseUrl(address?.value ?? '')
  if (url.error !== undefined) return complain(url.error, address)
  const isPortless = subject.state.usage.realm === 'stream' && url.kind !== 'unix' && url.port === null && !service
  return isPortless ? complain(`Expected a port after "${address?.value ?? ''}"`, address) : null
}

function isServerParameter(text: string, version: Version | null): boolean {
  const [, name = '', value = ''] = /^([a-z_]+)=(.*)$/s.exec(text) ?? []
  if (name === 'weight') return Boolean(parseNumber(value))
  if (name === 'max_conns' || name === 'max_fails')
    return parseNumber(value) !== null && (name === 'max_fails' || has(version, 1, 11, 5))
  if (name === 'fail_timeout') return parseTime(value, true) !== null
  if (text === 'resolve' || name === 'service') return has(version, 1, 27, 3)
  if (text === 'drain' || name === 'route') return has(version, 1, 29, 6)
  // The commercial edition alone knows slow_start.
  return text === 'backup' || text === 'down' || (name === 'slow_start' && version === null)
}

const oneOf =
  (index: number, ...allowed: string[]): Check =>
  ({ args }) => {
    const word = args[index]
    return word && !allowed.includes(word.value)
      ? complain(`Expected ${allowed.map((one) => `"${one}"`).join(' or ')}, not "${word.value}"`, word)
      : null
  }

export const BLOCK_CHECKS: Record<string, Check> = {
  map: ({ args, state, scope, directive }) => {
    // The first map settles what all hashes are like.
    for (const name of ['map_hash_max_size', 'map_hash_bucket_size'])
      if (!scope.first.has(name)) scope.first.set(name, directive)
    return readVariables(state.usage, args[0]) ?? defineVariable(state.usage, args[1])
  },
  geo: ({ args, state }) =>
    args.length === 2
      ? (readVariable(state.usage, args[0]) ?? defineVariable(state.usage, args[1]))
      : defineVariable(state.usage, args[0]),
  split_clients: ({ args, state }) => readVariables(state.usage, args[0]) ?? defineVariable(state.usage, args[1]),
  upstream,
  server,
  hash: (subject) => readVariables(subject.state.usage, subject.args[0]) ?? oneOf(1, 'consistent')(subject),
  random: (subject) =>
    oneOf(0, 'two')(subject) ??
    oneOf(1, 'least_conn', 'least_time', 'least_time=header', 'least_time=last_byte')(subject),
}
