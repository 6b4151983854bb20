const POSIX_NAMES = /^\[:\^?(?:alpha|lower|upper|alnum|ascii|blank|cntrl|digit|graph|print|punct|space|word|xdigit):\]/
const POSIX_LIKE = /^\[[:.=]([^\]\\]*?)[:.=]\]/
/** Letters that PCRE2 gives no meaning behind a backslash. */
const NO_ESCAPE = /[FIJLMOTUYijlmquy]/
const GROUP = /^\(\?(?:[:|>=!#]|<[=!]|[P]?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|P[=>][A-Za-z_]\w*\)|\^?[imsxnJU-]*[:)]|[+-]?\d+\)|R\)|&\w+\)|C\d*\)|\(|[*]|C)/
const REPEAT = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})([+?]?)/
const LARGEST_REPEAT = 65535

interface State { open: { at: number; behind: boolean }[]; repeatable: boolean; groups: number; largestReference: number }

/** Where a class that opens at `at` ends; a text says what is wrong with it. */
function classEnd(pattern: string, at: number): number | string {
  let i = at + 1
  if (pattern[i] === '^') i++
  let previous = -1
  for (let first = true; i < pattern.length; first = false) {
    const char = pattern.charAt(i)
    if (char === ']' && !first) return i + 1
    if (char === '[') {
      const rest = pattern.slice(i, i + 40)
      const posix = POSIX_NAMES.exec(rest)
      if (!posix && POSIX_LIKE.test(rest)) return 'names a class of characters that there is none of'
      i += posix ? posix[0].length : 1
      previous = posix ? -1 : 91
      continue
    }
    const escaped = char === '\\'
    const code = escaped ? literalEscape(pattern.charAt(i + 1)) : char.charCodeAt(0)
    if (escaped && i + 1 >= pattern.length) break
    i += escaped ? 2 : 1
    if (previous < 0 || char !== '-' || escaped || pattern[i] === ']' || pattern[i] === undefined) {
      previous = code
      continue
    }
    const end = pattern[i] === '\\' ? literalEscape(pattern.charAt(i + 1)) : pattern[i] === '[' ? -1 : pattern.charCodeAt(i)
    if (end >= 0 && end < previous) return `has its range ${String.fromCharCode(previous)}-${String.fromCharCode(end)} out of order`
    if (end >= 0) i += pattern[i] === '\\' ? 2 : 1
    previous = -1
  }
  return 'lacks a ] for its ['
}

/** The character that a backslash and a non-letter stand for; -1 for anything else. */
const literalEscape = (char: string): number => (/[^\w]/.test(char) ? char.charCodeAt(0) : -1)

/** What PCRE2 has against a pattern, as the end of "the pattern …"; null where it takes it, or where it is not known that it does not. */
export function regexError(pattern: string): string | null {
  const state: State = { open: [], repeatable: false, groups: 0, largestReference: 0 }
  for (let at = 0; at < pattern.length;) {
    const next = step(pattern, at, state)
    if (typeof next === 'string') return next
    at = next
  }
  if (state.open.length > 0) return 'lacks a ) for its ('
  return state.largestReference > state.groups ? `has no group ${state.largestReference}` : null
}

function step(pattern: string, at: number, state: State): number | string {
  const char = pattern.charAt(at)
  if (char === '\\') return escape(pattern, at, state)
  if (char === '[') {
    state.repeatable = true
    return classEnd(pattern, at)
  }
  if (char === '(') return openGroup(pattern, at, state)
  if (char === ')') {
    state.repeatable = true
    return state.open.pop() ? at + 1 : 'has a ) too many'
  }
  const repeat = char === '*' || char === '+' || char === '?' || char === '{' ? REPEAT.exec(pattern.slice(at, at + 20)) : null
  if (repeat) return quantifier(repeat, at, state)
  state.repeatable = char !== '|'
  return at + 1
}

function escape(pattern: string, at: number, state: State): number | string {
  const letter = pattern.charAt(at + 1)
  state.repeatable = true
  if (letter === '') return 'ends in a backslash'
  if (letter === 'Q') {
    const end = pattern.indexOf('\\E', at + 2)
    return end < 0 ? pattern.length : end + 2
  }
  if (letter === 'E') return at + 2
  if (NO_ESCAPE.test(letter)) return `has \\${letter}, which means nothing`
  if (/[1-9]/.test(letter) && !/\d/.test(pattern.charAt(at + 2))) state.largestReference = Math.max(state.largestReference, Number(letter))
  return at + 2
}

function openGroup(pattern: string, at: number, state: State): number | string {
  state.repeatable = false
  const special = pattern[at + 1] === '?'
  if (pattern[at + 1] === '*') return at + 1
  if (!special) {
    state.groups++
    state.open.push({ at, behind: false })
    return at + 1
  }
  const start = GROUP.exec(pattern.slice(at, at + 80))?.[0]
  if (start === undefined) return 'has (? without a meaning that PCRE knows'
  if (start.startsWith('(?#')) {
    const end = pattern.indexOf(')', at)
    return end < 0 ? 'lacks a ) for its comment' : end + 1
  }
  if (start.endsWith(')')) return at + start.length
  if (/^\(\?(?:P?<[A-Za-z_]|')/.test(start)) state.groups++
  state.open.push({ at, behind: start.startsWith('(?<=') || start.startsWith('(?<!') })
  return at + (start === '(?(' ? 2 : start.length)
}

function quantifier(repeat: RegExpExecArray, at: number, state: State): number | string {
  const [whole, least, comma, most] = repeat
  if (!state.repeatable) return `has ${whole} with nothing to repeat`
  const unbounded = least === undefined ? whole[0] !== '?' : comma !== undefined && most === ''
  if (least !== undefined && Math.max(Number(least), Number(most ?? 0)) > LARGEST_REPEAT) return `repeats more than ${LARGEST_REPEAT} times`
  if (least !== undefined && most && Number(most) < Number(least)) return `has {${least},${most}} out of order`
  if (unbounded && state.open.some(({ behind }) => behind)) return 'looks behind by no fixed length'
  state.repeatable = false
  return at + whole.length
}
