import type { Exchange } from './exchange.ts'
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
