import type { Step } from '../../model/outcome.ts'
import { errorKey } from './error-key.ts'
import { fingerprint, joinResponses, responseKey, statusKey } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { joinBags } from './handler.ts'
import type { Failure } from './handler.ts'
import type { Params } from '../path/compile.ts'
import { common } from './selector.ts'

/** A request on its way through a router: what it has become, and what had to be assumed. */
export interface Way {
  exchange: Exchange
  error: Failure | null
  when: string[]
  steps: Step[]
  /** The methods that an automatic answer to OPTIONS would list. */
  options: string[]
  /** What a handler would still answer after next(), if nobody else does. */
  late: { exchange: Exchange; steps: Step[] } | null
  /** The middleware passed that cannot be seen. */
  unless: string[]
  /** What was assumed of the conditions under which layers are registered. */
  hinges: ReadonlyMap<object, boolean>
  /** What became of the callbacks of the router's parameters, by name. */
  called: ReadonlyMap<string, Called>
}

/** What parameter callbacks were called with, and whether they failed or passed the route by. */
export interface Called {
  match: Params[string]
  end: Failure | 'route' | null
}

export const NONE_CALLED: Way['called'] = new Map()

const calledKey = ([name, { match, end }]: [string, Called]): string =>
  `${name}=${String(match)} ${end === null || end === 'route' ? end : errorKey(end.value)}`

/** So many ways are told apart by all that they are, then only by their responses. */
const MANY_WAYS = 6
/** So many ways are kept apart for nothing but the headers that were set. */
export const MOST_HEADS = 8

function wayKey({ exchange, error, options, late, called }: Way, state = fingerprint): string {
  const met = called.size > 0 ? Array.from(called, calledKey).join('|') : ''
  return `${state(exchange)}|${exchange.method}|${exchange.url}|${error ? errorKey(error.value) : ''}|${options.join()}|${late ? 'late' : ''}|${met}`
}

/** Ways that go on alike are one; what they assumed differently does not matter then. */
export function merge(ways: Way[], most = MOST_HEADS): Way[] {
  if (ways.length < 2) return ways
  const found = new Map<string, Way>()
  for (const way of ways) {
    const key = wayKey(way)
    const known = found.get(key)
    if (known) agree(known, way)
    else found.set(key, { ...way })
  }
  const apart = found.size > MANY_WAYS ? widen([...found.values()], responseKey) : [...found.values()]
  return apart.length > most ? widen(apart, statusKey) : apart
}

const stepKey = ({ kind, range, text, ...more }: Step): string | null =>
  Object.keys(more).length > 0 ? null : `${kind} ${range?.start.offset ?? ''} ${range?.file ?? ''} ${text}`

const hinges = new WeakMap<object, number>()
let lastHinge = 0
function hingeKey([hinge, holds]: [object, boolean]): string {
  const known = hinges.get(hinge) ?? ++lastHinge
  hinges.set(hinge, known)
  return `${known}${holds}`
}

/** All that tells a way from others, but for the request's own part: URL and method. null: it may not be told. */
export function stateOf(way: Way): string | null {
  const { exchange, error, when, steps, options, late, unless, called } = way
  const path = steps.map(stepKey)
  if (late || called.size > 0 || path.includes(null)) return null
  const at = error?.place?.range
  return [
    fingerprint(exchange),
    exchange.failed,
    exchange.cache ? 'cached' : '',
    error ? `${errorKey(error.value)}@${at?.start.offset ?? ''} ${at?.file ?? ''}` : '',
    when.join(' and '),
    unless.join(' and '),
    options.join(),
    Array.from(way.hinges, hingeKey).join(),
    path.join('>'),
  ].join('|')
}

/** Only what both assumed was needed. */
function agree(known: Way, other: Way): void {
  known.exchange = joinResponses(known.exchange, other.exchange)
  known.when = known.when.filter((when) => other.when.includes(when))
  known.unless = known.unless.filter((name) => other.unless.includes(name))
  known.hinges = common([known.hinges, other.hinges])
}

/** Of many ways, those whose responses are alike become one, and what handlers left on the request differently is open. */
function widen(ways: Way[], responseOf: (exchange: Exchange) => string): Way[] {
  const found = new Map<string, Way>()
  for (const way of ways) {
    const key = wayKey(way, responseOf)
    const known = found.get(key)
    if (!known) {
      found.set(key, { ...way })
      continue
    }
    agree(known, way)
    known.exchange = { ...known.exchange, bag: joinBags(known.exchange.bag, way.exchange.bag) }
  }
  return [...found.values()]
}

/** Each method once: thousands of routes may stand at one path. */
export const withOptions = (way: Way, listed: readonly string[]): Way =>
  listed.every((method) => way.options.includes(method))
    ? way
    : { ...way, options: [...new Set([...way.options, ...listed])] }
