import { isBetween, parseVersion } from '../directives/version.ts'
import type { Version } from '../directives/version.ts'
import { complain, firstOf, hasHole, once } from './subject.ts'
import type { Check, Complaint, Subject } from './subject.ts'
import { readVariables } from './usage.ts'
import { isIpv4, isIpv6, parseNumber, parseOffset, parseSize, parseTime } from '../words/values.ts'

/** What a directive's own entry says of its values beside their kind: the words of an enumeration, bounds. */
export type KindCheck = (subject: Subject, detail: string) => Complaint | null | undefined

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** A kind with one argument, which a reader of nginx must accept. */
const single =
  (accepts: (text: string) => boolean, wanted: string): KindCheck =>
  (subject) => {
    const [word] = subject.args
    const text = word?.value ?? ''
    return once(subject) ?? (accepts(text) ? null : complain(`Expected ${wanted}, not "${shown(text)}"`, word))
  }

const isFlag = (text: string): boolean => /^(?:on|off)$/i.test(text)

const value: Check = ({ args, state }) => readVariables(state.usage, args[0])

/** Whether a value may hold variables, which it might from the version in `detail` on. */
const mayVary = ({ state: { version } }: Subject, detail: string): boolean =>
  !version || isBetween(version, parseVersion(detail), null)
const each: Check = ({ args, state }) => {
  for (const word of args) {
    const complaint = readVariables(state.usage, word)
    if (complaint) return complaint
  }
  return null
}

/** The words of an enumeration that the version has: `TLSv1.3+1.13.0` came with 1.13.0. */
const wordsOf = (detail: string, version: Version | null): string[] =>
  detail.split('|').flatMap((entry) => {
    const [word = '', since] = entry.split('+')
    return version && since && !isBetween(version, parseVersion(since), null) ? [] : [word]
  })
const choice = (words: string[]): string => words.map((word) => `"${word}"`).join(', ')
const isAmong = (words: string[], text: string): boolean =>
  words.some((word) => word.toLowerCase() === text.toLowerCase())

/** ngx_conf_set_access_slot: `user:rw group:r`. */
function access(text: string): boolean {
  return /^(?:user|group|all):(?:rw?|w)?(?:rw?|w)*$/.test(text)
}

function path({ args }: Subject): Complaint | null {
  const levels = args.slice(1)
  const wrong = levels.find(({ value: text }) => !/^[123]$/.test(text))
  return wrong ? complain("Expected 1, 2 or 3 as the length of a folder's name", wrong) : null
}

function number(subject: Subject, detail: string): Complaint | null {
  const [word] = subject.args
  const found = parseNumber(word?.value ?? '')
  if (found === null) return complain(`Expected a whole number, not "${shown(word?.value ?? '')}"`, word)
  if (!detail) return null
  const [low = 0, high = Infinity] = detail.split('-').map(Number)
  return found >= low && found <= high ? null : complain(`Expected a number from ${low} to ${high}, not ${found}`, word)
}

function buffers({ args }: Subject): Complaint | null {
  const [count, size] = args
  if (!parseNumber(count?.value ?? '')) return complain('Expected the number of buffers, 1 or more', count)
  return parseSize(size?.value ?? '') ? null : complain('Expected the size of a buffer, such as 8k', size)
}

/** ngx_http_upstream_bind_set_slot: an address or `off`, then `transparent`. */
function bind({ args, state }: Subject): Complaint | null {
  const [address, transparent] = args
  const text = address?.value ?? ''
  if (!transparent && text === 'off') return null
  const complaint = readVariables(state.usage, address)
  if (complaint) return complaint
  if (!text.includes('$') && !isAddress(text))
    return complain(`Expected an address or "off", not "${shown(text)}"`, address)
  return transparent && transparent.value !== 'transparent'
    ? complain(`Expected "transparent", not "${shown(transparent.value)}"`, transparent)
    : null
}

function isAddress(text: string): boolean {
  const [, v6, v4 = '', port = '1'] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? []
  const number = parseNumber(port)
  return (v6 === undefined ? isIpv4(v4) : isIpv6(v6)) && number !== null && number > 0 && number < 65536
}

export const KINDS: Record<string, KindCheck> = {
  flag: single(isFlag, '"on" or "off"'),
  msec: single((text) => parseTime(text, false) !== null, 'a time such as 30s or 500ms'),
  sec: single((text) => parseTime(text, true) !== null, 'a time such as 30s or 1h'),
  size: single((text) => parseSize(text) !== null, 'a size such as 8k or 1m'),
  // ngx_http_core_pool_size: NGX_MIN_POOL_SIZE on 64-bit machines, NGX_POOL_ALIGNMENT.
  pool: single(
    (text) => (parseSize(text) ?? 0) >= 112 && (parseSize(text) ?? 0) % 16 === 0,
    'a size of at least 112 bytes and a multiple of 16',
  ),
  // ngx_http_gzip_window, ngx_http_gzip_hash: 512 times a power of two, up to a limit.
  power: (subject, detail) =>
    single(
      (text) => {
        const size = parseSize(text) ?? 0
        return size >= 512 && size <= Number(detail) && Number.isInteger(Math.log2(size))
      },
      `512, 1k, 2k, 4k … up to ${Number(detail) / 1024}k`,
    )(subject, detail),
  offset: single((text) => parseOffset(text) !== null, 'a size such as 8k, 1m or 1g'),
  text: (subject) => once(subject),
  number: (subject, detail) => once(subject) ?? number(subject, detail),
  buffers: (subject) => once(subject) ?? buffers(subject),
  enum: (subject, detail) => {
    const words = wordsOf(detail, subject.state.version)
    return single((text) => isAmong(words, text), `one of ${choice(words)}`)(subject, detail)
  },
  mask: ({ args, name, state }, detail) => {
    const words = wordsOf(detail, state.version)
    const wrong = args.find(({ value: text }) => !isAmong(words, text))
    return (
      wrong && {
        ...complain(`Expected ${choice(words)}, not "${shown(wrong.value)}"`, wrong),
        ...(name.endsWith('_methods') && { ruleId: 'invalid-method-name' }),
      }
    )
  },
  access: (subject) => {
    const wrong = subject.args.find((word) => !access(word.value))
    return once(subject) ?? (wrong && complain(`Expected rights such as "user:rw", not "${shown(wrong.value)}"`, wrong))
  },
  path: (subject) => once(subject) ?? path(subject),
  value: (subject, detail) => once(subject) ?? (mayVary(subject, detail) ? value(subject) : null),
  'value-size': (subject, detail) => {
    const [word] = subject.args
    const text = word?.value ?? ''
    const wrong =
      (text.includes('$') && mayVary(subject, detail)) || parseSize(text) !== null
        ? null
        : complain(`Expected a size such as 8k or 1m, not "${shown(text)}"`, word)
    return firstOf(subject, (one) => once(one), value) ?? wrong
  },
  predicate: (subject) => each(subject),
  bind: (subject) => once(subject) ?? bind(subject),
  charset: (subject) => {
    const [word] = subject.args
    return once(subject) ?? (word?.value.startsWith('$') ? readVariables(subject.state.usage, word) : null)
  },
  // Values of these are compiled when the block is read to its end.
  pairs: ({ args, state, name }) => {
    if (!/^(?:proxy|grpc)_set_header$/.test(name)) return null
    const complaint = readVariables(state.usage, args[1])
    if (complaint) state.late.push(complaint)
    return null
  },
}

/** A check whose directive is only held against its kind where no hole of a template stands in it. */
export const checkKind = (subject: Subject, kind: string, detail: string): Complaint | null | undefined =>
  subject.args.some(({ raw }) => hasHole(raw)) ? null : KINDS[kind]?.(subject, detail)
