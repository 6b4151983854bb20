import type { Value } from '../../javascript/value.ts'
import { changed } from './changes.ts'
import { leave } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Run } from './run.ts'

/** Parts of the request that handlers share as long as it lasts: what one writes into `req.params`, the next finds there. */
const parts = new WeakMap<Value, string>()

/** What a run reads as a part of the request, by the name that it has in the bag once it is changed. */
export function asPart<T extends Value>(value: T, name: string): T {
  parts.set(value, name)
  return value
}

/** A part of the request is changed: those behind find it so. */
export function keepPart(run: Run, value: Value): void {
  const name = parts.get(value)
  if (name !== undefined) leave(run.exchange, name, value)
}

const PARAMS = 'req.params'

/** Every layer brings parameters of its own; what was written into those before is gone. */
export function withParams(exchange: Exchange, params: Exchange['params'], written?: Value): Exchange {
  if (exchange.bag.get(PARAMS) === written) return { ...exchange, params }
  const bag = written
    ? new Map(exchange.bag).set(PARAMS, written)
    : changed(exchange.bag, `no ${PARAMS}`, (copy) => copy.delete(PARAMS))
  return { ...exchange, params, bag }
}

export const writtenParams = ({ bag }: Exchange): Value | undefined => bag.get(PARAMS)
