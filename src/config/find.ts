import { dirname, join, resolve } from 'node:path'
import type { TextRead } from '../files/disk.ts'
import type { Texts } from '../files/texts.ts'

export const FILE = 'verblint.config.json'

/** A configuration's text, its byte order mark made a blank; or why it is not read, for a person. */
export function readText(path: string, texts: Texts): TextRead {
  const read = texts.read(path)
  return 'text' in read ? { text: read.text.replace(/^\uFEFF/, ' ') } : read
}

/** The same where nobody asks why not. */
export function textOf(path: string, texts: Texts): string | null {
  const read = readText(path, texts)
  return 'text' in read ? read.text : null
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
export function nearestConfig(cwd: string, texts: Texts): string | null {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (texts.isThere(join(folder, FILE))) return join(folder, FILE)
    if (speaksOfUs(textOf(join(folder, 'package.json'), texts) ?? '')) return join(folder, 'package.json')
    if (dirname(folder) === folder) return null
  }
}
