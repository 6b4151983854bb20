import type { RuleDescription, Severity } from '../index.ts'
import type { Paint, Style } from './paint.ts'
import { wrap } from './wrap.ts'

const COLOURS: Record<Severity, Style> = { error: 'red', warn: 'yellow', info: 'blue' }
/** A summary needs as much beside the other columns; with less it goes below them. */
const ROOM = 40

/** One line a rule; on a narrow terminal the summary stands below. */
export function rulesText(rules: RuleDescription[], columns: number | undefined, paint: Paint): string {
  const layersOf = ({ layers }: RuleDescription): string => layers.join(' ')
  const idWidth = Math.max(...rules.map(({ id }) => id.length))
  const layersWidth = Math.max(...rules.map((rule) => layersOf(rule).length))
  const left = idWidth + 2 + 5 + 2 + layersWidth + 2
  const beside = columns === undefined || columns - left >= ROOM
  return rules.map((rule) => {
    const { id, severity, summary } = rule
    const head = `${paint('bold', id)}${' '.repeat(idWidth - id.length + 2)}${paint(COLOURS[severity], severity)}${' '.repeat(7 - severity.length)}`
    const layers = paint('dim', layersOf(rule))
    if (!beside) return `${head}${layers}\n${wrap(summary, columns - 4).map((line) => `    ${line}\n`).join('')}`
    const lines = wrap(summary, columns === undefined ? Number.POSITIVE_INFINITY : columns - left)
    return `${head}${layers}${' '.repeat(layersWidth - layersOf(rule).length + 2)}${lines.join(`\n${' '.repeat(left)}`)}\n`
  }).join('')
}
