import type { RuleDescription, Severity } from '../index.ts'
import { wrap } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'

const COLOURS: Record<Severity, Style> = { error: 'red', warn: 'yellow', info: 'blue' }
/** A summary needs as much beside the other columns; with less it goes below them. */
const ROOM = 40

/** `fix`: --fix mends some of its problems; `help`: some come with a text to choose. */
const markOf = ({ fixable, suggests }: RuleDescription): string =>
  [...(fixable ? ['fix'] : []), ...(suggests ? ['help'] : [])].join(' ')

/** One line a rule; on a narrow terminal the summary stands below. */
export function rulesText(rules: RuleDescription[], columns: number | undefined, paint: Paint): string {
  const namesOf = ({ layers }: RuleDescription): string => layers.join(' ')
  const widest = (textOf: (rule: RuleDescription) => string): number =>
    Math.max(...rules.map((rule) => textOf(rule).length)) + 2
  const [idWidth, namesWidth, markWidth] = [widest(({ id }) => id), widest(namesOf), widest(markOf)]
  const left = idWidth + 7 + namesWidth + markWidth
  const beside = columns === undefined || columns - left >= ROOM
  return rules
    .map((rule) => {
      const { id, severity, summary } = rule
      const head = `${paint('bold', id)}${' '.repeat(idWidth - id.length)}${paint(COLOURS[severity], severity)}${' '.repeat(7 - severity.length)}`
      const [names, mark] = [namesOf(rule), markOf(rule)]
      if (!beside)
        return `${head}${paint('dim', names)}\n${wrap(mark ? `${summary} (${mark})` : summary, columns - 4)
          .map((line) => `    ${line}\n`)
          .join('')}`
      const lines = wrap(summary, columns === undefined ? Number.POSITIVE_INFINITY : columns - left)
      return `${head}${paint('dim', names.padEnd(namesWidth) + mark.padEnd(markWidth))}${lines.join(`\n${' '.repeat(left)}`)}\n`
    })
    .join('')
}
