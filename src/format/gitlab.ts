import type { Report, Severity } from '../index.ts'
import { fingerprints } from './fingerprint.ts'
import type { FormatContext } from './context.ts'
import { toJson } from './json.ts'

const SEVERITIES: Record<Severity, string> = { error: 'major', warn: 'minor', info: 'info' }

/** GitLab's code quality report: the part of Code Climate's format that it reads. */
export default function gitlab({ problems, files }: Report, { prefix }: FormatContext): string {
  const fingerprint = fingerprints(files)
  return toJson(
    problems.map((problem) => ({
      description: problem.message,
      check_name: problem.ruleId,
      fingerprint: fingerprint(problem),
      severity: SEVERITIES[problem.severity],
      location: {
        path: prefix + problem.file,
        lines: { begin: problem.range.start.line, end: problem.range.end.line },
      },
    })),
  )
}
