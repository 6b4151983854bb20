import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { loadEstree, loadScopes } from './estree.ts'
import { parseSloppy, parseWithOxc } from './oxc.ts'

/** Type assertions in angle brackets and JSX exclude each other: only the file's name tells which is meant. */
const hasJsx = (path: string): boolean => !/\.[cm]?ts$/.test(path)

/** What the parser throws for a syntax error. */
const placeOf = (error: unknown): number => {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0
  const location: unknown = error.location
  if (typeof location !== 'object' || location === null || !('start' in location)) return 0
  const start: unknown = location.start
  if (typeof start !== 'object' || start === null || !('offset' in start)) return 0
  return typeof start.offset === 'number' ? start.offset : 0
}

/** The parser counts from after a byte order mark; a space in its place keeps the offsets. */
const textOf = ({ text }: SourceFile): string => (text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text)

/** Files that Node may run as scripts. */
const SCRIPT = /\.(?:c?js|jsx)$/

const optionsFor = (file: SourceFile) =>
  ({
    range: true,
    loc: false,
    comment: false,
    tokens: false,
    filePath: file.absolute,
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
  }) as const

function problemFrom(error: unknown, file: SourceFile): Finding {
  // The parser's own stack: that is no mistake in the file, but nothing in it is checked.
  if (error instanceof RangeError)
    return {
      ruleId: 'syntax',
      severity: 'warn',
      message: 'Expected code that nests less deeply, for this file cannot be read',
      range: file.range(0, Math.min(1, file.text.length)),
    }
  const offset = Math.min(placeOf(error), file.text.length)
  const said = error instanceof Error ? error.message : String(error)
  return {
    ruleId: 'syntax',
    message: `Expected JavaScript: ${said.replace(/\.$/, '')}`,
    range: file.range(offset, Math.min(offset + 1, file.text.length)),
  }
}

/** Flow's annotations, and the holes of a template, are no JavaScript, and nobody runs such a file before they are gone. */
const isSourceOfSource = ({ text }: SourceFile): boolean =>
  /^\uFEFF?[^]{0,400}@flow\b/.test(text) || /<%[-=_ ]|\{%-? /.test(text)

/** What Babel makes JavaScript of, where its plugins are asked to: `::this.save`, `a |> b`, `export x from './x'`. */
const PROPOSED = /(?:^|[^:\w])::\s*[\w$(]|[\w$)]\s*::\s*[\w$(]|\|>|\bexport\s+[\w$]+\s*(?:,|from\b)/

/** Whether a syntax error stands in a line of a proposed syntax. */
function isProposed({ text }: SourceFile, { range }: Finding): boolean {
  const { offset } = range.start
  const end = text.indexOf('\n', offset)
  return PROPOSED.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end).slice(0, LINE))
}

const LINE = 1000

interface Parsed {
  program: TSESTree.Program | null
  problem: Finding | null
}

const parsed = new WeakMap<SourceFile, Parsed>()

/** Parses a file of any JavaScript or TypeScript flavour, once, whoever asks; a syntax error is a finding. */
export function parseJavaScript(file: SourceFile): Parsed {
  const known = parsed.get(file)
  if (known) return known
  const made = parse(file)
  parsed.set(file, made)
  return made
}

function parse(file: SourceFile): Parsed {
  const [text, jsx] = [textOf(file), hasJsx(file.path)]
  try {
    return {
      program: parseWithOxc(file.path, text, jsx) ?? loadEstree().parse(text, { ...optionsFor(file), jsx }),
      problem: null,
    }
  } catch (error) {
    const script = SCRIPT.test(file.path) ? parseSloppy(file.path, text) : null
    if (script) return { program: script, problem: null }
    const problem = problemFrom(error, file)
    return { program: null, problem: isSourceOfSource(file) || isProposed(file, problem) ? null : problem }
  }
}

/** A file with what its names mean. */
export interface Scoped {
  ast: TSESTree.Program
  scopeManager: ReturnType<ReturnType<typeof loadScopes>['analyze']>
}

/** Resolves the names of a file, scope by scope; null for a syntax error. */
export function parseScoped(file: SourceFile): Scoped | null {
  const { program } = parseJavaScript(file)
  if (!program) return null
  try {
    return { ast: program, scopeManager: loadScopes().analyze(program, { sourceType: 'module', lib: [] }) }
  } catch {
    return null
  }
}
