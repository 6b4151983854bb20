import { keptFiles, type KeptFiles } from '../files/kept-files.ts'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type WatchedDisk, watchedDisk } from '../files/watched-disk.ts'
import { keptCells, type KeptCells } from '../site/kept-cells.ts'

/** What one run leaves to the next one over the same folder: an editor lints at every pause of the typing. */
export interface Memory {
  kept: KeptFiles
  cells: KeptCells
  readings: KeptReadings
}

export interface KeptReadings {
  /** What `read` makes of files; that of an earlier run, where the same files are there and the disk answers the same. `like`: what else it hangs on. */
  read<Made>(like: string, files: SourceFile[], disk: Disk, read: (disk: Disk) => Promise<Made>): Promise<Made>
  sweep(): void
}

interface Kept {
  files: SourceFile[]
  watched: WatchedDisk
  made: unknown
}

function keptReadings(): KeptReadings {
  let last = new Map<string, Kept>()
  let now = new Map<string, Kept>()
  const isSame = (one: Kept, files: SourceFile[], disk: Disk): boolean =>
    one.files.length === files.length &&
    files.every((file, index) => file === one.files[index]) &&
    one.watched.isLike(disk)
  return {
    async read<Made>(
      like: string,
      files: SourceFile[],
      disk: Disk,
      read: (disk: Disk) => Promise<Made>,
    ): Promise<Made> {
      const key = JSON.stringify([like, files.map(({ absolute }) => absolute)])
      const before = last.get(key)
      if (before && isSame(before, files, disk)) {
        before.watched.turnTo(disk)
        now.set(key, before)
        // What stands under a key was made by the same reader.
        return before.made as Made
      }
      const watched = watchedDisk(disk)
      const made = await read(watched.disk)
      now.set(key, { files, watched, made })
      return made
    },
    sweep() {
      last = now
      now = new Map()
    },
  }
}

export const newMemory = (): Memory => ({ kept: keptFiles(), cells: keptCells(), readings: keptReadings() })

/** Forgets what the run that has just ended did not need. */
export function sweep({ kept, cells, readings }: Memory): void {
  kept.sweep()
  cells.sweep()
  readings.sweep()
}
