import type { FunctionValue } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Handler, RouterModel, StackLayer } from '../register/stack.ts'
import type { End, Surroundings } from './handler.ts'
import type { Items } from './item-index.ts'
import { outcomeOf } from './outcome.ts'
import type { RequestFacts } from './run.ts'
import type { Way } from './way.ts'

/** One request to one application. */
export interface Journey {
  facts: RequestFacts
  /** The same for requests that differ in nothing but method and path. */
  kind: number
  around: Surroundings
  outcomes: Outcome[]
  itemsOf(model: RouterModel): Items
  depth: number
  /** How often each router was entered. */
  entered: Map<RouterModel, number>
  shared: ReadonlySet<FunctionValue>
  /** The ways that leave a router without an answer. */
  pass(model: RouterModel, entry: Way): Way[]
}

/** A way ends with an answer, or with what may be one. */
export function finish(journey: Journey, way: Way, end: End, layer?: StackLayer, handler?: Handler): void {
  journey.outcomes.push(outcomeOf(way, end, layer ?? null, handler ?? null, journey.shared))
}
