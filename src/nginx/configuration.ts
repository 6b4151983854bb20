import type { Environment } from '../deployment/service.ts'
import { basename, dirname, resolve } from 'node:path'
import type { DirectiveFile } from '../text/directive.ts'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import { Ledger } from '../text/limits.ts'
import type { SourceRange } from '../text/range.ts'
import type { SourceFile } from '../text/source-file.ts'
import { groupBy } from '../text/group.ts'
import { checkDirectives } from './check/index.ts'
import { fillIn, isTemplate } from './read/template.ts'
import { ExactParser } from './read/exact-parser.ts'
import { expand } from './read/expand.ts'
import type { Expanded, Guessed } from './read/expand.ts'
import { guessContext, isChoice, isSiteFolder, wrap } from './read/fragments.ts'
import type { NginxFile } from './read/parser.ts'
import { placesOf, type PartOfFolder } from './read/hidden.ts'
import { repeatedDirectives } from './check/repeated.ts'
import { dumpedFiles, foldersAbove, inDump, onDisk } from './read/sources.ts'
import type { Lookup } from './read/sources.ts'
import type { PlacedDirective } from './read/tree.ts'

const parser = new ExactParser()

/** `prefix`: the folder that relative paths are taken from, relative to the working directory; default: the main file's folder. */
export interface ReadingOptions {
  prefix?: string
  version?: string
  /** What templates are filled in with. */
  environment?: Environment
  /** Where bounds that are reached are noted. */
  ledger?: Ledger
}

/** One nginx as it would be started, or what can be told of one from fragments. */
export interface Configuration {
  /** `main` has an `http {}` (or `events {}`, `stream {}`); a `fragment` is included by no file in sight. */
  kind: 'main' | 'fragment'
  /** The main file, or the first of the fragments of one folder. */
  file: SourceFile
  /** As nginx sees them: an include directive stands no longer there, but what it brings in does. A fragment's directives stand
   * in the blocks that it is guessed to be included into: `http {}`, `server {}`, `location {}` without arguments, which have
   * `isGuess` and an empty range. */
  directives: PlacedDirective[]
  problems: Finding[]
  /** nginx would not start with it. */
  refused: boolean
  /** Every file that was read for it, the main file first. */
  trees: DirectiveFile[]
  /** Include directives whose files are not in sight: there may stand what cannot be told. */
  open: SourceRange[]
  /** Include directives whose files are guessed, as those of a `sites-enabled` that the repository has not. */
  guesses: Guessed[]
  /** Includes of which there may be more than was found. */
  parts: PartOfFolder[]
}

/** Puts files together as nginx does with `include`; a file that another one includes is no configuration of its own. */
export function loadConfigurations(files: SourceFile[], disk: Disk, options: ReadingOptions): Configuration[] {
  return new Loader(disk, options).load(files)
}

interface Candidate extends Expanded {
  file: SourceFile
}

class Loader {
  readonly #disk: Disk
  readonly #prefix: string[]
  readonly #version: string | undefined
  readonly #environment: Environment | undefined
  readonly #ledger: Ledger
  readonly #trees = new Map<string, NginxFile>()

  constructor(disk: Disk, options: ReadingOptions) {
    this.#disk = disk
    this.#version = options.version
    this.#environment = options.environment
    this.#ledger = options.ledger ?? new Ledger()
    this.#prefix = options.prefix === undefined ? [] : [resolve(disk.cwd, options.prefix)]
  }

  load(files: SourceFile[]): Configuration[] {
    const unique = [...new Map(files.map((file) => [file.absolute, file])).values()]
    const dumps = unique.flatMap((file) => this.#dump(file) ?? [])
    const others = unique.filter((file) => !dumps.some((dump) => dump.file === file))
    return [...dumps, ...this.#grouped(this.#roots(others))]
  }

  #parse = (file: SourceFile): NginxFile => {
    const known = this.#trees.get(file.absolute)
    if (known) return known
    const tree = parser.read(file)
    if (this.#environment && isTemplate(file)) fillIn(tree.directives, this.#environment)
    this.#trees.set(file.absolute, tree)
    return tree
  }

  /** The files that no other one includes; of files that only include each other in a circle, one. Main files are read first. */
  #roots(files: SourceFile[]): Candidate[] {
    const covered = new Set<string>()
    const roots = new Map<string, Candidate>()
    for (const sure of [true, false]) {
      for (const file of files) {
        if (this.#isSure(file) !== sure || covered.has(file.absolute)) continue
        const candidate = this.#expand(file, sure)
        for (const path of includedBy(candidate)) {
          covered.add(path)
          roots.delete(path)
        }
        roots.set(file.absolute, candidate)
      }
    }
    return [...roots.values()]
  }

  #isSure(file: SourceFile): boolean {
    return isMain(this.#parse(file).directives) || basename(file.absolute) === 'nginx.conf'
  }

  /** `but`: files that no include is to bring in. */
  #expand(file: SourceFile, sure: boolean, but: ReadonlySet<SourceFile> = new Set()): Candidate {
    const above = foldersAbove(file, this.#disk)
    const roots = [...this.#prefix, ...(sure ? [dirname(file.absolute)] : above)]
    const lookup = onDisk(this.#disk, roots, above, sure || this.#prefix.length > 0)
    const some: Lookup = (name) => {
      const found = lookup(name)
      return { ...found, files: found.files.filter((one) => !but.has(one)) }
    }
    return { file, ...expand(file, but.size > 0 ? some : lookup, this.#parse, this.#ledger) }
  }

  #dump(file: SourceFile): Configuration | null {
    const parts = dumpedFiles(file)
    const main = parts?.[0]
    if (!parts || !main) return null
    const lookup: Lookup = inDump(parts, dirname(main.absolute))
    const whole = expand(main, lookup, (part) => parser.read(part), this.#ledger)
    const tree: DirectiveFile = {
      file,
      directives: whole.files.flatMap((part) => part.directives),
      comments: whole.files.flatMap((part) => part.comments),
      problems: [],
    }
    return { ...configuration('main', { ...whole, file }, whole.directives, this.#version), trees: [tree] }
  }

  /** The sites of one folder are loaded together, every other file by itself. */
  #grouped(roots: Candidate[]): Configuration[] {
    const keyOf = ({ file, directives }: Candidate): string => {
      if (guessContext(directives) !== 'http') return file.absolute
      const place = this.#placeOf(file)
      return [place, file.absolute].filter(isSiteFolder).map((path) => dirname(path))[0] ?? file.absolute
    }
    return [...groupBy(roots, keyOf).values()].flatMap(
      (group) => this.#together(sortedBy(group, ({ file }) => this.#placeOf(file))) ?? [],
    )
  }

  /** Where its container has a file, or else the checkout. */
  #placeOf(file: SourceFile): string {
    const [place, ...others] = placesOf(file, this.#disk)
    return place !== undefined && others.length === 0 ? place : file.absolute
  }

  /** What the image has in the folder of files that a main file out of sight includes. */
  #beside(group: Candidate[]): PartOfFolder[] {
    const folders = new Set(group.map(({ file }) => dirname(this.#placeOf(file))))
    return [...folders].flatMap((name) => {
      const stock = this.#disk.stockIn?.(name)
      return stock ? [{ at: null, stock, name }] : []
    })
  }

  #together(group: Candidate[]): Configuration | null {
    const [first] = group
    if (!first) return null
    const directives = group.flatMap((one) => one.directives)
    const context = guessContext(directives)
    const merged = {
      file: first.file,
      problems: group.flatMap((one) => one.problems),
      files: [...new Set(group.flatMap((one) => one.files))],
      open: group.flatMap((one) => one.open),
      guesses: group.flatMap((one) => one.guesses),
      parts: [...group.flatMap((one) => one.parts), ...this.#beside(group)],
    }
    if (context === 'rest') return { ...configuration('fragment', merged, [], this.#version), directives }
    const kind = context === 'main' ? 'main' : 'fragment'
    const whole = configuration(kind, merged, wrap(context, first.file, directives), this.#version)
    const choice = new Set(merged.guesses.flatMap((guess) => (guess.choice ? guess.files : [])))
    if (choice.size > 1) return this.#checkedApart(whole, choice)
    if (group.length === 1 || !isChoice(first.file)) return whole
    // They are a choice of sites, not all of them loaded at once: each is checked by itself.
    const problems = withoutRepeats(
      group.flatMap((one) => configuration(kind, one, wrap(context, one.file, one.directives), this.#version).problems),
    )
    return { ...whole, problems, refused: isRefused(problems) }
  }

  /** Of files that may be enabled, each is checked as if it alone were: two of them need not agree. */
  #checkedApart(whole: Configuration, all: ReadonlySet<SourceFile>): Configuration {
    const problems = withoutRepeats(
      [...all].flatMap((file) => {
        const one = this.#expand(whole.file, true, new Set([...all].filter((other) => other !== file)))
        return configuration(whole.kind, one, one.directives, this.#version).problems
      }),
    )
    return { ...whole, problems, refused: isRefused(problems) }
  }
}

const sortedBy = <Item>(items: Item[], keyOf: (item: Item) => string): Item[] =>
  [...items].sort((a, b) => Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))))

const MAIN_BLOCKS = new Set(['http', 'events', 'stream', 'mail'])
const isMain = (directives: PlacedDirective[]): boolean =>
  directives.some(({ name, block }) => block && MAIN_BLOCKS.has(name))
const includedBy = ({ file, files }: Candidate): string[] =>
  files.flatMap((tree) => (tree.file.absolute === file.absolute ? [] : [tree.file.absolute]))

function configuration(
  kind: Configuration['kind'],
  { file, problems, files, open, guesses, parts }: Omit<Candidate, 'directives'>,
  directives: PlacedDirective[],
  version?: string,
): Configuration {
  const wholeInSight =
    kind === 'main' &&
    open.length === 0 &&
    guesses.length === 0 &&
    !files.some(({ template }) => template) &&
    !problems.some(({ ruleId }) => ruleId === 'include-missing')
  const templates = new Set(files.flatMap((tree) => (tree.template ? [tree.file.path] : [])))
  const found = withoutRepeats([
    ...problems,
    ...checkDirectives(directives, { version, whole: wholeInSight, malformed: problems.length > 0 }),
    ...repeatedDirectives(directives, kind === 'main'),
  ])
  const all = found.filter(({ range }) => !templates.has(range.file))
  return { kind, file, directives, problems: all, refused: isRefused(all), trees: files, open, guesses, parts }
}

const isRefused = (problems: Finding[]): boolean => problems.some(({ severity = 'error' }) => severity === 'error')

/** The same problem at the same place, seen from several files that include it, is one. */
function withoutRepeats(problems: Finding[]): Finding[] {
  const keyOf = ({ ruleId, message, range: { file, start } }: Finding): string =>
    `${file}:${start.offset} ${ruleId} ${message}`
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()]
}
