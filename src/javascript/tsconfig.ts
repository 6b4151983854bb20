import { basename, dirname, join, resolve } from 'node:path'
import { isBelow } from '../files/below.ts'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { entriesOf, field, readTsconfig, strings } from './json.ts'

/** The `paths` and `baseUrl` of a tsconfig.json or jsconfig.json. */
export interface Aliases {
  targets(specifier: string): string[]
}

/** What `*` stands for, or null when the pattern does not match. */
export function matchAlias(pattern: string, specifier: string): string | null {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === specifier ? '' : null
  const after = pattern.slice(star + 1)
  if (specifier.length < pattern.length - 1) return null
  return specifier.startsWith(pattern.slice(0, star)) && specifier.endsWith(after)
    ? specifier.slice(star, specifier.length - after.length)
    : null
}

interface Options {
  baseUrl: string | null
  paths: [string, string[]][]
  base: string
  rootDir: string | null
  outDir: string | null
}

/** The files that a tsconfig names in `extends`, with the names; those of packages are not followed. */
const parentsOf = (config: unknown, folder: string): { name: string; path: string }[] => {
  const extended = field(config, 'extends')
  return (typeof extended === 'string' ? [extended] : strings(extended))
    .filter((name) => name.startsWith('.'))
    .map((name) => ({ name, path: resolve(folder, name.endsWith('.json') ? name : `${name}.json`) }))
}

/** A tsconfig that extends itself over others (TS18000); null: it does not. */
function circleOf(disk: Disk, path: string): Finding | null {
  const seen = new Set<string>([path])
  for (const one of seen)
    for (const parent of parentsOf(readTsconfig(disk, one), dirname(one))) {
      if (parent.path !== path) {
        seen.add(parent.path)
        continue
      }
      const file = disk.read(one)
      const start = file ? file.text.indexOf(JSON.stringify(parent.name)) : -1
      if (!file || start < 0) return null
      const message = `Expected no \`extends\` that leads back to ${basename(path)}`
      return { ruleId: 'syntax', message, range: file.range(start, start + parent.name.length + 2) }
    }
  return null
}

/** What the compiler refuses in the configurations above some files. */
export function tsconfigProblems(files: SourceFile[], disk: Disk): { problems: Finding[]; files: SourceFile[] } {
  const folders = new Set<string>()
  for (const { absolute } of files)
    for (let folder = dirname(absolute); isBelow(folder, disk.cwd) && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  const paths = [...folders].flatMap((folder) => ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)))
  const problems = paths.flatMap((path) => (disk.entry(path) === 'file' ? (circleOf(disk, path) ?? []) : []))
  const named = new Set(problems.map(({ range }) => range.file))
  return { problems, files: [...named].flatMap((path) => disk.read(resolve(disk.cwd, path)) ?? []) }
}

/** What a tsconfig says with those that it extends, each read once: a circle gives nothing. */
function optionsOf(disk: Disk, path: string, known: Map<string, Options | null>): Options | null {
  const before = known.get(path)
  if (before !== undefined) return before
  known.set(path, null)
  const options = readOptions(disk, path, known)
  known.set(path, options)
  return options
}

function readOptions(disk: Disk, path: string, known: Map<string, Options | null>): Options | null {
  const config = readTsconfig(disk, path)
  if (!config) return null
  const folder = dirname(path)
  const compiler = field(config, 'compilerOptions')
  const inherited = parentsOf(config, folder).map((parent) => optionsOf(disk, parent.path, known))
  const parent = inherited.filter((one) => one !== null).at(-1)
  const baseUrl = field(compiler, 'baseUrl')
  const paths = field(compiler, 'paths')
  const base = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : null
  const folderOf = (name: string): string | null => {
    const value = field(compiler, name)
    return typeof value === 'string' ? resolve(folder, value.replace(/^\$\{configDir\}/, '.')) : null
  }
  return {
    rootDir: folderOf('rootDir') ?? parent?.rootDir ?? null,
    outDir: folderOf('outDir') ?? parent?.outDir ?? null,
    baseUrl: base ?? parent?.baseUrl ?? null,
    paths: paths ? entriesOf(paths).map(([pattern, targets]) => [pattern, strings(targets)]) : (parent?.paths ?? []),
    base: paths ? (base ?? parent?.baseUrl ?? folder) : (parent?.base ?? folder),
  }
}

/** The tsconfig files of a package's folder: the common names, and what they refer to. */
function configsIn(disk: Disk, folder: string): string[] {
  const own = disk
    .list(folder)
    .filter((name) => /^tsconfig(?:\.[\w-]+)*\.json$/.test(name))
    .map((name) => join(folder, name))
  const referred = own.flatMap((path) => {
    const references = field(readTsconfig(disk, path), 'references')
    return (Array.isArray(references) ? references : []).flatMap((one: unknown) => {
      const at = field(one, 'path')
      if (typeof at !== 'string') return []
      const target = resolve(folder, at)
      return disk.entry(target) === 'directory' ? [join(target, 'tsconfig.json')] : [target]
    })
  })
  return [...new Set([...own, ...referred])]
}

/** The source that the compiler would write to a path, by `rootDir` and `outDir`. Without `rootDir` it is the folder of the sources, src/ mostly, or the package's own. */
export function compiledFrom(disk: Disk, folder: string, output: string): string[] {
  return configsIn(disk, folder).flatMap((path) => {
    const options = optionsOf(disk, path, new Map())
    if (!options?.outDir || !output.startsWith(`${options.outDir}/`)) return []
    const inside = output.slice(options.outDir.length + 1)
    return (options.rootDir === null ? [join(folder, 'src'), folder] : [options.rootDir]).map((root) =>
      join(root, inside),
    )
  })
}

/** null: no configuration in this folder. */
export function aliasesOf(disk: Disk, folder: string): Aliases | null {
  const name = ['tsconfig.json', 'jsconfig.json']
    .map((one) => join(folder, one))
    .find((one) => disk.entry(one) === 'file')
  const options = name ? optionsOf(disk, name, new Map()) : null
  if (!options) return null
  const targets = (specifier: string): string[] => {
    const found = options.paths.flatMap(([pattern, places]) => {
      const part = matchAlias(pattern, specifier)
      return part === null ? [] : places.map((place) => resolve(options.base, place.replace('*', part)))
    })
    return options.baseUrl ? [...found, join(options.baseUrl, specifier)] : found
  }
  return { targets }
}
