import { posixLike, readClass } from './pcre-class.ts'
import { readEscape } from './pcre-escape.ts'
import { readVerb, startOptions } from './pcre-verbs.ts'
import { checkLookbehinds, checkReferences } from './pcre-late.ts'
import { Scanner } from './pcre-scan.ts'
import { type Condition, type Item, type Pcre, type Refusal, Refused } from './pcre-tree.ts'

/** Longer ones are not read. */
const LONGEST = 30_000
const DEEPEST = 250

/** The flags that a pattern may set inside itself; they last to the end of the group. */
interface Flags {
  i: boolean
  s: boolean
  m: boolean
  x: boolean
  xx: boolean
  n: boolean
  J: boolean
  U: boolean
}
type Flag = keyof Flags

const NO_FLAGS: Flags = { i: false, s: false, m: false, x: false, xx: false, n: false, J: false, U: false }

/**
 * Reads a pattern as PCRE2 10.42 does, without UTF (parse_regex of pcre2_compile.c): its tree, or what PCRE2 refuses and where. The one
 * reader of the language: nginx and httpd compile with the same library, httpd with names that may stand several times (`dupNames`).
 */
export function readPcre(text: string, { dupNames = false, caseless = false } = {}): Pcre | Refusal {
  if (text.length > LONGEST) return { alternatives: null, captures: 0, names: [] }
  try {
    return new Parser(text, { ...NO_FLAGS, J: dupNames, i: caseless }).read()
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message, at: error.at }
    throw error
  }
}

/** What PCRE2 has against a pattern, as the end of "the pattern …"; null where it takes it. */
export function pcreRefusal(text: string, options: { dupNames?: boolean } = {}): string | null {
  const read = readPcre(text, options)
  return 'refused' in read ? read.refused : null
}

class Parser {
  private readonly scan: Scanner
  private flags: Flags
  private captures = 0
  private depth = 0
  private resets = false
  private readonly names: Pcre['names'] = []
  /** Whether what was read last can be repeated. */
  private repeatable = false

  constructor(text: string, flags: Flags) {
    this.scan = new Scanner(text)
    this.flags = flags
  }

  read(): Pcre {
    const { scan } = this
    const unicode = startOptions(scan)
    const alternatives = this.alternatives(false)
    if (!scan.ended) scan.refuse('has a ) too many')
    const { captures, names } = this
    const pcre = { alternatives, captures, names }
    checkReferences(alternatives, pcre)
    checkLookbehinds(alternatives, pcre, { resets: this.resets, utf: scan.utf })
    return unicode ? { ...pcre, alternatives: null } : pcre
  }

  /** Up to the end or a `)`. `reset`: of `(?|`, whose alternatives number their groups alike. */
  private alternatives(reset: boolean): Item[][] {
    const outer = { ...this.flags }
    const first = this.captures
    let most = first
    const all: Item[][] = []
    do {
      if (reset) this.captures = first
      all.push(this.sequence())
      most = Math.max(most, this.captures)
    } while (this.scan.takes('|'))
    this.captures = most
    this.flags = outer
    return all
  }

  private sequence(): Item[] {
    const { scan } = this
    const items: Item[] = []
    this.repeatable = false
    while (!scan.ended && scan.peek() !== '|' && scan.peek() !== ')') {
      if (this.skipped()) continue
      if (scan.takes('\\Q')) this.quoted(items)
      else if (!this.repeat(items)) {
        const item = this.item()
        if (item) items.push(item)
      }
    }
    return items
  }

  /** What means nothing, wherever it stands. */
  private skipped(): boolean {
    const { scan } = this
    if (scan.takes('\\E') || (this.flags.x && scan.take(/[ \t-\r]+|#[^\n]*\n?/y))) return true
    const at = scan.at
    if (!scan.takes('(?#')) return false
    if (!scan.take(/[^)]*\)/y)) scan.refuse('lacks a ) for its comment', at)
    return true
  }

  private quoted(items: Item[]): void {
    const text = this.scan.take(/(.*?)(?:\\E|$)/sy)?.[1] ?? ''
    for (const character of text) items.push(this.character(character.codePointAt(0) ?? 0))
    if (text !== '') this.repeatable = true
  }

  private character(code: number): Item {
    this.repeatable = true
    return { kind: 'character', code, caseless: this.flags.i }
  }

  /** A quantifier, which takes the last item; false where none stands here. */
  private repeat(items: Item[]): boolean {
    const { scan } = this
    const at = scan.at
    const mark = scan.peek()
    const counts =
      mark === '*'
        ? { min: 0, max: Infinity }
        : mark === '+'
          ? { min: 1, max: Infinity }
          : mark === '?'
            ? { min: 0, max: 1 }
            : mark === '{'
              ? scan.counts()
              : null
    if (!counts) return false
    if (mark !== '{') scan.at++
    const item = items.pop()
    if (!this.repeatable || !item) return scan.refuse(`has ${scan.text.slice(at, scan.at)} with nothing to repeat`, at)
    const suffix = scan.take(/[?+]/y)?.[0]
    items.push({
      kind: 'repeat',
      item,
      ...counts,
      mode: suffix === '+' ? 'possessive' : (suffix === '?') === this.flags.U ? 'greedy' : 'lazy',
    })
    this.repeatable = false
    return true
  }

  private item(): Item | null {
    const { scan } = this
    const mark = scan.peek()
    if (mark === '(') return this.parenthesis()
    if (mark === '[') return this.brackets()
    const code = scan.text.codePointAt(scan.at) ?? 0
    scan.at += code > 0xffff ? 2 : 1
    this.repeatable = true
    if (mark === '\\') return this.escape()
    if (mark === '.') return { kind: 'set', name: this.flags.s ? 'all' : 'any' }
    if (mark !== '^' && mark !== '$') return this.character(code)
    this.repeatable = false
    return { kind: 'anchor', name: mark, multiline: this.flags.m }
  }

  private escape(): Item {
    const escape = readEscape(this.scan, this.captures)
    if (escape.kind === 'character') return this.character(escape.code)
    this.repeatable = escape.kind !== 'anchor'
    return escape.kind === 'anchor' ? { ...escape, multiline: false } : escape
  }

  private brackets(): Item {
    const { scan } = this
    this.repeatable = true
    const edge = scan.take(/\[\[:([<>]):\]\]/y)?.[1]
    if (edge !== undefined) return wordEdge(edge === '>')
    const at = scan.at
    scan.at++
    const like = posixLike(scan, at)
    if (like) scan.refuse(`has ${like} outside of brackets`, at)
    return { kind: 'class', ...readClass(scan, this.flags.xx), caseless: this.flags.i }
  }

  private parenthesis(): Item | null {
    const { scan } = this
    const at = scan.at
    scan.at++
    this.repeatable = false
    if (scan.ended) scan.refuse('lacks a ) for its (', at)
    if (scan.peek() === '*' && scan.peek(1) !== '' && scan.peek(1) !== ')') return this.verb(at)
    // `(*)` opens nothing: its star has nothing to repeat.
    if (scan.peek() === '*') scan.refuse('has * with nothing to repeat')
    if (scan.peek() !== '?') return this.flags.n ? this.group('plain', at) : this.capture(null, at)
    scan.at++
    return this.special(at)
  }

  private verb(at: number): Item {
    const read = readVerb(this.scan, at)
    if (read.kind === 'verb') {
      this.repeatable = read.name === 'ACCEPT'
      return read
    }
    if (read.kind === 'look') return { ...read, alternatives: this.inside(false, at) }
    return this.group(read.of, at)
  }

  private inside(reset: boolean, at: number): Item[][] {
    if (++this.depth > DEEPEST) this.scan.refuse(`nests groups more than ${DEEPEST} deep`, at)
    const alternatives = this.alternatives(reset)
    this.depth--
    if (!this.scan.takes(')')) this.scan.refuse('lacks a ) for its (', at)
    this.repeatable = true
    return alternatives
  }

  private group(of: 'plain' | 'atomic' | 'reset', at: number): Item {
    return { kind: 'group', of, alternatives: this.inside(of === 'reset', at) }
  }

  private capture(name: string | null, at: number): Item {
    const number = ++this.captures
    if (name !== null) this.declare(name, number, at)
    return { kind: 'capture', number, name, alternatives: this.inside(false, at) }
  }

  private declare(name: string, number: number, at: number): void {
    for (const other of this.names) {
      if (other.name === name && other.number !== number && !this.flags.J)
        this.scan.refuse(`has two groups named ${name}`, at)
      if (other.name !== name && other.number === number)
        this.scan.refuse(`has the names ${other.name} and ${name} for one group`, at)
    }
    this.names.push({ name, number })
  }

  /** What begins with `(?`, which is read. */
  private special(at: number): Item | null {
    const { scan } = this
    if (scan.ended) scan.refuse('lacks a ) for its (', at)
    if (scan.takes('P')) return this.python(at)
    if (scan.takes('|')) {
      this.resets = true
      return this.group('reset', at)
    }
    if (scan.takes('>')) return this.group('atomic', at)
    const look = scan.take(/(<?)([=!*])/y)
    if (look)
      return {
        kind: 'look',
        behind: look[1] !== '',
        negated: look[2] === '!',
        atomic: look[2] !== '*',
        alternatives: this.inside(false, at),
      }
    if (scan.takes('<')) return this.capture(scan.name('>'), at)
    if (scan.takes("'")) return this.capture(scan.name("'"), at)
    if (scan.takes('&')) return this.call(scan.name(')'))
    if (scan.takes('C')) return this.callout(at)
    if (scan.takes('(')) return this.conditional(at)
    if (scan.peek() === 'R' || /[\d+]/.test(scan.peek()) || (scan.peek() === '-' && /\d/.test(scan.peek(1))))
      return this.recursion(at)
    return this.setFlags(at)
  }

  private python(at: number): Item {
    const { scan } = this
    if (scan.takes('<')) return this.capture(scan.name('>'), at)
    if (scan.takes('>')) return this.call(scan.name(')'))
    if (!scan.takes('=')) scan.refuse('has (?P without <, > or = behind it', at)
    const to = scan.name(')')
    this.repeatable = true
    return { kind: 'reference', to }
  }

  private call(to: number | string): Item {
    this.repeatable = true
    return { kind: 'call', to }
  }

  private recursion(at: number): Item {
    const { scan } = this
    const to = scan.takes('R') ? 0 : scan.number(this.captures)
    if (to === null || !scan.takes(')')) return scan.refuse('has (? without a meaning that PCRE2 knows', at)
    return this.call(to)
  }

  private callout(at: number): Item {
    const { scan } = this
    const number = scan.take(/\d*(?=\))/y)
    if (Number(number?.[0] ?? 0) > 255) scan.refuse('has a callout with a number above 255', at)
    if (!number && !scan.take(/([`'"^%#$])(?:(?!\1).|\1\1)*\1(?=\))|\{(?:[^}]|\}\})*\}(?=\))/sy))
      scan.refuse('has (?C without a number or a text in quotes', at)
    scan.at++
    return { kind: 'callout' }
  }

  /** `(?i)`, `(?i:…)`, `(?^)`. */
  private setFlags(at: number): Item | null {
    const { scan } = this
    const outer = { ...this.flags }
    const found = scan.take(/(\^?)([a-zA-Z]*)(?:(-)([a-zA-Z]*))?([:)])/y)
    if (!found)
      return scan.refuse(
        /^[a-zA-Z^-]*$/.test(scan.text.slice(scan.at))
          ? 'lacks a ) for its ('
          : 'has (? without a meaning that PCRE2 knows',
        at,
      )
    const [, fresh, set = '', hyphen, unset = '', end] = found
    if (/[^imsxnJU]/.test(set + unset) || (fresh && hyphen)) scan.refuse('has a flag that PCRE2 does not know', at)
    if (fresh) Object.assign(this.flags, { i: false, m: false, n: false, s: false, x: false, xx: false })
    this.change(set, true)
    this.change(unset, false)
    if (end === ')') return null
    const group = this.group('plain', at)
    this.flags = outer
    return group
  }

  private change(letters: string, to: boolean): void {
    const all: Flag[] = ['i', 's', 'm', 'x', 'n', 'J', 'U']
    for (const flag of all) if (letters.includes(flag)) this.flags[flag] = to
    if (letters.includes('x')) this.flags.xx = to && letters.includes('xx')
  }

  /** `(?(condition)yes|no)`; what stands behind `(?(`. */
  private conditional(at: number): Item {
    const { scan } = this
    const condition = this.condition(at)
    const alternatives = this.inside(false, at)
    if (condition.kind === 'never' && alternatives.length > 1) scan.refuse('has a DEFINE with alternatives', at)
    if (alternatives.length > 2) scan.refuse('has a condition with more than two alternatives', at)
    return { kind: 'conditional', condition, alternatives }
  }

  private condition(at: number): Condition {
    const { scan } = this
    if (scan.peek() === '?' || scan.peek() === '*') {
      scan.at--
      if (!ASSERTION.test(scan.text.slice(scan.at, scan.at + 400)))
        scan.refuse('has a condition that is no assertion', at)
      return { kind: 'assertion' }
    }
    const condition = this.conditionOnGroup()
    if (!scan.takes(')')) scan.refuse('lacks a ) for its condition', at)
    return condition
  }

  private conditionOnGroup(): Condition {
    const { scan } = this
    const number = scan.number(this.captures)
    if (number === 0) scan.refuse('refers to group 0')
    if (number !== null) return { kind: 'group', to: number }
    if (scan.take(/VERSION>?=\d+(?:\.\d{1,2})?(?=\))/y)) return { kind: 'version' }
    const called = scan.takes('R&')
    const end = !called && scan.takes('<') ? '>' : !called && scan.takes("'") ? "'" : ')'
    const name = scan.name(end)
    if (end !== ')') return { kind: 'group', to: name }
    scan.at--
    if (called) return { kind: 'recursion', to: name }
    if (name === 'DEFINE') return { kind: 'never' }
    return /^R\d*$/.test(name) && !this.names.some((group) => group.name === name)
      ? { kind: 'recursion', to: Number(name.slice(1)) }
      : { kind: 'group', to: name }
  }
}

/** `[[:<:]]` and `[[:>:]]`, as a library of BSD has them: where a word begins, and where it ends. */
function wordEdge(behind: boolean): Item {
  const word: Item = {
    kind: 'look',
    behind,
    negated: false,
    atomic: true,
    alternatives: [[{ kind: 'set', name: 'w' }]],
  }
  return { kind: 'group', of: 'plain', alternatives: [[{ kind: 'anchor', name: 'b', multiline: false }, word]] }
}

/** An assertion as a condition, a callout before it or not. */
const ASSERTION = /^(?:\(\?C[^)]*\))?\((?:\?(?:[=!]|<[=!])|\*(?:p|n|positive_|negative_|non_)\w*:)/
