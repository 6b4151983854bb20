import type { Reading } from '../model/reading.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'

export interface ApacheOptions { version?: string }

/** Reads the apache files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readApache(files: SourceFile[], disk: Disk, options: ApacheOptions): Reading {
  void files, disk, options
  return { origins: [], routes: [], problems: [], trees: [] }
}
