import { join } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { field, readJson, strings } from './json.ts'

/** The folder patterns of npm, yarn, pnpm and lerna workspaces. */
function patternsOf(disk: Disk): string[] {
  const manifest = field(readJson(disk, join(disk.cwd, 'package.json')), 'workspaces')
  const listed = [
    ...strings(manifest),
    ...strings(field(manifest, 'packages')),
    ...strings(field(readJson(disk, join(disk.cwd, 'lerna.json')), 'packages')),
  ]
  const pnpm =
    disk.entry(join(disk.cwd, 'pnpm-workspace.yaml')) === 'file'
      ? disk.read(join(disk.cwd, 'pnpm-workspace.yaml'))
      : null
  const quoted = [...(pnpm?.text ?? '').matchAll(/^\s*-\s*['"]?([^'"#\s]+)/gm)].map((match) => match[1] ?? '')
  return [...listed, ...quoted].filter((pattern) => pattern && !pattern.startsWith('!'))
}

/** `seen`: the lists of the folders before; a link that leads back to one gives that very list again. */
function foldersOf(disk: Disk, base: string, parts: string[], seen = new Set<readonly string[]>()): string[] {
  const [part, ...rest] = parts
  if (part === undefined) return [base]
  if (!part.includes('*')) return foldersOf(disk, join(base, part), rest)
  const names = disk.list(base)
  if (seen.has(names)) return []
  const below = names.filter((name) => name !== 'node_modules' && !name.startsWith('.')).map((name) => join(base, name))
  const folders = below.filter((path) => disk.entry(path) === 'directory')
  if (part !== '**') return folders.flatMap((path) => foldersOf(disk, path, rest))
  seen.add(names)
  return [...foldersOf(disk, base, rest), ...folders.flatMap((path) => foldersOf(disk, path, parts, seen))]
}

/** The workspace's own packages: name to folder. */
export function workspacesOf(disk: Disk): Map<string, string> {
  const folders = patternsOf(disk).flatMap((pattern) =>
    foldersOf(disk, disk.cwd, pattern.replace(/^\.\//, '').split('/').filter(Boolean)),
  )
  const named = new Map<string, string>()
  for (const folder of folders) {
    const name = field(readJson(disk, join(folder, 'package.json')), 'name')
    if (typeof name === 'string') named.set(name, folder)
  }
  return named
}
