import type { Problem, Report } from '../index.ts'
import { attributes, byFile, escaped } from './xml.ts'

/** JUnit's XML: a suite for each file with problems, a failed test for each of them; one passed test where there is none. */
export default function junit({ problems }: Report): string {
  const files = [...byFile(problems)]
  const suites = files.map(([name, found]) => suite(name, found.length, found.length, found.map(failure).join('')))
  const passed = suite(
    'verblint',
    1,
    0,
    `    <testcase${attributes({ name: 'no problems', classname: 'verblint' })}/>\n`,
  )
  const body = suites.length > 0 ? suites.join('') : passed
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites${attributes({ name: 'verblint', tests: problems.length || 1, failures: problems.length })}>\n${body}</testsuites>\n`
}

const suite = (name: string, tests: number, failures: number, cases: string): string =>
  `  <testsuite${attributes({ name, tests, failures, errors: 0 })}>\n${cases}  </testsuite>\n`

function failure({ file, range: { start }, severity, message, ruleId }: Problem): string {
  const place = `${file}:${start.line}:${start.column}`
  return (
    `    <testcase${attributes({ name: `${ruleId} ${start.line}:${start.column}`, classname: file })}>\n` +
    `      <failure${attributes({ type: severity, message })}>${escaped(`${place}: ${message}`)}</failure>\n    </testcase>\n`
  )
}
