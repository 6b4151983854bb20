import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { Disabling, Edits, FileReport, Found } from './protocol.ts'

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.verblint`

/** How an editor wants its edits: by URI, with the version that they are for where it says which it can. */
export type EditsWriter = (edits: Record<string, TextEdit[]>) => WorkspaceEdit

const meet = (a: Range, b: Range): boolean => a.start.line <= b.end.line && a.end.line >= b.start.line

const isWanted = (kind: string, only: string[] | undefined): boolean =>
  only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true

/** What can be done about the findings on some lines, the certain first; and about all of a file at once. */
export function actionsFor(
  { found, fixAll }: FileReport,
  disablings: Disabling[],
  { range, context: { only } }: CodeActionParams,
  write: EditsWriter,
  diagnosticOf: (found: Found) => CodeAction['diagnostics'],
): CodeAction[] {
  const action = (kind: string, { title, edits }: Edits, more: Partial<CodeAction> = {}): CodeAction => ({
    title,
    kind,
    edit: write(edits),
    ...more,
  })
  const here = isWanted(CodeActionKind.QuickFix, only)
    ? found.filter(({ diagnostic }) => meet(diagnostic.range, range))
    : []
  const quick = (pick: (one: Found) => Edits[], more: Partial<CodeAction> = {}): CodeAction[] =>
    here.flatMap((one) =>
      pick(one).map((edits) =>
        action(CodeActionKind.QuickFix, edits, { diagnostics: diagnosticOf(one) ?? [], ...more }),
      ),
    )
  return [
    ...quick(({ fixes }) => fixes, { isPreferred: true }),
    ...quick(({ suggestions }) => suggestions),
    ...quick(({ ruleId, diagnostic }) =>
      disablings.filter((one) => one.ruleId === ruleId && one.line === diagnostic.range.start.line),
    ),
    ...(fixAll && isWanted(FIX_ALL, only) ? [action(FIX_ALL, fixAll)] : []),
  ]
}
