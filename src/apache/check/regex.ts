import { classEnd, POSIX_LIKE } from './regex-class.ts'

/** Letters that PCRE2 gives no meaning behind a backslash. */
const NO_ESCAPE = /[FIJLMOTUYijlmquy]/
/** Escapes that match between characters: nothing to repeat. */
const BETWEEN = /[bBAzZGK]/
const ESCAPE_FORM: Record<string, RegExp> = {
  g: /^g(?:[+-]?\d+|\{[^}]+\}|<[^>]+>|'[^']+')/, k: /^k(?:\{\w+\}|<\w+>|'\w+')/, o: /^o\{[0-7]+\}/, c: /^c[\x20-\x7e]/, p: /^p(?:\{[^}]+\}|[CLMNPSZ])/, P: /^P(?:\{[^}]+\}|[CLMNPSZ])/,
  x: /^x(?:\{[\da-fA-F]{1,2}\}|(?!\{))/, N: /^N(?!\{(?!\d))/,
}
const GROUP = /^\(\?(?:[:|>=!#]|<[=!*]|[P]?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|P[=>][A-Za-z_]\w*\)|\^?[imsxnJU-]*[:)]|[+-]?\d+\)|R\)|&\w+\)|C\d*\)|\(|[*]|C)/
const REPEAT = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})([+?]?)/
const LARGEST_REPEAT = 65535
/** Longer ones are not read: PCRE2 itself gives up somewhere beyond. */
const LONGEST = 30_000

type GroupKind = 'plain' | 'behind' | 'around'
interface State { open: GroupKind[]; repeatable: boolean; groups: number; references: number[]; names: Set<string>; named: string[] }

/**
 * What PCRE2 has against a pattern, as the end of "the pattern …"; null where it takes it, or where it is not known that it does not
 * (free spacing is not read).
 */
export function regexError(pattern: string): string | null {
  if (pattern.length > LONGEST || /\(\?\^?[imsnJU]*x/.test(pattern)) return null
  const state: State = { open: [], repeatable: false, groups: 0, references: [], names: new Set(), named: [] }
  for (let at = 0; at < pattern.length;) {
    const next = step(pattern, at, state)
    if (typeof next === 'string') return next
    at = next
  }
  if (state.open.length > 0) return 'lacks a ) for its ('
  const name = state.named.find((each) => !state.names.has(each))
  if (name !== undefined) return `has no group ${name}`
  const largest = state.references.reduce((most, number) => Math.max(most, number), 0)
  return largest > state.groups ? `has no group ${largest}` : null
}

function step(pattern: string, at: number, state: State): number | string {
  const char = pattern.charAt(at)
  if (char === '\\') return escape(pattern, at, state)
  if (char === '[') {
    state.repeatable = true
    const like = POSIX_LIKE.exec(pattern.slice(at, at + 200))
    return like ? `has ${like[0]} outside of brackets` : classEnd(pattern, at)
  }
  if (char === '(') return openGroup(pattern, at, state)
  if (char === ')') {
    state.repeatable = true
    return state.open.pop() ? at + 1 : 'has a ) too many'
  }
  const repeat = char === '*' || char === '+' || char === '?' || char === '{' ? REPEAT.exec(pattern.slice(at, at + 20)) : null
  if (repeat) return quantifier(repeat, at, state)
  state.repeatable = !/[|^$]/.test(char)
  return at + 1
}

function escape(pattern: string, at: number, state: State): number | string {
  const letter = pattern.charAt(at + 1)
  if (letter === '') return 'ends in a backslash'
  if (letter === 'E') return at + 2
  if (letter === 'Q') {
    const end = pattern.indexOf('\\E', at + 2)
    state.repeatable ||= end !== at + 2
    return end < 0 ? pattern.length : end + 2
  }
  state.repeatable = !BETWEEN.test(letter)
  const rest = pattern.slice(at + 1, at + 60)
  const form = ESCAPE_FORM[letter]
  if (NO_ESCAPE.test(letter) || (form && !form.test(rest))) return `has \\${letter}, which means nothing so`
  if (/^[1-9](?!\d)/.test(rest)) state.references.push(Number(letter))
  const [, number, name] = /^(?:g\{?(\d+)|k[{<'](\w+))/.exec(rest) ?? []
  if (number !== undefined) state.references.push(Number(number))
  if (name !== undefined) state.named.push(name)
  return at + 1 + (/^[cgkopPx]/.test(letter) ? form?.exec(rest)?.[0].length ?? 1 : 1)
}

function openGroup(pattern: string, at: number, state: State): number | string {
  const verb = /^\(\*[A-Z_\d]*(?:[:=][^)]*)?\)/.exec(pattern.slice(at, at + 200))
  if (verb) return at + verb[0].length
  const alphabetic = /^\(\*[a-z_]+:/.exec(pattern.slice(at, at + 60))
  const special = pattern[at + 1] === '?'
  if (!special) {
    state.repeatable = false
    if (!alphabetic) state.groups++
    state.open.push(alphabetic ? 'around' : 'plain')
    return at + (alphabetic?.[0].length ?? 1)
  }
  const start = GROUP.exec(pattern.slice(at, at + 80))?.[0]
  if (start === undefined) return 'has (? without a meaning that PCRE knows'
  if (start === '(?#') {
    const end = pattern.indexOf(')', at)
    return end < 0 ? 'lacks a ) for its comment' : end + 1
  }
  if (start === '(?(') return conditional(pattern, at, state)
  state.repeatable = start.endsWith(')') && !/^\(\?\^?[a-zA-Z-]*\)$/.test(start)
  reference(start, state)
  if (start.endsWith(')')) return at + start.length
  const name = /^\(\?P?[<'](\w+)/.exec(start)?.[1]
  if (name !== undefined) {
    state.groups++
    state.names.add(name)
  }
  // Groups of (?| share their numbers: how many there are is not counted then.
  if (start === '(?|') state.groups = Infinity
  state.open.push(/^\(\?<[=!*]/.test(start) ? 'behind' : /^\(\?[=!*]/.test(start) ? 'around' : 'plain')
  return at + start.length
}

function reference(start: string, state: State): void {
  const [, number, name] = /^\(\?(?:(\d+)|P[=>](\w+)|&(\w+))\)$/.exec(start) ?? []
  if (number !== undefined) state.references.push(Number(number))
  const named = name ?? /^\(\?&(\w+)\)$/.exec(start)?.[1]
  if (named !== undefined) state.named.push(named)
}

/** `(?(condition)yes|no)`: an assertion as condition is a group of its own. */
function conditional(pattern: string, at: number, state: State): number {
  state.repeatable = false
  state.open.push('plain')
  const written = /^\(\?\((?:[+-]?\d+|<\w+>|'\w+'|R\d*|R&\w+|DEFINE|VERSION>?=[\d.]+|\w+)\)/.exec(pattern.slice(at, at + 80))
  const [, number] = /^\(\?\((\d+)\)/.exec(written?.[0] ?? '') ?? []
  if (number !== undefined) state.references.push(Number(number))
  return at + (written?.[0].length ?? 2)
}

function quantifier(repeat: RegExpExecArray, at: number, state: State): number | string {
  const [whole, least, comma, most] = repeat
  if (!state.repeatable) return `has ${whole} with nothing to repeat`
  if (least !== undefined && Math.max(Number(least), Number(most ?? 0)) > LARGEST_REPEAT) return `repeats more than ${LARGEST_REPEAT} times`
  if (least !== undefined && most && Number(most) < Number(least)) return `has {${least},${most}} out of order`
  const fixed = least !== undefined && (comma === undefined || least === most)
  if (!fixed && state.open.lastIndexOf('behind') > state.open.lastIndexOf('around')) return 'looks behind by no fixed length'
  state.repeatable = false
  return at + whole.length
}
