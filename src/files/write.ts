import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { besideOf, discard } from './beside.ts'
import type { SourceFile } from '../text/source-file.ts'

/** A file with its new text. `file`: as it is on the disk. */
export interface FixedFile {
  file: SourceFile
  text: string
  bytes: Buffer
}

/** Puts changed files in the place of those that were read. Returns a line for each that could not be written; it stays as it was. */
export const writeChanges = (changes: FixedFile[]): { path: string; reason: string }[] =>
  changes.flatMap((change) => {
    try {
      const reason = whyNot(change)
      if (reason === null) replace(change)
      return reason === null ? [] : [{ path: change.file.path, reason }]
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
      return [{ path: change.file.path, reason: `cannot be written (${code})` }]
    }
  })

/** The path was real when the file was read. If it no longer is, somebody has put a link in its way, which may lead anywhere. */
function whyNot({ file }: FixedFile): string | null {
  if (realpathSync.native(file.absolute) !== file.absolute || !lstatSync(file.absolute).isFile())
    return 'is no longer where it was read'
  accessSync(file.absolute, constants.W_OK)
  const unchanged = readFileSync(file.absolute).equals(Buffer.from(file.text, file.encoding))
  return unchanged ? null : 'has changed since it was read'
}

/** A reader sees the old file or the new one, never half of it. */
function replace({ file, bytes }: FixedFile): void {
  const { absolute } = file
  const before = lstatSync(absolute)
  const beside = besideOf(absolute)
  try {
    const handle = openSync(beside, 'wx', 0o600)
    try {
      writeFileSync(handle, bytes)
      keepOwner(beside, before)
      fchmodSync(handle, before.mode & 0o7777)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(beside, absolute)
  } catch (error) {
    discard(beside)
    throw error
  }
}

/** Another's file stays another's where the system lets us; it is no reason to leave it unfixed. */
function keepOwner(path: string, { uid, gid }: Stats): void {
  try {
    chownSync(path, uid, gid)
  } catch {
    return
  }
}
