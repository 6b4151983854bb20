import type { Problem, Report, Severity } from '../index.ts'
import type { Edit } from '../text/finding.ts'
import type { Position } from '../text/range.ts'
import { toJson } from './json.ts'

const SEVERITIES: Record<Severity, string> = { error: 'ERROR', warn: 'WARNING', info: 'INFO' }

type Files = Report['files']
interface Range {
  start: Position
  end: Position
}

/** Reviewdog's Diagnostic Format, as one JSON document. */
export default function rdjson({ problems, files }: Report): string {
  return toJson({
    source: { name: 'verblint', url: 'https://www.npmjs.com/package/verblint' },
    diagnostics: problems.map((problem) => ({
      message: problem.message,
      location: { path: problem.file, range: rangeIn(files, problem.file, problem.range) },
      severity: SEVERITIES[problem.severity],
      code: { value: problem.ruleId, url: problem.url },
      ...optional('suggestions', suggestionsOf(problem, files)),
      ...optional(
        'related_locations',
        (problem.related ?? []).map(({ message, file, range }) => ({
          message,
          location: { path: file, range: rangeIn(files, file, range) },
        })),
      ),
    })),
  })
}

const optional = <Item>(name: string, items: Item[]): Record<string, Item[]> =>
  items.length > 0 ? { [name]: items } : {}

/** Its columns count bytes of UTF-8, from 1. */
function rangeIn(files: Files, path: string, { start, end }: Range): object {
  const place = ({ line, column }: Position): object => ({
    line,
    column: Buffer.byteLength((files.get(path)?.line(line) ?? '').slice(0, column - 1)) + 1,
  })
  return { start: place(start), end: place(end) }
}

/** A suggestion replaces text of the problem's own file. */
function suggestionsOf({ file: path, fix, suggestions = [] }: Problem, files: Files): object[] {
  const file = files.get(path)
  if (!file) return []
  const replacement = ({ start, end, text }: Edit): object => ({
    range: rangeIn(files, path, file.range(start, end)),
    text,
  })
  const here = [...(fix ? [fix] : []), ...suggestions].filter(
    ({ edits }) => edits.length === 1 && edits.every((edit) => edit.file === path),
  )
  return here.flatMap(({ edits }) => edits.map(replacement))
}
