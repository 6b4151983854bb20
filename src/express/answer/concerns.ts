import { handlersIn } from '../register/stack.ts'
import type { Handler } from '../register/stack.ts'
import { takesErrors } from '../packages/run.ts'
import { firstAfter } from './item-index.ts'
import type { Items } from './item-index.ts'
import type { Journey } from './journey.ts'
import { HEAD, OPTIONS, isHandled, isOneOf } from './method.ts'
import { matchPath } from './router.ts'
import type { Item, RouteMethods } from './router.ts'
import { arity } from './syntax.ts'
import type { Way } from './way.ts'

export function pathOf(url: string): string {
  const end = url.search(/[?#]/)
  return end < 0 ? url : url.slice(0, end)
}

/** The next item that may concern one of the ways: each may have another URL by now. */
export function nextFor({ at }: Items, ways: Way[], after: number): number | undefined {
  const urls = new Set(ways.map((way) => way.exchange.url))
  const next = Math.min(...Array.from(urls, (url) => firstAfter(at(pathOf(url)), after) ?? Infinity))
  return Number.isFinite(next) ? next : undefined
}

/** Whether an item may do anything with a request: most leave most alone. */
export function concerns(journey: Journey, item: Item, way: Way, hasParams: boolean): boolean {
  if (item.kind === 'param') return false
  if (item.kind === 'open') return !(way.error && item.isAhead)
  // Callbacks of a mount's parameters run for an error, too.
  if (way.error && (item.kind === 'route' || (!hasParams && !takesError(item)))) return false
  if (matchPath(item.matcher, pathOf(way.exchange.url)) === false) return false
  return item.kind === 'use' || looksAt(journey, item.methods, way, hasParams)
}

/** What stands in front of most routes is no error handler, unless it is known to be one. */
export const takesError = ({ handler, isAhead }: Item & { kind: 'use' }): boolean =>
  handlersIn(handler).some((one) => (one.kind === 'function' ? handlesErrors(one) : takesErrors(one, isAhead)))

/** Whether a function is called for errors: Express goes by the number of its parameters. */
export const handlesErrors = ({ node, calling }: Handler & { kind: 'function' }): boolean =>
  calling ? calling.catches !== undefined : arity(node) === 4

/** Router#handle: a route that lacks the method is passed over, but for OPTIONS, which it may list, for HEAD, whose parameters are looked at
 * all the same, and for parameters that cannot be decoded. */
function looksAt({ facts }: Journey, methods: RouteMethods, { exchange }: Way, hasParams: boolean): boolean {
  return (
    exchange.url.includes('%') ||
    isHandled(facts, methods, exchange) ||
    isOneOf(facts, exchange, OPTIONS) ||
    (hasParams && isOneOf(facts, exchange, HEAD))
  )
}
