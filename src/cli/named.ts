import type { Problem, Report } from '../index.ts'

/** A report whose files are named as they are from the working directory, where the run had another root. */
export function named(report: Report, prefix: string): Report {
  if (prefix === '') return report
  const at = <Named extends { file: string }>(one: Named): Named => ({ ...one, file: prefix + one.file })
  const problems = report.problems.map((problem): Problem => ({
    ...at(problem),
    ...(problem.related ? { related: problem.related.map(at) } : {}),
    ...(problem.includedFrom ? { includedFrom: problem.includedFrom.map(at) } : {}),
    ...(problem.fix ? { fix: { ...problem.fix, edits: problem.fix.edits.map(at) } } : {}),
    ...(problem.suggestions
      ? { suggestions: problem.suggestions.map((one) => ({ ...one, edits: one.edits.map(at) })) }
      : {}),
  }))
  return { ...report, problems, files: new Map([...report.files].map(([path, file]) => [prefix + path, file])) }
}
