import { dirname, join, relative, resolve } from 'node:path'
import { FILE, speaksOfUs } from '../config/find.ts'
import type { LoadedConfig } from '../config/load.ts'
import { globsMatcher } from '../files/glob.ts'
import { isBelow } from '../files/below.ts'
import type { LocalDisk } from '../files/disk.ts'
import type { Texts } from '../files/texts.ts'
import type { Refusal } from './discover.ts'
import { foundIn, type Settings } from './settings.ts'

/** The settings with what configurations further down say, each of its own folder. `ignores`: what they leave out; `refused`: what they cannot say. */
export interface Nested {
  settings: Settings
  configs: LoadedConfig[]
  ignores(file: string): boolean
  refused: Refusal[]
}

/** Folders from a file's own up to the working directory, which is none of them. */
function* foldersOf(file: string, cwd: string): Generator<string> {
  for (let folder = dirname(file); folder !== cwd && isBelow(folder, cwd); folder = dirname(folder)) yield folder
}

function configIn(folder: string, disk: LocalDisk): string | null {
  if (disk.entry(join(folder, FILE)) === 'file') return join(folder, FILE)
  const manifest = join(folder, 'package.json')
  return disk.entry(manifest) === 'file' && speaksOfUs(disk.read(manifest)?.text ?? '') ? manifest : null
}

const textsOf = (disk: LocalDisk): Texts => ({
  isThere: (path) => disk.entry(path) === 'file',
  read(path) {
    const file = disk.read(path)
    return file ? { text: file.text } : { whyNot: disk.whyNot(path) ?? 'cannot be read' }
  },
})

/** What holds for a whole run, and not for a folder of it. */
const WHOLE = ['extends', 'nginx', 'apache', 'express', 'limits'] as const

const names = (keys: string[]): string =>
  keys
    .map((key) => `"${key}"`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1')

function refusalOf({ config, folder, file }: LoadedConfig, cwd: string): Refusal[] {
  const keys = WHOLE.filter((key) =>
    key === 'extends' ? config.extends !== 'recommended' : Object.keys(config[key]).length > 0,
  )
  const path = file?.path ?? relative(cwd, folder)
  return keys.length === 0
    ? []
    : [
        {
          path,
          reason: `cannot say ${names(keys)} for its folder alone: put ${keys.length === 1 ? 'it' : 'them'} into the configuration of the run`,
          expected: false,
        },
      ]
}

/** A configuration in a folder of the files, below the working directory, holds there and wins over those above it. */
export async function nestedSettings(base: Settings, files: string[], disk: LocalDisk): Promise<Nested> {
  const folders = [...new Set(files.flatMap((file) => [...foldersOf(file, disk.cwd)]))].sort(
    (a, b) => a.length - b.length,
  )
  const paths = folders
    .flatMap((folder) => configIn(folder, disk) ?? [])
    .filter((path) => path !== base.config?.file?.absolute)
  if (paths.length === 0) return { settings: base, configs: [], ignores: () => false, refused: [] }
  const { loadConfig } = await import('../config/load.ts')
  const texts = textsOf(disk)
  const found = await Promise.all(
    paths.map(async (path) => {
      const loaded = loadConfig(disk.cwd, path, texts)
      return { loaded, own: await foundIn(loaded, disk.cwd) }
    }),
  )
  const settings = found.reduce(
    (above, { own, loaded }) => ({
      ...above,
      overrides: [
        ...above.overrides,
        ...[{ rules: own.rules, covers: () => true }, ...own.overrides].map(({ rules, covers }) => ({
          rules,
          covers: (path: string) => isBelow(resolve(disk.cwd, path), loaded.folder) && covers(path),
        })),
      ],
      backends: { ...own.backends, ...above.backends },
      expected: [...above.expected, ...own.expected],
      documents: [...above.documents, ...own.documents],
    }),
    base,
  )
  const outs = found.map(
    ({
      own: {
        ignored: { folder, patterns },
      },
    }) => ({ folder, isOut: globsMatcher(patterns) }),
  )
  const ignores = (file: string): boolean =>
    outs.some(({ folder, isOut }) => isBelow(file, folder) && isOut(relative(folder, file)))
  return {
    settings,
    configs: found.map(({ loaded }) => loaded),
    ignores,
    refused: found.flatMap(({ loaded }) => refusalOf(loaded, disk.cwd)),
  }
}
