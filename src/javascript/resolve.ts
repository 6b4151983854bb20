import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../source/disk.ts'
import { field, readJson } from './json.ts'
import { aliasesOf, matchAlias } from './tsconfig.ts'
import type { Aliases } from './tsconfig.ts'
import { workspacesOf } from './workspaces.ts'

/** What a module specifier means: a file below the working directory, a package, or neither. */
export type Resolved = { kind: 'file'; path: string; /** The name of the package that the folder is. */ name?: string } | { kind: 'package'; name: string } | { kind: 'missing' }
export type Resolve = (from: string, specifier: string) => Resolved

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json']
/** TypeScript writes the name of the output: './a.js' for a.ts. */
const WRITTEN_FOR: Record<string, string[]> = { '.js': ['.ts', '.tsx', '.jsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] }

function fileAt(disk: Disk, path: string): string | null {
  if (disk.entry(path) === 'file') return path
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0]
  const base = extension ? path.slice(0, -extension.length) : path
  const sources = (extension ? WRITTEN_FOR[extension] ?? [] : []).map((other) => base + other)
  return [...sources, ...EXTENSIONS.map((other) => path + other)].find((candidate) => disk.entry(candidate) === 'file') ?? null
}

/** The file that a path means to require and to bundlers: itself, with an extension, or a folder's main file. */
export function findFile(disk: Disk, path: string): string | null {
  const file = fileAt(disk, path)
  if (file || disk.entry(path) !== 'directory') return file
  const main = field(readJson(disk, join(path, 'package.json')), 'main')
  const named = typeof main === 'string' ? fileAt(disk, resolve(path, main)) ?? fileAt(disk, join(path, main, 'index')) : null
  return named ?? fileAt(disk, join(path, 'index'))
}

const packageName = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')

/** The nearest folder upwards, down from the working directory, in which a file lies. */
export function folderWith(disk: Disk, from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (disk.entry(join(folder, name)) === 'file') return folder
    if (folder === disk.cwd || folder === dirname(folder)) return null
  }
}

/** What package.json `imports` says of `#name`: the first file of its conditions that is there. */
function ownImport(disk: Disk, from: string, specifier: string): string | null {
  const folder = folderWith(disk, dirname(from), 'package.json')
  if (!folder) return null
  const imports = field(readJson(disk, join(folder, 'package.json')), 'imports')
  const targets = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(targets) : []
  }
  for (const [pattern, value] of Object.entries(typeof imports === 'object' && imports !== null ? imports : {})) {
    const part = matchAlias(pattern, specifier)
    if (part === null) continue
    const found = targets(value).map((target) => sourceFor(disk, folder, target.replace('*', part))).find(Boolean)
    if (found) return found
  }
  return null
}

/** A build's output that is not there stands for its source: `dist/x.js` for `src/x.ts`. */
function sourceFor(disk: Disk, folder: string, target: string): string | null {
  const source = target.replace(/^(\.\/)?(dist|build|lib|out)\//, 'src/')
  return findFile(disk, resolve(folder, target)) ?? (source === target ? null : findFile(disk, resolve(folder, source)))
}

/** The file behind a name of the workspace's own packages. */
function workspaceFile(disk: Disk, folder: string, below: string): string | null {
  const manifest = readJson(disk, join(folder, 'package.json'))
  if (below) return sourceFor(disk, folder, below) ?? findFile(disk, join(folder, 'src', below))
  const exported = field(manifest, 'exports')
  const entry = typeof exported === 'string' ? exported : field(exported, '.') ?? exported
  const conditions = ['source', 'import', 'require', 'default', 'node'].map((name) => field(entry, name))
  const names = [field(manifest, 'source'), entry, ...conditions, field(manifest, 'module'), field(manifest, 'main')]
  const found = names.map((name) => (typeof name === 'string' ? sourceFor(disk, folder, name) : null)).find(Boolean)
  return found ?? findFile(disk, join(folder, 'src', 'index')) ?? findFile(disk, join(folder, 'index'))
}

/** Module resolution as Node, TypeScript and bundlers do it together, each answer remembered. */
export function createResolver(disk: Disk): Resolve {
  const known = new Map<string, Resolved>()
  const aliases = new Map<string, Aliases | null>()
  let workspaces: Map<string, string> | undefined

  const aliasesFor = (folder: string): Aliases | null => {
    const cached = aliases.get(folder)
    if (cached !== undefined) return cached
    const parent = folder === disk.cwd || folder === dirname(folder) ? null : aliasesFor(dirname(folder))
    const own = aliasesOf(disk, folder) ?? parent
    aliases.set(folder, own)
    return own
  }

  const find = (from: string, specifier: string): Resolved => {
    if (specifier.startsWith('.') || specifier.startsWith('/')) {
      const at = resolve(dirname(from), specifier)
      const path = findFile(disk, at)
      const name = disk.entry(at) === 'directory' ? field(readJson(disk, join(at, 'package.json')), 'name') : undefined
      if (path) return typeof name === 'string' ? { kind: 'file', path, name } : { kind: 'file', path }
      return { kind: 'missing' }
    }
    const own = specifier.startsWith('#') ? ownImport(disk, from, specifier) : null
    const aliased = own ?? aliasesFor(dirname(from))?.targets(specifier).map((target) => findFile(disk, target)).find(Boolean)
    if (aliased) return { kind: 'file', path: aliased }
    const name = packageName(specifier)
    workspaces ??= workspacesOf(disk)
    const folder = workspaces.get(name)
    const path = folder ? workspaceFile(disk, folder, specifier.slice(name.length + 1)) : null
    return path ? { kind: 'file', path } : { kind: 'package', name: specifier.replace(/^node:/, '') }
  }

  return (from, specifier) => {
    const key = `${dirname(from)}\0${specifier}`
    const answer = known.get(key) ?? find(from, specifier)
    known.set(key, answer)
    return answer
  }
}
