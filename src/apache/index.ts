import type { Reading } from '../model/reading.ts'
import type { Disk } from '../files/disk.ts'
import { isForTemplating } from '../files/kind.ts'
import type { SourceFile } from '../text/source-file.ts'
import { loadConfigurations } from './configuration.ts'
import type { ConfigurationOptions } from './configuration.ts'
import { originsOf } from './describe/origin.ts'
import { upstreamsOf } from './describe/upstreams.ts'
import { repeatedAcross } from './check/repeated-across.ts'
import { repeatedDirectives } from './check/repeated.ts'

export { definesOf } from './read/command-line.ts'
export type ApacheOptions = ConfigurationOptions

/** Reads the apache files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readApache(files: SourceFile[], disk: Disk, options: ApacheOptions): Reading {
  const configurations = loadConfigurations(files, disk, options)
  const templates = new Set(
    configurations.flatMap((one) => one.trees.flatMap(({ file }) => (isForTemplating(file.text) ? [file.path] : []))),
  )
  const trees = configurations.flatMap((configuration) => configuration.trees)
  const read = configurations.flatMap((configuration) => originsOf(configuration, disk))
  return {
    origins: read.map(({ origin }) => origin),
    routes: read.flatMap(({ rows }) => rows()),
    problems: configurations
      .flatMap((one) => [
        ...one.problems,
        ...one.trees.flatMap(({ directives }) => repeatedDirectives(directives)),
        ...repeatedAcross(one.directives, one.trees),
      ])
      .filter(({ range }) => !templates.has(range.file)),
    trees,
    upstreams: upstreamsOf(
      trees,
      configurations.map(({ directives }) => directives),
    ),
    leftOut: configurations.flatMap(({ ledger }) => ledger.leftOut),
  }
}
