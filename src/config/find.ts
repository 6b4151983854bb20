import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export const FILE = 'verblint.config.json'

export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, ' ')
  } catch {
    return null
  }
}

/** Whether a package.json has a key for us, and not only a dependency. */
export function speaksOfUs(packageJson: string): boolean {
  if (!packageJson.includes('"verblint"')) return false
  try {
    const value: unknown = JSON.parse(packageJson)
    return typeof value === 'object' && value !== null && 'verblint' in value
  } catch {
    return false
  }
}

/** The nearest configuration from a folder upward. Small, for every run asks it and most projects have none. */
export function nearestConfig(cwd: string): string | null {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (textOf(join(folder, FILE)) !== null) return join(folder, FILE)
    if (speaksOfUs(textOf(join(folder, 'package.json')) ?? '')) return join(folder, 'package.json')
    if (dirname(folder) === folder) return null
  }
}
