import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The real path of a file; of one that is not there, where it would be. */
export function realPath(path: string): string {
  return realOrNull(path) ?? (dirname(path) === path ? path : join(realPath(dirname(path)), basename(path)))
}

/** null: nothing lies there. */
export function realOrNull(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch {
    return null
  }
}

/** Whether a folder lies there, as far as we may look. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
