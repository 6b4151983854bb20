import type { Reading } from '../model/reading.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'

export interface ExpressOptions { version?: string }

/** Reads the express files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readExpress(files: SourceFile[], disk: Disk, options: ExpressOptions): Reading {
  void files, disk, options
  return { origins: [], routes: [], problems: [], trees: [] }
}
