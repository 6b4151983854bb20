import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isBelow } from '../files/below.ts'
import { isFolder, realPath } from '../files/real-path.ts'
import type { Options } from './options.ts'

/** Where a run reads: the options for it, and what its file names lack to lead there from the working directory. */
export interface Place extends Pick<Options, 'cwd' | 'paths' | 'within'> {
  prefix: string
}

/** A folder that holds one of these is the root of what lies below it. */
const ROOT_FILES = ['nginx.conf', 'apache2.conf', 'httpd.conf', 'conf/httpd.conf', 'verblint.config.json', '.git']
const SERVER_FILES = ROOT_FILES.slice(0, 4)

/** Folders in which servers keep parts of a configuration; who works in one of them works on the configuration around it. */
const PARTS =
  /^(?:sites|conf|mods|modules)-(?:available|enabled)$|^(?:conf|sites|vhosts|http|stream)\.d$|^(?:snippets|vhosts|extra)$/

/** Where packages put a server's own configuration, and what it includes from elsewhere on the machine. */
export const INSTALLED: ReadonlySet<string> = new Set([
  '/etc/nginx',
  '/etc/apache2',
  '/etc/httpd',
  '/usr/local/etc/nginx',
  '/usr/local/etc/apache24',
  '/usr/local/nginx/conf',
  '/opt/homebrew/etc/nginx',
])
const INCLUDED = ['/etc', '/usr/share/nginx', '/usr/share/apache2', '/usr/share/httpd']

/**
 * What a person types is linted wherever it lies. Below the working directory nothing else is read; elsewhere the root is the nearest folder
 * around it that holds a server's main file, a configuration or a repository, or else its own folder.
 */
export function placeFor(cwd: string, paths: string[] | undefined): Place {
  const here = realPath(cwd)
  const trees = outermost((paths ?? ['.']).map((path) => treeOf(path, here)))
  const root = trees.reduce(common)
  const beside = trees.some((tree) => INSTALLED.has(tree)) ? INCLUDED.filter((folder) => existsSync(folder)) : []
  const within = trees.length + beside.length > 1 ? { within: [...trees, ...beside] } : {}
  if (root === here) return { cwd: here, ...(paths ? { paths } : {}), ...within, prefix: '' }
  return {
    cwd: root,
    paths: (paths ?? ['.']).map((path) => onward(path, here)),
    ...within,
    prefix: root.endsWith('/') ? root : `${root}/`,
  }
}

/** A path or glob as it is from anywhere; `!` stays in front. */
const onward = (path: string, here: string): string =>
  path.startsWith('!') ? `!${resolve(here, path.slice(1))}` : resolve(here, path)

function treeOf(path: string, here: string): string {
  const typed = resolve(here, path.replace(/^!/, '').replace(/[^/]*[*?[{].*$/, '') || '.')
  const folder = realPath(isFolder(typed) ? typed : dirname(typed))
  const target = realPath(typed)
  if (!isBelow(folder, here)) return rootAbove(folder, ROOT_FILES) ?? folder
  // A link below the working directory leads out of it, or the whole of a server's folder is asked for.
  if (!isBelow(target, here) || (target === here && PARTS.test(here.slice(here.lastIndexOf('/') + 1))))
    return rootAbove(dirname(here), SERVER_FILES) ?? here
  return here
}

function rootAbove(start: string, names: string[]): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (names.some((name) => existsSync(join(folder, name)))) return folder
    if (folder === dirname(folder)) return null
  }
}

const outermost = (folders: string[]): string[] => {
  const all = [...new Set(folders)]
  return all.filter((folder) => !all.some((other) => other !== folder && isBelow(folder, other)))
}

function common(a: string, b: string): string {
  let folder = a
  while (!isBelow(b, folder)) folder = dirname(folder)
  return folder
}
