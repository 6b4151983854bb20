import type { Reading } from '../model/reading.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'

export interface NginxOptions { prefix?: string; version?: string }

/** Reads the nginx files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readNginx(files: SourceFile[], disk: Disk, options: NginxOptions): Reading {
  void files, disk, options
  return { origins: [], routes: [], problems: [], trees: [] }
}
