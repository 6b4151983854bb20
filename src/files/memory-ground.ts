import { relative } from 'node:path'
import { globsMatcher } from './glob.ts'
import { type Files, memoryDisk } from './memory-disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Ground } from './ground.ts'

const SKIPPED = /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn)\//

/** Files that lie on no disk: the same run without a machine. `known`: see `memoryDisk`. */
export function memoryGround(
  cwd: string,
  files: Files,
  known?: Map<string, { bytes: Uint8Array; file: SourceFile }>,
): Ground {
  const disk = memoryDisk(cwd, files, known)
  const below = (folder: string): string[] =>
    [...files.keys()]
      .filter((path) => path.startsWith(`${folder}/`) && !disk.isIgnored(path))
      .map((path) => relative(folder, path))
      .sort()
  return {
    disk,
    finder: {
      unread: new Map(),
      async glob(patterns, folder) {
        const matches = globsMatcher(patterns)
        return below(folder).filter((path) => !SKIPPED.test(path) && matches(path))
      },
      inside: async (folder) => below(folder).filter((path) => !SKIPPED.test(path)),
    },
    texts: {
      isThere: (path) => disk.entry(path) === 'file',
      read(path) {
        const file = disk.read(path)
        return file ? { text: file.text } : { whyNot: disk.whyNot(path) ?? 'cannot be read' }
      },
    },
  }
}
