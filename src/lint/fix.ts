import type { RuleEntry } from '../rule.ts'
import type { Edit } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { FixedFile } from '../files/write.ts'
import { lintWith } from './lint.ts'
import type { Options } from './options.ts'
import type { Problem, Report } from './report.ts'

/** `before`: the problems of the files as they are; `after`: those that are left. Nothing has been written. */
export interface Fixed {
  before: Report
  after: Report
  changes: FixedFile[]
  fixes: number
}

/** One fix may lay another bare; what is not stable by then never will be. */
const ROUNDS = 10

/** Applies the fixes of the problems that the options ask for, reads the files again, and goes on until there is nothing more to fix. A file
 * whose fixes come to no end is left as it is. */
export async function fixWith(rules: RuleEntry[], options: Options): Promise<Fixed> {
  const before = await lintWith(rules, options)
  const first = await rounds(rules, options, before, new Set())
  const restless = new Set(first.left.map(({ file }) => file))
  const { after, changes, fixes } = restless.size > 0 ? await rounds(rules, options, before, restless) : first
  return { before, after, changes: changes.filter(({ file, text }) => text !== file.text), fixes }
}

interface Rounds {
  after: Report
  changes: FixedFile[]
  fixes: number
  left: Problem[]
}

async function rounds(rules: RuleEntry[], options: Options, before: Report, but: ReadonlySet<string>): Promise<Rounds> {
  const changes = new Map<string, FixedFile>()
  let after = before
  let fixes = 0
  for (let round = 0; round < ROUNDS; round++) {
    const { texts, applied } = applyFixes(
      after.problems.filter(({ fix }) => !fix?.edits.some(({ file }) => but.has(file))),
      after.files,
    )
    if (applied === 0) return { after, changes: [...changes.values()], fixes, left: [] }
    fixes += applied
    for (const [path, text] of texts) {
      const file = before.files.get(path) ?? after.files.get(path)
      if (file)
        changes.set(file.absolute, {
          file: changes.get(file.absolute)?.file ?? file,
          text,
          bytes: Buffer.from(text, file.encoding),
        })
    }
    const unsaved = new Map([
      ...(options.unsaved ?? []),
      ...[...changes].map(([path, { bytes }]) => [path, bytes] as const),
    ])
    after = await lintWith(rules, { ...options, unsaved })
  }
  return { after, changes: [...changes.values()], fixes, left: after.problems.filter(({ fix }) => fix) }
}

interface Applied {
  texts: Map<string, string>
  applied: number
}

/** One round: what overlaps an edit already taken waits for the next. A fix is taken whole or not at all. */
export function applyFixes(problems: Problem[], files: ReadonlyMap<string, SourceFile>): Applied {
  const taken = new Map<string, Edit[]>()
  const fixed = fitting(problems, files)
  for (const edit of fixed.flatMap(({ fix }) => fix?.edits ?? []))
    taken.set(edit.file, [...(taken.get(edit.file) ?? []), edit])
  return {
    texts: new Map([...taken].flatMap(([path, edits]) => textsOf(files.get(path), path, edits))),
    applied: fixed.length,
  }
}

/** The problems whose fixes can be made together. */
export function fitting(problems: Problem[], files: ReadonlyMap<string, SourceFile>): Problem[] {
  const taken = new Map<string, Edit[]>()
  return problems.filter(({ fix }) => {
    if (!fix || !fits(fix.edits, taken, files)) return false
    for (const edit of fix.edits) taken.set(edit.file, [...(taken.get(edit.file) ?? []), edit])
    return true
  })
}

function fits(edits: Edit[], taken: Map<string, Edit[]>, files: ReadonlyMap<string, SourceFile>): boolean {
  return (
    edits.length > 0 &&
    edits.every((edit, index) => {
      const file = files.get(edit.file)
      const others = [
        ...(taken.get(edit.file) ?? []),
        ...edits.slice(0, index).filter(({ file: path }) => path === edit.file),
      ]
      return (
        file !== undefined &&
        edit.start <= edit.end &&
        edit.end <= file.text.length &&
        writable(file, edit.text) &&
        !others.some((other) => meet(edit, other))
      )
    })
  )
}

/** Two insertions at one place have no order, so they meet as well. */
const meet = (a: Edit, b: Edit): boolean => (a.start < b.end && b.start < a.end) || a.start === b.start

/** What a file in Latin-1 cannot hold is not written into it. */
const writable = ({ encoding }: SourceFile, text: string): boolean =>
  encoding === 'utf8' || /^[\u0000-\u00ff]*$/.test(text)

function textsOf(file: SourceFile | undefined, path: string, edits: Edit[]): [string, string][] {
  if (!file) return []
  const lineEnd = file.text.includes('\r\n') ? '\r\n' : '\n'
  let text = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    text += file.text.slice(at, edit.start) + edit.text.replace(/\r?\n/g, lineEnd)
    at = edit.end
  }
  return [[path, text + file.text.slice(at)]]
}
