import { dirname, isAbsolute, join, posix, relative, resolve } from 'node:path'
import type { Disk, Stock } from '../../files/disk.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { standIns } from './enabled.ts'
import { expandGlob, isGlob, matchesGlob } from '../../files/shell-glob.ts'

/** What an include brings in. `open`: files that are not in sight may be brought in besides, or instead; `guess`: they stand in for others, in part or,
 * where `choice`, perhaps not all of them. */
export interface Found {
  files: SourceFile[]
  state: 'here' | 'missing' | 'open'
  guess?: 'sure' | 'choice'
  /** What a container's image has beside the files; null: files that the checkout lacks. */
  stock?: Stock | null
}

/** Where a configuration's includes are looked up. */
export type Lookup = (name: string) => Found

/** Where packages and images put nginx's configuration: a project that is deployed there names its own files so. */
const INSTALLED = [
  '/etc/nginx',
  '/usr/local/nginx/conf',
  '/usr/local/openresty/nginx/conf',
  '/usr/local/etc/nginx',
  '/opt/homebrew/etc/nginx',
  '/etc/openresty',
  '/opt/nginx/conf',
]

/** Files that nginx puts beside nginx.conf: types and parameters, which decide no answer. */
const STOCK = new Set([
  'mime.types',
  'fastcgi_params',
  'fastcgi.conf',
  'uwsgi_params',
  'scgi_params',
  'proxy_params',
  'koi-utf',
  'koi-win',
  'win-utf',
])
/** Debian's package adds these. */
const SNIPPETS = new Set(['snippets/fastcgi-php.conf', 'snippets/snakeoil.conf'])

const OPEN: Found = { files: [], state: 'open' }
const NOTHING: Found = { files: [], state: 'here', stock: null }

/** A name that a script fills in before nginx sees it: `__FOLDER__/x.conf`, `@DIR@/x.conf`, `{{ dir }}/x.conf`, `${DIR}/x.conf`. */
const FILLED_IN = /__[A-Z]\w*?__|@\w+@|\{\{|\$\{?[A-Z_]|%\w+%|<[^>]+>/

/** A lookup on disk. `roots`: the folders that relative names are taken from, the likeliest first; `above`: the folder of the file that includes,
 * and those above it; `sure`: one of the roots is the right one. */
export function onDisk(disk: Disk, roots: string[], above: string[], sure: boolean): Lookup {
  const lookIn = (absolute: string): Found => {
    if (isGlob(absolute)) {
      const files = expandGlob(absolute, disk).flatMap((path) => disk.read(path) ?? [])
      return files.length ? { files, state: 'here' } : { files, state: 'missing' }
    }
    const file = disk.entry(absolute) === 'file' ? disk.read(absolute) : null
    if (file) return { files: [file], state: 'here' }
    return { files: [], state: disk.entry(absolute) === 'missing' ? 'missing' : 'open' }
  }
  const beside = (name: string): Found | null => {
    for (const root of roots) {
      const found = lookIn(join(root, name))
      const instead = isGlob(name) ? standIns(join(root, name), disk) : null
      if (instead)
        return { files: [...found.files, ...instead.files], state: 'here', guess: instead.all ? 'choice' : 'sure' }
      if (found.files.length) return found
    }
    return null
  }
  /** A checkout lies elsewhere on the server: of `shop/deploy/nginx/x.conf` the file `deploy/nginx/x.conf` is taken. */
  const inCheckout = (name: string): Found | null => {
    const parts = posix.normalize(name).split('/').filter(Boolean)
    if (isGlob(name) || parts.includes('..')) return null
    for (let from = 1; from <= parts.length - 2; from++)
      for (const folder of above) {
        const found = lookIn(join(folder, ...parts.slice(from)))
        if (found.files.length) return { ...found, guess: 'sure' }
      }
    return null
  }
  const named = (name: string): Found => {
    if (isAbsolute(name)) {
      const found = lookIn(name)
      if (found.files.length) return found
      if (disk.entry(fixedPart(name)) !== 'outside') return isGlob(name) ? { files: [], state: 'here' } : found
      const home = INSTALLED.find((folder) => name.startsWith(`${folder}/`))
      const rest = home && posix.normalize(name.slice(home.length + 1))
      return (rest && (beside(rest) ?? (STOCK.has(rest) ? NOTHING : null))) || (inCheckout(name) ?? OPEN)
    }
    const found = beside(name)
    if (found) return found
    if (STOCK.has(posix.normalize(name))) return NOTHING
    const guessed = inCheckout(name)
    if (guessed) return guessed
    if (FILLED_IN.test(name)) return STOCK.has(posix.basename(name)) ? NOTHING : OPEN
    if (!sure || SNIPPETS.has(posix.normalize(name))) return OPEN
    if (isGlob(name)) {
      const isLacking = roots.every((root) => disk.entry(fixedPart(join(root, name))) !== 'directory')
      return { files: [], state: 'here', ...(isLacking && { stock: null }) }
    }
    return {
      files: [],
      state: roots.some((root) => disk.entry(join(root, name)) === 'missing') ? 'missing' : 'open',
    }
  }
  return (name) => {
    const found = named(name)
    const stock = isGlob(name) ? disk.stockIn?.(dirname(posix.resolve('/etc/nginx', name))) : null
    return stock ? { ...found, state: 'here', stock } : found
  }
}

/** An absolute pattern up to its first wildcard: the folder whose content it asks for. */
const fixedPart = (name: string): string => (isGlob(name) ? dirname(name.slice(0, name.search(/[*?[]/)) + '_') : name)

const inside = (folder: string, path: string): boolean => !relative(folder, path).startsWith('..')

/** A lookup among the files of a dump, whose names are absolute; what is not in it was not there. */
export function inDump(files: SourceFile[], root: string): Lookup {
  const byName = new Map(files.map((file) => [file.absolute, file]))
  return (name) => {
    const absolute = resolve(root, name)
    const depth = absolute.split('/').length
    if (!isGlob(absolute)) {
      const file = byName.get(absolute)
      return file ? { files: [file], state: 'here' } : OPEN
    }
    const segments = absolute.split('/')
    const matches = (path: string): boolean =>
      path.split('/').length === depth &&
      path.split('/').every((part, index) => matchesGlob(segments[index] ?? '', part))
    return { files: files.filter(({ absolute: path }) => matches(path)), state: 'here' }
  }
}

/** A file's folder and those above it, up to the working directory: any of them may be the prefix of a fragment. */
export function foldersAbove(file: SourceFile, disk: Disk): string[] {
  const folders: string[] = []
  for (let folder = dirname(file.absolute); inside(disk.cwd, folder); folder = dirname(folder)) {
    folders.push(folder)
    if (folder === dirname(folder)) break
  }
  return folders
}

const HEADER = /^# configuration file (.+):\r?$/gm

/** The files of an `nginx -T` dump, each with its places in the dump, the main file first; null: it is none. */
export function dumpedFiles(file: SourceFile): SourceFile[] | null {
  if (!file.text.includes('# configuration file /')) return null
  const headers = [...file.text.matchAll(HEADER)]
  if (headers.length === 0) return null
  return headers.map((header, index) => {
    const start = Math.min(header.index + header[0].length + 1, file.text.length)
    const end = headers[index + 1]?.index ?? file.text.length
    return part(file, header[1] ?? '', start, end)
  })
}

function part(file: SourceFile, absolute: string, start: number, end: number): SourceFile {
  const { line: before } = file.position(start)
  return {
    path: file.path,
    absolute,
    text: file.text.slice(start, end),
    encoding: file.encoding,
    position: (offset) => file.position(start + offset),
    range: (from, to) => file.range(start + from, start + to),
    line: (number) => file.line(before + number - 1),
  }
}
