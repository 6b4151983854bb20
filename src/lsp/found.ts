import { resolve } from 'node:path'
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type TextEdit } from 'vscode-languageserver'
import type { Problem, Report, Severity } from '../index.ts'
import { fitting } from '../lint/fix.ts'
import type { Edit } from '../text/finding.ts'
import { groupBy } from '../text/group.ts'
import type { SourceFile } from '../text/source-file.ts'
import { placesIn, START } from './positions.ts'
import type { Edits, FileReport, Found } from './protocol.ts'

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warn: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
}

interface Place {
  file: string
  range: { start: { offset: number }; end: { offset: number } }
}

/** A report as an editor wants it: by file, in the protocol's positions, each finding with what may be done about it. */
export function foundIn({ problems, files }: Report, cwd: string): Map<string, FileReport> {
  const pathOf = (file: string): string => files.get(file)?.absolute ?? resolve(cwd, file)
  const rangeOf = ({ file, range }: Place): Found['diagnostic']['range'] => {
    const source = files.get(file)
    return source ? placesIn(source).range(range.start.offset, range.end.offset) : START
  }
  const found = new Map<string, FileReport>()
  for (const problem of problems) {
    const path = pathOf(problem.file)
    const report = found.get(path) ?? { found: [], fixAll: null }
    found.set(path, report)
    const related = placesBeside(problem).map(({ message, ...place }) => ({
      message,
      path: pathOf(place.file),
      range: rangeOf(place),
    }))
    report.found.push({
      diagnostic: { ...diagnosticOf(problem), range: rangeOf(problem) },
      ruleId: problem.ruleId,
      fixes: problem.fix ? [editsOf(problem.fix, files)] : [],
      suggestions: (problem.suggestions ?? []).map((one) => editsOf(one, files)),
      related,
    })
  }
  const byPath = groupBy(problems, ({ file }) => pathOf(file))
  for (const [path, report] of found) report.fixAll = fixAllOf(byPath.get(path) ?? [], files)
  return found
}

function placesBeside({ related = [], includedFrom = [] }: Problem): (Place & { message: string })[] {
  return [...related, ...includedFrom.map((range) => ({ message: 'included here', file: range.file, range }))]
}

const diagnosticOf = ({ ruleId, severity, message, url }: Problem): Omit<Diagnostic, 'range'> => ({
  severity: SEVERITIES[severity],
  source: 'verblint',
  code: ruleId,
  codeDescription: { href: url },
  message,
  ...(ruleId === 'unused-suppression' && { tags: [DiagnosticTag.Unnecessary] }),
})

/** All corrections of a file that do not meet each other. */
function fixAllOf(problems: Problem[], files: Report['files']): Edits | null {
  const fixes = fitting(problems, files).flatMap(({ fix }) => fix ?? [])
  return fixes.length > 0
    ? editsOf({ message: 'Fix all that verblint can fix', edits: fixes.flatMap(({ edits }) => edits) }, files)
    : null
}

const lineEndOf = ({ text }: SourceFile): string => (text.includes('\r\n') ? '\r\n' : '\n')

export function editsOf({ message, edits }: { message: string; edits: Edit[] }, files: Report['files']): Edits {
  const byFile: Record<string, TextEdit[]> = {}
  for (const { file, start, end, text } of edits) {
    const source = files.get(file)
    if (source)
      (byFile[source.absolute] ??= []).push({
        range: placesIn(source).range(start, end),
        newText: text.replace(/\r?\n/g, lineEndOf(source)),
      })
  }
  return { title: message, edits: byFile }
}
