import type { Directive } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import type { Bound, Ledger } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { PartOfFolder } from './hidden.ts'
import type { NginxFile } from './parser.ts'
import type { Lookup } from './sources.ts'
import { PlacedDirective, PlacedWord } from './tree.ts'
import type { Place } from './tree.ts'

/** Includes that multiply would take for ever: so many directives an included file at most, and files in files no deeper than the stack is. */
const MOST_DIRECTIVES = 200
const MOST_DEPTH = 100

/** A file with its includes replaced by what they bring in. */
export interface Expanded {
  directives: PlacedDirective[]
  problems: Finding[]
  /** Every file that was read, the first one first, and those that are included several times once. */
  files: NginxFile[]
  /** Include directives whose files are not all in sight. */
  open: SourceRange[]
  /** Include directives whose files are guessed. */
  guesses: Guessed[]
  /** Includes of which there may be more than was found. */
  parts: PartOfFolder[]
}

/** `choice`: nobody knows which of the files are enabled. */
export interface Guessed {
  name: string
  files: SourceFile[]
  choice: boolean
}

interface Frame {
  file: SourceFile
  at: SourceRange | null
  above: Frame | null
  depth: number
}

export const isInclude = ({ name, args, block }: Directive): boolean =>
  name === 'include' && args.length === 1 && block === null

/** Puts what `include` brings in in its place (ngx_conf_include), every copy with the ranges of the includes that brought it in. */
export const expand = (
  file: SourceFile,
  lookup: Lookup,
  parse: (file: SourceFile) => NginxFile,
  ledger: Ledger,
): Expanded => new Expansion(lookup, parse, ledger).of(file)

class Expansion {
  readonly #lookup: Lookup
  readonly #parse: (file: SourceFile) => NginxFile
  readonly #files = new Map<string, NginxFile>()
  readonly #problems: Finding[] = []
  readonly #open: SourceRange[] = []
  readonly #guesses: Guessed[] = []
  readonly #parts: PartOfFolder[] = []
  readonly #ledger: Ledger
  readonly #bound: Bound
  #copies = 0

  constructor(lookup: Lookup, parse: (file: SourceFile) => NginxFile, ledger: Ledger) {
    this.#lookup = lookup
    this.#ledger = ledger
    this.#bound = ledger.bound('includes')
    this.#parse = parse
  }

  of(file: SourceFile): Expanded {
    const directives = this.#level(this.#read(file).directives, { file, at: null, above: null, depth: 0 })
    const files = [...this.#files.values()]
    this.#ledger.tell(this.#bound.leftOut(file.range(0, 0)))
    return {
      directives,
      problems: [...files.flatMap((tree) => tree.problems), ...this.#problems],
      files,
      open: this.#open,
      guesses: this.#guesses,
      parts: this.#parts,
    }
  }

  #read(file: SourceFile): NginxFile {
    const tree = this.#files.get(file.absolute) ?? this.#parse(file)
    this.#files.set(file.absolute, tree)
    return tree
  }

  /** A list with its includes replaced, copied where it must be. */
  #level(directives: PlacedDirective[], frame: Frame): PlacedDirective[] {
    const includedFrom = trail(frame)
    if (!includedFrom && !directives.some(needsExpansion)) return directives
    const place: Place = includedFrom ? { file: frame.file, includedFrom } : { file: frame.file }
    return directives.flatMap((directive) => {
      if (isInclude(directive)) return this.#bringIn(copy(directive, place), frame)
      if (!includedFrom && !directive.holdsInclude) return [directive]
      this.#copies++
      const placed = copy(directive, place)
      if (directive.block) placed.block = this.#level(directive.block, frame)
      return [placed]
    })
  }

  #bringIn(directive: PlacedDirective, frame: Frame): PlacedDirective[] {
    const [word] = directive.args
    const name = word?.value ?? ''
    const { files, state, guess, stock } = this.#lookup(name)
    if (stock !== undefined) this.#parts.push({ at: directive.range, stock, name })
    if (state === 'open') this.#open.push(directive.range)
    if (guess) this.#guesses.push({ name, files, choice: guess === 'choice' })
    if (state === 'missing')
      this.#problems.push({
        ruleId: 'include-missing',
        message: `Expected the included file "${name}" to exist`,
        range: word?.range ?? directive.range,
      })
    return files.flatMap((file) =>
      this.#mayRead(file, directive, frame)
        ? this.#level(this.#read(file).directives, { file, at: directive.range, above: frame, depth: frame.depth + 1 })
        : [],
    )
  }

  #mayRead(file: SourceFile, directive: PlacedDirective, frame: Frame): boolean {
    for (let above: Frame | null = frame; above; above = above.above) {
      if (above.file.absolute !== file.absolute) continue
      this.#problems.push({
        ruleId: 'syntax',
        message: `Expected no include of ${file.path} from within itself`,
        range: directive.range,
      })
      return false
    }
    const isBearable = this.#copies <= this.#ledger.limits.includes * MOST_DIRECTIVES && frame.depth < MOST_DEPTH
    if (!isBearable) this.#bound.skip()
    else if (this.#bound.take()) return true
    const message = 'Expected fewer includes: what more they bring in is not read'
    if (!this.#problems.some((problem) => problem.message === message))
      this.#problems.push({ ruleId: 'syntax', severity: 'warn', message, range: directive.range })
    return false
  }
}

const needsExpansion = (directive: PlacedDirective): boolean => isInclude(directive) || directive.holdsInclude

function trail({ at }: Frame): SourceRange[] | null {
  if (!at) return null
  const { includedFrom: above = [], ...here } = at
  return [here, ...above]
}

function copy(directive: PlacedDirective, place: Place): PlacedDirective {
  const args = directive.args.map(({ span }) => new PlacedWord(place, span))
  const placed = new PlacedDirective(place, directive.name, directive.nameSpan, args, directive.end)
  placed.block = directive.block
  placed.close = directive.close
  if (directive.opaque !== undefined) placed.opaque = directive.opaque
  return placed
}
