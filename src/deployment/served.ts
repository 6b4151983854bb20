import { join } from 'node:path'
import type { Disk, Entry } from '../files/disk.ts'
import type { Bound } from '../text/limits.ts'
import { isBelow } from './service.ts'

/** A folder that a server answers from, and all those that its configuration names, as it names them (absolute). */
export interface ServedFrom {
  root: string
  named: Iterable<string>
}

const foldersHere = new WeakMap<Disk, Map<string, string | null>>()

/** The folder of the project that a root of another machine is taken for: the one that the root's path ends in, where no other root does. */
export function folderHere(disk: Disk, root: string): string | null {
  const known = foldersHere.get(disk) ?? new Map<string, string | null>()
  foldersHere.set(disk, known)
  const before = known.get(root)
  if (before !== undefined) return before
  const folder = findFolder(disk, root)
  known.set(root, folder)
  return folder
}

function findFolder(disk: Disk, root: string): string | null {
  const steps = root.split('/').filter(Boolean)
  for (const [index] of steps.entries()) {
    const folder = join(disk.cwd, ...steps.slice(index))
    if (disk.entry(folder) === 'directory') return folder
  }
  return null
}

/** The same, unless another of the configuration's folders may be meant. */
export function ownFolderHere(disk: Disk, { root, named }: ServedFrom): string | null {
  const here = folderHere(disk, root)
  return here === null ||
    rootsOf(disk, named)
      .get(here)
      ?.some((other) => other !== root)
    ? null
    : here
}

const namedRoots = new WeakMap<Disk, WeakMap<Iterable<string>, Map<string, string[]>>>()

/** The folders that a configuration names, by what each is taken for here: each of many is asked about all the others. */
function rootsOf(disk: Disk, named: Iterable<string> & object): Map<string, string[]> {
  const known = namedRoots.get(disk) ?? new WeakMap<Iterable<string>, Map<string, string[]>>()
  namedRoots.set(disk, known)
  const before = known.get(named)
  if (before) return before
  const roots = new Map<string, string[]>()
  for (const root of named) {
    const here = folderHere(disk, root)
    if (here !== null) roots.set(here, [...(roots.get(here) ?? []), root])
  }
  known.set(named, roots)
  return roots
}

/**
 * Files below a root of which one may stand for the others, the nearest first, as paths from there: `css/app.css`. Hidden ones are left out;
 * `bound`: how many entries are looked at.
 */
export function* filesServed(disk: Disk, from: ServedFrom, bound: Bound, below = ''): Generator<string> {
  const here =
    disk.entry(from.root) === 'directory'
      ? from.root
      : disk.entry(from.root) === 'outside'
        ? ownFolderHere(disk, from)
        : null
  if (here === null) return
  const folders = [below]
  for (const folder of folders) {
    for (const name of disk.list(join(here, folder))) {
      if (!bound.take()) continue
      if (name.startsWith('.') || name === 'node_modules') continue
      const path = join(folder, name)
      const entry = disk.entry(join(here, path))
      if (entry === 'directory') folders.push(path)
      else if (entry === 'file' && !disk.isIgnored(join(here, path))) yield path
    }
  }
}

/**
 * What a server finds at a path below its root. What the checkout does not hold is unknown, not missing: a root that is not there at all,
 * and what git ignores. Of a root on another machine, what lies in the project's folder of that name is there; what does not may be made
 * or uploaded later.
 */
export function servedEntry(disk: Disk, path: string, { root, named }: ServedFrom): Entry {
  const found = disk.entry(path)
  if (found === 'missing') return disk.entry(root) === 'directory' && !disk.isIgnored(path) ? 'missing' : 'outside'
  if (found !== 'outside' || !isBelow(path, root)) return found
  const here = ownFolderHere(disk, { root, named })
  if (here === null) return 'outside'
  const guessed = disk.entry(here + path.slice(root.length))
  return guessed === 'missing' ? 'outside' : guessed
}
