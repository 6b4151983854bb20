import { dirname, relative } from 'node:path'
import { BINARY_PROBE, FILE_LIMIT } from './bearable.ts'
import type { LocalDisk } from './disk.ts'
import { ignoredBy } from './ignored.ts'
import { isBelow } from './below.ts'
import { sourceFile, type SourceFile } from '../text/source-file.ts'

/** Files by absolute path. */
export type Files = ReadonlyMap<string, Uint8Array>

/** As a local disk decodes: what is no UTF-8 is Latin-1, and a byte order mark stays. */
function decode(path: string, absolute: string, bytes: Uint8Array): SourceFile {
  try {
    return sourceFile(path, absolute, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return sourceFile(path, absolute, Buffer.from(bytes).toString('latin1'), 'latin1')
  }
}

/** Each folder with the names in it. */
function foldersOf(files: Files, cwd: string): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>([[cwd, new Set()]])
  for (const file of files.keys()) {
    for (let path = file; path !== cwd && isBelow(path, cwd); path = dirname(path)) {
      const names = folders.get(dirname(path)) ?? new Set()
      folders.set(dirname(path), names.add(path.slice(path.lastIndexOf('/') + 1)))
    }
  }
  return folders
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/**
 * Files that lie on no disk, as those of a web page. There are no symbolic links, and what is outside of the folder is on nobody's machine:
 * nothing is known of it. `known`: files that earlier disks have read; those with the same bytes are the same objects.
 */
export function memoryDisk(
  cwd: string,
  files: Files,
  known = new Map<string, { bytes: Uint8Array; file: SourceFile }>(),
): LocalDisk {
  const folders = foldersOf(files, cwd)
  const whyNot = (path: string): string | null => {
    const bytes = isBelow(path, cwd) ? files.get(path) : undefined
    if (!bytes)
      return folders.has(path)
        ? 'is a folder'
        : isBelow(path, cwd)
          ? 'does not exist'
          : 'lies outside the working directory'
    if (bytes.length > FILE_LIMIT) return `is larger than ${FILE_LIMIT / 1024 / 1024} MB`
    return bytes.subarray(0, BINARY_PROBE).includes(0) ? 'is a binary file' : null
  }
  const read = (path: string): SourceFile | null => {
    const bytes = files.get(path)
    if (!bytes || whyNot(path) !== null) return null
    const before = known.get(path)
    if (before?.bytes === bytes) return before.file
    const file = decode(relative(cwd, path), path, bytes)
    known.set(path, { bytes, file })
    return file
  }
  const isIgnored = ignoredBy(cwd, read)
  return {
    cwd,
    read,
    whyNot,
    elsewhere: () => [],
    bytes: (path) => {
      const bytes = whyNot(path) === null ? files.get(path) : undefined
      return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null
    },
    entry: (path) =>
      !isBelow(path, cwd) ? 'outside' : folders.has(path) ? 'directory' : files.has(path) ? 'file' : 'missing',
    list: (path) => [...(folders.get(path) ?? [])].sort(byBytes),
    isGone: () => false,
    isIgnored: (path) => isIgnored(path),
  }
}
