import { copyFileSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { FILE_LIMIT } from './bearable.ts'
import { git, GitError, tryGit } from './git.ts'

export { GitError }

const commitOf = (cwd: string, revision: string): string | null =>
  tryGit(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim() ?? null

/** The commit at which the work tree's branch left the main branch; on the main branch itself, its last commit. */
export function defaultBase(cwd: string): string {
  const main = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'].find(
    (name) => commitOf(cwd, name) !== null,
  )
  git(cwd, ['rev-parse', '--git-dir'])
  if (!main) throw new GitError('no main branch is known here; name a revision')
  const base = tryGit(cwd, ['merge-base', 'HEAD', main])?.trim() ?? null
  if (base !== null) return base
  const remedy = isShallow(cwd) ? 'fetch more of the history (git fetch --unshallow)' : 'fetch more of the history'
  throw new GitError(`HEAD and ${main} have no common commit here; ${remedy}, or name a revision`)
}

const isShallow = (cwd: string): boolean => tryGit(cwd, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true'

interface Entry {
  mode: string
  id: string
  size: number
  path: string
}

/** What a revision holds below `cwd`. The name may not look like an option: it comes from whoever wrote a pull request's workflow. */
function listTree(cwd: string, revision: string): Entry[] {
  if (revision.startsWith('-')) throw new GitError(`${revision} is no revision`)
  const commit = commitOf(cwd, revision)
  if (commit === null) {
    git(cwd, ['rev-parse', '--git-dir'])
    throw new GitError(
      `there is no revision ${revision}${isShallow(cwd) ? ' in this shallow clone; fetch it first (git fetch --unshallow)' : ''}`,
    )
  }
  return git(cwd, ['ls-tree', '-r', '-l', '-z', commit])
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode, id, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? []
      return mode !== undefined && id !== undefined && path !== undefined
        ? [{ mode, id, size: Number(size), path }]
        : []
    })
}

/** The contents of blobs, raw: no filter of the repository's attributes is run. */
function readBlobs(cwd: string, ids: string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  if (ids.length === 0) return found
  const output = git(cwd, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at)
    const [id = '', , size = '0'] = output.toString('latin1', at, end).split(' ')
    found.set(id, output.subarray(end + 1, end + 1 + Number(size)))
    at = end + Number(size) + 2
  }
  return found
}

const staysInside = (folder: string, path: string): boolean => {
  const way = relative(folder, join(folder, path))
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

const SYMLINK = '120000'

/** The files that git ignores, those in ignored folders left out: `.env` and the like, which belong to the machine and not to a revision. */
function ignoredFiles(cwd: string): string[] {
  const listed = tryGit(cwd, ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'])
  return (listed ?? '').split('\0').filter((path) => path !== '' && !path.endsWith('/') && staysInside(cwd, path))
}

/** A path and the folders above it: `a/b/c`, `a/b`, `a`. */
const withParents = (path: string): string[] => (path === '.' ? [] : [path, ...withParents(dirname(path))])

/** Without what stands below a file or a link of the same tree: git makes no such tree, a stranger may. */
function wellFormed(entries: Entry[]): Entry[] {
  const paths = new Set(entries.map(({ path }) => path))
  return entries.filter(({ path }) => !withParents(dirname(path)).some((parent) => paths.has(parent)))
}

/** Puts the machine's own files beside a revision's, where both are small enough to be read and the revision has nothing in that place. */
function copyIgnored(cwd: string, folder: string, entries: Entry[]): void {
  const taken = new Set(entries.map(({ path }) => path))
  for (const path of ignoredFiles(cwd)) {
    const stat = lstatSync(join(cwd, path), { throwIfNoEntry: false })
    if (
      !stat?.isFile() ||
      stat.size > FILE_LIMIT ||
      withParents(path).some((part) => taken.has(part)) ||
      isThere(join(folder, path))
    )
      continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    copyFileSync(join(cwd, path), join(folder, path))
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Links come last, into folders that are all made before the first of them: nothing is ever written through one. */
function layLinks(folder: string, links: Entry[], blobs: Map<string, Buffer>): void {
  for (const { path } of links) mkdirSync(dirname(join(folder, path)), { recursive: true })
  for (const { path, id } of links) {
    if (!isThere(join(folder, path))) symlinkSync(blobs.get(id)?.toString() ?? '', join(folder, path))
  }
}

/** Lays out what a revision holds below `cwd` in a temporary folder, with the files beside it that git ignores. Throws GitError. */
export function checkOut(cwd: string, revision: string): { folder: string; remove(): void } {
  const entries = wellFormed(listTree(cwd, revision)).filter(({ path }) => staysInside(cwd, path))
  const isWanted = ({ size }: Entry): boolean => size <= FILE_LIMIT
  const blobs = readBlobs(cwd, [...new Set(entries.filter(isWanted).map(({ id }) => id))])
  const folder = mkdtempSync(join(tmpdir(), 'verblint-base-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    for (const entry of entries.filter(({ mode }) => mode !== SYMLINK)) {
      mkdirSync(dirname(join(folder, entry.path)), { recursive: true })
      writeFileSync(join(folder, entry.path), isWanted(entry) ? (blobs.get(entry.id) ?? '') : '')
    }
    copyIgnored(cwd, folder, entries)
    layLinks(
      folder,
      entries.filter(({ mode }) => mode === SYMLINK),
      blobs,
    )
  } catch (error) {
    remove()
    throw error
  }
  return { folder, remove }
}
