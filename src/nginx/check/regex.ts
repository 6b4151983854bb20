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

class Reader {
  readonly #text: string
  #at = 0
  #captures = 0
  #depth = 0
  readonly #names: string[] = []
  #references = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Pattern {
    this.#alternatives()
    if (this.#at < this.#text.length) throw new Refused('Expected "(" before this ")"')
    if (this.#references > this.#captures) throw new Refused(`Expected a group number ${this.#references} for the reference to it`)
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
      } else repeatable = this.#item(character)
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
      if (most !== undefined && Number(most) < Number(least)) throw new Refused('Expected the numbers in "{}" in order')
      this.#at += whole.length
    } else this.#at++
    if (this.#peek() === '?' || this.#peek() === '+') this.#at++
  }

  /** Reads one item; whether it may be repeated. */
  #item(character: string): boolean {
    this.#at++
    if (character === '\\') return this.#escape()
    if (character === '[') return this.#set()
    if (character === '(') return this.#group()
    return character !== '|' && character !== '^' && character !== '$'
  }

  #escape(): boolean {
    const character = this.#peek()
    if (character === '') throw new Refused('Expected a character after "\\" at the end of the pattern')
    this.#at++
    if (character === 'Q') {
      const end = this.#text.indexOf('\\E', this.#at)
      this.#at = end < 0 ? this.#text.length : end + 2
      return true
    }
    if ('luULN'.includes(character) && (character !== 'N' || this.#peek() === '{')) throw new Refused(`Expected no "\\${character}", which PCRE does not know`)
    if (/[iIjJmMyYqOT]/.test(character)) throw new Refused(`Expected no "\\${character}", which PCRE does not know`)
    if (character === 'x' && this.#peek() === '{' && !/^\{[0-9a-fA-F]{1,8}\}/.test(this.#text.slice(this.#at, this.#at + 12))) return true
    if (/[1-9]/.test(character) && !/[0-9]/.test(this.#peek())) this.#references = Math.max(this.#references, Number(character))
    return !'bBAzZGK'.includes(character)
  }

  #set(): boolean {
    if (this.#peek() === '^') this.#at++
    let first = true
    let previous: string | null = null
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

  /** Reads a member of a set; a single character is given back, for it may begin a range. */
  #member(previous: string | null): string | null {
    const [name] = /^\[:(\^?[a-z]*):\]/.exec(this.#text.slice(this.#at, this.#at + 20)) ?? []
    if (name) {
      if (!POSIX.has(name.replace(/[[\]:^]/g, ''))) throw new Refused(`Expected the name of a known class, not "${name}"`)
      this.#at += name.length
      return null
    }
    if (this.#peek() === '-' && previous !== null && this.#peek(1) !== ']' && this.#peek(1) !== '') {
      this.#at++
      if (this.#peek() === '[' && /^\[[:.=]/.test(this.#text.slice(this.#at, this.#at + 2))) return null
      const end = this.#single()
      if (end !== null && end < previous) throw new Refused(`Expected the range "${previous}-${end}" in order`)
      return null
    }
    return this.#single()
  }

  #single(): string | null {
    const code = this.#text.codePointAt(this.#at)
    const character = code === undefined ? '' : String.fromCodePoint(code)
    this.#at += character.length
    if (character !== '\\') return character
    const escaped = this.#peek()
    if (escaped === '') throw new Refused('Expected a character after "\\" at the end of the pattern')
    this.#at++
    if (escaped === 'Q' || /[a-zA-Z0-9]/.test(escaped)) return null
    return escaped
  }

  #group(): boolean {
    if (this.#peek() === '*' ) {
      const verb = /^\*[a-zA-Z_]*(?::[^)]*)?\)/.exec(this.#text.slice(this.#at, this.#at + 200))
      if (verb) {
        this.#at += verb[0].length
        return false
      }
    }
    const capture = this.#groupStart()
    if (capture === 'done') return true
    if (capture === 'capture') this.#captures++
    this.#alternatives()
    if (this.#peek() !== ')') throw new Refused('Expected ")" to close the group')
    this.#at++
    return true
  }

  #groupStart(): 'capture' | 'plain' | 'done' {
    if (this.#peek() !== '?') return 'capture'
    const rest = this.#text.slice(this.#at + 1, this.#at + 80)
    const named = /^(?:P?<([A-Za-z_0-9]*)>|'([A-Za-z_0-9]*)')/.exec(rest)
    if (named) return this.#name(named[1] ?? named[2] ?? '', named[0].length)
    if (rest.startsWith('#')) {
      const end = this.#text.indexOf(')', this.#at)
      if (end < 0) throw new Refused('Expected ")" to close the comment')
      this.#at = end + 1
      return 'done'
    }
    const start = /^(?:[:=!>|]|<[=!]|\^?[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]|R\)|[+-]?\d+\)|&\w+\)|P[=>]\w+\)|\(|C\d*\))/.exec(rest)
    if (!start) throw new Refused('Expected a group that PCRE knows after "(?"')
    if (start[0] === '(') return this.#condition()
    this.#at += 1 + start[0].length
    return start[0].endsWith(')') ? 'done' : 'plain'
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
    this.#at = end + 1
    return 'plain'
  }
}
