import { INSTALLED } from '../lint/place.ts'
import { isFolder } from '../files/real-path.ts'
import { visible } from '../format/terminal.ts'
import type { Io } from './io.ts'

/** Where a person may look who stands where there is nothing. */
export function suggestion(): string {
  const places = [...INSTALLED].filter(isFolder)
  return places.length > 0
    ? `to check this machine's own: verblint ${places.join(' ')}`
    : 'name the files or folders to check'
}

/** One line where file names are not relative to the working directory. */
export const tellPrefix = (prefix: string, io: Io): void => {
  if (prefix !== '') io.stderr.write(`verblint: file names are relative to ${visible(prefix)}\n`)
}
