import { CORE } from './directives/core.ts'
import { HTTP } from './directives/http.ts'
import { MAIL } from './directives/mail.ts'
import { PROXYING } from './directives/proxying.ts'
import { STREAM } from './directives/stream.ts'
import type { Directive } from '../source/directive.ts'
import type { Version } from './version.ts'
import { compareVersions, isBetween, OLDEST, parseVersion, STABLE } from './version.ts'

export type Family = 'core' | 'http' | 'stream' | 'mail'

/** What nginx's ngx_command_t says of a directive. */
export interface Entry {
  name: string
  family: Family
  /** Where it may stand; the letters are explained beside the tables. */
  contexts: string
  block: boolean
  least: number
  most: number
  kind: string
  /** What the kind needs to know: allowed words, bounds. */
  detail: string
  since: Version | null
  until: Version | null
}

let known: Map<string, Entry[]> | undefined

/** Every entry of that name that the version has; null: that any version does which is asked about. */
export function entriesOf(name: string, version: Version | null): Entry[] {
  const entries = table().get(name) ?? []
  return entries.filter(({ since, until }) => (version ? isBetween(version, since, until) : !until || compareVersions(until, OLDEST) > 0))
}

let latest: Map<string, Version> | undefined

/** The versions that brought directives which the stable one has not yet, as far as they stand anywhere in these. */
export function* newerThanStable(directives: Directive[]): Iterable<Version> {
  latest ??= new Map([...table()].flatMap(([name, entries]) => {
    const newer = entries.every(({ since }) => since && compareVersions(since, STABLE) > 0) ? entries[0]?.since : null
    return newer ? [[name, newer]] : []
  }))
  const waiting = [directives]
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    for (const { name, block: inner } of block) {
      const since = latest.get(name)
      if (since) yield since
      if (inner) waiting.push(inner)
    }
  }
}

export const directiveNames = (): Iterable<string> => table().keys()

function table(): Map<string, Entry[]> {
  if (known) return known
  known = new Map()
  for (const [family, text] of [['core', CORE], ['http', HTTP], ['http', PROXYING], ['stream', STREAM], ['mail', MAIL]] as const) {
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      const entry = parseLine(family, line)
      const same = known.get(entry.name)
      if (same) same.push(entry)
      else known.set(entry.name, [entry])
    }
  }
  return known
}

function parseLine(family: Family, line: string): Entry {
  const [name = '', contexts = '', counts = '', kinds = '', ...versions] = line.split(' ')
  const [kind = '', detail = ''] = kinds.split(':')
  const numbers = counts.replace('{', '')
  const open = numbers.endsWith('+')
  return {
    name, family, contexts, kind, detail,
    block: counts.startsWith('{'),
    least: Number(numbers[0]),
    most: open ? Infinity : Number(numbers.at(-1)),
    since: versionAfter('+', versions),
    until: versionAfter('-', versions),
  }
}

function versionAfter(sign: string, versions: string[]): Version | null {
  const found = versions.find((version) => version.startsWith(sign))
  return found ? parseVersion(found.slice(1)) : null
}
