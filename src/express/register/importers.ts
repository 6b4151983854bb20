import { join } from 'node:path'
import { entriesOf, field, readJson } from '../../javascript/json.ts'
import { sourceFor } from '../../javascript/manifest.ts'
import type { Resolve } from '../../javascript/resolve.ts'
import type { Disk } from '../../files/disk.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { isTestFile } from '../../files/kind.ts'
import { addTo } from '../../text/group.ts'

const IMPORTS = /(?:\bfrom|\brequire\(|\bimport\(?)\s*['"]([^'"\n]+)['"]/g

/** The files that a file's text imports: no parser is needed to see who uses whom. */
export const importsOf = (file: SourceFile, resolve: Resolve): string[] =>
  Array.from(file.text.matchAll(IMPORTS), (match) => resolve(file.absolute, match[1] ?? '')).flatMap((one) =>
    one.kind === 'file' ? [one.path] : [],
  )

/** `bin/www` and its like: a script by its first line alone. */
function isProgram(disk: Disk, path: string): boolean {
  if (!/[/\\]bin[/\\][\w-]+$/.test(path) || disk.entry(path) !== 'file') return false
  return /^#!.*\bnode\b/.test(disk.read(path)?.text ?? '')
}

/** `seen`: the lists of the folders before; a link that leads back to one gives that very list again. */
function scriptsBelow(disk: Disk, folder: string, found: SourceFile[], seen = new Set<readonly string[]>()): void {
  const names = disk.list(folder)
  if (seen.has(names)) return
  seen.add(names)
  for (const name of names) {
    if (name === 'node_modules' || name.startsWith('.')) continue
    const path = join(folder, name)
    const isScript = /(?<!\.d)\.[cm]?[jt]sx?$/.test(name)
    if (!isScript && isProgram(disk, path)) found.push(...[disk.read(path)].filter((file) => file !== null))
    else if (!isScript) {
      if (!name.includes('.') && disk.entry(path) === 'directory') scriptsBelow(disk, path, found, seen)
      continue
    }
    const file = disk.entry(path) === 'file' ? disk.read(path) : null
    if (file && !isTestFile(file)) found.push(file)
  }
}

/** A program that a build has made starts copies of what is linted. */
const BUILT = /^(?:dist|build|out|output)\//

/** What a package starts: its `bin`, its `main`, what `npm start` gives to node, and scripts that are programs by their first line. */
function programsOf(disk: Disk, scripts: SourceFile[]): SourceFile[] {
  const manifest = readJson(disk, join(disk.cwd, 'package.json'))
  const bin = field(manifest, 'bin')
  const commands = entriesOf(field(manifest, 'scripts'))
    .filter(([name]) => /^(?:start|serve|dev|server)(?::\w+)?$/.test(name))
    .map(([, command]) => String(command))
  const started = commands.flatMap((command) =>
    Array.from(
      command.matchAll(/\b(?:node|nodemon|tsx|ts-node(?:-dev)?|babel-node|pm2 start)\s+(?:-\S+\s+)*([\w./@-]+)/g),
      (match) => match[1] ?? '',
    ),
  )
  const named = [
    ...(typeof bin === 'string' ? [bin] : entriesOf(bin).map(([, path]) => path)),
    field(manifest, 'main'),
    ...started,
  ].filter((path) => typeof path === 'string')
  const paths = new Set(named.map((path) => sourceFor(disk, disk.cwd, path)))
  return scripts.filter(
    ({ absolute, path }) =>
      !BUILT.test(path) && (paths.has(absolute) || (!/\.\w+$/.test(path) && isProgram(disk, absolute))),
  )
}

/** Everybody who imports one of some modules, or imports somebody who does, the outermost first; and the programs, which may name what they load in other ways. */
export function importersOf(modules: string[], disk: Disk, resolve: Resolve): SourceFile[] {
  const scripts: SourceFile[] = []
  scriptsBelow(disk, disk.cwd, scripts)
  const users = new Map<string, SourceFile[]>()
  for (const file of scripts) {
    for (const path of importsOf(file, resolve)) addTo(users, path, file)
  }
  const found = new Map<string, SourceFile>()
  const waiting = [...modules]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const file of users.get(path) ?? []) {
      if (found.has(file.absolute)) continue
      found.set(file.absolute, file)
      waiting.push(file.absolute)
    }
  }
  return [...new Set([...[...found.values()].reverse(), ...programsOf(disk, scripts)])]
}
