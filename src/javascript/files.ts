import { dirname, join, resolve } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { field, readJson } from './json.ts'

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json']
/** TypeScript writes the name of the output: './a.js' for a.ts. */
const WRITTEN_FOR: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}

function fileAt(disk: Disk, path: string): string | null {
  if (disk.entry(path) === 'file') return path
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0]
  const base = extension ? path.slice(0, -extension.length) : path
  const sources = (extension ? (WRITTEN_FOR[extension] ?? []) : []).map((other) => base + other)
  return (
    [...sources, ...EXTENSIONS.map((other) => path + other)].find((candidate) => disk.entry(candidate) === 'file') ??
    null
  )
}

/** Whether a folder is missing, or one that it lies in: aliases name thousands of files in folders that are not there. */
const isMissing = (disk: Disk, folder: string): boolean =>
  folder !== dirname(folder) && (isMissing(disk, dirname(folder)) || disk.entry(folder) === 'missing')

/** The file that a path means to require and to bundlers: itself, with an extension, or a folder's main file. */
export function findFile(disk: Disk, path: string): string | null {
  if (isMissing(disk, dirname(path))) return null
  const file = fileAt(disk, path)
  if (file || disk.entry(path) !== 'directory') return file
  const main = field(readJson(disk, join(path, 'package.json')), 'main')
  const named =
    typeof main === 'string' ? (fileAt(disk, resolve(path, main)) ?? fileAt(disk, join(path, main, 'index'))) : null
  return named ?? fileAt(disk, join(path, 'index'))
}

/** The nearest folder upwards, down from the working directory, in which a file lies. */
export function folderWith(disk: Disk, from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (disk.entry(join(folder, name)) === 'file') return folder
    if (folder === disk.cwd || folder === dirname(folder)) return null
  }
}

/** Where a program is started: in the folder of its package. */
export const cwdOf = (disk: Disk, file: string): string => folderWith(disk, dirname(file), 'package.json') ?? disk.cwd
