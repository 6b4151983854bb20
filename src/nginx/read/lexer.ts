import type { SourceFile } from '../../text/source-file.ts'

/** A token's place, its quotes included. */
export interface Span {
  start: number
  end: number
  quoted: boolean
  /** What a template's variables make of it. */ filled?: string
}

/** What ended a run of tokens. */
export type Ending = 'semicolon' | 'open' | 'close' | 'end'

/** Something that nginx stops at, or, as a warning, that only this reader does. `at`: where nginx itself sees it; `start`: where it began, if that is elsewhere. */
export interface LexProblem {
  message: string
  at: number
  end: number
  start?: Span
  startMessage?: string
  unclosed?: Span
  severity?: 'warn'
}

const LF = 10
const SEMICOLON = 59
const OPEN = 123
const CLOSE = 125
const QUOTE = 34
const APOSTROPHE = 39
const BACKSLASH = 92
const DOLLAR = 36
const SHARP = 35
const ROUND = 41

/** NGX_CONF_BUFFER: no token, quoted text or comment may outgrow it. */
const BUFFER = 4096

/** Far more than a real file of 50 MB holds: a hostile one would take all memory. */
const MOST_TOKENS = 10_000_000
const MOST_PROBLEMS = 100

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === LF
const ESCAPES: Record<string, string> = { t: '\t', r: '\r', n: '\n', '"': '"', "'": "'", '\\': '\\' }

/** The value of a token: `\"`, `\'`, `\\` lose the backslash, `\t`, `\r`, `\n` are decoded, every other backslash stays. */
export const unescape = (raw: string): string =>
  raw.includes('\\') ? raw.replace(/\\([trn"'\\])/g, (_, code: string) => ESCAPES[code] ?? code) : raw

/** Where the brace stands that closes a Lua block which begins at `start`; null: nowhere. */
function luaEnd(text: string, start: number): number | null {
  const token = /(--)?\[(=*)\[|--[^\n]*|["'{}]/g
  token.lastIndex = start
  let depth = 1
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [whole, , equals] = found
    if (whole === '{') depth++
    else if (whole === '}') {
      if (--depth === 0) return found.index
    } else if (equals !== undefined) {
      const close = text.indexOf(`]${equals}]`, token.lastIndex)
      if (close < 0) return null
      token.lastIndex = close + equals.length + 2
    } else if (!whole.startsWith('--')) token.lastIndex = luaStringEnd(text, token.lastIndex, whole)
  }
  return null
}

function luaStringEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) return at + 1
    else if (text[at] === '\n') return at
  }
  return text.length
}

/** Reads tokens as nginx's ngx_conf_read_token does, and goes on after what nginx would stop at. Linear in the text's length. */
export class Lexer {
  /** The tokens read by the last `next()`, and where the `;`, `{` or `}` after them stands. */
  words: Span[] = []
  mark = 0
  /** The start and the end of each comment in turn. */
  readonly comments: number[] = []
  readonly problems: LexProblem[] = []
  readonly #text: string
  readonly #bytes: (start: number, end: number) => number
  #at = 0
  #tokens = 0

  /** `text`: what is read in place of the file's own, character for character. */
  constructor(file: SourceFile, text: string = file.text) {
    this.#text = text
    this.#bytes =
      file.encoding === 'latin1'
        ? (start, end) => end - start
        : (start, end) => (end - start > BUFFER / 3 ? Buffer.byteLength(text.slice(start, end)) : end - start)
  }

  next(): Ending {
    this.words = []
    for (;;) {
      const code = this.#skipBlank()
      this.mark = this.#at
      if (Number.isNaN(code)) return this.#end()
      if (this.#tokens++ > MOST_TOKENS) return this.#giveUp()
      if (code === SEMICOLON) {
        this.#at++
        if (this.words.length) return 'semicolon'
        this.report('Expected a directive before ";"', this.mark)
      } else if (code === OPEN) {
        this.#at++
        if (this.words.length === 0) this.report('Expected a directive before "{"', this.mark)
        return 'open'
      } else if (code === CLOSE) {
        if (this.words.length === 0) {
          this.#at++
          return 'close'
        }
        this.#missingSemicolon(this.mark)
        return 'semicolon'
      } else if (code === QUOTE || code === APOSTROPHE) this.#quoted(code)
      else this.#plain()
    }
  }

  /** The text up to the brace that closes a Lua block, those in Lua's strings and comments left alone; null: never closed, all was read. */
  lua(): { start: number; end: number } | null {
    const start = this.#at
    const end = luaEnd(this.#text, start)
    this.mark = end ?? this.#text.length
    this.#at = Math.min(this.mark + 1, this.#text.length)
    return end === null ? null : { start, end }
  }

  /** Notes what nginx stops at. */
  report(message: string, at: number, start?: Span, startMessage?: string): void {
    if (this.problems.length === MOST_PROBLEMS)
      this.warn('Expected fewer mistakes in a file: those that follow are not told', at)
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({
        message,
        at,
        end: Math.min(at + 1, this.#text.length),
        ...(start && { start, startMessage }),
      })
  }

  /** Notes what nginx would read, and this reader does not. */
  warn(message: string, at: number): void {
    this.problems.push({ message, at, end: at, severity: 'warn' })
  }

  #giveUp(): Ending {
    this.warn(`Expected at most ${MOST_TOKENS} words in a file: the rest is not read`, this.#at)
    this.#at = this.#text.length
    this.words = []
    return 'end'
  }

  #missingSemicolon(at: number): void {
    const first = this.words[0]
    const last = this.words.at(-1)
    if (!first || !last) return
    const name = this.#text.slice(first.start, first.end)
    this.report(
      `Expected ";" after the directive "${name.slice(0, 40)}"`,
      at,
      { start: first.start, end: last.end, quoted: false },
      'the directive that is not closed',
    )
  }

  #end(): Ending {
    this.#missingSemicolon(this.#at)
    return 'end'
  }

  /** Leaves the place on a character that is neither blank nor in a comment; NaN at the end. */
  #skipBlank(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (isBlank(code)) this.#at++
      else if (code === SHARP) this.#comment()
      else return code
    }
  }

  #comment(): void {
    const start = this.#at
    const lf = this.#text.indexOf('\n', start)
    const end = lf < 0 ? this.#text.length : lf
    this.comments.push(start, end)
    this.#tokens++
    this.#at = end
    if (this.#bytes(start, end) >= BUFFER + (lf < 0 ? 1 : 0))
      this.report(`Expected a comment shorter than ${BUFFER} bytes`, start)
  }

  #plain(): void {
    const text = this.#text
    const start = this.#at
    let variable = false
    let at = start
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === OPEN && variable) continue
      if (code === SEMICOLON || code === OPEN || isBlank(code)) break
      variable = code === DOLLAR
      if (code === BACKSLASH) at++
    }
    const end = Math.min(at, text.length)
    this.words.push({ start, end, quoted: false })
    this.#at = end
    if (this.#bytes(start, end) >= BUFFER + (end === text.length ? 1 : 0))
      this.report(`Expected a parameter shorter than ${BUFFER} bytes`, start)
  }

  #quoted(quote: number): void {
    const text = this.#text
    const start = this.#at
    const limit = Math.min(text.length, start + 1 + BUFFER)
    let variable = false
    let at = start + 1
    for (; at < limit; at++) {
      const code = text.charCodeAt(at)
      if (code === OPEN && variable) continue
      if (code === quote) break
      variable = code === DOLLAR
      if (code === BACKSLASH) at++
    }
    if (at >= limit) return this.#unclosedQuote(start, limit === text.length)
    const word = { start, end: at + 1, quoted: true }
    this.words.push(word)
    this.#at = at + 1
    if (this.#bytes(start + 1, at + 1) >= BUFFER && this.#at < text.length)
      return this.report(`Expected a quoted text shorter than ${BUFFER} bytes`, start)
    this.#afterQuote(word)
  }

  /** After a closing quote only a blank, `;`, `{` or `)` may follow. */
  #afterQuote(word: Span): void {
    const code = this.#text.charCodeAt(this.#at)
    if (Number.isNaN(code) || isBlank(code) || code === SEMICOLON || code === OPEN || code === ROUND) return
    const lineEnd = this.#lineEnd(word.start)
    const spansLines = lineEnd < word.end
    const found = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? code)
    this.report(
      `Expected a space or ";" after the closing quote, not "${found}"`,
      this.#at,
      spansLines ? { ...word, end: lineEnd } : undefined,
      'the quoted text begins here',
    )
    if (spansLines && /[;{}]\s*$/.test(this.#text.slice(word.start, lineEnd))) this.#cutAtLine(word.start)
  }

  #unclosedQuote(start: number, atEnd: boolean): void {
    const quote = this.#text[start] ?? '"'
    const began = { start, end: this.#lineEnd(start), quoted: false }
    const bytes = this.#bytes(start + 1, this.#text.length)
    if (atEnd && bytes <= BUFFER)
      this.report(
        `Expected a closing ${quote} before the end of the file`,
        this.#text.length,
        began,
        'the quoted text begins here',
      )
    else this.report(`Expected a closing ${quote} within ${BUFFER} bytes`, start)
    this.#cutAtLine(start)
  }

  /** The line's end, looked for only as far as a token may reach. */
  #lineEnd(start: number): number {
    const near = this.#text.slice(start, start + BUFFER)
    const lf = near.indexOf('\n')
    return start + (lf < 0 ? near.length : lf)
  }

  /** Takes the quoted text to end with its first line, so that what follows is still read. */
  #cutAtLine(start: number): void {
    const line = this.#text.slice(start, this.#lineEnd(start))
    const end = start + Math.max(1, line.replace(/[\s;{}]+$/, '').length)
    if (this.words.at(-1)?.start === start) this.words.pop()
    this.words.push({ start, end, quoted: false })
    this.#at = end
  }
}
