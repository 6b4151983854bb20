import fs from 'node:fs'
import type { Dirent } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { globby, isGitIgnored, type Options as GlobbyOptions } from 'globby'
import { type LocalDisk, readBytes } from './disk.ts'
import type { Notes } from './facts.ts'
import type { Finder } from './ground.ts'

const SKIPPED = ['**/node_modules/**', '**/.git/**', '**/.hg/**', '**/.svn/**']

/** How many stars a name in a .gitignore may have: its reader tries them all against each other, so that a line with a dozen never ends; and how
 * many characters a line, for it becomes a regular expression. A longer line ignores nothing, which is told. */
const MOST_STARS = 3
const MOST_CHARACTERS = 1000

const isShort = (line: string): boolean =>
  line.startsWith('#') ||
  (line.length <= MOST_CHARACTERS && line.split('/').every((name) => name.split(/\*+/).length - 1 <= MOST_STARS))

/** Whether a line is of names that nobody lints, such as Node's `report.[0-9]*.[0-9]*.[0-9]*.[0-9]*.json`. */
const isAside = (line: string): boolean => /\.(?:json|log|txt|md|map|css|html?|tgz|gz|zip)\s*$/.test(line)

/** The lines that are followed; which are not is told, where it matters. */
function shortLines(text: string, tell: (reason: string) => void): string {
  const lines = text.split('\n')
  const long = lines.flatMap((line, index) => (isShort(line) || isAside(line) ? [] : [index + 1]))
  const [first, ...others] = long
  if (first !== undefined)
    tell(
      others.length > 0
        ? `has ${long.length} lines that are too long, or have too many stars, to be followed (line ${first} first)`
        : `has a line that is too long, or has too many stars, to be followed (line ${first})`,
    )
  return lines.filter(isShort).join('\n')
}

interface FileSystem extends Pick<typeof fs, 'readdir'> {
  promises: { readFile(path: string): Promise<string>; stat(path: string): Promise<Pick<Dirent, 'isDirectory'>> }
}

type Listed = (error: NodeJS.ErrnoException | null, ...rest: unknown[]) => void

/** The file system as the search may use it. `notes`: told of what it asks; `unread`: of what cannot be gone into, and why. */
function careful(notes: Notes | undefined, unread?: Map<string, string>): FileSystem {
  const readFile = async (path: string): Promise<string> => {
    notes?.file(path, readBytes(path))
    const text = await fs.promises.readFile(path, 'utf8')
    return basename(path) === '.gitignore' ? shortLines(text, (reason) => unread?.set(path, reason)) : text
  }
  const met = new Map<string, Dirent>()
  const readdir = new Proxy(fs.readdir, {
    apply(target, self, args) {
      const [folder, options, done] = args
      notes?.folder(String(folder))
      const listed: Listed = (error, ...rest) => {
        if (error?.code === 'EACCES' || error?.code === 'EPERM')
          unread?.set(String(folder), 'may not be listed (permission denied)')
        const [entries] = rest
        for (const entry of Array.isArray(entries) ? entries : [])
          if (entry instanceof fs.Dirent && !entry.isSymbolicLink()) met.set(join(String(folder), entry.name), entry)
        done(error, ...rest)
      }
      return Reflect.apply(target, self, typeof done === 'function' ? [folder, options, listed] : args)
    },
  })
  // What a listing has told is not asked again for each file.
  const stat = async (path: string): Promise<Pick<Dirent, 'isDirectory'>> => met.get(path) ?? fs.promises.stat(path)
  return { ...fs, readdir, promises: { ...fs.promises, readFile, stat } }
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
const WALK = {
  dot: true,
  followSymbolicLinks: false,
  suppressErrors: true,
  expandDirectories: false,
  ignore: SKIPPED,
} as const

type Choice = Pick<GlobbyOptions, 'gitignore' | 'ignoreFiles'> & { cwd: string }

/** Where is searched, and what takes what cannot be gone into. */
interface Search {
  disk: LocalDisk
  unread: Map<string, string>
}

/** The files, and the links to files that are not among them, as those of `sites-enabled` to `sites-available`. */
async function filesOf({ disk, unread }: Search, patterns: string[], options: Choice): Promise<string[]> {
  const entries = await globby(patterns, {
    ...WALK,
    fs: careful(disk.notes, unread),
    onlyFiles: false,
    objectMode: true,
    ...options,
  })
  // A pipe or a device comes along: whoever wants to read it is told why not.
  const files = entries.flatMap(({ dirent, path }) => (dirent.isDirectory() || dirent.isSymbolicLink() ? [] : [path]))
  const links = entries.flatMap(({ dirent, path }) => (dirent.isSymbolicLink() ? [path] : []))
  if (links.length === 0) return files
  const known = new Set(files.map((path) => resolve(options.cwd, path)))
  const isNew = (path: string): boolean => {
    const absolute = resolve(options.cwd, path)
    const target = disk.read(absolute)?.absolute
    if (target === undefined) return !/^(?:is a folder|does not exist)$/.test(disk.whyNot(absolute) ?? '')
    return !known.has(target) && !/\/(?:node_modules|\.git)\//.test(target)
  }
  return [...files, ...links.filter(isNew)]
}

/** What git ignores is skipped, unless it ignores the very folder that was asked for: then only the ignore files below it count. */
async function glob(search: Search, patterns: string[], cwd: string): Promise<string[]> {
  const found = await filesOf(search, patterns, { cwd, gitignore: true })
  if (found.length > 0) return found
  const ignored = await isGitIgnored({
    cwd: dirname(cwd),
    deep: 0,
    suppressErrors: true,
    fs: careful(search.disk.notes),
  })
  return ignored(`${cwd}/`) ? filesOf(search, patterns, { cwd, ignoreFiles: '**/.gitignore' }) : found
}

export const localFinder = (disk: LocalDisk, unread: Map<string, string>): Finder => ({
  unread,
  glob(patterns, folder) {
    noteAbove(disk)
    return glob({ disk, unread }, patterns, folder)
  },
  inside: (folder) => filesOf({ disk, unread }, ['**/*'], { cwd: folder, gitignore: true }),
})
