import type { Directive } from '../../text/directive.ts'
import type { Way } from '../../model/choices.ts'
import { clientAddress, inNetwork } from './client.ts'
import type { Exchange } from './exchange.ts'
import { keepCaptures, mayBe, ruleOut, settle } from './partial.ts'
import { matchesPartly } from '../../model/partly-known.ts'
import { LiteralIndex } from '../../regex/literal-index.ts'
import type { Pattern } from '../../regex/pattern.ts'
import { addTo } from '../../text/group.ts'
import { type MapKey, mapKeyOf } from '../words/map-line.ts'
import { isWildcard } from '../words/hash-name.ts'
import { isIpv4 } from '../words/values.ts'
import { isKnown } from './value.ts'
import type { Unknown, Value } from './value.ts'
import { evaluateOpen } from './evaluate.ts'
import type { Asking } from './value.ts'

/** A line of a map; `pattern`: of an expression; `wild`: the key is a host name with a wildcard. */
export interface Entry {
  key: string
  result: string
  pattern: Pattern | null
  wild: boolean
}
interface MapTable {
  source: string
  entries: Entry[]
  exact: Map<string, Entry>
  regex: Entry[]
  near: LiteralIndex | null
  /** `hostnames` has been read: it counts for the lines below it, and for the input. */
  hostnames: boolean
  byDefault: string
}

const compiled = new WeakMap<Directive, MapTable>()

function compile(directive: Directive): MapTable {
  const known = compiled.get(directive)
  if (known) return known
  const table: MapTable = {
    source: directive.args[0]?.value ?? '',
    entries: [],
    exact: new Map(),
    regex: [],
    near: null,
    hostnames: false,
    byDefault: '',
  }
  for (const line of directive.block ?? []) {
    const { name, args } = line
    const result = args[0]?.value
    if (name === 'hostnames') table.hostnames = true
    if (result === undefined) continue
    const key = mapKeyOf(line)
    if (key.kind === 'default') table.byDefault = result
    else addEntry(table, key, result)
  }
  compiled.set(directive, table)
  return table
}

/** The lines of a map, but for its default. */
export const linesOf = (map: Directive): readonly Entry[] => compile(map).entries
export const defaultOf = (map: Directive): string => compile(map).byDefault

function addEntry(table: MapTable, { text: key, pattern }: MapKey, result: string): void {
  const wild = table.hostnames && !pattern && isWildcard(key)
  const entry: Entry = { key: wild ? key.toLowerCase() : key, result, pattern, wild }
  table.entries.push(entry)
  if (pattern) table.regex.push(entry)
  else if (!wild) table.exact.set(key.toLowerCase(), entry)
}

/** Exact before wildcard before regex (ngx_http_map_find); undefined: a regex cannot be told. */
function find(exchange: Exchange, table: MapTable, input: string): string | undefined {
  const lower = (table.hostnames ? input.replace(/\.$/, '') : input).toLowerCase()
  const exact = table.exact.get(lower) ?? wildcard(table, lower)
  if (exact) return exact.result
  table.near ??= new LiteralIndex(table.regex.map(({ pattern }) => pattern))
  for (const place of table.near.near(input)) {
    const { pattern, result } = table.regex[place] ?? { pattern: null, result: '' }
    const match = pattern?.exec(input)
    if (match === undefined) return undefined
    if (!match) continue
    exchange.captures = match.groups
    for (const [name, value] of Object.entries(match.named)) exchange.variables.set(name.toLowerCase(), value)
    return result
  }
  return table.byDefault
}

function wildcard(table: MapTable, host: string): Entry | undefined {
  const candidates = table.entries.filter(
    ({ key, wild }) =>
      wild &&
      (key.startsWith('*.')
        ? host.endsWith(key.slice(1))
        : key.startsWith('.')
          ? `.${host}`.endsWith(key)
          : key.endsWith('.*') && host.startsWith(key.slice(0, -1))),
  )
  const rank = ({ key }: Entry): number => (key.endsWith('.*') ? 0 : 1000) + key.length
  return candidates.sort((a, b) => rank(b) - rank(a))[0]
}

const listed = (names: string[]): string =>
  names.length > 4 ? `${names.slice(0, 3).join(', ')} or ${names.length - 3} others` : names.join(' or ')

/** One way for each different result; the input is settled where only one key leads to it. */
function waysOf(subject: string, entries: Entry[], byDefault: string | null): Way<{ result: string; key?: string }>[] {
  const byResult = new Map<string, Entry[]>()
  for (const entry of entries) addTo(byResult, entry.result, entry)
  const ways: Way<{ result: string; key?: string }>[] = []
  for (const [result, same] of byResult) {
    if (result === byDefault) continue
    const [only] = same
    const keys = same.map(({ key, pattern, wild }) => (pattern || wild ? key : `"${key}"`))
    ways.push({
      value: { result, ...(same.length === 1 && only && !only.pattern && !only.wild && { key: only.key }) },
      when: `${subject} is ${listed(keys)}`,
    })
  }
  if (byDefault !== null)
    ways.push({ value: { result: byDefault }, when: ways.length ? `${subject} is none that the map lists` : undefined })
  return ways
}

const GEO_SETTINGS = new Set(['delete', 'proxy', 'proxy_recursive', 'ranges', 'include'])

/** What the lines of a table may lead to, and what is left for whatever none of them takes; null: nothing is. */
function possibilities(
  exchange: Exchange,
  directive: Directive,
  table: MapTable,
  input: Value,
): { entries: Entry[]; rest: string | null } {
  if (directive.name === 'split_clients')
    return { entries: table.entries.filter(({ key }) => key !== '*'), rest: table.exact.get('*')?.result ?? '' }
  if (directive.name === 'geo')
    return { entries: table.entries.filter(({ key }) => !GEO_SETTINGS.has(key)), rest: table.byDefault }
  return isKnown(input) ? { entries: table.entries, rest: table.byDefault } : possible(exchange, table, input)
}

/** Of texts those that the input may be, case aside; of expressions those that may match, up to one that surely does. */
function possible(exchange: Exchange, table: MapTable, input: Unknown): { entries: Entry[]; rest: string | null } {
  const folded: Unknown = {
    ...input,
    prefix: (input.prefix ?? '').toLowerCase(),
    suffix: (input.suffix ?? '').toLowerCase(),
  }
  const entries = table.entries.filter(
    ({ key, pattern, wild }) => !pattern && (wild || mayBe(exchange, folded, key.toLowerCase())),
  )
  for (const entry of table.regex) {
    const verdict = entry.pattern && matchesPartly(input, entry.pattern)
    if (verdict !== false) entries.push(entry)
    if (verdict === true) return { entries, rest: null }
  }
  return { entries, rest: table.byDefault }
}

function inputOf(exchange: Exchange, directive: Directive, table: MapTable, asking: Asking): Value {
  if (directive.name === 'map') return evaluateOpen(exchange, table.source, asking)
  if (directive.name === 'split_clients') return { unknown: `the share of ${directive.args.at(-1)?.value ?? ''}` }
  const address = directive.args.length === 2 ? evaluateOpen(exchange, table.source, asking) : clientAddress(exchange)
  return address ?? { unknown: 'the client address' }
}

/** The narrowest network that an address lies in (ngx_http_geo_block); undefined: cannot be told. */
function findNetwork(table: MapTable, text: string): string | undefined {
  if (table.entries.some(({ key }) => GEO_SETTINGS.has(key)) || text.includes(':')) return undefined
  // INADDR_NONE: what is no address is looked up as the last of all.
  const address = isIpv4(text) ? text : '255.255.255.255'
  const sizeOf = (key: string): number => Number(key.split('/')[1] ?? 32)
  const around = table.entries.filter(({ key }) => inNetwork(address, key))
  const [narrowest] = around.sort((a, b) => sizeOf(b.key) - sizeOf(a.key))
  return narrowest?.result ?? table.byDefault
}

/** A table with more results than this is not branched on: what it gives is as unknown as its input. */
const MAX_WAYS = 24

/** Whether more results than these stand in the lines, not to speak of the default. */
function hasTooMany(entries: readonly Entry[]): boolean {
  const results = new Set<string>()
  return entries.some(({ result }) => results.add(result).size > MAX_WAYS + 1)
}

/** The value of a `map`, `geo` or `split_clients` variable. */
export function mapped(exchange: Exchange, directive: Directive, asking: Asking): Value {
  const name = directive.args.at(-1)?.value ?? ''
  const table = compile(directive)
  const input = inputOf(exchange, directive, table, asking)
  const found = !isKnown(input)
    ? undefined
    : directive.name === 'geo'
      ? findNetwork(table, input)
      : find(exchange, table, input)
  if (found !== undefined) return evaluateOpen(exchange, found, asking)
  const subject = isKnown(input) ? `"${input}"` : input.unknown
  const { entries, rest } = possibilities(exchange, directive, table, input)
  if (hasTooMany(entries)) return { unknown: name }
  const ways = waysOf(subject, entries, rest)
  const [single] = ways
  // Nobody knows which of several expressions captures what.
  const regexes = entries.flatMap(({ pattern }) => pattern ?? [])
  const forget = (): void => {
    for (const pattern of regexes) keepCaptures(exchange, regexes.length === 1 ? input : { unknown: name }, pattern)
  }
  if (ways.length === 1 && single) {
    forget()
    return evaluateOpen(exchange, single.value.result, asking)
  }
  if (asking === 'leave' || ways.length > MAX_WAYS) return { unknown: name }
  const { result, key } = exchange.choices.choose(`map ${name} of ${subject}`, ways)
  if (!isKnown(input))
    learn(exchange, input, key, result === rest ? entries.filter((entry) => entry.result !== rest) : [])
  forget()
  return evaluateOpen(exchange, result, asking)
}

/** What the choice of a line says about the input. */
function learn(exchange: Exchange, input: Unknown, key: string | undefined, others: Entry[]): void {
  if (key !== undefined) settle(exchange, input, key)
  ruleOut(
    exchange,
    input,
    others.flatMap(({ key: other, pattern, wild }) => (pattern || wild ? [] : [other, other.toLowerCase()])),
  )
}
