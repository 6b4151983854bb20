import { basename, dirname, join, resolve } from 'node:path'
import type { Origin } from '../model/origin.ts'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'

/** Where Debian's packages, and those who learned from them, keep what may be loaded; the part that is loaded is linked from `…-enabled`. */
const STORE = /^(?:(sites|conf|mods|modules|streams)-available|snippets)$/

const MAIN = ['nginx.conf', 'apache2.conf', 'httpd.conf']

/**
 * The parts of a server's configuration that its main file does not load, whether that is linted, too, or a person works in the folder of the
 * parts. They are linted like the others; what they would answer is nobody's concern. `read`: the server's files.
 */
export function unusedParts(origins: Origin[], read: readonly SourceFile[], disk: Disk): Origin[] {
  const known = new Map<string, boolean>()
  return origins.filter(({ layer, name }) => {
    if (layer === 'express') return false
    const folder = dirname(resolve(disk.cwd, name))
    const isStore = known.get(folder) ?? isUnusedStore(folder, read, disk)
    known.set(folder, isStore)
    return isStore
  })
}

/** The files of a part that is not loaded: those of one folder are read together. */
export const filesOf = ({ name, routes, hosts }: Origin): string[] => {
  const files = [...hosts, ...routes].flatMap(({ range }) => range?.file ?? [])
  return [...new Set([name, ...files.filter((file) => dirname(file) === dirname(name)).sort()])]
}

function isUnusedStore(folder: string, read: readonly SourceFile[], disk: Disk): boolean {
  const [match, kind] = STORE.exec(basename(folder)) ?? []
  const home = dirname(folder)
  const main = match === undefined ? undefined : MAIN.map((name) => join(home, name)).find((path) => isFile(path, disk))
  if (main === undefined) return false
  if (kind === undefined) return true
  const links = disk.list(join(home, `${kind}-enabled`)).map((name) => join(home, `${kind}-enabled`, name))
  // A checkout that lacks the links, or where they lead to files that it has not, says nothing of what is loaded.
  if (links.length > 0) return links.every((path) => isFile(path, disk) || isFile(join(folder, basename(path)), disk))
  const texts = [disk.read(main), ...read.filter(({ absolute }) => dirname(absolute) !== folder)]
  return !texts.some((file) => file !== null && new RegExp(`\\b${kind}-(?:enabled|available)\\b`).test(file.text))
}

const isFile = (path: string, disk: Disk): boolean => disk.entry(path) === 'file'
