import type { Scanner } from './pcre-scan.ts'
import { isProperty } from './properties.ts'

/** What stands behind a backslash: a character, what takes one of several, what takes none, a reference or a call. */
export type Escape =
  | { kind: 'character'; code: number }
  | {
      kind: 'set'
      name: 'd' | 'D' | 'h' | 'H' | 'N' | 's' | 'S' | 'v' | 'V' | 'w' | 'W' | 'R' | 'X' | 'C' | 'property'
    }
  | { kind: 'anchor'; name: 'A' | 'b' | 'B' | 'G' | 'K' | 'z' | 'Z' }
  | { kind: 'reference' | 'call'; to: number | string }

const CONTROLS: Record<string, number> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }
const SETS = ['d', 'D', 'h', 'H', 'N', 's', 'S', 'v', 'V', 'w', 'W', 'R', 'X', 'C'] as const
const ANCHORS = ['A', 'b', 'B', 'G', 'K', 'z', 'Z'] as const

/** check_escape of pcre2_compile.c; the scanner stands behind the backslash. `captures`: the groups so far, null between [ and ]. */
export function readEscape(scan: Scanner, captures: number | null): Escape {
  const start = scan.at - 1
  const letter = scan.peek()
  if (letter === '') scan.refuse('ends in a backslash')
  scan.at++
  const code = codeOf(scan, letter, captures, start)
  if (code !== null) return typeof code === 'number' ? { kind: 'character', code } : code
  if (letter === 'N' && scan.peek() === '{') return notNewline(scan, start)
  if (letter === 'p' || letter === 'P') return property(scan, start)
  const set = SETS.find((one) => one === letter)
  if (set) return { kind: 'set', name: set }
  const anchor = ANCHORS.find((one) => one === letter)
  if (anchor) return { kind: 'anchor', name: anchor }
  if (letter === 'g' && captures !== null) return groupReference(scan, captures)
  if (letter === 'g') return { kind: 'character', code: letter.charCodeAt(0) }
  if (letter === 'k' && captures !== null) return named(scan)
  return scan.refuse(`has \\${letter}, which means nothing${captures === null ? ' between [ and ]' : ''}`, start)
}

/** The characters: by their letter, by their code, or as they are; null for what is none. */
function codeOf(scan: Scanner, letter: string, captures: number | null, start: number): number | Escape | null {
  if (letter === 'x') return hexadecimal(scan, start)
  if (letter === 'o') return octalInBraces(scan, start)
  if (letter === 'c') return control(scan, start)
  if (/\d/.test(letter)) return digits(scan, letter, captures, start)
  if (/[A-Za-z]/.test(letter)) return CONTROLS[letter] ?? null
  return letter.codePointAt(0) ?? 0
}

function hexadecimal(scan: Scanner, start: number): number {
  if (scan.peek() !== '{') return parseInt(scan.take(/[\da-fA-F]{1,2}/y)?.[0] ?? '0', 16)
  const number = scan.take(/\{([\da-fA-F]+)\}/y)?.[1]
  if (number === undefined) scan.refuse('has \\x{ without hexadecimal digits and a }', start)
  return within(scan, parseInt(number, 16), start)
}

function octalInBraces(scan: Scanner, start: number): number {
  const number = scan.take(/\{([0-7]+)\}/y)?.[1]
  if (number === undefined) scan.refuse('has \\o without octal digits in braces', start)
  return within(scan, parseInt(number, 8), start)
}

const HIGHEST = 0x10ffff

function within(scan: Scanner, code: number, start: number): number {
  if (!scan.utf && code > 255) scan.refuse('has the code of a character that is more than one byte', start)
  return code > HIGHEST || (scan.utf && code >= 0xd800 && code <= 0xdfff)
    ? scan.refuse('has the code of no character', start)
    : code
}

function control(scan: Scanner, start: number): number {
  const code = scan.peek().toUpperCase().charCodeAt(0)
  if (!(code >= 32 && code <= 126)) scan.refuse('has \\c without a printable ASCII character behind it', start)
  scan.at++
  return code ^ 64
}

/** `\N{3}` repeats; `\N{U+41}` is a character where there is UTF. */
function notNewline(scan: Scanner, start: number): Escape {
  const code = scan.utf ? scan.take(/\{U\+([\da-fA-F]+)\}/y)?.[1] : undefined
  if (code !== undefined) return { kind: 'character', code: within(scan, parseInt(code, 16), start) }
  const { at } = scan
  if (scan.counts() === null) scan.refuse('has \\N{, which means nothing so', start)
  scan.at = at
  return { kind: 'set', name: 'N' }
}

/** `\1`: a group or, with two digits and fewer groups, an octal code. */
function digits(scan: Scanner, first: string, captures: number | null, start: number): number | Escape {
  if (captures !== null && first !== '0') {
    scan.at = start + 1
    const number = Number(scan.take(/\d+/y)?.[0] ?? 0)
    if (number < 10 || first >= '8' || number <= captures) return { kind: 'reference', to: number }
    scan.at = start + 2
  }
  if (first >= '8') return first.charCodeAt(0)
  const code = parseInt(first + (scan.take(/[0-7]{1,2}/y)?.[0] ?? ''), 8)
  return within(scan, code, start)
}

/** get_ucp: `\pL`, `\p{Lu}`, `\p{^Greek}`, `\p{sc:Greek}`. */
function property(scan: Scanner, start: number): Escape {
  const braced = scan.take(/\{([^}\0]*)\}/y)?.[1]
  const name = braced ?? scan.take(/[A-Za-z]/y)?.[0]
  if (name === undefined) scan.refuse('has \\p without a property behind it', start)
  if (!isProperty(name)) scan.refuse(`has the property ${name}, which PCRE2 does not know`, start)
  return { kind: 'set', name: 'property' }
}

/** `\g1`, `\g{-1}`, `\g{name}`, and the calls `\g<1>`, `\g'name'`. */
function groupReference(scan: Scanner, captures: number): Escape {
  const opening = scan.peek()
  if (opening === '<' || opening === "'") {
    scan.at++
    const end = opening === '<' ? '>' : "'"
    const to = scan.number(captures)
    if (to !== null && !scan.takes(end)) scan.refuse(`lacks a ${end} behind its \\g${opening}`)
    return { kind: 'call', to: to ?? scan.name(end) }
  }
  const braced = scan.takes('{')
  const to = scan.number(captures)
  if (to === null)
    return braced ? { kind: 'reference', to: scan.name('}') } : scan.refuse('has \\g without a group behind it')
  if (to <= 0) scan.refuse('refers to group 0')
  if (braced && !scan.takes('}')) scan.refuse('lacks a } behind its \\g{')
  return { kind: 'reference', to }
}

function named(scan: Scanner): Escape {
  const end = { '{': '}', '<': '>', "'": "'" }[scan.peek()]
  if (end === undefined) return scan.refuse('has \\k without a name in braces, brackets or quotes')
  scan.at++
  return { kind: 'reference', to: scan.name(end) }
}
