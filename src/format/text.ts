import type { Problem, Report, Severity } from '../index.ts'
import type { Position } from '../text/range.ts'
import type { FormatContext } from './context.ts'
import { frame, gutterOf } from './frame.ts'
import { visible, width, wrap } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'
import { summaryLines } from './summary.ts'

const COLOURS: Record<Severity, Style> = { error: 'red', warn: 'yellow', info: 'blue' }

/** For a person: each problem with the lines it is about, then what was covered. */
export default function text(report: Report, context: FormatContext): string {
  const { paint, quiet } = context
  const blocks = (
    context.fold ? folded(report.problems) : report.problems.map((problem) => ({ problem, more: 0 }))
  ).map(({ problem, more }) => {
    const lines = problemLines(problem, report, context)
    return more > 0
      ? [...lines, paint('dim', `and ${more.toLocaleString('en')} more like it: --no-fold shows them`)]
      : lines
  })
  if (!quiet) blocks.push(summaryLines(report, paint))
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n')
}

/** More problems alike than these are a few of them and a count. */
const MOST_ALIKE = 10
const SHOWN_OF_THEM = 5

/** What makes problems alike: all but the paths that they name. */
const likeness = ({ ruleId, severity, message: words }: Problem): string =>
  `${ruleId} ${severity} ${words.replace(/\/\S*/g, '/')}`

interface Folded {
  problem: Problem
  more: number
}

/** Of many problems alike the first ones, the last of them with the count of the others. */
function folded(problems: Problem[]): Folded[] {
  const counts = new Map<string, number>()
  for (const problem of problems) counts.set(likeness(problem), (counts.get(likeness(problem)) ?? 0) + 1)
  const shown = new Map<string, number>()
  return problems.flatMap((problem) => {
    const key = likeness(problem)
    const all = counts.get(key) ?? 0
    const place = (shown.get(key) ?? 0) + 1
    shown.set(key, place)
    if (all <= MOST_ALIKE || place < SHOWN_OF_THEM) return [{ problem, more: 0 }]
    return place === SHOWN_OF_THEM ? [{ problem, more: all - SHOWN_OF_THEM }] : []
  })
}

/** Files that include each other are told up to so many, the outermost among them. */
const MOST_INCLUDES = 6

interface Place {
  file: string
  range: { start: Position; end: Position }
}

function problemLines(problem: Problem, report: Report, { paint, columns }: FormatContext): string[] {
  const colour = COLOURS[problem.severity]
  const related = problem.related ?? []
  const gutter = Math.max(...[problem, ...related].map(({ range }) => gutterOf(range.start.line)), 2)
  const quote = ({ file, range }: Place, mark: Style, above: number): string[] => {
    const source = report.files.get(file)
    return source ? frame({ file: source, range, mark, above }, gutter, paint) : []
  }
  const head = (corner: string, place: Place, words: string): string =>
    `${' '.repeat(gutter)} ${paint('dim', corner)} ${paint('cyan', at(place))}${words && `  ${words}`}`
  const lines = [...message(problem, columns, paint), head('╭─', problem, ''), ...quote(problem, colour, 1)]
  for (const place of related) lines.push(head('├─', place, visible(place.message)), ...quote(place, 'blue', 0))
  const includes = (problem.includedFrom ?? []).map(({ file, start }) =>
    head('├─', { file, range: { start, end: start } }, 'included from here'),
  )
  const folded = includes.length - MOST_INCLUDES
  if (folded > 1)
    includes.splice(
      MOST_INCLUDES - 1,
      folded,
      `${' '.repeat(gutter)} ${paint('dim', `┊  ${folded} more includes between`)}`,
    )
  lines.push(...includes)
  for (const { message: words } of problem.suggestions ?? [])
    lines.push(`${' '.repeat(gutter)} ${paint('dim', '╰─')} ${paint('green', 'help:')} ${visible(words)}`)
  return lines
}

const at = ({ file, range: { start } }: Place): string => `${visible(file)}:${start.line}:${start.column}`

/** `error  Expected …  rule-id`, wrapped under itself on a terminal. */
function message({ severity, message: words, ruleId }: Problem, columns: number | undefined, paint: Paint): string[] {
  const label = `${severity}${' '.repeat(Math.max(1, 6 - severity.length))}`
  const lines = wrap(`${visible(words)}`, (columns ?? Number.POSITIVE_INFINITY) - label.length)
  const last = lines.length - 1
  const fits = width(lines[last] ?? '') + ruleId.length + 2 <= (columns ?? Number.POSITIVE_INFINITY) - label.length
  const bold = lines.map((line) => paint('bold', line))
  if (fits) bold[last] += `  ${paint('dim', ruleId)}`
  else bold.push(paint('dim', ruleId))
  return bold.map(
    (line, index) =>
      (index === 0
        ? paint(['bold', COLOURS[severity]], severity) + ' '.repeat(label.length - severity.length)
        : ' '.repeat(label.length)) + line,
  )
}
