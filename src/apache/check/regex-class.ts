const POSIX_NAMES = /^\[:\^?(?:alpha|lower|upper|alnum|ascii|blank|cntrl|digit|graph|print|punct|space|word|xdigit):\]/
/** check_posix_syntax of PCRE2: what looks like `[:name:]`, whatever it names. */
export const POSIX_LIKE = /^\[([:.=])(?:\\[\\\]]|(?!\[\1|\]|\1\]).)*\1\]/s
/** Letters that mean something behind a backslash in a class. */
const CLASS_ESCAPE = /[\W\d_abcdefhnoprstvwxDHPSVW]/
const SETS = /[dhsvwpDHPSVW]/
const CONTROLS: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, f: 12, r: 13, e: 27 }

/** One member of a class: its code, -1 for a set of characters, and where the next one starts. */
interface Member { code: number; next: number }

function escaped(pattern: string, at: number): Member | string {
  const letter = pattern.charAt(at + 1)
  if (letter === '') return 'lacks a ] for its ['
  if (!CLASS_ESCAPE.test(letter)) return `has \\${letter} between [ and ], where it means nothing`
  if (SETS.test(letter)) return { code: -1, next: at + 2 + (/^[pP]/.test(letter) ? property(pattern, at + 2) : 0) }
  const [number = ''] = /^(?:x\{[\da-fA-F]+\}|x[\da-fA-F]{0,2}|o\{[0-7]+\}|[0-7]{1,3}|c.)/s.exec(pattern.slice(at + 1, at + 14)) ?? []
  if (number === '') return { code: CONTROLS[letter] ?? letter.charCodeAt(0), next: at + 2 }
  const digits = number.replace(/^[xo]\{?|\}$/g, '')
  const code = letter === 'c' ? number.toUpperCase().charCodeAt(1) ^ 64 : parseInt(digits || '0', letter === 'x' ? 16 : 8)
  return { code, next: at + 1 + number.length }
}

const property = (pattern: string, at: number): number => /^(?:\{[^}]*\}|.)/s.exec(pattern.slice(at, at + 60))?.[0].length ?? 0

function member(pattern: string, at: number): Member | string {
  if (pattern[at] === '\\') return escaped(pattern, at)
  const like = pattern[at] === '[' ? POSIX_LIKE.exec(pattern.slice(at, at + 200)) : null
  if (!like) return { code: pattern.charCodeAt(at), next: at + 1 }
  return POSIX_NAMES.test(like[0]) ? { code: -1, next: at + like[0].length } : `has ${like[0]}, which names no characters`
}

/** Where a class that opens at `at` ends; a text says what PCRE2 has against it. */
export function classEnd(pattern: string, at: number): number | string {
  let i = at + (pattern[at + 1] === '^' ? 2 : 1)
  for (let first = true; i < pattern.length;) {
    if (pattern[i] === ']' && !first) return i + 1
    const quote = /^\\(?:E|Q(.*?)(?:\\E|$))/s.exec(pattern.slice(i))
    if (quote) {
      i += quote[0].length
      first &&= !quote[1]
      continue
    }
    first = false
    const low = member(pattern, i)
    if (typeof low === 'string') return low
    i = low.next
    if (pattern[i] !== '-' || i + 1 >= pattern.length || pattern[i + 1] === ']' || pattern.startsWith('\\E', i + 1)) continue
    const high = member(pattern, i + 1)
    if (typeof high === 'string') return high
    if (low.code < 0 || high.code < 0) return `has a range of sets, ${pattern.slice(at, high.next)}`
    if (high.code < low.code) return `has the range ${pattern.slice(i - 1, high.next)} out of order`
    i = high.next
  }
  return 'lacks a ] for its ['
}
