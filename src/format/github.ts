import type { Problem, Report, Severity } from '../index.ts'
import type { FormatContext } from './context.ts'
import { summaryLines } from './summary.ts'
import { visible } from './terminal.ts'

const COMMANDS: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'notice' }

const data = (text: string): string => visible(text).replaceAll('%', '%25')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** GitHub's workflow commands; it takes columns only where a range lies on one line. */
export default function github(report: Report, { prefix, quiet, paint }: FormatContext): string {
  const commands = report.problems.map(
    (problem) => `::${COMMANDS[problem.severity]} ${properties(problem, prefix)}::${data(words(problem))}\n`,
  )
  return commands.join('') + (quiet ? '' : `${summaryLines(report, paint).join('\n')}\n`)
}

function properties({ file, range: { start, end }, ruleId }: Problem, prefix: string): string {
  const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : ''
  return `file=${property(prefix + file)},line=${start.line},endLine=${end.line}${columns},title=${property(ruleId)}`
}

const words = ({ message, related = [] }: Problem): string =>
  [message, ...related.map((place) => `${place.file}:${place.range.start.line}: ${place.message}`)].join('; ')
