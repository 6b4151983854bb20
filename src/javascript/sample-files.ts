import { basename, dirname, join } from 'node:path'
import type { Disk } from '../files/disk.ts'

/** How people mark a file that is copied to its real name: `config.sample.json`, `config-example.js`, `sample.config.js`. */
const MARK = /(?:^|[.\-_])(?:sample|example|default|defaults|template|dist)(?=[.\-_]|$)/i
const READ = /\.(?:json|[cm]?[jt]s)$/

/** The name without its mark; null: it has none. */
const unmarked = (name: string): string | null =>
  MARK.test(name) ? name.replace(MARK, '').replace(/^[.\-_]/, '') : null

/** A file that shows what one beside it, which every machine has of its own, looks like; null: there is none. `absolute`: the path that a program asks for. */
export function sampleFile(disk: Disk, absolute: string): string | null {
  const wanted = basename(absolute)
  const folder = dirname(absolute)
  const found = disk.list(folder).find((name) => {
    const plain = READ.test(name) ? unmarked(name) : null
    return plain !== null && (plain === wanted || plain.replace(READ, '') === wanted)
  })
  return found ? join(folder, found) : null
}
