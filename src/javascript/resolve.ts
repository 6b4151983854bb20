import { dirname, join, relative, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { findFile, folderWith } from './files.ts'
import { field, readJson } from './json.ts'
import { handWritten, ownImport, packageFile, packageName, sourceFor } from './manifest.ts'
import { aliasesOf, type Aliases } from './tsconfig.ts'
import { workspacesOf } from './workspaces.ts'

/** What a module specifier means: a file below the working directory, a package, or neither. */
export type Resolved =
  | { kind: 'file'; path: string; /** The name of the package that the folder is. */ name?: string }
  | { kind: 'package'; name: string }
  | { kind: 'missing' }
export type Resolve = (from: string, specifier: string) => Resolved

/** The source of a file that is not there, for a build writes it and its folder: `require('../dist/app')` in bin/www means src/app.ts. Sources themselves ask for other things there. */
function builtFrom(disk: Disk, from: string, at: string): string | null {
  const folder = /\.[cm]?tsx?$/.test(from) ? null : folderWith(disk, dirname(at), 'package.json')
  if (folder === null) return null
  const path = relative(folder, at)
  return disk.entry(join(folder, path.split('/')[0] ?? '')) === 'missing' ? sourceFor(disk, folder, path) : null
}

/** Module resolution as Node, TypeScript and bundlers do it together, each answer remembered. */
export function createResolver(disk: Disk): Resolve {
  const known = new Map<string, Resolved>()
  const aliases = new Map<string, Aliases | null>()
  let workspaces: Map<string, string> | undefined

  const aliasesFor = (folder: string): Aliases | null => {
    const cached = aliases.get(folder)
    if (cached !== undefined) return cached
    const parent = folder === disk.cwd || folder === dirname(folder) ? null : aliasesFor(dirname(folder))
    const own = aliasesOf(disk, folder) ?? parent
    aliases.set(folder, own)
    return own
  }

  const find = (from: string, specifier: string): Resolved => {
    if (specifier.startsWith('.') || specifier.startsWith('/')) {
      const at = resolve(dirname(from), specifier)
      const path = findFile(disk, at) ?? builtFrom(disk, from, at)
      const name = disk.entry(at) === 'directory' ? field(readJson(disk, join(at, 'package.json')), 'name') : undefined
      if (path) return typeof name === 'string' ? { kind: 'file', path, name } : { kind: 'file', path }
      return { kind: 'missing' }
    }
    const own = specifier.startsWith('#') ? ownImport(disk, from, specifier) : null
    const aliased =
      own ??
      aliasesFor(dirname(from))
        ?.targets(specifier)
        .map((target) => findFile(disk, target))
        .find(Boolean)
    if (aliased) return { kind: 'file', path: aliased }
    const name = packageName(specifier)
    workspaces ??= workspacesOf(disk)
    const folder = workspaces.get(name) ?? handWritten(disk, from, name)
    const path = folder ? packageFile(disk, folder, specifier.slice(name.length + 1)) : null
    return path ? { kind: 'file', path } : { kind: 'package', name: specifier.replace(/^node:/, '') }
  }

  return (from, specifier) => {
    const key = `${dirname(from)}\0${specifier}`
    const answer = known.get(key) ?? find(from, specifier)
    known.set(key, answer)
    return answer
  }
}
