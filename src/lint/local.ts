import { resolve } from 'node:path'
import { openDisk } from '../files/disk.ts'
import { localTexts } from '../files/texts.ts'
import type { Finder, Ground } from '../files/ground.ts'
import type { Options } from './options.ts'

/** The machine that verblint runs on. What looks for files is loaded when a folder or glob is asked for. */
export function localGround(options: Options): Ground {
  const { memory } = options
  const disk = openDisk(resolve(options.cwd), { ...options, ...(memory && { kept: memory.kept }) })
  const unread = new Map<string, string>()
  const finder = async (): Promise<Finder> => (await import('../files/finder.ts')).localFinder(disk, unread)
  return {
    disk,
    texts: localTexts,
    finder: {
      unread,
      glob: async (patterns, folder) => (await finder()).glob(patterns, folder),
      inside: async (folder) => (await finder()).inside(folder),
    },
  }
}
