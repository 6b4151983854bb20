import { relative, resolve, sep } from 'node:path'
import { globsMatcher } from '../files/glob.ts'
import type { Override, Setting } from './shape.ts'

/** An override, ready to be asked. */
export interface Scoped {
  rules: Record<string, Setting>
  covers(path: string): boolean
}

/** `folder`: the one that the globs are relative to; a path that is asked for is relative to `cwd`. A folder stands for all below it, as in `ignore`. */
export function scopesOf(overrides: Override[], folder: string, cwd: string): Scoped[] {
  return overrides.map(({ files, rules }) => {
    const matches = globsMatcher(files)
    return { rules, covers: (path) => matches(relative(folder, resolve(cwd, path)).split(sep).join('/')) }
  })
}
