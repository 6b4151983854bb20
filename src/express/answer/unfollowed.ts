import type { Value } from '../../javascript/value.ts'
import type { Outcome, Step, Unseen } from '../../model/outcome.ts'
import { unseenEnds } from '../packages/arrival.ts'
import type { Handler, StackLayer } from '../register/stack.ts'
import type { End } from './handler.ts'
import { arity } from './syntax.ts'
import type { Way } from './way.ts'

/** A handler where it is registered. `more`: what it is given behind `next`; `step`: what it is in a trace, outside a route; `isLast`: nothing of
 * its route stands behind it. */
export interface Visit {
  layer: StackLayer
  handler: Handler
  more?: Value[]
  step?: Step
  isLast?: boolean
}

/** What there is too much of to follow is as code that cannot be seen: it may answer, or pass the request on. An error goes no further, as does
 * what comes to a function that is not given `next`. */
export function whereCut(end: End, { handler, isLast }: Visit, { exchange, error }: Way): End[] {
  if (!end.isCut || handler.kind !== 'function') return [end]
  const unseen: Unseen = {
    name: nameOf(handler),
    from: null,
    apart: true,
    long: handler.range,
    ...(isLast && { last: true }),
  }
  const [, ...passes] = unseenEnds(exchange, unseen, handler.range)
  return [{ ...end, unseen }, ...(error || isLast || !takesNext(handler) ? [] : passes)]
}

const takesNext = ({ node, calling }: Handler & { kind: 'function' }): boolean =>
  calling ? calling.args.includes('next') : arity(node) >= 3

/** Of a handler with no name of its own, its place. */
function nameOf({ node, range }: Handler & { kind: 'function' }): string {
  const name = 'id' in node && node.id ? node.id.name : null
  return name ?? `${range.file}:${range.start.line}`
}

/** What is open of an answer that a path which nobody knows may give, is no more than that something may answer. */
export const apart = (outcome: Outcome, name: string): Outcome =>
  outcome.status !== null || outcome.by === 'closed' || outcome.unseen
    ? outcome
    : { ...outcome, unseen: { name, from: null, apart: true } }
