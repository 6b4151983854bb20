import { createRequire } from 'node:module'
import { relative, resolve, sep } from 'node:path'
import type { Override, Setting } from './shape.ts'

/** An override, ready to be asked. */
export interface Scoped { rules: Record<string, Setting>; covers(path: string): boolean }

/** `folder`: the one that the globs are relative to; a path that is asked for is relative to `cwd`. A folder stands for all below it, as in `ignore`. */
export function scopesOf(overrides: Override[], folder: string, cwd: string): Scoped[] {
  if (overrides.length === 0) return []
  const picomatch = createRequire(import.meta.url)('picomatch') as typeof import('picomatch')
  return overrides.map(({ files, rules }) => {
    const matches = picomatch(files.flatMap((glob) => [glob, `${glob.replace(/\/+$/, '')}/**`]).map((glob) => glob.replace(/^\.\//, '')), { dot: true })
    return { rules, covers: (path) => matches(relative(folder, resolve(cwd, path)).split(sep).join('/')) }
  })
}
