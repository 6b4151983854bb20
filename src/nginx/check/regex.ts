/** What a pattern shows of itself, if PCRE2 compiles it. */
export interface Pattern { captures: number; names: string[]; error?: undefined }

/** What PCRE2 (10.42) refuses in a pattern; anything that is not certain to be refused is taken to be right. */
export function compileRegex(pattern: string): Pattern | { error: string } {
  try {
    return new Reader(pattern).read()
  } catch (problem) {
    if (problem instanceof Refused) return { error: problem.message }
    throw problem
  }
}

class Refused extends Error {}

const QUANTIFIER = /\{(?:(\d{1,5})(?:,(\d{1,5})?)?)\}/y
const POSIX = new Set(['alpha', 'lower', 'upper', 'alnum', 'ascii', 'blank', 'cntrl', 'digit', 'graph', 'print', 'punct', 'space', 'word', 'xdigit'])

/** A member of a set: a character, or what cannot begin or end a range. */
type Member = string | typeof NO_RANGE | typeof A_CLASS | typeof UNKNOWN
const NO_RANGE = Symbol('nothing')
const A_CLASS = Symbol('a class')
const UNKNOWN = Symbol('some character')

class Reader {
  readonly #text: string
  #at = 0
  #captures = 0
  #depth = 0
  readonly #names: string[] = []
  /** The highest number and the names that something refers to. */
  #wantedNumber = 0
  readonly #wantedNames = new Set<string>()
  #lookbehind = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Pattern {
    this.#alternatives()
    if (this.#at < this.#text.length) throw new Refused('Expected "(" before this ")"')
    if (this.#wantedNumber > this.#captures) throw new Refused(`Expected a group number ${this.#wantedNumber} for the reference to it`)
    const missing = [...this.#wantedNames].find((name) => !this.#names.includes(name))
    if (missing !== undefined) throw new Refused(`Expected a group named "${missing}" for the reference to it`)
    return { captures: this.#captures, names: this.#names }
  }

  #peek(ahead = 0): string {
    return this.#text[this.#at + ahead] ?? ''
  }

  #alternatives(): void {
    if (++this.#depth > 250) throw new Refused('Expected groups nested at most 250 deep')
    let repeatable = false
    while (this.#at < this.#text.length && this.#peek() !== ')') {
      const character = this.#peek()
      if ('*+?'.includes(character) || (character === '{' && this.#isCount())) {
        if (!repeatable) throw new Refused(`Expected something to repeat before "${character}"`)
        this.#quantifier()
        repeatable = false
      } else repeatable = this.#item(character) ?? repeatable
    }
    this.#depth--
  }

  #isCount(): boolean {
    QUANTIFIER.lastIndex = this.#at
    return QUANTIFIER.test(this.#text)
  }

  #quantifier(): void {
    QUANTIFIER.lastIndex = this.#at
    const found = this.#peek() === '{' ? QUANTIFIER.exec(this.#text) : null
    if (found) {
      const [whole, least = '0', most] = found
      if (Number(least) > 65535 || Number(most ?? 0) > 65535) throw new Refused('Expected a number up to 65535 in "{}"')
      if (this.#lookbehind && whole.includes(',') && most !== least) throw new Refused('Expected a fixed length in the lookbehind')
      if (most !== undefined && Number(most) < Number(least)) throw new Refused('Expected the numbers in "{}" in order')
      this.#at += whole.length
    } else {
      if (this.#lookbehind) throw new Refused('Expected a fixed length in the lookbehind')
      this.#at++
    }
    if (this.#peek() === '?' || this.#peek() === '+') this.#at++
  }

  /** Reads one item; whether it may be repeated. null: it is as if it were not there. */
  #item(character: string): boolean | null {
    this.#at++
    if (character === '\\') return this.#escape()
    if (character === '[') return this.#set()
    if (character === '(') return this.#group()
    return character !== '|' && character !== '^' && character !== '$'
  }

  #escape(): boolean | null {
    const character = this.#peek()
    if (character === '') throw new Refused('Expected a character after "\\" at the end of the pattern')
    this.#at++
    if (character === 'E') return null
    if (character === 'Q') {
      const end = this.#text.indexOf('\\E', this.#at)
      this.#at = end < 0 ? this.#text.length : end + 2
      return true
    }
    if (/[iIjJmMyYqOTlLuU]/.test(character) || (character === 'N' && /^\{(?!\d)/.test(this.#text.slice(this.#at, this.#at + 2)))) throw new Refused(`Expected no "\\${character}", which PCRE does not know`)
    if (character === 'c') this.#control()
    else if (character === 'p' || character === 'P') this.#property()
    else if (character === 'x' || character === 'o') this.#skip(/\{[^}]*\}/y)
    else if (character === 'g' || character === 'k') this.#reference()
    else if (/[1-9]/.test(character) && !/[0-9]/.test(this.#peek())) this.#wantNumber(character)
    return !'bBAzZGK'.includes(character)
  }

  /** `\pL`, `\p{Lu}`: what follows `\p` names a property; of one letter there are seven. */
  #property(): void {
    if (this.#skip(/\{[^}]*\}|[CLMNPSZ]/y) === '') throw new Refused('Expected a property such as "L" after "\\p": a letter p needs no backslash')
  }

  #control(): void {
    if (this.#peek() === '') throw new Refused('Expected a character after "\\c"')
    this.#at++
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** `\g1`, `\g{-1}`, `\k<name>` … */
  #reference(): void {
    const text = this.#skip(/\{[^}]*\}|<[^>]*>|'[^']*'|[+-]?\d+/y).replace(/[{}<>']/g, '')
    if (/^\d+$/.test(text)) this.#wantNumber(text)
    else if (/^-\d+$/.test(text) && -Number(text) > this.#captures) throw new Refused(`Expected ${-Number(text)} groups before the reference to them`)
    else if (/^[A-Za-z_]\w*$/.test(text)) this.#wantedNames.add(text)
  }

  #wantNumber(number: string): void {
    this.#wantedNumber = Math.max(this.#wantedNumber, Number(number))
  }

  #set(): boolean {
    const posix = /^([:.=])[^\]]*\1\]/.exec(this.#text.slice(this.#at, this.#at + 40))
    if (posix) throw new Refused(`Expected "[[${posix[0]}]": a named class stands inside a set`)
    if (this.#peek() === '^') this.#at++
    let first = true
    let previous: Member = NO_RANGE
    for (;;) {
      const character = this.#peek()
      if (character === '') throw new Refused('Expected "]" to close the set')
      if (character === ']' && !first) break
      first = false
      previous = this.#member(previous)
    }
    this.#at++
    return true
  }

  /** Reads a member of a set, or a range that begins with the one before. */
  #member(previous: Member): Member {
    const hyphen = this.#peek() === '-' && previous !== NO_RANGE && this.#peek(1) !== ']' && this.#peek(1) !== ''
    if (!hyphen) return this.#single()
    this.#at++
    const end = this.#single()
    if (previous === A_CLASS || end === A_CLASS) throw new Refused('Expected single characters on both sides of "-" in a set')
    if (typeof previous === 'string' && typeof end === 'string' && end < previous) throw new Refused(`Expected the range "${previous}-${end}" in order`)
    return NO_RANGE
  }

  #single(): Member {
    const [name] = /^\[:(\^?[a-z]*):\]/.exec(this.#text.slice(this.#at, this.#at + 20)) ?? []
    if (name) {
      if (!POSIX.has(name.replace(/[[\]:^]/g, ''))) throw new Refused(`Expected the name of a known class, not "${name}"`)
      this.#at += name.length
      return A_CLASS
    }
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0)
    this.#at += character.length
    return character === '\\' ? this.#escapeInSet() : character
  }

  #escapeInSet(): Member {
    const escaped = this.#peek()
    if (escaped === '') throw new Refused('Expected a character after "\\" at the end of the pattern')
    this.#at++
    if (escaped === 'Q') {
      const end = this.#text.indexOf('\\E', this.#at)
      this.#at = end < 0 ? this.#text.length : end + 2
      return NO_RANGE
    }
    if (escaped === 'E') return NO_RANGE
    if (escaped === 'c') this.#control()
    if ('BRXN'.includes(escaped) || /[iIjJmMyYqOTlLuU]/.test(escaped)) throw new Refused(`Expected no "\\${escaped}" in a set`)
    if ('xopP'.includes(escaped)) this.#skip(/\{[^}]*\}|[A-Z]/y)
    if ('dDwWsShHvVpP'.includes(escaped)) return A_CLASS
    return /[a-zA-Z0-9]/.test(escaped) ? UNKNOWN : escaped
  }

  #group(): boolean | null {
    if (this.#peek() === '*' ) {
      const verb = /^\*[a-zA-Z_0-9]*(?::[^)]*)?\)/.exec(this.#text.slice(this.#at, this.#at + 200))
      if (verb) {
        this.#at += verb[0].length
        return false
      }
    }
    const behind = /^\?<[=!]/.test(this.#text.slice(this.#at, this.#at + 3))
    const ahead = /^\?[=!]/.test(this.#text.slice(this.#at, this.#at + 2))
    const outer = this.#lookbehind
    const capture = this.#groupStart()
    if (capture === 'call') return true
    if (capture === 'options') return false
    if (capture === 'comment') return null
    if (capture === 'capture') this.#captures++
    this.#lookbehind = behind ? outer + 1 : ahead ? 0 : outer
    this.#alternatives()
    this.#lookbehind = outer
    if (this.#peek() !== ')') throw new Refused('Expected ")" to close the group')
    this.#at++
    return true
  }

  #groupStart(): 'capture' | 'plain' | 'call' | 'options' | 'comment' {
    if (this.#peek() !== '?') return 'capture'
    const rest = this.#text.slice(this.#at + 1, this.#at + 80)
    const named = /^(?:P?<([A-Za-z_0-9]*)>|'([A-Za-z_0-9]*)')/.exec(rest)
    if (named) return this.#name(named[1] ?? named[2] ?? '', named[0].length)
    if (rest.startsWith('#')) {
      const end = this.#text.indexOf(')', this.#at)
      if (end < 0) throw new Refused('Expected ")" to close the comment')
      this.#at = end + 1
      return 'comment'
    }
    const start = /^(?:[:=!>|]|<[=!]|\^?[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]|R\)|[+-]?\d+\)|&\w+\)|P[=>]\w+\)|\(|C\d*\))/.exec(rest)
    if (!start) throw new Refused('Expected a group that PCRE knows after "(?"')
    if (start[0] === '(') return this.#condition()
    const [, number] = /^\+?(\d+)\)$/.exec(start[0]) ?? []
    const [, name] = /^(?:&|P[=>])(\w+)\)$/.exec(start[0]) ?? []
    if (number !== undefined && !start[0].startsWith('+')) this.#wantNumber(number)
    if (name !== undefined) this.#wantedNames.add(name)
    this.#at += 1 + start[0].length
    if (!start[0].endsWith(')')) return 'plain'
    return /^\^?[a-zA-Z]*(?:-[a-zA-Z]*)?\)$/.test(start[0]) && start[0] !== 'R)' ? 'options' : 'call'
  }

  #name(name: string, length: number): 'capture' {
    if (name === '' || /^[0-9]/.test(name)) throw new Refused('Expected a group\'s name that begins with a letter')
    if (name.length > 32) throw new Refused('Expected a group\'s name of at most 32 characters')
    if (this.#names.includes(name)) throw new Refused(`Expected the group name "${name}" once`)
    this.#names.push(name)
    this.#at += 1 + length
    return 'capture'
  }

  /** A conditional group: its condition is read as what it most often is, a reference. */
  #condition(): 'plain' {
    const end = this.#text.indexOf(')', this.#at)
    if (end < 0) throw new Refused('Expected ")" to close the condition')
    const name = this.#text.slice(this.#at + 2, end).replace(/^[<']|[>']$/g, '')
    if (/^\d+$/.test(name)) this.#wantNumber(name)
    else if (/^[A-Za-z_]\w*$/.test(name) && !/^(?:R\d*|DEFINE)$/.test(name)) this.#wantedNames.add(name)
    this.#at = end + 1
    return 'plain'
  }
}
