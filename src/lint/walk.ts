import fs from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { globby, isGitIgnored, type Options as GlobbyOptions } from 'globby'
import { type LocalDisk, readBytes } from '../source/disk.ts'
import type { Notes } from '../source/facts.ts'
import { globsMatcher } from '../source/glob.ts'

export interface Walked {
  /** Relative to the working directory, with `/`. */
  files: string[]
  /** Globs that matched nothing. */
  empty: string[]
}

const SKIPPED = ['**/node_modules/**', '**/.git/**', '**/.hg/**', '**/.svn/**']

/** How many stars a name in a .gitignore may have: its reader tries them all against each other, so that a line with a dozen never ends. A
 * longer line ignores nothing. */
const MOST_STARS = 3

const isShort = (line: string): boolean => line.split('/').every((name) => name.split(/\*+/).length - 1 <= MOST_STARS)

interface FileSystem extends Pick<typeof fs, 'readdir'> { promises: { readFile(path: string): Promise<string> } }

/** The file system as the search may use it; `notes`: told of what it asks. */
function careful(notes: Notes | undefined): FileSystem {
  const readFile = async (path: string): Promise<string> => {
    notes?.file(path, readBytes(path))
    const text = await fs.promises.readFile(path, 'utf8')
    return basename(path) === '.gitignore' ? text.split('\n').filter(isShort).join('\n') : text
  }
  const readdir = new Proxy(fs.readdir, {
    apply(target, self, args) {
      notes?.folder(String(args[0]))
      return Reflect.apply(target, self, args)
    },
  })
  return { ...fs, readdir, promises: { ...fs.promises, readFile } }
}

/** The ignore files of the folders above are asked for, too, as far as the repository goes. */
function noteAbove({ cwd, notes }: LocalDisk): void {
  for (let folder = cwd; notes; folder = dirname(folder)) {
    notes.file(join(folder, '.gitignore'), readBytes(join(folder, '.gitignore')))
    notes.kind(join(folder, '.git'))
    if (dirname(folder) === folder) return
  }
}

/** Folders behind symbolic links are not walked: what they lead to inside the working directory is found in its own place, and there are no loops. */
const WALK = { dot: true, followSymbolicLinks: false, suppressErrors: true, expandDirectories: false, ignore: SKIPPED } as const

const slashed = (path: string): string => path.replaceAll(sep, '/')

type Search = Pick<GlobbyOptions, 'cwd' | 'gitignore' | 'ignoreFiles'>

/** The files, and the links to files that are not among them, as those of `sites-enabled` to `sites-available`. */
async function filesOf(disk: LocalDisk, patterns: string[], search: Search & { cwd: string }): Promise<string[]> {
  const entries = await globby(patterns, { ...WALK, fs: careful(disk.notes), onlyFiles: false, objectMode: true, ...search })
  const files = entries.flatMap(({ dirent, path }) => (dirent.isFile() ? [path] : []))
  const links = entries.flatMap(({ dirent, path }) => (dirent.isSymbolicLink() ? [path] : []))
  if (links.length === 0) return files
  const known = new Set(files.map((path) => resolve(search.cwd, path)))
  const isNew = (path: string): boolean => {
    const target = disk.read(resolve(search.cwd, path))?.absolute
    return target !== undefined && !known.has(target) && !/\/(?:node_modules|\.git)\//.test(target)
  }
  return [...files, ...links.filter(isNew)]
}

/** What git ignores is skipped, unless it ignores the very folder that was asked for: then only the ignore files below it count. */
async function glob(disk: LocalDisk, patterns: string[], cwd: string): Promise<string[]> {
  const found = await filesOf(disk, patterns, { cwd, gitignore: true })
  if (found.length > 0) return found
  const ignored = await isGitIgnored({ cwd: dirname(cwd), deep: 0, suppressErrors: true, fs: careful(disk.notes) })
  return ignored(`${cwd}/`) ? filesOf(disk, patterns, { cwd, ignoreFiles: '**/.gitignore' }) : found
}

function written(text: string): string[] {
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
  const here = disk.list(folder).filter((name) => /^tsconfig.*\.json$/.test(name)).map((name) => slashed(relative(disk.cwd, join(folder, name))))
  return folder === disk.cwd || relative(disk.cwd, folder).startsWith('..') ? here : [...here, ...tsconfigsAbove(disk, dirname(folder))]
}

/** How deep a workspace may keep its packages in a `node_modules` of its own. */
const MOST_LEVELS = 2

/** The `node_modules` folders that no manifest stands beside: no package manager made them. */
function handWritten(disk: LocalDisk, folder: string, level = 0): string[] {
  const names = disk.list(folder)
  const own = join(folder, 'node_modules')
  if (level > 0 && names.includes('node_modules') && !names.includes('package.json') && disk.entry(own) === 'directory') return [own]
  if (level >= MOST_LEVELS) return []
  const folders = names.filter((name) => !name.includes('.') && name !== 'node_modules' && disk.entry(join(folder, name)) === 'directory')
  return folders.flatMap((name) => handWritten(disk, join(folder, name), level + 1))
}

/** What a configuration leaves out: globs or folders, relative to its own folder. */
export interface Ignored { folder: string; patterns: string[] }

/** Every file below the folders, and those that the globs name, but for what nobody wrote by hand and what is left out. */
export async function walk(disk: LocalDisk, folders: string[], globs: string[], { folder, patterns }: Ignored): Promise<Walked> {
  const files = new Set<string>()
  const empty: string[] = []
  noteAbove(disk)
  for (const folder of folders) {
    const home = slashed(relative(disk.cwd, folder))
    for (const path of await glob(disk, ['**/*'], folder)) files.add(home === '' ? path : `${home}/${path}`)
    for (const own of handWritten(disk, folder)) for (const path of await filesOf(disk, ['**/*'], { cwd: own, gitignore: true })) files.add(slashed(relative(disk.cwd, join(own, path))))
  }
  for (const pattern of globs) {
    const found = await glob(disk, [pattern], disk.cwd)
    if (found.length === 0) empty.push(pattern)
    for (const path of found) files.add(slashed(relative(disk.cwd, resolve(disk.cwd, path))))
  }
  const below = [...files].filter((path) => /(?:^|\/)tsconfig[^/]*\.json$/.test(path))
  const outputs = outDirs(disk, new Set([...below, ...[...folders, disk.cwd].flatMap((folder) => tsconfigsAbove(disk, folder))]))
  const isOut = globsMatcher(patterns)
  for (const path of files) if (isOut(slashed(relative(folder, resolve(disk.cwd, path))))) files.delete(path)
  // Where there are sources, the compiler writes beside them.
  const built = outputs.filter((folder) => !asked(disk, folders, folder) && ![...files].some((path) => path.startsWith(folder) && /(?<!\.d)\.[cm]?tsx?$/.test(path)))
  return { files: [...files].filter((path) => !built.some((folder) => path.startsWith(folder))), empty }
}

/** Whether a person asked for a folder inside that output folder. */
const asked = (disk: LocalDisk, folders: string[], outDir: string): boolean =>
  folders.some((folder) => `${slashed(relative(disk.cwd, folder))}/`.startsWith(outDir))
