import { isUtf8 } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { BINARY_PROBE, FILE_LIMIT } from './bearable.ts'
import { isBelow } from './below.ts'
import { ignoredBy } from './ignored.ts'
import type { Notes } from './facts.ts'
import type { KeptFiles, Loaded } from './kept-files.ts'
import { sourceFile, type SourceFile } from '../text/source-file.ts'

/** What lies at a path; `outside`: not below the working directory, so nothing is known of it. */
export type Entry = 'file' | 'directory' | 'missing' | 'outside'

/** What a container's image has in a folder beside what is in sight. `name` null: nothing; `ports`: those that it listens on. */
export interface Stock {
  folder: string
  name: string | null
  ports: readonly number[]
}

/** The only way to the file system: everything below the working directory, read once, symlinks resolved before comparing. */
export interface Disk {
  cwd: string
  /** null: not there, not readable, or outside. */
  read(absolute: string): SourceFile | null
  entry(absolute: string): Entry
  /** The names in a folder, sorted by bytes; empty where there is none. */
  list(absolute: string): string[]
  /** Whether nothing lies there on this machine, outside the working directory too: all that is ever asked about what is outside. */
  isGone(absolute: string): boolean
  /** Whether git ignores it: a deployment may have there what a checkout has not. */
  isIgnored(absolute: string): boolean
  /** Of a folder in a container: what its image has there; null: nobody knows. */
  stockIn?(folder: string): Stock | null
  /** Where a container sees a file of the project. */
  seenAt?(absolute: string): string[]
}

/** The disk that the engine opens: it can also say why a file could not be read. */
export interface LocalDisk extends Disk {
  /** A file's bytes before they are decoded, for a first look; null as `read`. */
  bytes(absolute: string): Buffer | null
  /** Why `read` gave null, for a person: `is a binary file`. */
  whyNot(absolute: string): string | null
  /** Told of what is asked of the file system beside this disk. */
  notes?: Notes
  /** The files that were read outside the working directory. */
  elsewhere(): string[]
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'

const REASONS: Record<string, string> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read (permission denied)',
  EPERM: 'may not be read (permission denied)',
  EISDIR: 'is a folder',
  ELOOP: 'is a symbolic link to itself',
  ENXIO: 'is no regular file',
}
const reasonFor = (error: unknown): string => REASONS[codeOf(error)] ?? `cannot be read (${codeOf(error)})`

/** Size and kind are asked of the opened file, which nobody can swap any more; NONBLOCK, because opening a FIFO would wait for ever. */
export function readBytes(path: string): Loaded {
  let handle: number | undefined
  try {
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = fstatSync(handle)
    if (stat.isDirectory()) return { whyNot: 'is a folder' }
    if (!stat.isFile()) return { whyNot: 'is no regular file' }
    if (stat.size > FILE_LIMIT) return { whyNot: `is larger than ${FILE_LIMIT / 1024 / 1024} MB` }
    const bytes = Buffer.allocUnsafe(stat.size)
    let length = 0
    for (let got = 1; got > 0 && length < bytes.length; length += got)
      got = readSync(handle, bytes, length, bytes.length - length, null)
    const whole = bytes.subarray(0, length)
    return whole.subarray(0, BINARY_PROBE).includes(0) ? { whyNot: 'is a binary file' } : { bytes: whole }
  } catch (error) {
    return { whyNot: reasonFor(error) }
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** What stands in a regular file of a bearable size, as `Disk.read` gives it. Nothing is remembered. */
export type TextRead = { text: string } | { whyNot: string }

/** A file outside of any disk, as the nearest configuration upward is. A link that leads out of the folder which it stands in is not followed. */
export function readAlone(path: string): TextRead {
  const real = orElse(() => realpathSync.native(path), path)
  if (
    !isBelow(
      real,
      orElse(() => realpathSync.native(dirname(path)), dirname(path)),
    )
  )
    return { whyNot: 'is a symbolic link out of its folder' }
  const loaded = readBytes(real)
  return 'bytes' in loaded ? { text: bufferOf(loaded.bytes).toString('utf8') } : loaded
}

function remember<Value>(compute: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>()
  return (path) => {
    const before = known.get(path)
    if (before !== undefined) return before
    const value = compute(path)
    known.set(path, value)
    return value
  }
}

/** What a folder holds. `small`: in lower case, for some disks do not tell cases apart; `plain`: what is no link, so that its real path is plain. */
interface Listing {
  names: string[]
  small: ReadonlySet<string>
  plain: ReadonlySet<string>
}

function listingOf(folder: string): Listing {
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = entries.map(({ name }) => name).sort(byBytes)
  return {
    names,
    small: new Set(names.map((name) => name.toLowerCase())),
    plain: new Set(entries.flatMap((entry) => (entry.isFile() || entry.isDirectory() ? [entry.name] : []))),
  }
}

/** null: it cannot be listed, or is none of ours. */
type Names = (folder: string) => Listing | null

/** Whether something may lie in a folder: most that is asked for does not, and a look at the names is cheaper than asking for each. */
function mayHold(listing: Listing | null, name: string): boolean {
  return !listing || listing.small.has(name.toLowerCase()) || !/^[ -~]+$/.test(name)
}

/** `join`, which would read the whole folder letter by letter. */
const under = (folder: string, name: string): string =>
  name.startsWith('.') || folder.endsWith(sep) ? join(folder, name) : folder + sep + name

/** The real path; of what does not exist, the real path of the folder it would stand in. A path may have thousands of folders: from the nearest known
 * one they are looked up downward, one after the other. */
function realPaths(names: Names, notes: Notes | undefined): (path: string) => string {
  const known = new Map<string, string>()
  /** Below these there is nothing. */
  const missing = new Set<string>()
  const realIn = (parent: string | null, path: string): string => {
    const look = (): string | null => {
      const listing = parent === null ? null : names(parent)
      if (parent !== null && listing?.plain.has(basename(path))) return under(parent, basename(path))
      const isThere = mayHold(listing, basename(path)) && statSync(path, { throwIfNoEntry: false }) !== undefined
      return isThere ? realpathSync.native(path) : null
    }
    const found = parent !== null && missing.has(dirname(path)) ? null : orElse(look, null)
    if (found === null) missing.add(path)
    else if (found !== path) notes?.link(path, found)
    return found ?? (parent === null ? path : under(parent, basename(path)))
  }
  return (path) => {
    const unknown: string[] = []
    let top = path
    for (; !known.has(top); top = dirname(top)) {
      unknown.push(top)
      if (dirname(top) === top) break
    }
    let real = known.get(top) ?? null
    unknown.reverse()
    // Below what is not there nothing is worth remembering, and servers ask for thousands of such paths.
    if (real !== null && missing.has(top)) return unknown.reduce((parent, one) => under(parent, basename(one)), real)
    for (const one of unknown) {
      real = realIn(real, one)
      known.set(one, real)
    }
    return real ?? path
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function decode(path: string, absolute: string, given: Uint8Array): SourceFile {
  const bytes = bufferOf(given)
  return isUtf8(bytes)
    ? sourceFile(path, absolute, bytes.toString('utf8'))
    : sourceFile(path, absolute, bytes.toString('latin1'), 'latin1')
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Bytes that stand for those on the disk, by real path: what an editor has not saved yet, or what fixes make of a file. */
export type Unsaved = ReadonlyMap<string, Uint8Array>

/**
 * Opens the files below a working directory, or of the folders `within` alone. Nothing here throws; each answer stays the same for the
 * disk's whole life. `kept`: what earlier disks have read. `notes`: told of all that is asked.
 */
export function openDisk(
  folder: string,
  {
    unsaved,
    within = [folder],
    kept,
    notes,
  }: { unsaved?: Unsaved; within?: string[]; kept?: KeptFiles; notes?: Notes } = {},
): LocalDisk {
  const trees: string[] = []
  const inside = (path: string): boolean => trees.some((tree) => isBelow(path, tree))
  const names: Names = remember((path) => (inside(path) ? orElse(() => listing(path), null) : null))
  const real = realPaths((path) => (trees.length > 0 ? names(path) : null), notes)
  const cwd = real(folder)
  trees.push(...within.map(real))
  const elsewhere = new Set<string>()
  const open = (path: string): Loaded => {
    if (!inside(path)) return { whyNot: 'lies outside the working directory' }
    const bytes = unsaved?.get(path)
    const loaded = bytes ? { bytes } : (kept?.load(path, readBytes) ?? readBytes(path))
    notes?.file(path, loaded)
    return loaded
  }
  let last: { path: string; loaded: Loaded } | undefined
  // Of most files a first look is all: their bytes are not kept, but for those that somebody comes back to at once.
  const load = (path: string): Loaded => {
    if (last?.path !== path) last = { path, loaded: open(path) }
    return last.loaded
  }
  const read = remember((path): { file: SourceFile | null } => {
    const loaded = load(path)
    if ('bytes' in loaded && !isBelow(path, cwd)) elsewhere.add(path)
    if (!('bytes' in loaded)) return { file: null }
    const { bytes } = loaded
    const name = relative(cwd, path).replaceAll(sep, '/')
    const made = (): SourceFile => decode(name, path, bytes)
    return { file: kept?.file(path, bytes, name, made) ?? made() }
  })
  const entryInside = remember((path): Entry => {
    if (unsaved?.has(path)) return 'file'
    if (!trees.includes(path) && !mayHold(names(dirname(path)), basename(path))) return 'missing'
    notes?.kind(path)
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat?.isDirectory() ? 'directory' : stat ? 'file' : 'missing'
  })
  const entry = (path: string): Entry => (inside(path) ? entryInside(path) : 'outside')
  const listing = remember((path): Listing => {
    notes?.folder(path)
    return listingOf(path)
  })
  const list = (path: string): string[] => (inside(path) ? listing(path).names : [])
  const isIgnored = remember(ignoredBy(cwd, (path) => read(real(path)).file))
  return {
    cwd,
    ...(notes && { notes }),
    elsewhere: () => [...elsewhere].sort(),
    bytes: (path) => {
      const loaded = load(real(path))
      return 'bytes' in loaded ? bufferOf(loaded.bytes) : null
    },
    whyNot: (path) => {
      const loaded = load(real(path))
      return 'whyNot' in loaded ? loaded.whyNot : null
    },
    read: (path) => read(real(path)).file,
    entry: (path) => orElse(() => entry(real(path)), 'missing'),
    list: (path) => orElse(() => list(real(path)), []),
    isGone: (path) => {
      notes?.kind(path)
      return orElse(() => statSync(path, { throwIfNoEntry: false }) === undefined, false)
    },
    isIgnored: (path) => orElse(() => isIgnored(real(path)), false),
  }
}

function orElse<Value>(compute: () => Value, otherwise: Value): Value {
  try {
    return compute()
  } catch {
    return otherwise
  }
}
