import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Finding } from '../source/finding.ts'
import type { SourceFile } from '../source/source-file.ts'
import { loadEstree } from './estree.ts'

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

/** Parses a file of any JavaScript or TypeScript flavour; a syntax error is a finding. */
export function parseJavaScript(file: SourceFile): { program: TSESTree.Program | null; problem: Finding | null } {
  // The parser counts from after a byte order mark; a space in its place keeps the offsets.
  const text = file.text.charCodeAt(0) === 0xfeff ? ` ${file.text.slice(1)}` : file.text
  try {
    const program = loadEstree().parse(text, { range: true, loc: false, comment: false, tokens: false, jsx: hasJsx(file.path), filePath: file.absolute, jsDocParsingMode: 'none', suppressDeprecatedPropertyWarnings: true })
    return { program, problem: null }
  } catch (error) {
    const offset = Math.min(placeOf(error), file.text.length)
    const said = error instanceof Error ? error.message : String(error)
    const message = `Expected JavaScript: ${said.replace(/\.$/, '')}`
    return { program: null, problem: { ruleId: 'syntax', message, range: file.range(offset, Math.min(offset + 1, file.text.length)) } }
  }
}
