import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { kindByContent, kindByName } from '../../src/files/kind.ts'
import type { Language } from './mutate.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const MOST_BYTES = 60_000

const isBearable = (path: string): boolean => {
  const { size } = statSync(path)
  return size > 0 && size <= MOST_BYTES
}

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
    .filter((path) => !path.includes('/node_modules/') && isBearable(path))
    .sort()

const files = below(FIXTURES)

function languageOf(path: string): Language | null {
  if (/\.ya?ml$/.test(path)) return 'yaml'
  if (/\.json$/.test(path)) return 'json'
  const kind = kindByName(path)
  if (kind === 'config') return kindByContent(readFileSync(path, 'utf8')) === 'apache' ? 'apache' : 'nginx'
  return kind === 'apache' || kind === 'nginx' || kind === 'script' ? kind : null
}

/** The texts of the fixtures, by language. */
export const texts: Record<'nginx' | 'apache' | 'script', string[]> = { nginx: [], apache: [], script: [] }
for (const path of files) {
  const language = languageOf(path)
  if (language === 'nginx' || language === 'apache' || language === 'script')
    texts[language].push(readFileSync(path, 'utf8'))
}

export type Files = Record<string, string>

/** The projects of the fixtures: whole sites, with compose files, packages and configurations. */
export const projects: Files[] = readdirSync(join(FIXTURES, 'projects'))
  .sort()
  .map((name) => {
    const folder = join(FIXTURES, 'projects', name)
    return Object.fromEntries(
      files
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => [relative(folder, path), readFileSync(path, 'utf8')]),
    )
  })

export { languageOf }
