import { posix } from 'node:path'
import { field, readJson } from '../../javascript/json.ts'
import type { Disk } from '../../files/disk.ts'
import type { Major } from './compile.ts'

/** The major that a version or range means: `^4.18.2`, `5.x`, `>=4 <5`; null: no Express that is known. */
function majorOf(range: unknown): Major | null {
  if (typeof range !== 'string' && typeof range !== 'number') return null
  const found = /(?:^|[^\d.])v?([45])(?:\.|$|\s|\b)/.exec(` ${String(range).replace(/^npm:[^@]+@/, '')}`)
  return found?.[1] === '4' ? 4 : found?.[1] === '5' ? 5 : null
}

const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/** The Express that Nest brings along: 5 from its 11 on. */
function ofNest(range: unknown): Major | null {
  const found = typeof range === 'string' ? /^[\^~=v]?(\d+)/.exec(range) : null
  return found ? (Number(found[1]) >= 11 ? 5 : 4) : null
}

function fromManifest(json: unknown): Major | null {
  for (const kind of DEPENDENCIES) {
    const listed = field(json, kind)
    const major = ofNest(field(listed, '@nestjs/platform-express')) ?? majorOf(field(listed, 'express'))
    if (major) return major
  }
  return null
}

const fromLockfile = (json: unknown): Major | null =>
  majorOf(field(field(field(json, 'packages'), 'node_modules/express'), 'version')) ??
  majorOf(field(field(field(json, 'dependencies'), 'express'), 'version'))

/** yarn.lock and pnpm-lock.yaml, by their lines. */
function fromText(text: string): Major | null {
  const yarn = /^"?express@[^\n]*:\n\s+version:?\s+"?([\d.]+)/m.exec(text)
  const pnpm = /^\s+'?\/?express@([\d.]+)/m.exec(text)
  return majorOf(yarn?.[1] ?? pnpm?.[1])
}

function fromFolder(disk: Disk, folder: string): Major | null {
  const lock = disk.read(posix.join(folder, 'yarn.lock')) ?? disk.read(posix.join(folder, 'pnpm-lock.yaml'))
  return (
    fromManifest(readJson(disk, posix.join(folder, 'package.json'))) ??
    fromLockfile(readJson(disk, posix.join(folder, 'package-lock.json'))) ??
    (lock && fromText(lock.text))
  )
}

/** A manifest that an installation puts in its place lies in a folder of its own until then. */
function fromBelow(disk: Disk, folder: string): Major | null {
  const found = new Set(
    disk.list(folder).flatMap((name) => fromManifest(readJson(disk, posix.join(folder, name, 'package.json'))) ?? []),
  )
  const [only] = found
  return found.size === 1 && only ? only : null
}

/** The majors of Express that a file's project may run: one where the nearest package.json or lockfile says so, else both. */
export function majorsFor(disk: Disk, file: string, option: string | undefined): Major[] {
  const given = majorOf(option)
  if (given) return [given]
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const isLast = folder === disk.cwd || folder === posix.dirname(folder)
    const major = fromFolder(disk, folder) ?? (folder === disk.cwd ? fromBelow(disk, folder) : null)
    if (major) return [major]
    if (isLast) return [4, 5]
  }
}
