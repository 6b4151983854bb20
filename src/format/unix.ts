import type { Report } from '../index.ts'
import { visible } from './terminal.ts'

/** One line a problem, as editors and `grep -n` know it: `file:line:column: severity: message [rule]`. */
export default function unix({ problems }: Report): string {
  return problems.map(({ file, range: { start }, severity, message, ruleId }) =>
    `${visible(file)}:${start.line}:${start.column}: ${severity}: ${visible(message)} [${ruleId}]\n`).join('')
}
