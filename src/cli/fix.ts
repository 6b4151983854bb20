import { patchText } from '../format/patch.ts'
import { visible } from '../format/terminal.ts'
import { fix, lint, type Options, type Report, writeFixes } from '../index.ts'
import { clearStrays } from '../files/beside.ts'
import { CLEAN, PROBLEMS } from './command.ts'
import { type Io, paintFor } from './io.ts'
import { type Keeps, keepsOnly } from './only.ts'

/** Writes the fixes of the files that are meant; what is left, and whether a file could not be written. */
export async function writeAll(options: Options, keeps: Keeps, io: Io): Promise<{ after: Report; failed: boolean }> {
  const { after, changes: all, fixes } = await fix(options)
  const changes = all.filter(({ file }) => keeps(file.absolute))
  const failures = await writeFixes(changes)
  const ours = keepsOnly(['.'], options.cwd)
  clearStrays([...after.files.values()].map(({ absolute }) => absolute).filter((file) => ours(file) && keeps(file)))
  for (const { path, reason } of failures) io.stderr.write(`verblint: ${visible(path)} ${reason}\n`)
  if (failures.length > 0) return { after: await lint(options), failed: true }
  if (changes.length < all.length) return { after: await lint(options), failed: false }
  if (changes.length > 0)
    io.stderr.write(`verblint: ${count(fixes, 'problem')} fixed in ${count(changes.length, 'file')}\n`)
  return { after, failed: false }
}

/** Shows what --fix would write; 1 where it would write anything. */
export async function showFixes(options: Options, keeps: Keeps, io: Io): Promise<{ report: Report; code: number }> {
  const { before, changes: all } = await fix(options)
  const changes = all.filter(({ file }) => keeps(file.absolute))
  io.stdout.write(patchText(changes, io.stdout.isTTY === true, paintFor(io.stdout, io.env)))
  return { report: before, code: changes.length > 0 ? PROBLEMS : CLEAN }
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
