import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, realpathSync, type Stats, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A name for a file's new text until it takes the file's place. */
export const besideOf = (absolute: string): string =>
  join(dirname(absolute), `.${basename(absolute)}.${randomBytes(6).toString('hex')}.tmp`)

const NAME = /^\.(.+)\.[0-9a-f]{12}\.tmp$/s

/** A run that still writes is done long before. */
const OLD = 60_000

/** Takes away what runs that were killed have left beside these files; what may be of a run that goes on, or of somebody else, stays. */
export function clearStrays(files: string[]): void {
  const known = new Set(files)
  for (const folder of new Set(files.map(dirname))) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name)
      if (known.has(join(folder, NAME.exec(name)?.[1] ?? '')) && !known.has(path) && isStray(path)) discard(path)
    }
  }
}

/** Nothing where a link has been put in the folder's way. */
const namesIn = (folder: string): string[] =>
  orElse(() => (realpathSync.native(folder) === folder ? readdirSync(folder) : []), [])

/** A link is none of ours, wherever it leads. */
const isStray = (path: string): boolean => orElse(() => isOldFile(lstatSync(path)), false)

const isOldFile = (stats: Stats): boolean => stats.isFile() && Date.now() - stats.mtimeMs > OLD

/** It may be gone already, or another's: neither is a reason to fail. */
export const discard = (path: string): void =>
  orElse(() => {
    unlinkSync(path)
  }, undefined)

function orElse<T>(ask: () => T, otherwise: T): T {
  try {
    return ask()
  } catch {
    return otherwise
  }
}
