import { dirname, resolve } from 'node:path'
import type { Reading } from '../model/reading.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'
import { loadConfigurations } from './configuration.ts'
import { compileInstance } from './instance.ts'
import { originOf } from './origin.ts'
import { rowsOf, silentDuplicates } from './routes.ts'

export interface NginxOptions { prefix?: string; version?: string }

/** Reads the nginx files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readNginx(files: SourceFile[], disk: Disk, options: NginxOptions): Reading {
  const reading: Reading = { origins: [], routes: [], problems: [], trees: [] }
  for (const { kind, file, directives, problems, trees } of loadConfigurations(files, disk, options)) {
    reading.problems.push(...problems)
    reading.trees.push(...trees)
    const prefix = resolve(disk.cwd, options.prefix ?? dirname(file.path))
    const instance = compileInstance(file, directives, prefix, disk)
    if (!instance) continue
    reading.problems.push(...silentDuplicates(instance))
    reading.origins.push(originOf(instance, kind === 'main'))
    reading.routes.push(...rowsOf(instance, file.path))
  }
  return reading
}
