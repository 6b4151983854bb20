import type { AskedMethod } from '../../model/asked-method.ts'
import type { Outcome } from '../../model/outcome.ts'
import { isWrapper } from '../packages/wrappers.ts'
import { looksAtUrl } from '../packages/run.ts'
import type { Handler, PathValue } from '../register/stack.ts'
import { handlersIn } from '../register/stack.ts'
import type { Exchange } from './exchange.ts'
import type { Journey } from './journey.ts'
import type { Reading } from './reads.ts'
import type { Item } from './router.ts'
import { shortName } from './short-name.ts'
import { stateOf } from './way.ts'
import type { Way } from './way.ts'

/**
 * What came of passing one middleware, or a route whose path is open. What stands before every path is passed by every request, in a handful of
 * states, and seldom looks at the path: what came of it once holds for all requests that it cannot tell apart.
 */
interface Passage {
  asked: AskedMethod
  readings: readonly Reading[]
  outcomes: readonly Outcome[]
  on: readonly Way[]
  left: readonly Way[]
  /** Of the ways that go on. */
  state: number | null | undefined
}

/** By the place of the middleware and the ways that come to it; null: it looks at the path time and again. */
export type Passages = Map<string, Passage[] | null>

/** With more that differ in the path or the method alone, none is kept. */
const MOST_APART = 16
const MOST_KEPT = 20_000

const isBlindHandler = (handler: Handler): boolean =>
  handler.kind === 'package'
    ? !looksAtUrl(handler.name) || isWrapper(handler.name)
    : handler.kind === 'function'
      ? handler.calling === undefined && handler.mounts === undefined
      : handler.kind === 'passing' || handler.kind === 'unknown'

const places = new WeakMap<Item, number>()
let lastPlace = 0

/** Whether a path is one of which nothing is known. */
const isOpen = (value: PathValue): boolean => value.kind === 'open' && value.starts === undefined
const isRoot = (value: PathValue): boolean => value.kind === 'string' && value.value === '/'

const handlersOf = (item: Item): Handler[] =>
  item.kind === 'use' ? [item.handler] : item.kind === 'route' ? item.layers.flatMap(({ handlers }) => handlers) : []

/** Whether an item is there for every path, or cannot be told from one that is, and mounts nothing. */
function standsBeforeAll(item: Item): boolean {
  if (item.kind === 'param') return false
  if (item.kind === 'open') return true
  const { values } = item.matcher
  const isThere = values.length > 0 && (values.every(isOpen) || (item.kind === 'use' && values.every(isRoot)))
  return isThere && handlersOf(item).flatMap(handlersIn).every(isBlindHandler)
}

/** The parameters that its handlers find. */
const paramsAt = (item: Item): Exchange['params'] =>
  item.kind !== 'open' && item.kind !== 'param' && item.matcher.values.some(isOpen) ? null : {}

/** A number for what stands before every path; 0: it does not. */
function placeOf(item: Item): number {
  const known = places.get(item) ?? (standsBeforeAll(item) ? ++lastPlace : 0)
  places.set(item, known)
  return known
}

const states = new WeakMap<Way[], number | null>()

/** What tells these ways from others, but for the request's own part; null: they may not be compared. */
function stateOfAll(ways: Way[], { method }: Journey['facts']): number | null {
  const known = states.get(ways)
  if (known !== undefined) return known
  const [first] = ways
  const texts = ways.map((way) =>
    way.exchange.url === first?.exchange.url && way.exchange.method === method ? stateOf(way) : null,
  )
  const state = texts.includes(null) ? null : shortName(texts.join('\n'))
  states.set(ways, state)
  return state
}

/** A way of another request, as this one would go it. */
function here(way: Way, { method, url, base }: Exchange): Way {
  return { ...way, exchange: { ...way.exchange, method, url, base } }
}

interface Coming {
  key: string
  ways: Way[]
  left: Way[]
  pass(journey: Journey, left: Way[]): Way[]
}

/** Passes one middleware, unless a request that it cannot tell from this one has passed it before. */
export function passOnce(journey: Journey, item: Item, { ways, left, pass }: Omit<Coming, 'key'>): Way[] {
  const { facts, around } = journey
  const [first] = ways
  const place = placeOf(item)
  const state = place > 0 && !facts.exact ? stateOfAll(ways, facts) : null
  if (!first || state === null) return pass(journey, left)
  const key = `${place} ${journey.kind} ${state}`
  const known = around.passages.get(key)
  if (known === null) return pass(journey, left)
  const start = { ...first.exchange, params: paramsAt(item) }
  const found = known?.find(
    ({ asked, readings }) => asked.isLike(facts.method) && readings.every((one) => one.ask(facts, start) === one.found),
  )
  if (!found) return passAndKeep(journey, first, known ?? [], { key, ways, left, pass })
  around.spent.passed += ways.length
  facts.asked.take(found.asked)
  journey.outcomes.push(...found.outcomes)
  left.push(...found.left.map((way) => here(way, start)))
  const on = found.on.map((way) => here(way, start))
  if (found.state === undefined) found.state = stateOfAll(on, facts)
  states.set(on, found.state)
  return on
}

function passAndKeep(journey: Journey, first: Way, known: Passage[], { key, left, pass }: Coming): Way[] {
  const { passages } = journey.around
  if (known.length >= MOST_APART) {
    passages.set(key, null)
    return pass(journey, left)
  }
  const asked = journey.facts.asked.apart()
  const readings: Reading[] = []
  const leaving: Way[] = []
  let isWhole = true
  const inner: Journey = {
    ...journey,
    facts: { ...journey.facts, asked, readings },
    outcomes: [],
    pass: (model, way) => {
      isWhole = false
      return journey.pass(model, way)
    },
  }
  const on = pass(inner, leaving)
  journey.facts.asked.take(asked)
  journey.outcomes.push(...inner.outcomes)
  left.push(...leaving)
  if (isWhole && isAsBefore([...on, ...leaving], first)) {
    if (passages.size > MOST_KEPT) passages.clear()
    passages.set(key, [...known, { asked, readings, outcomes: inner.outcomes, on, left: leaving, state: undefined }])
  }
  return on
}

/** Whether the request itself is the same behind the middleware. */
const isAsBefore = (ways: Way[], { exchange: { method, url, base } }: Way): boolean =>
  ways.every(({ exchange }) => exchange.url === url && exchange.method === method && exchange.base === base)
