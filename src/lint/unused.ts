import { basename, dirname, join } from 'node:path'
import type { Origin } from '../model/origin.ts'
import type { Disk } from '../files/disk.ts'

/** Where Debian's packages, and those who learned from them, keep what may be loaded; the part that is loaded is linked from `…-enabled`. */
const STORE = /^(?:(sites|conf|mods|modules|streams)-available|snippets)$/

const MAIN = new Set(['nginx.conf', 'apache2.conf', 'httpd.conf'])

/**
 * The parts of a server's configuration that its main file, which is in sight, does not load. They are linted like the others; what they
 * would answer is nobody's concern.
 */
export function unusedParts(origins: Origin[], paths: string[], disk: Disk): Origin[] {
  const homes = new Set(paths.flatMap((path) => (MAIN.has(basename(path)) ? [dirname(path)] : [])))
  return origins.filter(
    ({ layer, name }) => layer !== 'express' && homes.has(dirname(dirname(name))) && isInStore(dirname(name), disk),
  )
}

/** A checkout that lacks the links, or where they lead to files that it has not, says nothing of what is loaded. */
function isInStore(folder: string, disk: Disk): boolean {
  const [match, kind] = STORE.exec(basename(folder)) ?? []
  if (match === undefined) return false
  const links = kind === undefined ? [] : linksIn(join(disk.cwd, dirname(folder), `${kind}-enabled`), disk)
  return (
    kind === undefined ||
    (links.length > 0 &&
      links.every(
        (path) => disk.entry(path) === 'file' || disk.entry(join(disk.cwd, folder, basename(path))) === 'file',
      ))
  )
}

const linksIn = (folder: string, disk: Disk): string[] => disk.list(folder).map((name) => join(folder, name))
