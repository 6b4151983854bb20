import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'

/** Why git could not be asked, in one line for a person. */
export class GitError extends Error { override name = 'GitError' }

const MAX_OUTPUT = 1024 * 1024 * 1024

function git(cwd: string, args: string[], input?: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, input, maxBuffer: MAX_OUTPUT })
  if (error) throw new GitError(`git could not be run (${error.message})`)
  if (status !== 0) throw new GitError(stderr.toString().trim().split('\n')[0]?.replace(/^fatal: /, '') ?? 'git failed')
  return stdout
}

function commitOf(cwd: string, revision: string): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], { cwd })
  return status === 0 ? stdout.toString().trim() : null
}

/** The commit at which the work tree's branch left the main branch; on the main branch itself, its last commit. */
export function defaultBase(cwd: string): string {
  const main = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'].find((name) => commitOf(cwd, name) !== null)
  git(cwd, ['rev-parse', '--git-dir'])
  if (!main) throw new GitError('no main branch is known here; name a revision')
  const { status, stdout } = spawnSync('git', ['merge-base', 'HEAD', main], { cwd })
  if (status !== 0) throw new GitError(`HEAD and ${main} have no common commit here; fetch more of the history${isShallow(cwd) ? ' (git fetch --unshallow)' : ''}, or name a revision`)
  return stdout.toString().trim()
}

const isShallow = (cwd: string): boolean => spawnSync('git', ['rev-parse', '--is-shallow-repository'], { cwd }).stdout.toString().trim() === 'true'

interface Entry { mode: string; id: string; size: number; path: string }

/** What a revision holds below `cwd`. The name may not look like an option: it comes from whoever wrote a pull request's workflow. */
function listTree(cwd: string, revision: string): Entry[] {
  if (revision.startsWith('-')) throw new GitError(`${revision} is no revision`)
  const commit = commitOf(cwd, revision)
  if (commit === null) {
    git(cwd, ['rev-parse', '--git-dir'])
    throw new GitError(`there is no revision ${revision}${isShallow(cwd) ? ' in this shallow clone; fetch it first (git fetch --unshallow)' : ''}`)
  }
  return git(cwd, ['ls-tree', '-r', '-l', '-z', commit]).toString().split('\0').flatMap((line) => {
    const [, mode, id, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? []
    return mode !== undefined && id !== undefined && path !== undefined ? [{ mode, id, size: Number(size), path }] : []
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
  const { status, stdout } = spawnSync('git', ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'], { cwd, maxBuffer: MAX_OUTPUT })
  return status === 0 ? stdout.toString().split('\0').filter((path) => path !== '' && !path.endsWith('/') && staysInside(cwd, path)) : []
}

/** Puts the machine's own files beside a revision's, where both are small enough to be read. */
function copyIgnored(cwd: string, folder: string): void {
  for (const path of ignoredFiles(cwd)) {
    const [from, to] = [join(cwd, path), join(folder, path)]
    const stat = lstatSync(from, { throwIfNoEntry: false })
    if (!stat?.isFile() || stat.size > TEXT_LIMIT || existsSync(to)) continue
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(from, to)
  }
}

/** Larger files (bytes) are laid out empty: that they exist is all that anybody asks of them. */
const TEXT_LIMIT = 1024 * 1024

/** Lays out what a revision holds below `cwd` in a temporary folder, with the files beside it that git ignores. Throws GitError. */
export function checkOut(cwd: string, revision: string): { folder: string; remove(): void } {
  const entries = listTree(cwd, revision).filter(({ path }) => staysInside(cwd, path))
  const isWanted = ({ size }: Entry): boolean => size <= TEXT_LIMIT
  const blobs = readBlobs(cwd, [...new Set(entries.filter(isWanted).map(({ id }) => id))])
  const folder = mkdtempSync(join(tmpdir(), 'verblint-base-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    for (const entry of entries.filter(({ mode }) => mode !== SYMLINK)) {
      mkdirSync(dirname(join(folder, entry.path)), { recursive: true })
      writeFileSync(join(folder, entry.path), isWanted(entry) ? blobs.get(entry.id) ?? '' : '')
    }
    // Last, so that no file is written through one. Where one leads out, nobody will follow it.
    for (const { path, id } of entries.filter(({ mode }) => mode === SYMLINK)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      symlinkSync(blobs.get(id)?.toString() ?? '', join(folder, path))
    }
    copyIgnored(cwd, folder)
  } catch (error) {
    remove()
    throw error
  }
  return { folder, remove }
}
