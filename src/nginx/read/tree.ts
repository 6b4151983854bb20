import type { Comment, Directive, Word } from '../../text/directive.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { unescape } from './lexer.ts'
import type { Span } from './lexer.ts'

/** Where directives stand: in a file that other files may have brought in. */
export interface Place {
  file: SourceFile
  includedFrom?: SourceRange[]
}

function rangeIn({ file, includedFrom }: Place, start: number, end: number): SourceRange {
  const range = file.range(start, end)
  return includedFrom ? { ...range, includedFrom } : range
}

// Ranges and texts are made when asked for: a file of 50 MB has millions of words, of which few are ever looked at.

export class PlacedWord implements Word {
  readonly place: Place
  readonly span: Span
  #value: string | undefined
  constructor(place: Place, span: Span) {
    this.place = place
    this.span = span
  }
  get raw(): string {
    return this.place.file.text.slice(this.span.start, this.span.end)
  }
  get quoted(): boolean {
    return this.span.quoted
  }
  get value(): string {
    return this.span.filled ?? (this.#value ??= this.#read())
  }
  #read(): string {
    const { start, end, quoted } = this.span
    return unescape(this.place.file.text.slice(start + (quoted ? 1 : 0), end - (quoted ? 1 : 0)))
  }
  get range(): SourceRange {
    return rangeIn(this.place, this.span.start, this.span.end)
  }
}

export class PlacedDirective implements Directive {
  readonly place: Place
  readonly name: string
  readonly nameSpan: Span
  /** Where its `;` or `{` stands. */
  readonly end: number
  readonly args: PlacedWord[]
  block: PlacedDirective[] | null = null
  /** Where its `}` stands; -1: nowhere. */
  close = -1
  opaque?: string
  /** Whether an `include` stands anywhere inside it. */
  holdsInclude = false
  /** Written nowhere: the block that a fragment is guessed to be included into. */
  isGuess = false
  #range: SourceRange | undefined
  #blockEnd: SourceRange | undefined
  constructor(place: Place, name: string, nameSpan: Span, args: PlacedWord[], end: number) {
    this.place = place
    this.name = name
    this.nameSpan = nameSpan
    this.args = args
    this.end = end
  }
  get nameRange(): SourceRange {
    return rangeIn(this.place, this.nameSpan.start, this.nameSpan.end)
  }
  get range(): SourceRange {
    return (this.#range ??= rangeIn(this.place, this.nameSpan.start, this.end))
  }
  get blockEnd(): SourceRange | null {
    return this.close < 0 ? null : (this.#blockEnd ??= rangeIn(this.place, this.close, this.close + 1))
  }
}

export class PlacedComment implements Comment {
  readonly place: Place
  readonly start: number
  readonly end: number
  constructor(place: Place, start: number, end: number) {
    this.place = place
    this.start = start
    this.end = end
  }
  /** Without the `#`. */
  get text(): string {
    return this.place.file.text.slice(this.start + 1, this.end).replace(/\r$/, '')
  }
  get range(): SourceRange {
    return rangeIn(this.place, this.start, this.end)
  }
}
