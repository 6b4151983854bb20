import { work } from '../../text/work.ts'
import { constant } from '../../javascript/value.ts'
import { EVERY, methods } from '../../model/method-set.ts'
import type { Step } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import { mergedParams } from '../path/compile.ts'
import type { Handler, RouterModel, StackLayer } from '../register/stack.ts'
import { concerns, nextFor, pathOf, takesError } from './concerns.ts'
import { builtInError, httpError } from './errors.ts'
import { copyExchange, joinResponses, setHeader } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { unknownEnd } from './handler.ts'
import { finish } from './journey.ts'
import type { Journey } from './journey.ts'
import { HEAD, OPTIONS, chosenLayers, isHandled, isOneOf } from './method.ts'
import { passParams } from './params.ts'
import type { Found } from './params.ts'
import { withParams, writtenParams } from './parts.ts'
import { inEachCase, passHandler } from './pass-handler.ts'
import { passOnce } from './passage.ts'
import { listedMethods, matchPath, optionsOf } from './router.ts'
import type { Item } from './router.ts'
import { apart } from './unfollowed.ts'
import { merge, MOST_HEADS, NONE_CALLED, withOptions } from './way.ts'
import type { Way } from './way.ts'

const MOST_WAYS = 48
/** Once so many handlers of an application were passed, fewer are. */
const MANY_PASSED = 150_000
const FEW_HEADS = 2

const headsOf = ({ around: { spent } }: Journey): number => (spent.passed > MANY_PASSED ? FEW_HEADS : MOST_HEADS)
const MOST_DEPTH = 24
/** How often a request may come to one router: two that mount a third twice each lead there four times. */
const MOST_ENTERED = 500
/** The application's or a router's own way with a request; returns the ways that leave it without an answer: the very one that entered where
 * nothing there concerns it. */
export function passRouter(journey: Journey, model: RouterModel, entry: Way): Way[] {
  const items = journey.itemsOf(model)
  const hasParams = items.params.length > 0
  const seesPath = hasParams || optionsOf(model).merge
  const isFor = (index: number, way: Way): boolean => {
    const item = items.all[index]
    return item !== undefined && concerns(journey, item, way, hasParams)
  }
  if (!items.at(pathOf(entry.exchange.url)).some((index) => isFor(index, entry))) return [entry]
  const times = (journey.entered.get(model) ?? 0) + 1
  journey.entered.set(model, times)
  if (journey.depth >= MOST_DEPTH || times > MOST_ENTERED)
    return giveUp(journey, [entry], 'routers mount each other', model.range)
  journey.depth++
  let ways: Way[] = [{ ...entry, options: [], called: NONE_CALLED }]
  const left: Way[] = []
  for (let at = nextFor(items, ways, -1); at !== undefined; at = nextFor(items, ways, at)) {
    const item = items.all[at]
    work(2)
    if (!item || !ways.some((way) => concerns(journey, item, way, hasParams))) continue
    const all = ways
    const pass = (to: Journey, out: Way[]): Way[] =>
      merge(
        all.flatMap((way) => conditional(to, model, item, way, entry.exchange, out)),
        headsOf(to),
      )
    ways = seesPath ? pass(journey, left) : passOnce(journey, item, { ways, left, pass })
    if (ways.length > MOST_WAYS) ways = giveUp(journey, ways, 'too many ways through the application', model.range)
    if (!ways.length) break
  }
  journey.depth--
  return [...ways, ...left].flatMap((way) => leave(journey, model.answersRest ? { ...way, options: [] } : way, entry))
}

function giveUp(journey: Journey, ways: Way[], why: string, at: SourceRange): Way[] {
  const [way] = ways
  if (way) finish(journey, way, unknownEnd(ways.map(({ exchange }) => exchange).reduce(joinResponses), why, at))
  return []
}

/** Router#handle's `done`: parameters and mount are put back; an unanswered OPTIONS is answered with what the routes take. */
function leave(journey: Journey, way: Way, entry: Way): Way[] {
  const { exchange } = way
  const restored = withParams(copyExchange(exchange), entry.exchange.params, writtenParams(entry.exchange))
  restored.base = entry.exchange.base
  if (way.error || !way.options.length)
    return [{ ...way, exchange: restored, options: entry.options, called: entry.called }]
  const unique = [...new Set(way.options)]
  setHeader(restored, 'Allow', journey.around.major === 4 ? unique.join(',') : unique.sort().join(', '), null)
  restored.sent = { by: 'built-in', at: restored.statusAt }
  finish(journey, way, { kind: 'sent', exchange: restored, error: null, late: null, when: [], why: '', at: null })
  return []
}

/** A layer that is registered under an open condition may as well not be there. */
function conditional(journey: Journey, model: RouterModel, item: Item, way: Way, parent: Exchange, left: Way[]): Way[] {
  const own = item.kind === 'use' ? item.handler.optional : undefined
  const layer =
    item.kind === 'route' ? item.layers.find((one) => one.when !== null) : item.layer.when !== null ? item.layer : null
  if (!own && !layer) return passItem(journey, model, item, way, parent, left)
  const when = [layer?.when, own?.words].filter(Boolean).join(' and ')
  if (!when) return passItem(journey, model, item, way, parent, left)
  const hinges = [...(layer?.hinges ?? []), ...(own ? [own] : [])]
  if (hinges.some((hinge) => way.hinges.get(hinge) === false)) return [way]
  const last = hinges.at(-1)
  if (last && hinges.every((hinge) => way.hinges.get(hinge))) return passItem(journey, model, item, way, parent, left)
  const there = {
    ...way,
    when: [...way.when, `if ${when}`],
    hinges: new Map([...way.hinges, ...hinges.map((hinge): [object, boolean] => [hinge, true])]),
  }
  // Of the outer conditions nothing is known then.
  const without = {
    ...way,
    when: [...way.when, `unless ${when}`],
    ...(last && !(layer && own) && { hinges: new Map(way.hinges).set(last, false) }),
  }
  return [...passItem(journey, model, item, there, parent, left), without]
}

function passItem(journey: Journey, model: RouterModel, item: Item, way: Way, parent: Exchange, left: Way[]): Way[] {
  if (item.kind === 'param') return [way]
  if (item.kind === 'open') return passOpen(journey, item, way)
  const path = pathOf(way.exchange.url)
  const found = matchPath(item.matcher, path)
  if (found === false) return [way]
  if (found === null) {
    const { text } = item.matcher
    const taken = { ...way, when: [...way.when, `if \`${text}\` matches the path`] }
    const open = { path: '', params: {}, undecodable: false }
    const before = journey.outcomes.length
    const on = passMatched(journey, model, item, taken, open, parent, left, true)
    journey.outcomes.push(...journey.outcomes.splice(before).map((one) => apart(one, text)))
    return [...on, { ...way, when: [...way.when, `unless \`${text}\` matches the path`] }]
  }
  if (found.undecodable) {
    const error = httpError([constant(400)], null)
    return [{ ...way, error: way.error ?? { value: error ?? builtInError('URIError'), place: null } }]
  }
  return passMatched(journey, model, item, way, found, parent, left, false)
}

/** Where a router is handed to code that cannot be seen: what that registers may answer, an error too, and passes some request on. */
function passOpen(journey: Journey, { layer, isAhead }: Item & { kind: 'open' }, way: Way): Way[] {
  const why = 'something is registered here that cannot be followed'
  if (way.error && isAhead) return [way]
  if (way.error) {
    finish(journey, way, unknownEnd(way.exchange, why, layer.range), layer)
    return [way]
  }
  const handler: Handler = { kind: 'unknown', why, range: layer.range, ...(layer.unseen && { unseen: layer.unseen }) }
  return passHandler(journey, { layer, handler }, way).on
}

function passMatched(
  journey: Journey,
  model: RouterModel,
  item: Item & { kind: 'use' | 'route' },
  way: Way,
  found: Found,
  parent: Exchange,
  left: Way[],
  open: boolean,
): Way[] {
  const params = open
    ? null
    : !optionsOf(model).merge
      ? found.params
      : writtenParams(parent)
        ? null
        : mergedParams(parent.params, found.params)
  if (item.kind === 'use') {
    const { on, past } = passParams(journey, model, found, way, left, params)
    return [...past, ...on.flatMap((one) => passMiddleware(journey, item, one, found, params, left))]
  }
  if (way.error) return [way]
  const exchange = withParams(way.exchange, params)
  const { facts } = journey
  if (!isHandled(facts, item.methods, exchange)) {
    if (isOneOf(facts, exchange, HEAD)) {
      const { on, past } = passParams(journey, model, found, { ...way, exchange }, left)
      return [...past, ...on]
    }
    return [isOneOf(facts, exchange, OPTIONS) ? withOptions(way, listedMethods(item.methods)) : way]
  }
  const { on, past } = passParams(journey, model, found, { ...way, exchange }, left)
  return [...past, ...on.flatMap((one) => passRoute(journey, item, one, left))]
}

const middlewareStep = (layer: StackLayer, text: string): Step => ({ kind: 'middleware', range: layer.range, text })

/** Router#trim_prefix: what a mount matched is taken off the URL, and put back behind it. */
function passMiddleware(
  journey: Journey,
  item: Item & { kind: 'use' },
  way: Way,
  found: Found,
  params: Exchange['params'],
  left: Way[],
): Way[] {
  const { exchange } = way
  if (way.error && !takesError(item)) return [way]
  const path = pathOf(exchange.url)
  const stop = path[found.path.length]
  const separates = stop === undefined || stop === '/' || (stop === '.' && journey.around.major === 4)
  if (found.path.length && (!path.startsWith(found.path) || !separates)) return [way]
  const rest = exchange.url.slice(found.path.length)
  const added = !rest.startsWith('/')
  const base = found.path.length ? exchange.base + found.path.replace(/\/$/, '') : exchange.base
  const inner: Way = { ...way, exchange: { ...exchange, params, url: added ? `/${rest}` : rest, base } }
  const back = (one: Way): Way => {
    const url = added ? one.exchange.url.slice(1) : one.exchange.url
    return { ...one, exchange: { ...one.exchange, url: found.path + url, base: exchange.base } }
  }
  const { text } = item.matcher
  if (item.handler.kind === 'router') {
    if (way.error) return [way]
    const entry: Way = {
      ...inner,
      steps: [...way.steps, { kind: 'mount', range: item.layer.range, text: `use ${text}` }],
    }
    const ways = passRouter(journey, item.handler.router, entry)
    return ways[0] === entry ? [way] : ways.map((one) => back({ ...one, steps: way.steps }))
  }
  return inEachCase(item.handler, inner).flatMap(({ handler, way: entry }) => {
    const { on, out } = passHandler(
      journey,
      { layer: item.layer, handler, step: middlewareStep(item.layer, `use ${text}`) },
      entry,
    )
    left.push(...out.map(back))
    return on.map(back)
  })
}

function passRoute(journey: Journey, item: Item & { kind: 'route' }, way: Way, left: Way[]): Way[] {
  const layers = chosenLayers(journey.facts, item, way.exchange)
  const { text } = item.matcher
  const out: Way[] = []
  let ways: Way[] = [way]
  for (const layer of layers) {
    const step: Step = {
      kind: 'route',
      range: layer.range,
      text: `${layer.method ?? 'ALL'} ${text}`,
      methods: layer.method === null ? EVERY : methods(layer.method),
    }
    for (const handler of layer.handlers) {
      ways = merge(
        ways.flatMap((one) => {
          const without = handler.optional ? [{ ...one, when: [...one.when, `unless ${handler.optional.words}`] }] : []
          const isLast = handler === layers.at(-1)?.handlers.at(-1)
          const on = inEachCase(handler, { ...one, steps: [...way.steps, step] }).flatMap(
            ({ handler: inner, way: entry }) => {
              // What cannot be seen at the end of a route is taken to answer.
              const isEnd = isLast && inner.kind === 'unknown'
              const handler: Handler =
                isEnd && inner.unseen ? { ...inner, unseen: { ...inner.unseen, last: true } } : inner
              const passed = passHandler(journey, { layer, handler, isLast }, entry, out)
              left.push(...passed.out)
              return isEnd ? [] : passed.on
            },
          )
          return [...without, ...on]
        }),
      )
    }
  }
  return [...ways, ...out].map((one) => ({ ...one, steps: way.steps }))
}
