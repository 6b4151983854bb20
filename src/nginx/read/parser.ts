import type { DirectiveFile } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { Lexer, unescape } from './lexer.ts'
import type { LexProblem, Span } from './lexer.ts'
import { mask } from './template.ts'
import { PlacedComment, PlacedDirective, PlacedWord } from './tree.ts'

/** An nginx file as it was read. `template`: another program decides what of it nginx gets to see. Directives and words compute their ranges when asked: copy them field by field, never by spreading. */
export interface NginxFile extends DirectiveFile {
  directives: PlacedDirective[]
  comments: PlacedComment[]
  problems: Finding[]
  template: boolean
}

/** The most blocks that are reported as never closed: a hostile file may open a million. */
const MOST_OPEN = 20

/** Deeper than anybody nests, and shallow enough for all who walk the tree. */
const MOST_DEPTH = 400

interface Frame {
  directives: PlacedDirective[]
  opener: PlacedDirective | null
}

/** Reads a file with nginx's decisions on what is well formed; what is not is reported, and the rest is still read. */
export const readTree = (file: SourceFile): NginxFile => new Reading(file).read()

class Reading {
  readonly #place: { file: SourceFile }
  readonly #lexer: Lexer
  readonly #template: boolean
  readonly #names = new Map<string, string>()
  readonly #stack: Frame[] = [{ directives: [], opener: null }]
  /** The first block whose closing brace stands further left than its own line: perhaps another block's. */
  #suspect: PlacedDirective | undefined

  constructor(file: SourceFile) {
    const { text, branches } = mask(file.text)
    this.#place = { file }
    this.#template = branches
    this.#lexer = new Lexer(file, text)
  }

  read(): NginxFile {
    const [root] = this.#stack
    for (let ending = this.#lexer.next(); ending !== 'end'; ending = this.#lexer.next()) {
      if (ending === 'semicolon') this.#add()
      else if (ending === 'open') this.#open()
      else this.#close()
    }
    if (this.#lexer.words.length) this.#add()
    this.#reportOpen()
    const { file } = this.#place
    const problems = this.#template ? [] : this.#lexer.problems
    return {
      file,
      directives: root?.directives ?? [],
      comments: this.#comments(),
      problems: problems
        .map((problem) => finding(file, problem))
        .sort((a, b) => a.range.start.offset - b.range.start.offset),
      template: this.#template,
    }
  }

  #comments(): PlacedComment[] {
    const places = this.#lexer.comments
    return Array.from(
      { length: places.length / 2 },
      (_, index) => new PlacedComment(this.#place, places[2 * index] ?? 0, places[2 * index + 1] ?? 0),
    )
  }

  #add(): PlacedDirective | null {
    const [name] = this.#lexer.words
    if (!name) return null
    const words = this.#lexer.words.slice(1).map((span) => new PlacedWord(this.#place, span))
    const directive = new PlacedDirective(this.#place, this.#nameOf(name), name, words, this.#lexer.mark)
    this.#stack.at(-1)?.directives.push(directive)
    if (directive.name === 'include') this.#markOpeners()
    return directive
  }

  #markOpeners(): void {
    for (let index = this.#stack.length - 1; index > 0; index--) {
      const opener = this.#stack[index]?.opener
      if (opener?.holdsInclude) return
      if (opener) opener.holdsInclude = true
    }
  }

  #nameOf({ start, end, quoted }: Span): string {
    const raw = this.#place.file.text.slice(start + (quoted ? 1 : 0), end - (quoted ? 1 : 0))
    const known = this.#names.get(raw)
    if (known !== undefined) return known
    const name = unescape(raw)
    this.#names.set(raw, name)
    return name
  }

  #open(): void {
    const directive = this.#add()
    if (directive) directive.block = []
    if (this.#stack.length === MOST_DEPTH)
      this.#lexer.warn(
        `Expected blocks nested at most ${MOST_DEPTH} deep: what is deeper is not read`,
        this.#lexer.mark,
      )
    // A brace without a name before it: its content is taken to stand outside it.
    const directives =
      this.#stack.length < MOST_DEPTH ? (directive?.block ?? this.#stack.at(-1)?.directives) : undefined
    this.#stack.push({ directives: directives ?? [], opener: directive })
    if (!directive?.name.endsWith('_by_lua_block')) return
    const lua = this.#lexer.lua()
    if (!lua) return
    directive.opaque = this.#place.file.text.slice(lua.start, lua.end)
    this.#close()
  }

  #close(): void {
    const { mark } = this.#lexer
    if (this.#stack.length === 1)
      return this.#lexer.report('Expected no "}" here, where every block is already closed', mark)
    const opener = this.#stack.pop()?.opener
    if (!opener) return
    opener.close = mark
    // As long as it is, and no longer: lists that grow hold room for more.
    if (opener.block) opener.block = opener.block.slice()
    if (!this.#suspect && indent(this.#place.file.text, mark) < indent(this.#place.file.text, opener.nameSpan.start))
      this.#suspect = opener
  }

  #reportOpen(): void {
    const { file } = this.#place
    const end = file.text.length
    for (const { opener } of this.#stack.slice(1).slice(-MOST_OPEN)) {
      if (!opener) continue
      const start = { start: opener.nameSpan.start, end: opener.end, quoted: false }
      this.#lexer.problems.push({
        message: `Expected "}" for the block "${opener.name}" before the end of the file`,
        at: end,
        end,
        start,
        startMessage: 'the block that is never closed',
        unclosed: this.#suspect?.nameSpan,
      })
    }
  }
}

/** How far a character stands from its line's start, if only blanks are before it; else Infinity. */
function indent(text: string, at: number): number {
  let start = at
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  return start === 0 || text[start - 1] === '\n' ? at - start : Infinity
}

/** At nginx's own line; what is only noticed at the end of the file is reported where it began. */
function finding(
  file: SourceFile,
  { message, at, end, start, startMessage = '', unclosed, severity }: LexProblem,
): Finding {
  const seen = file.range(at, end)
  if (severity) return { ruleId: 'syntax', severity, message, range: seen }
  if (!start) return { ruleId: 'syntax', message, range: seen }
  const began = file.range(start.start, start.end)
  if (at < file.text.length)
    return { ruleId: 'syntax', message, range: seen, related: [{ message: startMessage, range: began }] }
  const guess =
    unclosed && unclosed.start !== start.start
      ? [
          {
            message: 'the brace that closes this block stands further left: perhaps its own is missing',
            range: file.range(unclosed.start, unclosed.end),
          },
        ]
      : []
  return {
    ruleId: 'syntax',
    message,
    range: began,
    related: [...guess, { message: 'the end of the file, where nginx notices', range: seen }],
  }
}
