import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import type { Disk } from '../../files/disk.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { fnmatch, isPattern } from './fnmatch.ts'

/** Where a server's paths lie on this disk. */
export interface ServerPaths {
  setRoot(path: string): void
  /** ap_server_root_relative, then moved to where the files are linted: an absolute path on this disk. */
  locate(path: string): string
  /** Whether that is a guess: a relative path, and no ServerRoot in sight. */
  isGuess(path: string): boolean
  /** Whether it lies below a ServerRoot that is not on this disk: what is not found there may be on the server. */
  isMoved(path: string): boolean
  /** Whether the server stands on this disk: then its absolute paths mean this machine. */
  isHere(): boolean
}

/** Folder levels that an Include goes down (AP_MAX_FNMATCH_DIR_DEPTH). */
const FOLDER_DEPTH = 20

/** A folder and those around it that are in sight. */
function* upward(folder: string, disk: Disk): Generator<string> {
  for (let at = folder; disk.entry(at) === 'directory'; at = dirname(at)) {
    yield at
    if (at === dirname(at)) return
  }
}

/**
 * A ServerRoot that is out of sight stands where the main file is (its parent, for `conf/httpd.conf`), or above, if what is named
 * lies there: the files were copied away from their server.
 */
export function serverPaths(main: SourceFile, disk: Disk): ServerPaths {
  const folder = dirname(main.absolute)
  const here = basename(folder) === 'conf' ? dirname(folder) : folder
  let written: string | null = null
  const isMoved = (path: string): boolean =>
    written !== null && disk.entry(written) !== 'directory' && (!isAbsolute(path) || path.startsWith(`${written}/`))
  const moved = (path: string): string => {
    const below = isAbsolute(path) ? path.slice(written?.length ?? 0) : path
    const segments = below.split('/').filter(Boolean)
    const plain = segments.findIndex(isPattern)
    const sought = (plain === -1 ? segments : segments.slice(0, plain)).join('/')
    const root = [...upward(here, disk)].find((one) => /^(?:file|directory)$/.test(disk.entry(join(one, sought))))
    return join(root ?? here, below)
  }
  return {
    setRoot(path) {
      written = normalize(path).replace(/(.)\/$/, '$1')
    },
    isGuess: (path) => written === null && !isAbsolute(path),
    isMoved,
    isHere: () => written !== null && disk.entry(written) === 'directory',
    locate(path) {
      if (isMoved(path) && (!isAbsolute(path) || disk.entry(path) === 'outside')) return moved(path)
      const root = written !== null && disk.entry(written) === 'directory' ? written : here
      return isAbsolute(path) ? normalize(path) : join(root, path)
    },
  }
}

/** The files below a path that names one, or a folder of them, in httpd's order. */
function filesAt(path: string, disk: Disk, depth: number): string[] {
  if (disk.entry(path) !== 'directory') return [path]
  return depth >= FOLDER_DEPTH ? [] : disk.list(path).flatMap((name) => filesAt(join(path, name), disk, depth + 1))
}

interface Search {
  disk: Disk
  optional: boolean
  /** The folders are a server's own: what the checkout lacks may be there. */
  elsewhere: boolean
  failed(message: string, sure?: boolean): void
  outside(): void
}

/** ap_dir_fnmatch: one path segment after the other. */
function matchPath(folder: string, segments: string[], search: Search): string[] {
  const { disk, optional, elsewhere, failed, outside } = search
  const [segment, ...rest] = segments
  if (segment === undefined) return filesAt(folder, disk, 0)
  if (!isPattern(segment)) return matchPath(join(folder, segment), rest, search)
  const entry = disk.entry(folder)
  if (entry === 'outside' || (elsewhere && optional && entry !== 'directory')) {
    outside()
    return []
  }
  if (entry !== 'directory') {
    if (!optional) failed(`Expected the folder of this include, ${basename(folder)}, to be there`)
    return []
  }
  const names = disk.list(folder).filter((name) => fnmatch(segment, name, { period: true }))
  if (names.length === 0 && !optional)
    failed(`Expected a file that matches ${segment}; use IncludeOptional where there may be none`, false)
  const inside = names
    .map((name) => join(folder, name))
    .filter((path) => rest.length === 0 || disk.entry(path) === 'directory')
  return inside.flatMap((path) => matchPath(path, rest, search))
}

/** The files of an Include; null when (part of) it lies out of sight. */
export function includedFiles(
  path: string,
  optional: boolean,
  at: SourceRange,
  problems: Finding[],
  disk: Disk,
  paths: ServerPaths,
): { files: SourceFile[]; hidden: boolean } {
  const located = paths.locate(path)
  // A variable, or a word that a build script fills in.
  let hidden = /\$\{|@\w+@/.test(path)
  if (hidden) return { files: [], hidden }
  const failed = (message: string, sure = true): void => {
    // What it would have said, nobody knows.
    hidden = true
    // An absolute path is the server's own, wherever that stands.
    if (!paths.isGuess(path) && !(isAbsolute(path) && paths.isMoved(path)))
      problems.push({ ruleId: 'include-missing', message, range: at, ...(sure ? {} : { severity: 'warn' }) })
  }
  const found = matchPath('/', located.split('/').filter(Boolean), {
    disk,
    optional,
    elsewhere: !paths.isHere(),
    failed,
    outside: () => {
      hidden = true
    },
  })
  const files: SourceFile[] = []
  for (const absolute of found) {
    const file = disk.read(absolute)
    if (file) files.push(file)
    // No include of the project's that is missing, but what keeps a server that stands on this disk from starting.
    else if (disk.entry(absolute) === 'outside' && !optional && paths.isHere() && disk.isGone(absolute))
      problems.push({ ruleId: 'syntax', message: `Expected the included file ${path} to be there`, range: at })
    else if (disk.entry(absolute) === 'outside' || disk.entry(absolute) === 'file') hidden = true
    else failed(`Expected the included file ${path} to be there`, !optional)
  }
  return { files, hidden }
}
