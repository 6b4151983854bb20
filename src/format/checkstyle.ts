import type { Problem, Report, Severity } from '../index.ts'
import type { FormatContext } from './context.ts'
import { attributes, byFile } from './xml.ts'

const SEVERITIES: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'info' }

/** Checkstyle's XML, which Jenkins and many others read. */
export default function checkstyle({ problems }: Report, { version }: FormatContext): string {
  const files = [...byFile(problems)].map(
    ([name, found]) => `  <file${attributes({ name })}>\n${found.map(errorOf).join('')}  </file>\n`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<checkstyle${attributes({ version })}>\n${files.join('')}</checkstyle>\n`
}

const errorOf = ({ range: { start }, severity, message, ruleId }: Problem): string =>
  `    <error${attributes({ line: start.line, column: start.column, severity: SEVERITIES[severity], message, source: `verblint.${ruleId}` })}/>\n`
