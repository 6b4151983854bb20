import type { UrlCache } from '../../model/outcome.ts'
import { constant, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Params } from '../path/compile.ts'
import { changed, numberOf } from './changes.ts'
import { fingerprintOf, textsOf } from './likeness.ts'
import { shortName } from './short-name.ts'

/** Where something was decided; `helpers`: inside what it calls, outermost first; `given`: in a function that a wrapper was given. */
export interface Place {
  range: SourceRange
  helpers: SourceRange[]
  given: boolean
}

/** A response header; `value` null: set, but to what the files leave open. */
export interface Header {
  name: string
  value: string | null
  range: SourceRange | null
}

export interface Sent {
  by: Outcome['by']
  at: Place | null
}

/** The state of one request and its response while handlers run. */
export interface Exchange {
  method: string
  /** Path and query as the present router sees them, and what mounts have taken off before it. */
  url: string
  base: string
  params: Params | null
  /** `res.statusCode`: whatever was assigned. */
  status: Value
  statusAt: Place | null
  /** By lower-case name. Neither this map nor the bag is ever changed in place: exchanges share them. */
  headers: ReadonlyMap<string, Header>
  /** Headers of unknown names may have been set as well; 'unseen': by middleware that cannot be seen, which leaves Allow to the routes. */
  open: boolean | 'unseen'
  /** Whether writeHead fixed the head. */
  committed: boolean
  sent: Sent | null
  /** Code that cannot be seen has failed on the way here: what is open from now on hangs on that error. 'unheard': nobody has heard of it yet. */
  failed: boolean | 'unheard'
  /** A cache that keeps the answer by the URL alone. */
  cache: UrlCache | null
  /** What handlers leave for each other: `req.user`, `locals.title`. */
  bag: ReadonlyMap<string, Value>
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

export const newExchange = (method: string, url: string): Exchange => ({
  method,
  url,
  base: '',
  params: {},
  status: constant(200),
  statusAt: null,
  headers: NOTHING,
  open: false,
  committed: false,
  sent: null,
  failed: false,
  cache: null,
  bag: NOTHING,
})

const sameHeader = (a: Header, b: Header | undefined): boolean =>
  a === b || (b !== undefined && a.value === b.value && a.range === b.range)

/** Two exchanges whose responses have the same status, as one: of headers that only one has, nothing is known, and code has failed only if it
 * has on both. */
export function joinResponses(known: Exchange, other: Exchange): Exchange {
  const failed = known.failed === other.failed ? known.failed : Boolean(known.failed && other.failed)
  const headers = commonHeaders(known.headers, other.headers)
  const differs = [known, other].some((one) => one.headers.size > headers.size)
  const isOfAllow = [known, other].some((one) => one.headers.has('allow')) && !headers.has('allow')
  const opens = [known.open, other.open, differs && (isOfAllow || 'unseen')]
  const open = opens.includes(true) || (opens.includes('unseen') && 'unseen')
  if (!differs && open === known.open) return failed === known.failed ? known : { ...known, failed }
  return { ...known, failed, headers, open }
}

type Headers = Exchange['headers']

/** The headers that both have. */
function commonHeaders(known: Headers, other: Headers): Headers {
  if (known === other) return known
  return changed(known, `in ${numberOf(other)}`, (headers) => {
    for (const [name, header] of known) if (!sameHeader(header, other.get(name))) headers.delete(name)
  })
}

export const copyExchange = (exchange: Exchange): Exchange => ({ ...exchange })

const textOfHeaders = (headers: Exchange['headers']): string =>
  [...headers.values()]
    .map(({ name, value, range }) => `${name}=${value ?? '?'}@${range?.file ?? ''}${range?.start.offset ?? ''}`)
    .join('\n')
/** A short name for what may be a long text, found once for each thing: the same for equal texts. */
function shortener<T extends object>(make: (of: T) => string): (of: T) => number {
  const known = new WeakMap<T, number>()
  return (of) => {
    const before = known.get(of)
    if (before !== undefined) return before
    const name = shortName(make(of))
    known.set(of, name)
    return name
  }
}

/** Members of the request, the response and its locals; other names stand for what this linter notes itself. */
const isMember = (name: string): boolean => /^(?:req|res|locals)\.(?!\*)/.test(name)

const headersKey = shortener(textOfHeaders)
const textOfBag = (bag: Iterable<[string, Value]>): string =>
  [...textsOf(bag)].map(([name, text]) => `${name}=${text}`).join('\n')
const wholeBagKey = shortener((bag: Exchange['bag']) => textOfBag(bag))
const noMembersKey = shortener((bag: Exchange['bag']) => textOfBag([...bag].filter(([name]) => !isMember(name))))

const rangeKey = shortener(({ file, start }: SourceRange) => `${start.offset} ${file}`)
const placeKey = (place: Place | null | undefined): number | string => (place ? rangeKey(place.range) : '')

/** The state of the response but its headers, as a text. */
export const statusKey = ({ status, statusAt, committed, sent }: Exchange): string =>
  `${fingerprintOf(status)}@${placeKey(statusAt)}|${committed}|${sent ? `${sent.by}${placeKey(sent.at)}` : ''}`

/** The state of the response alone, as a text: two that are equal cannot be told apart. */
export const responseKey = (exchange: Exchange): string =>
  `${statusKey(exchange)}|${exchange.open}|${headersKey(exchange.headers)}`

const held = new WeakMap<Exchange['bag'], ReadonlyMap<string, string>>()

/** What an earlier handler has left under a name, as a text. */
export function bagText({ bag }: Exchange, name: string): string {
  const known = held.get(bag) ?? textsOf(bag)
  held.set(bag, known)
  return known.get(name) ?? ''
}

/** Two exchanges with the same text go on in the same way. The request's own part is left out. */
export const fingerprint = (exchange: Exchange): string => `${responseKey(exchange)}|${wholeBagKey(exchange.bag)}`

/** Vary is never known as a whole: cors(), compression(), res.format() and res.redirect() add to what is written. */
export function setHeader(exchange: Exchange, name: string, value: string | null, range: SourceRange | null): void {
  const key = name.toLowerCase()
  const how = JSON.stringify([name, value, range && rangeKey(range)])
  exchange.headers = changed(exchange.headers, how, (headers) => {
    headers.set(key, { name, value: key === 'vary' ? null : value, range })
  })
}

export function removeHeader(exchange: Exchange, name: string): void {
  const key = name.toLowerCase()
  exchange.headers = changed(exchange.headers, `no ${key}`, (headers) => headers.delete(key))
}

/** Leaves something for later handlers. */
export function leave(exchange: Exchange, name: string, value: Value): void {
  exchange.bag =
    value.kind === 'constant' && value.assumed === undefined
      ? changed(exchange.bag, JSON.stringify([name, fingerprintOf(value)]), (bag) => bag.set(name, value))
      : new Map(exchange.bag).set(name, value)
}

/** What cannot be seen may have left anything on the request. */
export function leaveAnything(exchange: Exchange): void {
  if (!exchange.bag.has('req.*')) leave(exchange, 'req.*', constant(true))
}

/** What handlers have left, as a text; `apart`: without members, which may be joined. */
export const bagKey = (bag: Exchange['bag'], apart: boolean): number => (apart ? noMembersKey(bag) : wholeBagKey(bag))

/** What handlers have left in one of several ways: a member that may not be there is open. */
export function joinBag(
  bags: Exchange['bag'][],
  absent: (name: string) => Value,
  join: (values: Value[]) => Value,
): Exchange['bag'] {
  const [first = new Map<string, Value>(), ...others] = bags
  if (others.every((bag) => bag === first)) return first
  return new Map(
    [...new Set(bags.flatMap((bag) => [...bag.keys()]))].map((name) => [
      name,
      join(bags.map((bag) => bag.get(name) ?? (bag.has('req.*') ? unknown(name) : absent(name)))),
    ]),
  )
}

/** Another field of the same name. */
export function addHeader(exchange: Exchange, name: string, value: string | null, range: SourceRange | null): void {
  const before = exchange.headers.get(name.toLowerCase())
  const joined = !before ? value : before.value === null || value === null ? null : `${before.value}, ${value}`
  setHeader(exchange, name, joined, range)
}

/** What Node writes for `res.statusCode` (ServerResponse#writeHead); 'invalid': it throws; null: open. */
export function statusNumber(value: Value): number | 'invalid' | null {
  if (value.kind === 'array' && value.items.length === 1 && value.items[0]) return statusNumber(value.items[0])
  if (value.kind !== 'constant')
    return value.kind === 'unknown' || value.kind === 'either' || value.kind === 'external' ? null : 'invalid'
  const number = typeof value.value === 'bigint' ? NaN : Number(value.value ?? 0) | 0
  return number >= 100 && number <= 999 ? number : 'invalid'
}
