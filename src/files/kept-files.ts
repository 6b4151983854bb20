import { statSync } from 'node:fs'
import type { SourceFile } from '../text/source-file.ts'

/** A file's bytes, or why it has none. */
export type Loaded = { bytes: Uint8Array } | { whyNot: string }

/** Files as they were read before, for a program that reads one folder again and again: what has not changed is the same object. */
export interface KeptFiles {
  /** The bytes that lie at a path; `read` is only asked where they may have changed. */
  load(path: string, read: (path: string) => Loaded): Loaded
  file(absolute: string, bytes: Uint8Array, path: string, make: () => SourceFile): SourceFile
  /** Forgets what nobody has asked for since it was called before. */
  sweep(): void
}

/** What changes whenever a file does; null: it is not there. */
function stampOf(path: string): string | null {
  try {
    const { mtimeMs, ctimeMs, size, ino, mode } = statSync(path)
    return `${mtimeMs} ${ctimeMs} ${size} ${ino} ${mode}`
  } catch {
    return null
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a === b || Buffer.compare(a, b) === 0

export function keptFiles(): KeptFiles {
  const loads = new Map<string, { stamp: string; loaded: Loaded; used: boolean }>()
  const files = new Map<string, { bytes: Uint8Array; file: SourceFile; used: boolean }>()
  return {
    load(path, read) {
      const stamp = stampOf(path)
      const known = loads.get(path)
      const loaded = known && known.stamp === stamp ? known.loaded : read(path)
      if (stamp !== null) loads.set(path, { stamp, loaded, used: true })
      return loaded
    },
    file(absolute, bytes, path, make) {
      const known = files.get(absolute)
      const file = known && known.file.path === path && sameBytes(known.bytes, bytes) ? known.file : make()
      files.set(absolute, { bytes, file, used: true })
      return file
    },
    sweep() {
      for (const kept of [loads, files]) {
        for (const [path, one] of kept) {
          if (!one.used) kept.delete(path)
          one.used = false
        }
      }
    },
  }
}
