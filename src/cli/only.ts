import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'

/** Whether a file (its path, absolute or from `cwd`) is one of those, or lies below one. */
export type Keeps = (file: string) => boolean

export const EVERYTHING: Keeps = () => true

/** The files and folders that a report is to be about. All is read, for what a file does hangs on the others. */
export function keepsOnly(paths: string[], cwd: string): Keeps {
  const wanted = paths.map((path) => realPath(resolve(cwd, path)))
  return (file) => {
    const real = realPath(resolve(cwd, file))
    return wanted.some((path) => real === path || real.startsWith(path + sep))
  }
}

/** A file that is not there yet has the path that it is given. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}
