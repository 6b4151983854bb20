import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every page below a folder: its text by its path. */
export const pagesBelow = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.html'))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )
