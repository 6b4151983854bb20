import type { Environment } from '../deployment/service.ts'
import { basename, dirname, resolve } from 'node:path'
import type { Reading } from '../model/reading.ts'
import type { Disk } from '../files/disk.ts'
import { Ledger } from '../text/limits.ts'
import type { Limits } from '../text/limits.ts'
import type { SourceFile } from '../text/source-file.ts'
import { loadConfigurations } from './configuration.ts'
import type { Configuration } from './configuration.ts'
import { newerThanStable } from './directives/index.ts'
import { compileInstance } from './compile/compile.ts'
import { originOf } from './describe/origin.ts'
import { rowsOf, silentDuplicates } from './describe/routes.ts'
import { upstreamsOf } from './describe/upstreams.ts'
import { hiddenServers } from './read/hidden.ts'
import { unseenBlocks } from './read/unseen.ts'
import type { UnseenInclude } from './read/unseen.ts'
import { answeringVersion } from './directives/version.ts'

/** `environment`: what a compose file sets for the container, for templates. */
export interface NginxOptions {
  prefix?: string
  version?: string
  environment?: Environment
  limits?: Partial<Limits>
}

/** Reads the nginx files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readNginx(files: SourceFile[], disk: Disk, options: NginxOptions): Reading {
  const ledger = new Ledger(options.limits)
  const reading: Reading & Required<Pick<Reading, 'guesses'>> = {
    origins: [],
    routes: [],
    problems: [],
    trees: [],
    guesses: [],
    leftOut: ledger.leftOut,
  }
  for (const configuration of loadConfigurations(files, disk, { ...options, ledger })) {
    const { kind, file, directives, problems, trees, guesses, parts } = configuration
    append(reading.problems, problems)
    append(reading.trees, trees)
    append(
      reading.guesses,
      guesses.flatMap(({ name, files: [first] }) => (first ? [{ include: name, folder: dirname(first.path) }] : [])),
    )
    const prefix = resolve(disk.cwd, options.prefix ?? dirname(file.path))
    const includes = unseenIncludes(configuration)
    const version = answeringVersion(options.version, newerThanStable(directives))
    const instance = compileInstance(file, directives, {
      prefix,
      disk,
      unseen: unseenBlocks(directives, includes),
      hidden: hiddenServers(directives, includes, parts, disk),
      types:
        kind === 'fragment' ? 'unseen' : parts.some(({ name }) => basename(name) === 'mime.types') ? 'stock' : 'here',
      version,
      ledger: new Ledger(options.limits),
    })
    if (!instance) continue
    append(reading.problems, silentDuplicates(instance))
    reading.origins.push(originOf(instance, kind === 'main' && !guesses.some(({ choice }) => choice), includes))
    append(reading.routes, rowsOf(instance, file.path))
  }
  return { ...reading, upstreams: upstreamsOf(reading.trees) }
}

/** Not by spreading: a hostile file has more problems than a call takes arguments. */
function append<Item>(list: Item[], more: Item[]): void {
  for (const item of more) list.push(item)
}

/** Include directives of files that are not in sight, or not there. */
function unseenIncludes({ open, problems, trees }: Configuration): UnseenInclude[] {
  const missing = problems.filter(({ ruleId }) => ruleId === 'include-missing').map(({ range }) => range)
  return [...open, ...missing].map((range) => {
    const text =
      trees.find(({ file }) => file.path === range.file)?.file.text.slice(range.start.offset, range.end.offset) ?? ''
    return { range, name: text.replace(/^include\s+/, '').replace(/^["']|["']$/g, '') }
  })
}
