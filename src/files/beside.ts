import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, realpathSync, type Stats, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BESIDE } from './beside-name.ts'

/** A name for a file's new text until it takes the file's place; it tells whose it is. */
export const besideOf = (absolute: string): string => {
  const whose = process.pid.toString(16).padStart(8, '0') + randomBytes(2).toString('hex')
  return join(dirname(absolute), `.${basename(absolute)}.${whose}.tmp`)
}

/** A run that still writes is done long before; after that, another process has its number. */
const OLD = 60_000

/** Takes away what runs that were killed have left beside these files; what may be of a run that goes on, or of somebody else, stays. */
export function clearStrays(files: string[]): void {
  const known = new Set(files)
  for (const folder of new Set(files.map(dirname))) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name)
      const [, file = '', whose = ''] = BESIDE.exec(name) ?? []
      if (known.has(join(folder, file)) && !known.has(path) && isStray(path, isRunning(parseInt(whose, 16))))
        discard(path)
    }
  }
}

/** Nothing where a link has been put in the folder's way. */
const namesIn = (folder: string): string[] =>
  orElse(() => (realpathSync.native(folder) === folder ? readdirSync(folder) : []), [])

/** Whether a process of that number is there, whoever's it is. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A link is none of ours, wherever it leads. */
const isStray = (path: string, isWritten: boolean): boolean =>
  orElse(() => {
    const stats = lstatSync(path)
    return stats.isFile() && (!isWritten || isOld(stats))
  }, false)

const isOld = ({ mtimeMs }: Stats): boolean => Date.now() - mtimeMs > OLD

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
