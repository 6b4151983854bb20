import { readRouters } from './routers.ts'
import { routeRows } from './rows.ts'
import type { Reading } from '../model/reading.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'

export interface ExpressOptions { version?: string }

/** Reads the express files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readExpress(files: SourceFile[], disk: Disk, options: ExpressOptions): Reading {
  void options
  const routers = readRouters(files, disk)
  return { origins: [], routes: routeRows(routers), problems: routers.program.problems, trees: [] }
}
