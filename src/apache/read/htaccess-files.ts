import { dirname, join } from 'node:path'
import { folderHere } from '../../deployment/served.ts'
import type { Bound } from '../../text/limits.ts'
import type { Disk } from '../../files/disk.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { ApacheDirective } from './directive.ts'
import { lookUp } from '../../text/lookup.ts'

/** A `.htaccess` and the two names of its folder: on this disk, and in the configuration. */
export interface Placed {
  file: SourceFile
  folder: string
  servedFrom: string
}

export const folderOf = (file: SourceFile): string => dirname(file.absolute)
export const parentsFirst = (a: Placed, b: Placed): number =>
  a.folder.length - b.folder.length || (a.folder < b.folder ? -1 : 1)

const DIRECTORY_ARGUMENT: Record<string, number> = { documentroot: 0, alias: 1, scriptalias: 1 }

/** Folders that a server answers from: its DocumentRoot, or else the main server's, and what both alias. As the configuration writes them. */
export function servedFolders(directives: ApacheDirective[], server: ApacheDirective | null): string[] {
  const own = collect(server?.block ?? [])
  const main = collect(directives)
  const roots = (own.roots.length > 0 ? own.roots : main.roots).slice(-1)
  return [...new Set([...roots, ...own.aliases, ...main.aliases])]
}

interface Folders {
  roots: string[]
  aliases: string[]
}

const collected = new WeakMap<ApacheDirective[], Folders>()

/** Every virtual host asks for the main server's again. */
function collect(directives: ApacheDirective[]): Folders {
  const found = collected.get(directives) ?? foldersIn(directives)
  collected.set(directives, found)
  return found
}

function foldersIn(directives: ApacheDirective[]): Folders {
  const roots: string[] = []
  const aliases: string[] = []
  for (const { key, args, open, block } of directives) {
    if (open) {
      const inner = foldersIn(block ?? [])
      roots.push(...inner.roots)
      aliases.push(...inner.aliases)
      continue
    }
    const path = args[lookUp(DIRECTORY_ARGUMENT, key) ?? -1]?.value
    if (path) (key === 'documentroot' ? roots : aliases).push(path.replace(/(.)\/+$/, '$1'))
  }
  return { roots, aliases }
}

/** The first of the names that is a file in a folder. */
function accessFile(folder: string, names: string[], disk: Disk): SourceFile | null {
  const present = new Set(disk.list(folder))
  for (const name of names) {
    const file = present.has(name) ? disk.read(join(folder, name)) : null
    if (file) return file
  }
  return null
}

/** Every access file below a folder, parents before children; the bound counts folders. */
export function findHtaccess(
  root: string,
  servedFrom: string,
  names: string[],
  { disk, bound }: { disk: Disk; bound: Bound },
): Placed[] {
  const found: Placed[] = []
  const folders = [root]
  for (const folder of folders) {
    if (!bound.take()) continue
    const file = accessFile(folder, names, disk)
    if (file) found.push({ file, folder, servedFrom: servedFrom + folder.slice(root.length) })
    for (const name of disk.list(folder)) {
      if (name !== '.git' && name !== 'node_modules' && disk.entry(join(folder, name)) === 'directory')
        folders.push(join(folder, name))
    }
  }
  return found
}

/**
 * Where a configuration from another machine would have a folder of this one: the only path it names that is taken for the folder, or for
 * one around it.
 */
export function guessServedFrom(folder: string, named: string[], disk: Disk): string | null {
  for (let around = folder; around.length > disk.cwd.length; around = dirname(around)) {
    const candidates = named.filter((path) => folderHere(disk, path) === around)
    if (candidates.length > 1) return null
    if (candidates[0] !== undefined) return candidates[0] + folder.slice(around.length)
  }
  return null
}
