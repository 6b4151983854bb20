import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { readEnvironment } from './interpolate.ts'

const COMPOSE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDE_NAMES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** The compose file of a folder with its override file, or those that the folder's `.env` names (`COMPOSE_FILE`). */
function composeFiles(folder: string, disk: Disk): string[] {
  const { COMPOSE_FILE: listed, COMPOSE_PATH_SEPARATOR: separator } = Object.fromEntries(
    variablesOf(join(folder, '.env'), disk),
  )
  if (listed)
    return listed
      .split(separator ?? ':')
      .map((path) => resolve(folder, path))
      .filter((path) => disk.entry(path) === 'file')
  const first = (names: string[]): string[] =>
    names
      .map((name) => join(folder, name))
      .filter((path) => disk.entry(path) === 'file')
      .slice(0, 1)
  const main = first(COMPOSE_NAMES)
  return main.length > 0 ? [...main, ...first(OVERRIDE_NAMES)] : []
}

/** What a file of variables says; nothing where there is none. */
export const variablesOf = (path: string, disk: Disk): Map<string, string> =>
  readEnvironment(disk.read(path)?.text ?? '')

/** The folders of the given files and those above them, up to the working directory; and those right in it, where compose files like to stand alone. */
export function foldersOf(disk: Disk, files: SourceFile[]): string[] {
  const folders = new Set<string>([disk.cwd])
  for (const { absolute } of files) {
    for (let folder = dirname(absolute); folder.startsWith(disk.cwd) && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  }
  for (const name of disk.list(disk.cwd))
    if (/^\.?(?:deploy\w*|docker|infra\w*|ops|compose)$/i.test(name)) folders.add(join(disk.cwd, name))
  return [...folders].sort()
}

/** The compose files that are about the given files, those of one folder together. */
export const composedFolders = (disk: Disk, files: SourceFile[]): string[][] =>
  foldersOf(disk, files)
    .map((folder) => composeFiles(folder, disk))
    .filter((paths) => paths.length > 0)
