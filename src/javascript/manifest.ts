import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { findFile, folderWith } from './files.ts'
import { entriesOf, field, readJson } from './json.ts'
import { compiledFrom, matchAlias } from './tsconfig.ts'

/** The package that a specifier names, without what is below it. */
export const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** Where a build's output comes from when it is not there: what its tsconfig says, `src/x` for `dist/x`, or the same path without the output folder. */
function sourcesOf(disk: Disk, folder: string, target: string): string[] {
  const configured = compiledFrom(disk, folder, resolve(folder, target))
  const [, output] =
    /^(?:\.\/)?((?:dist|build|lib|out|output|cjs|esm|es|dist-\w+)\/(?:(?:cjs|esm|es|node|commonjs|module)\/)?)/.exec(
      target,
    ) ?? []
  if (output === undefined) return configured
  const inside = target.replace(/^\.\//, '').slice(output.length)
  return [...configured, ...['src', ''].map((source) => join(folder, source, inside))]
}

/** A target of a manifest: the file itself, or the source that it is built from. */
export function sourceFor(disk: Disk, folder: string, target: string): string | null {
  const path = target.replace(/\.d\.([cm]?)ts$/, '.$1js')
  return (
    findFile(disk, resolve(folder, path)) ??
    sourcesOf(disk, folder, path)
      .map((source) => findFile(disk, source))
      .find(Boolean) ??
    null
  )
}

/** The targets of an `exports` entry, the sources first, whatever their conditions. */
function targetsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(targetsOf)
  const named = entriesOf(value)
  return [...named.filter(([name]) => name === 'source'), ...named.filter(([name]) => name !== 'source')].flatMap(
    ([, inner]) => targetsOf(inner),
  )
}

/** What `exports` gives for `.` or `./below`, patterns included. */
function exportedTargets(manifest: unknown, below: string): string[] {
  const exported = field(manifest, 'exports')
  const isMap = entriesOf(exported).some(([name]) => name.startsWith('.'))
  if (!isMap) return below === '' ? targetsOf(exported) : []
  return entriesOf(exported).flatMap(([pattern, value]) => {
    const part = matchAlias(pattern, below === '' ? '.' : `./${below}`)
    return part === null ? [] : targetsOf(value).map((target) => target.replaceAll('*', part))
  })
}

/** The file behind a package that lies in a folder, as its manifest names it. */
export function packageFile(disk: Disk, folder: string, below: string): string | null {
  const manifest = readJson(disk, join(folder, 'package.json'))
  const named = below ? [below] : ['source', 'main', 'module', 'types', 'typings'].map((name) => field(manifest, name))
  const targets = [...exportedTargets(manifest, below), ...named].filter((name) => typeof name === 'string')
  const found = targets.map((target) => sourceFor(disk, folder, target)).find(Boolean)
  return (
    found ??
    findFile(disk, join(folder, 'src', below || 'index')) ??
    (below ? null : findFile(disk, join(folder, 'index')))
  )
}

/** The folder of an installed package, as Node finds it from a file. */
function installedFolder(disk: Disk, from: string, name: string): string | null {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const at = join(folder, 'node_modules', name)
    if (disk.entry(at) === 'directory') return at
    if (folder === disk.cwd || folder === dirname(folder)) return null
  }
}

/** The file that a program loads for a package's name, where the package is on disk: its values may be read, nothing of it is the site's own. */
export function installedFile(disk: Disk, from: string, specifier: string): string | null {
  const name = packageName(specifier)
  const folder = installedFolder(disk, from, name)
  return folder ? packageFile(disk, folder, specifier.slice(name.length + 1)) : null
}

/** A package that somebody wrote in a `node_modules` of its own: no package manager puts one where there is no manifest beside it. */
export function handWritten(disk: Disk, from: string, name: string): string | null {
  const folder = installedFolder(disk, from, name)
  const home = folder?.slice(0, -join('node_modules', name).length)
  return home !== undefined && disk.entry(join(home, 'package.json')) === 'missing' ? folder : null
}

/** What package.json `imports` says of `#name`: the first file of its conditions that is there. */
export function ownImport(disk: Disk, from: string, specifier: string): string | null {
  const folder = folderWith(disk, dirname(from), 'package.json')
  if (!folder) return null
  const imports = field(readJson(disk, join(folder, 'package.json')), 'imports')
  for (const [pattern, value] of Object.entries(typeof imports === 'object' && imports !== null ? imports : {})) {
    const part = matchAlias(pattern, specifier)
    if (part === null) continue
    const found = targetsOf(value)
      .map((target) => sourceFor(disk, folder, target.replace('*', part)))
      .find(Boolean)
    if (found) return found
  }
  return null
}
