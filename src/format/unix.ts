import type { Report, Severity } from '../index.ts'
import { visible } from './terminal.ts'

/** The words of compilers, which `$gcc`, Emacs and Vim know. */
const WORDS: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }

/** One line a problem, as editors and `grep -n` know it: `file:line:column: severity: message [rule]`. */
export default function unix({ problems }: Report): string {
  return problems
    .map(
      ({ file, range: { start }, severity, message, ruleId }) =>
        `${visible(file)}:${start.line}:${start.column}: ${WORDS[severity]}: ${visible(message)} [${ruleId}]\n`,
    )
    .join('')
}
