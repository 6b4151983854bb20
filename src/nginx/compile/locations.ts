import type { Directive } from '../../text/directive.ts'
import { work } from '../../text/work.ts'
import { FORWARDS } from '../directives/handlers.ts'
import { makeLevel } from './level.ts'
import type { Level } from './level.ts'
import { LiteralIndex } from '../../regex/literal-index.ts'
import { literalStart, type Match } from '../../regex/pattern.ts'
import { type LocationName, readLocation } from '../words/location.ts'

export interface Location extends LocationName {
  /** What every match of the regex begins with. */
  start: string
  directive: Directive
  level: Level
  /** The configuration for the methods that limit_except does not list. */
  excepted: { level: Level; allowed: ReadonlySet<string>; directive: Directive } | null
  parent: Location | null
  inner: LocationTable
}

/** The locations of one server, or nested in one location. */
export interface LocationTable {
  all: Location[]
  exact: Map<string, Location>
  prefix: Map<string, Location>
  /** The lengths of the prefixes, longest first. */
  lengths: number[]
  regex: Location[]
  /** The places in `regex` of those that may match a path. */
  near(uri: string): number[]
  named: Map<string, Location>
  /** What was found for the paths that were asked last. */
  found: Map<string, Found>
}

export type Found =
  | { kind: 'none' }
  /** `final`: no regex of an outer level is asked any more. */
  | { kind: 'location'; location: Location; final: boolean; match?: Match }
  /** The location's name less its slash was asked, and it hands on: 301. */
  | { kind: 'slash'; location: Location }
  /** Whether this regex matches cannot be told; what follows when it does not. */
  | { kind: 'open'; location: Location; otherwise: () => Found }

/** GET brings HEAD along; names are read without regard to case (ngx_http_core_limit_except). */
export function exceptedMethods(directive: Directive): Set<string> {
  const names = new Set(directive.args.map(({ value }) => value.toUpperCase()))
  if (names.has('GET')) names.add('HEAD')
  return names
}

/** null: nginx refuses it. */
function makeLocation(directive: Directive, outer: Level, parent: Location | null): Location | null {
  const { value: read } = readLocation(directive)
  if (!read) return null
  const level = makeLevel('location', directive, outer)
  const limit = level.own.get('limit_except')?.[0]
  const excepted = limit
    ? { level: makeLevel('limit_except', limit, level), allowed: exceptedMethods(limit), directive: limit }
    : null
  const { kind, name, noRegex, pattern } = read
  const start = pattern ? literalStart(pattern) : ''
  const location: Location = { kind, name, noRegex, pattern, start, directive, level, excepted, parent, inner: EMPTY }
  location.inner = locationTable(directive.block ?? [], level, location)
  return location
}

const emptyTable = (): LocationTable => ({
  all: [],
  exact: new Map(),
  prefix: new Map(),
  lengths: [],
  regex: [],
  near: () => [],
  named: new Map(),
  found: new Map(),
})

/** Nearly every location has none inside. */
const EMPTY: LocationTable = emptyTable()

/** The first of two equal ones wins; nginx itself refuses all but equal regexes and names. */
export function locationTable(directives: Directive[], outer: Level, parent: Location | null): LocationTable {
  const written = directives.filter(({ name, block }) => name === 'location' && block)
  if (written.length === 0) return EMPTY
  const table = emptyTable()
  for (const directive of written) {
    const location = makeLocation(directive, outer, parent)
    if (!location) continue
    table.all.push(location)
    if (location.kind === 'regex') table.regex.push(location)
    else if (!table[location.kind].has(location.name)) table[location.kind].set(location.name, location)
  }
  if (table.regex.length > 0) {
    let index: LiteralIndex | undefined
    table.near = (uri) => (index ??= new LiteralIndex(table.regex.map(({ pattern }) => pattern))).near(uri)
  }
  table.lengths = [...new Set([...table.prefix.keys()].map((name) => name.length))].sort((a, b) => b - a)
  return table
}

const HANDS_ON = [...FORWARDS, 'memcached_pass']

/** nginx redirects to the location's own slash only where a handler that passes on is set in it. */
const redirectsToSlash = ({ name, level }: Location): boolean =>
  name.endsWith('/') && HANDS_ON.some((handler) => level.own.has(handler))

function findPlain(
  table: LocationTable,
  uri: string,
): { rank: 'exact' | 'prefix' | 'slash'; location: Location } | null {
  const exact = table.exact.get(uri)
  if (exact) return { rank: 'exact', location: exact }
  if (!table.prefix.has(uri)) {
    const slashed = [table.exact.get(`${uri}/`), table.prefix.get(`${uri}/`)].filter((one) => one !== undefined)
    const target = slashed[0]
    if (target && slashed.some(redirectsToSlash)) return { rank: 'slash', location: target }
  }
  for (const length of table.lengths) {
    if (length > uri.length) continue
    const prefix = table.prefix.get(uri.slice(0, length))
    if (prefix) return { rank: 'prefix', location: prefix }
  }
  return null
}

/** undefined: cannot be told. */
export function matchRegex({ pattern, start }: Location, uri: string): Match | null | undefined {
  if (!pattern) return null
  const begin = uri.slice(0, start.length)
  return (pattern.caseless ? begin.toLowerCase() : begin) === start ? pattern.exec(uri) : null
}

/** The regexes that may match, in order. */
export const regexesFor = ({ regex, near }: LocationTable, uri: string): Location[] =>
  near(uri).flatMap((place) => regex[place] ?? [])

function firstRegex(table: LocationTable, uri: string, fallback: () => Found): Found {
  return tryRegexes(regexesFor(table, uri), uri, 0, fallback)
}

function tryRegexes(candidates: Location[], uri: string, from: number, fallback: () => Found): Found {
  for (let index = from; index < candidates.length; index++) {
    const location = candidates[index]
    work(1)
    const match = location && matchRegex(location, uri)
    if (!location || match === null) continue
    if (match === undefined)
      return { kind: 'open', location, otherwise: () => tryRegexes(candidates, uri, index + 1, fallback) }
    return insideRegex(location, uri, match)
  }
  return fallback()
}

/** What follows once a regex matches: its nested locations, and no other regex. */
export function insideRegex(location: Location, uri: string, match?: Match): Found {
  return closed(findLocation(location.inner, uri), location, match)
}

function closed(inner: Found, location: Location, match?: Match): Found {
  if (inner.kind === 'open') return { ...inner, otherwise: () => closed(inner.otherwise(), location, match) }
  const chosen = inner.kind === 'none' ? location : inner.location
  const groups = (inner.kind === 'location' && inner.match) || match
  return { kind: 'location', location: chosen, final: true, ...(groups && { match: groups }) }
}

/** As many paths are remembered: the runs of one request ask for the same few. */
const MOST_FOUND = 4

/** ngx_http_core_find_location: exact, else the longest prefix, its nested ones, then the regexes in order. */
export function findLocation(table: LocationTable, uri: string): Found {
  if (table.all.length === 0) return NOWHERE
  const known = table.found.get(uri)
  if (known) return known
  const found = lookUp(table, uri)
  if (table.found.size >= MOST_FOUND) table.found.clear()
  table.found.set(uri, found)
  return found
}

const NOWHERE: Found = { kind: 'none' }

function lookUp(table: LocationTable, uri: string): Found {
  const plain = findPlain(table, uri)
  if (!plain) return firstRegex(table, uri, () => ({ kind: 'none' }))
  if (plain.rank === 'slash') return { kind: 'slash', location: plain.location }
  if (plain.rank === 'exact') return { kind: 'location', location: plain.location, final: true }
  const { location } = plain
  return settle(findLocation(location.inner, uri), table, uri, location)
}

function settle(inner: Found, table: LocationTable, uri: string, location: Location): Found {
  if (inner.kind === 'open') return { ...inner, otherwise: () => settle(inner.otherwise(), table, uri, location) }
  if (inner.kind === 'slash') return inner
  if (inner.kind === 'location' && inner.final) return inner
  const fallback = (): Found => (inner.kind === 'location' ? inner : { kind: 'location', location, final: false })
  return location.noRegex ? fallback() : firstRegex(table, uri, fallback)
}
