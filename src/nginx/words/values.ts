// How nginx reads numbers, sizes, times and addresses (ngx_string.c, ngx_parse.c, ngx_inet.c). null: it refuses the text.

const MOST = 9223372036854775807n

/** ngx_atoi: digits only, at most 2^63 - 1. */
export function parseNumber(text: string): number | null {
  if (!/^[0-9]+$/.test(text) || (text.length > 18 && BigInt(text) > MOST)) return null
  return Number(text)
}

function scaled(text: string, units: string): number | null {
  const unit = text.slice(-1).toLowerCase()
  const power = unit === '' ? -1 : units.indexOf(unit)
  const digits = power < 0 ? text : text.slice(0, -1)
  const number = parseNumber(digits)
  const scale = 1024n ** BigInt(power + 1)
  return number === null || (digits.length > 9 && BigInt(digits) > MOST / scale) ? null : number * Number(scale)
}

/** ngx_parse_size: bytes, `k` or `m`. */
export const parseSize = (text: string): number | null => scaled(text, 'km')
/** ngx_parse_offset: bytes, `k`, `m` or `g`. */
export const parseOffset = (text: string): number | null => scaled(text, 'kmg')

const STEPS = ['y', 'M', 'w', 'd', 'h', 'm', 's', 'ms']
const MILLISECONDS: Record<string, bigint> = {
  y: 31_536_000_000n,
  M: 2_592_000_000n,
  w: 604_800_000n,
  d: 86_400_000n,
  h: 3_600_000n,
  m: 60_000n,
  s: 1000n,
  ms: 1n,
}

/** ngx_parse_time: `1h 30m`, each unit once and the larger first, at most 2^63 - 1 of what is counted; years and months only, and milliseconds never, where seconds are counted. In seconds. */
export function parseTime(text: string, inSeconds: boolean): number | null {
  let total = 0n
  let step = inSeconds ? -1 : 1
  const part = /([0-9]*)(ms|[yMwdhms]| |$) */y
  let digits = false
  while (part.lastIndex < text.length) {
    const found = part.exec(text)
    if (!found) return null
    const [, number = '', unit = ''] = found
    if (number) digits = true
    if (number.length > 19 && /[1-9][0-9]{19}/.test(number)) return null
    const next = unit === ' ' ? STEPS.indexOf('s') : STEPS.indexOf(unit)
    if (unit !== '' && (next <= step || (unit === 'ms' && inSeconds))) return null
    // A blank ends the time, as seconds do; only what has no unit may follow.
    step = unit === ' ' ? STEPS.length : unit === '' ? step : next
    total += BigInt(number || 0) * (MILLISECONDS[unit.trim()] ?? 1000n)
    if (total > (inSeconds ? MOST * 1000n : MOST)) return null
  }
  return digits ? Number(total) / 1000 : null
}

/** ngx_inet_addr: four numbers up to 255. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return (
    parts.length === 4 &&
    parts.every((part) => /^[0-9]*$/.test(part) && Number(part) <= 255) &&
    !parts.every((part) => Number(part) === 255)
  )
}

/** What the C library makes of one to four numbers, decimal, octal (`010`) or hexadecimal (`0xa`), of which the last fills what is left
 * (inet_aton): nginx asks it for every host that is no address in its own eyes. In four numbers; null: a name. */
export function ipv4Of(text: string): string | null {
  const parts = text.split('.')
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(part))) return null
  const numbers = parts.map((part) => (/^0[0-7]+$/.test(part) ? parseInt(part, 8) : Number(part)))
  const last = numbers.pop() ?? 0
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return null
  for (let left = 3 - numbers.length; left >= 0; left--) numbers.push(Math.floor(last / 256 ** left) % 256)
  return numbers.join('.')
}

/** ngx_inet6_addr. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const embedded = last.includes('.') && isIpv4(last)
  const plain = embedded ? groups.slice(0, -1) : groups
  const count = plain.length + (embedded ? 2 : 0)
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
}

/** ngx_ptocidr: an address with or without a mask. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const shift = slash < 0 ? 0 : parseNumber(text.slice(slash + 1))
  if (shift === null) return false
  return isIpv4(address) ? shift <= 32 : isIpv6(address) && shift <= 128
}
