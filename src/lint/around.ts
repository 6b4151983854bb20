import type { SourceFile } from '../text/source-file.ts'
import { complaint, UsageError } from '../text/faults.ts'

/**
 * Reads files together. Where that fails by a fault of verblint's own, the file that it is in is named in `faults` and left out, and the others
 * are read without it: one reading then, or several where only all of them together fail.
 */
export async function readAround<Made>(
  files: SourceFile[],
  read: (files: SourceFile[]) => Promise<Made>,
  faults: Set<string>,
): Promise<Made[]> {
  try {
    return [await read(files)]
  } catch (error) {
    if (error instanceof UsageError) throw error
    const [first] = files
    if (files.length < 2) {
      if (first) faults.add(`${first.path}: ${complaint(error)}`)
      return []
    }
  }
  const named = faults.size
  const middle = files.length >> 1
  const parts = [
    ...(await readAround(files.slice(0, middle), read, faults)),
    ...(await readAround(files.slice(middle), read, faults)),
  ]
  const sound = files.filter(({ path }) => ![...faults].some((fault) => fault.startsWith(`${path}: `)))
  return faults.size > named && parts.length > 1 ? readAround(sound, read, faults) : parts
}
