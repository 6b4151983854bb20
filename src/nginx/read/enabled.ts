import { basename, dirname, join } from 'node:path'
import type { Disk } from '../../files/disk.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { isGlob, matchesGlob } from '../../files/shell-glob.ts'

/** What stands in for a folder such as `sites-enabled` that a repository has no links in; `all`: nobody knows which of them are enabled. */
export interface StandIns {
  files: SourceFile[]
  all: boolean
}

const ENABLED = /-enabled$/

/**
 * A folder of links is made on the server, so that a repository often lacks it, or has links in it that lead to a path of the server. A link is taken for
 * the file of its name in `…-available`; where there is no link at all, each file there may be enabled.
 */
export function standIns(pattern: string, disk: Disk): StandIns | null {
  const folder = dirname(pattern)
  const available = folder.replace(ENABLED, '-available')
  if (available === folder || isGlob(folder) || disk.entry(available) !== 'directory') return null
  const wanted = (path: string): string[] => disk.list(path).filter((name) => matchesGlob(basename(pattern), name))
  const links = wanted(folder)
  const names = links.length > 0 ? links.filter((name) => isLost(join(folder, name), disk)) : wanted(available)
  const files = names.flatMap((name) =>
    disk.entry(join(available, name)) === 'file' ? (disk.read(join(available, name)) ?? []) : [],
  )
  return files.length > 0 ? { files, all: links.length === 0 } : null
}

/** A link whose target is no file of the repository. */
const isLost = (path: string, disk: Disk): boolean => disk.entry(path) === 'missing' || disk.entry(path) === 'outside'
