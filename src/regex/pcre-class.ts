import { readEscape } from './pcre-escape.ts'
import type { Scanner } from './pcre-scan.ts'
import type { Member } from './pcre-tree.ts'

const POSIX_NAMES = new Set([
  'alpha',
  'lower',
  'upper',
  'alnum',
  'ascii',
  'blank',
  'cntrl',
  'digit',
  'graph',
  'print',
  'punct',
  'space',
  'word',
  'xdigit',
])
/** check_posix_syntax: what looks like `[:name:]`, whatever it names. */
const POSIX_LIKE = /\[([:.=])(?:\\[\\\]]|(?!\[\1|\]|\1\]).)*\1\]/sy

/** A pattern is bytes: of a character that is several, a range begins with the last and ends with the first. */
const byteOf = (code: number, which: 'first' | 'last'): number => {
  if (code < 128) return code
  const bytes = Buffer.from(String.fromCodePoint(code))
  return bytes[which === 'first' ? 0 : bytes.length - 1] ?? code
}

/** What looks like a POSIX class at the `[` there, whatever it names. */
export function posixLike({ text }: Scanner, at: number): string | null {
  POSIX_LIKE.lastIndex = at
  return POSIX_LIKE.exec(text)?.[0] ?? null
}

/** The members of a class: the loop of parse_regex in pcre2_compile.c; the scanner stands behind the `[`. `spaced`: the flag xx. */
export function readClass(scan: Scanner, spaced: boolean): { negated: boolean; members: Member[] } {
  const start = scan.at - 1
  const negated = opening(scan, spaced)
  const members: Member[] = []
  let quoted = false
  /** Whether the last member may begin a range, or has begun one. */
  let range: 'no' | 'may' | 'begun' = 'no'
  for (let first = true; ; first = false) {
    if (scan.ended) scan.refuse('lacks a ] for its [', start)
    if (!quoted && !first && scan.takes(']')) break
    if (scan.takes('\\E')) {
      quoted = false
      continue
    }
    if (!quoted && scan.takes('\\Q')) {
      quoted = true
      continue
    }
    if (!quoted && spaced && scan.take(/[ \t]/y)) continue
    const at = scan.at
    if (!quoted && scan.peek() === '-' && range === 'may') {
      scan.at++
      range = 'begun'
      members.push({ kind: 'range', from: 45, to: 45 })
      continue
    }
    const member = readMember(scan, quoted, start)
    if (member.kind !== 'range') {
      if (range === 'begun' || (scan.peek() === '-' && scan.at + 1 < scan.text.length && scan.peek(1) !== ']'))
        scan.refuse('has a range from or to a set of characters', at)
      range = 'no'
      members.push(member)
    } else if (range === 'begun') {
      members.pop()
      endRange(scan, members, member.to, at)
      range = 'no'
    } else {
      members.push(member)
      range = 'may'
    }
  }
  return { negated, members }
}

function endRange(scan: Scanner, members: Member[], to: number, at: number): void {
  const low = members.at(-1)
  if (low?.kind !== 'range') return
  if (scan.utf ? low.from > to : byteOf(low.from, 'last') > byteOf(to, 'first'))
    scan.refuse('has a range out of order', at)
  low.to = to
}

/** `^`, and the empty quotes that may stand before and behind it. */
function opening(scan: Scanner, spaced: boolean): boolean {
  let negated = false
  for (;;) {
    if (scan.takes('\\E') || scan.takes('\\Q\\E') || (spaced && scan.take(/[ \t]/y))) continue
    if (negated || !scan.takes('^')) return negated
    negated = true
  }
}

function readMember(scan: Scanner, quoted: boolean, start: number): Member {
  const like = quoted ? null : posixLike(scan, scan.at)
  if (like !== null) return posix(scan, like)
  const code = scan.text.codePointAt(scan.at) ?? 0
  scan.at += code > 0xffff ? 2 : 1
  if (quoted || code !== 92) return { kind: 'range', from: code, to: code }
  if (scan.ended) scan.refuse('lacks a ] for its [', start)
  const escape = readEscape(scan, null)
  if (escape.kind === 'character') return { kind: 'range', from: escape.code, to: escape.code }
  if (escape.kind === 'anchor' && escape.name === 'b') return { kind: 'range', from: 8, to: 8 }
  if (escape.kind !== 'set' || 'NRXC'.includes(escape.name))
    return scan.refuse('has an escape between [ and ] that means nothing there', scan.at - 2)
  return { kind: 'set', name: escape.name }
}

function posix(scan: Scanner, like: string): Member {
  const [, negation = '', name = ''] = /^\[:(\^?)(.*):\]$/s.exec(like) ?? []
  if (!POSIX_NAMES.has(name)) scan.refuse(`has ${like}, which names no characters`)
  scan.at += like.length
  return { kind: 'posix', name, negated: negation !== '' }
}
