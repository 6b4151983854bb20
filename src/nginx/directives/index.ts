import { CORE } from './core.ts'
import { HTTP } from './http.ts'
import { MAIL } from './mail.ts'
import { PROXYING } from './proxying.ts'
import { STREAM } from './stream.ts'
import type { Directive } from '../../text/directive.ts'
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

interface Line {
  family: Family
  text: string
}

let lines: Map<string, Line[]> | undefined
const known = new Map<string, Entry[]>()

/** Every entry of that name that the version has; null: that any version does which is asked about. */
export const entriesOf = (name: string, version: Version | null): Entry[] =>
  allOf(name).filter(({ since, until }) =>
    version ? isBetween(version, since, until) : !until || compareVersions(until, OLDEST) > 0,
  )

/** The versions that brought directives which the stable one has not yet, as far as they stand anywhere in these. */
export function* newerThanStable(directives: Directive[]): Iterable<Version> {
  const waiting = [directives]
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    for (const { name, block: inner } of block) {
      const entries = allOf(name)
      const since = entries[0]?.since
      if (since && entries.every((entry) => entry.since && compareVersions(entry.since, STABLE) > 0)) yield since
      if (inner) waiting.push(inner)
    }
  }
}

export const directiveNames = (): Iterable<string> => table().keys()

/** Few of the tables' many lines are ever asked about: only those are taken apart. */
function allOf(name: string): Entry[] {
  const before = known.get(name)
  if (before) return before
  const entries = table().get(name)?.map(parseLine) ?? []
  if (entries.length > 0) known.set(name, entries)
  return entries
}

function table(): Map<string, Line[]> {
  if (lines) return lines
  lines = new Map()
  for (const [family, table] of [
    ['core', CORE],
    ['http', HTTP],
    ['http', PROXYING],
    ['stream', STREAM],
    ['mail', MAIL],
  ] as const) {
    for (const text of table.split('\n')) {
      if (text === '' || text.startsWith('#')) continue
      const name = text.slice(0, text.indexOf(' '))
      const same = lines.get(name)
      if (same) same.push({ family, text })
      else lines.set(name, [{ family, text }])
    }
  }
  return lines
}

function parseLine({ family, text }: Line): Entry {
  const [name = '', contexts = '', counts = '', kinds = '', ...versions] = text.split(' ')
  const [kind = '', detail = ''] = kinds.split(':')
  const numbers = counts.replace('{', '')
  const open = numbers.endsWith('+')
  return {
    name,
    family,
    contexts,
    kind,
    detail,
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
