import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { readTree as readApache } from '../apache/read/reader.ts'
import type { Problem } from '../index.ts'
import { parseJavaScript } from '../javascript/parse.ts'
import { childrenOf } from '../javascript/tree.ts'
import { ExactParser } from '../nginx/read/exact-parser.ts'
import type { Comment } from '../text/directive.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { suppressionsIn } from '../text/suppression.ts'
import { placesIn } from './positions.ts'
import type { Disabling, Edits } from './protocol.ts'

/** How a file is written. */
export type Writing = 'nginx' | 'apache' | 'script'

const MARKS: Record<Writing, string> = { nginx: '#', apache: '#', script: '//' }

const nginx = new ExactParser()

/** The comments of a text; undefined: those of a script are looked for by whoever asks. */
function commentsOf(file: SourceFile, writing: Writing): Comment[] | undefined {
  return writing === 'nginx' ? nginx.read(file).comments : writing === 'apache' ? readApache(file).comments : undefined
}

/** Whether a place in a script is text to the program, where a comment would be a part of it. */
function isInText(file: SourceFile, offset: number): boolean {
  const { program } = parseJavaScript(file)
  const waiting: TSESTree.Node[] = program ? [program] : []
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const [start, end] = node.range
    if (node !== program && (offset < start || offset >= end)) continue
    if (node.type === 'TemplateElement' || node.type === 'JSXText' || node.type === 'Literal') return true
    waiting.push(...childrenOf(node))
  }
  return false
}

interface Insertion {
  at: number
  text: string
}

/** The comment on a line of its own above, or at the end of the line itself; Apache has none there. */
function insertions({ ruleId, range: { start } }: Problem, file: SourceFile, writing: Writing): Insertion[] {
  const line = file.line(start.line)
  const begin = start.offset - start.column + 1
  const lineEnd = file.text.includes('\r\n') ? '\r\n' : '\n'
  const mark = MARKS[writing]
  const above = {
    at: begin,
    text: `${/^[ \t]*/.exec(line)?.[0] ?? ''}${mark} verblint-disable-next-line ${ruleId}${lineEnd}`,
  }
  return writing === 'apache'
    ? [above]
    : [above, { at: begin + line.length, text: ` ${mark} verblint-disable-line ${ruleId}` }]
}

/** Whether an inserted comment is one to who reads the file, and silences the problem. */
function holds(
  { at, text }: Insertion,
  { ruleId, range: { start } }: Problem,
  file: SourceFile,
  writing: Writing,
): boolean {
  const after = sourceFile(file.path, file.absolute, file.text.slice(0, at) + text + file.text.slice(at), file.encoding)
  if (writing === 'script' && isInText(after, at + text.search(/\S/))) return false
  const line = start.line + (text.endsWith('\n') ? 1 : 0)
  const own = after.position(at + text.search(/\S/)).line
  return suppressionsIn(after, commentsOf(after, writing)).some(
    (one) => one.range.start.line === own && one.from <= line && line <= one.to && one.rules?.includes(ruleId),
  )
}

/** Of many findings nobody picks a comment for one, and for each the whole file is read again. */
const MOST = 20

/** The comments that silence problems of a file where they stand. */
export function disablings(problems: Problem[], file: SourceFile, writing: Writing | null): Disabling[] {
  if (writing === null) return []
  const distinct = new Map(problems.map((one) => [`${one.range.start.line} ${one.ruleId}`, one]))
  return [...distinct.values()].slice(0, MOST).flatMap((problem) => {
    const edits = disableEdit(problem, file, writing)
    const { line } = placesIn(file).position(problem.range.start.offset)
    return edits ? [{ ...edits, ruleId: problem.ruleId, line }] : []
  })
}

/** null: there is no place for one. */
function disableEdit(problem: Problem, file: SourceFile, writing: Writing): Edits | null {
  const found = insertions(problem, file, writing).find((one) => holds(one, problem, file, writing))
  if (!found) return null
  const range = placesIn(file).range(found.at, found.at)
  return {
    title: `Disable ${problem.ruleId} for this line`,
    edits: { [file.absolute]: [{ range, newText: found.text }] },
  }
}
