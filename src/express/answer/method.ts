import type { StackLayer } from '../register/stack.ts'
import type { Exchange } from './exchange.ts'
import { handlesMethod, layersFor } from './router.ts'
import type { Item, RouteMethods } from './router.ts'
import type { RequestFacts } from './run.ts'

type Test = (method: string) => boolean

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

function setOf(names: readonly string[]): ReadonlySet<string> {
  const known = sets.get(names) ?? new Set(names)
  sets.set(names, known)
  return known
}

/** Whether something is true of the request's method. Of the client's own it is noted, so that one answer stands for all methods of which the same
 * is true; one that was put in its place is the same for all. */
export const asksMethod = ({ asked, method }: RequestFacts, exchange: Exchange, test: Test): boolean =>
  exchange.method === method ? asked.is(test) : test(exchange.method)

/** Whether the request's method is one of some. */
export const isOneOf = ({ asked, method }: RequestFacts, exchange: Exchange, names: readonly string[]): boolean =>
  exchange.method === method ? asked.is(setOf(names)) : names.includes(exchange.method)

export const OPTIONS = ['OPTIONS']
export const HEAD = ['HEAD']
export const READING = ['GET', 'HEAD']

const handled = new WeakMap<RouteMethods, (method: string) => boolean>()

/** Whether a route has a handler for the request's method. */
export function isHandled(facts: RequestFacts, methods: RouteMethods, exchange: Exchange): boolean {
  const test = handled.get(methods) ?? ((method) => handlesMethod(methods, method))
  handled.set(methods, test)
  return asksMethod(facts, exchange, test)
}

/** The layers of a route that run for the request's method. */
export function chosenLayers(
  facts: RequestFacts,
  { layers, methods: all }: Item & { kind: 'route' },
  exchange: Exchange,
): StackLayer[] {
  const chosen = layersFor(layers, all, exchange.method)
  asksMethod(facts, exchange, (method) => {
    const others = layersFor(layers, all, method)
    return others.length === chosen.length && others.every((layer, at) => layer === chosen[at])
  })
  return chosen
}
