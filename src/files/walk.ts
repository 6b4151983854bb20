import { createRequire } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isTooDeep } from '../text/depth.ts'
import type { LocalDisk } from './disk.ts'
import { globsMatcher } from './glob.ts'
import type { Finder } from './ground.ts'

export interface Walked {
  /** Relative to the working directory, with `/`. */
  files: string[]
  /** Globs that matched nothing. */
  empty: string[]
}

const slashed = (path: string): string => path.replaceAll(sep, '/')

function written(text: string): string[] {
  if (isTooDeep(text)) return []
  const { parse } = createRequire(import.meta.url)('jsonc-parser') as typeof import('jsonc-parser')
  const options: unknown = parse(text)?.compilerOptions
  if (typeof options !== 'object' || options === null) return []
  return ['outDir', 'declarationDir'].flatMap((name) => {
    const value: unknown = Reflect.get(options, name)
    return typeof value === 'string' ? [value] : []
  })
}

/** The folders that a tsconfig writes to. One that holds the tsconfig itself is no output folder: it compiles in place. */
function outDirs(disk: LocalDisk, tsconfigs: Iterable<string>): string[] {
  return [...tsconfigs].flatMap((path) => {
    const home = dirname(path)
    return written(disk.read(resolve(disk.cwd, path))?.text ?? '').flatMap((outDir) => {
      const folder = slashed(relative(disk.cwd, resolve(disk.cwd, home, outDir.replace(/^\$\{configDir\}/, '.'))))
      return folder === '' || folder.startsWith('..') || `${home}/`.startsWith(`${folder}/`) ? [] : [`${folder}/`]
    })
  })
}

/** The tsconfig files of the folders from `folder` up to the working directory. */
function tsconfigsAbove(disk: LocalDisk, folder: string): string[] {
  const here = disk
    .list(folder)
    .filter((name) => /^tsconfig.*\.json$/.test(name))
    .map((name) => slashed(relative(disk.cwd, join(folder, name))))
  return folder === disk.cwd || relative(disk.cwd, folder).startsWith('..')
    ? here
    : [...here, ...tsconfigsAbove(disk, dirname(folder))]
}

/** How deep a workspace may keep its packages in a `node_modules` of its own. */
const MOST_LEVELS = 2

/** The `node_modules` folders that no manifest stands beside: no package manager made them. */
function handWritten(disk: LocalDisk, folder: string, level = 0): string[] {
  const names = disk.list(folder)
  const own = join(folder, 'node_modules')
  if (level > 0 && names.includes('node_modules') && !names.includes('package.json') && disk.entry(own) === 'directory')
    return [own]
  if (level >= MOST_LEVELS) return []
  const folders = names.filter(
    (name) => !name.includes('.') && name !== 'node_modules' && disk.entry(join(folder, name)) === 'directory',
  )
  return folders.flatMap((name) => handWritten(disk, join(folder, name), level + 1))
}

/** What a configuration leaves out: globs or folders, relative to its own folder. */
export interface Ignored {
  folder: string
  patterns: string[]
}

/** Every file below the folders, and those that the globs name, but for what nobody wrote by hand and what is left out. */
export async function walk(
  disk: LocalDisk,
  finder: Finder,
  folders: string[],
  globs: string[],
  { folder, patterns }: Ignored,
): Promise<Walked> {
  const files = new Set<string>()
  const empty: string[] = []
  for (const folder of folders) {
    const home = slashed(relative(disk.cwd, folder))
    for (const path of await finder.glob(['**/*'], folder)) files.add(home === '' ? path : `${home}/${path}`)
    for (const own of handWritten(disk, folder))
      for (const path of await finder.inside(own)) files.add(slashed(relative(disk.cwd, join(own, path))))
  }
  for (const pattern of globs) {
    const found = await finder.glob([pattern], disk.cwd)
    if (found.length === 0) empty.push(pattern)
    for (const path of found) files.add(slashed(relative(disk.cwd, resolve(disk.cwd, path))))
  }
  const below = [...files].filter((path) => /(?:^|\/)tsconfig[^/]*\.json$/.test(path))
  const outputs = outDirs(
    disk,
    new Set([...below, ...[...folders, disk.cwd].flatMap((folder) => tsconfigsAbove(disk, folder))]),
  )
  const isOut = globsMatcher(patterns)
  for (const path of files) if (isOut(slashed(relative(folder, resolve(disk.cwd, path))))) files.delete(path)
  // Where there are sources, the compiler writes beside them.
  const built = outputs.filter(
    (folder) =>
      !asked(disk, folders, folder) &&
      ![...files].some((path) => path.startsWith(folder) && /(?<!\.d)\.[cm]?tsx?$/.test(path)),
  )
  return { files: [...files].filter((path) => !built.some((folder) => path.startsWith(folder))), empty }
}

/** Whether a person asked for a folder inside that output folder. */
const asked = (disk: LocalDisk, folders: string[], outDir: string): boolean =>
  folders.some((folder) => `${slashed(relative(disk.cwd, folder))}/`.startsWith(outDir))
