import { compilePattern } from '../../regex/pattern.ts'
import type { Pattern } from '../../regex/pattern.ts'

/** A string of an expression: text, variables, function calls and back references, one after the other. */
export type Word = WordPart[]
export type WordPart =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'call'; name: string; argument: Word }
  | { kind: 'group'; index: number }

/** A condition of httpd's expression language (util_expr_parse.y). */
export type Expression =
  | { kind: 'constant'; value: boolean }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: string; left: Word; right: Word }
  | { kind: 'match'; negated: boolean; word: Word; pattern: Pattern }
  | { kind: 'in'; word: Word; list: Word[] }
  | { kind: 'unary'; operator: string; word: Word }

class NotUnderstood extends Error {}

const COMPARISON = /^(?:==|!=|<=|>=|<|>|=(?!~)|-(?:eq|ne|lt|le|gt|ge|ipmatch|strmatch|strcmatch|fnmatch)\b|(?:eq|ne|lt|le|gt|ge)\b)/

class Parser {
  private at = 0
  private readonly text: string
  constructor(text: string) { this.text = text }

  whole(): Expression {
    const expression = this.or()
    this.space()
    if (this.at < this.text.length) throw new NotUnderstood()
    return expression
  }

  private space(): void { while (/\s/.test(this.text.charAt(this.at))) this.at++ }

  private take(pattern: RegExp): string | null {
    this.space()
    const found = pattern.exec(this.text.slice(this.at))
    if (!found || found.index !== 0) return null
    this.at += found[0].length
    return found[0]
  }

  private or(): Expression {
    let left = this.and()
    while (this.take(/^(?:\|\||or\b)/)) left = { kind: 'or', left, right: this.and() }
    return left
  }

  private and(): Expression {
    let left = this.not()
    while (this.take(/^(?:&&|and\b)/)) left = { kind: 'and', left, right: this.not() }
    return left
  }

  private not(): Expression {
    if (this.take(/^(?:!(?![=~])|not\b)/)) return { kind: 'not', of: this.not() }
    if (this.take(/^\(/)) {
      const inner = this.or()
      if (!this.take(/^\)/)) throw new NotUnderstood()
      return inner
    }
    const constant = this.take(/^(?:true|false)\b/i)
    if (constant) return { kind: 'constant', value: constant.toLowerCase() === 'true' }
    const unary = this.take(/^-[A-Za-z](?=\s)/)
    if (unary) return { kind: 'unary', operator: unary.slice(1), word: this.word() }
    return this.comparison()
  }

  private comparison(): Expression {
    const word = this.word()
    const match = this.take(/^(?:=~|!~)/)
    if (match) return { kind: 'match', negated: match === '!~', word, pattern: this.regex() }
    if (this.take(/^-?in\b/)) return { kind: 'in', word, list: this.list() }
    const operator = this.take(COMPARISON)
    if (!operator) throw new NotUnderstood()
    return { kind: 'compare', operator, left: word, right: this.word() }
  }

  private list(): Word[] {
    if (!this.take(/^\{/)) throw new NotUnderstood()
    const words = [this.word()]
    while (this.take(/^,/)) words.push(this.word())
    if (!this.take(/^\}/)) throw new NotUnderstood()
    return words
  }

  private regex(): Pattern {
    this.space()
    const start = /^(?:m([^\w\s])|(\/))/.exec(this.text.slice(this.at))
    const delimiter = start?.[1] ?? start?.[2]
    if (!start || delimiter === undefined) throw new NotUnderstood()
    const from = this.at + start[0].length
    let end = from
    while (end < this.text.length && this.text.charAt(end) !== delimiter) end += this.text.charAt(end) === '\\' ? 2 : 1
    if (end >= this.text.length) throw new NotUnderstood()
    const source = this.text.slice(from, end).replaceAll(`\\${delimiter}`, delimiter === '/' ? '/' : `\\${delimiter}`)
    this.at = end + 1
    const flags = this.take(/^[ismg]+/) ?? ''
    return compilePattern(source, flags.includes('i'))
  }

  private word(): Word {
    const word = this.simpleWord()
    while (this.take(/^\.(?!\d)/)) word.push(...this.simpleWord())
    return word
  }

  private simpleWord(): Word {
    this.space()
    const quote = this.text.charAt(this.at)
    if (quote === '"' || quote === '\'') return this.quoted(quote)
    const number = this.take(/^-?\d+(?:\.\d+)*/)
    if (number) return [{ kind: 'text', text: number }]
    const group = this.take(/^\$\d/)
    if (group) return [{ kind: 'group', index: Number(group.slice(1)) }]
    if (this.text.startsWith('%{', this.at)) return [this.braced()]
    const call = this.take(/^[A-Za-z_]\w*\s*\(/)
    if (!call) throw new NotUnderstood()
    const argument = this.word()
    if (!this.take(/^\)/)) throw new NotUnderstood()
    return [{ kind: 'call', name: call.replace(/\s*\($/, '').toLowerCase(), argument }]
  }

  private quoted(quote: string): Word {
    this.at++
    const word = this.interpolated((char) => char === quote)
    if (this.text.charAt(this.at) !== quote) throw new NotUnderstood()
    this.at++
    return word
  }

  /** Text with `%{…}` and `$1` up to `ends`, or the end. */
  interpolated(ends: (char: string) => boolean): Word {
    const parts: Word = []
    let text = ''
    const flush = (): void => { if (text) parts.push({ kind: 'text', text }); text = '' }
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at)
      if (ends(char)) break
      if (char === '\\' && this.at + 1 < this.text.length) { text += this.text.charAt(this.at + 1); this.at += 2 }
      else if (this.text.startsWith('%{', this.at)) { flush(); parts.push(this.braced()) }
      else if (char === '$' && /\d/.test(this.text.charAt(this.at + 1))) { flush(); parts.push({ kind: 'group', index: Number(this.text.charAt(this.at + 1)) }); this.at += 2 }
      else { text += char; this.at++ }
    }
    flush()
    return parts
  }

  /** `%{NAME}` and `%{function:argument}`. */
  private braced(): WordPart {
    this.at += 2
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at))?.[0]
    if (name === undefined) throw new NotUnderstood()
    this.at += name.length
    if (this.text.charAt(this.at) === '}') { this.at++; return { kind: 'variable', name: name.toUpperCase() } }
    if (this.text.charAt(this.at) !== ':') throw new NotUnderstood()
    this.at++
    const argument = this.interpolated((char) => char === '}' || char === '"' || char === '\'')
    if (this.text.charAt(this.at) !== '}') throw new NotUnderstood()
    this.at++
    return { kind: 'call', name: name.toLowerCase(), argument }
  }
}

function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof NotUnderstood) return null
    throw error
  }
}

/** null: not understood, so that nobody can tell what it says. */
export const parseExpression = (text: string): Expression | null => attempt(() => new Parser(text).whole())

/** A string with variables, as ErrorDocument and Redirect in a Location take it. */
export const parseString = (text: string): Word | null => attempt(() => new Parser(text).interpolated(() => false))
