import { work } from '../../text/work.ts'
import type { Step } from '../../model/outcome.ts'
import { passing, unseenEnds } from '../packages/arrival.ts'
import { runPackage } from '../packages/run.ts'
import type { Handler } from '../register/stack.ts'
import { runAction } from './controller.ts'
import { errorKey } from './error-key.ts'
import { isUnseenError } from './errors.ts'
import { aroundLayer, runHandler, unknownEnd } from './handler.ts'
import type { End, Failure } from './handler.ts'
import { finish } from './journey.ts'
import type { Journey } from './journey.ts'
import { failedAt } from './outcome.ts'
import { arity } from './syntax.ts'
import { whereCut } from './unfollowed.ts'
import type { Visit } from './unfollowed.ts'
import type { Way } from './way.ts'

/** Of what a way assumed, the first few are told. */
const MOST_CONDITIONS = 8

/** Each of the handlers that one may be, with a way that assumes it. */
export function inEachCase(handler: Handler, way: Way): { handler: Handler; way: Way }[] {
  if (handler.kind !== 'either') return [{ handler, way }]
  return handler.handlers.map((one, index) => ({
    handler: one,
    way: { ...way, when: [...way.when, `in case ${index + 1} of ${handler.words}`] },
  }))
}

/** One handler. `on`: the ways that go on to the next; `out`: those that leave the router; `skipped`: those that leave the route. */
export function passHandler(journey: Journey, visit: Visit, way: Way, skipped: Way[] = []): { on: Way[]; out: Way[] } {
  const { layer, handler, step = null } = visit
  journey.around.spent.passed++
  work(5)
  const ends = endsOf(journey, visit, way)
  if (!ends) return { on: [way], out: [] }
  if (!Array.isArray(ends)) return { on: ends.ways, out: [] }
  const on: Way[] = []
  const out: Way[] = []
  const handles = way.error !== null
  const stepsHere = (): Step[] => [
    ...way.steps,
    ...(step ? [step] : []),
    ...(handles ? [{ kind: 'error-page' as const, range: layer.range, text: 'error handler' }] : []),
  ]
  for (const end of ends.flatMap((one) => whereCut(one, visit, way))) {
    const when = end.when.length > 0 ? [...way.when, ...end.when].slice(0, MOST_CONDITIONS) : way.when
    const unless = end.passed ? [...new Set([...way.unless, ...end.passed])] : way.unless
    if (end.kind === 'sent' || end.kind === 'silent' || end.kind === 'unknown') {
      finish(journey, { ...way, when, steps: stepsHere(), unless }, end, layer, handler)
      continue
    }
    const late = end.late ? { exchange: end.late, steps: stepsHere() } : way.late
    const error = end.error && !handles ? failedAt(end.error, layer, handler, journey.shared) : end.error
    const failed = error !== null && !isSame(error, way.error) && isUnseenError(error.value)
    const next: Way = {
      ...way,
      exchange: failed ? { ...end.exchange, failed } : end.exchange,
      error,
      when,
      late,
      unless,
    }
    if (end.into && end.kind === 'router' && journey.depth > 1)
      finish(
        journey,
        next,
        unknownEnd(next.exchange, 'an application inside is called alone', layer.range),
        layer,
        handler,
      )
    else if (end.into) (end.kind === 'router' ? out : on).push(...journey.pass(end.into, next))
    else if (end.kind === 'router') out.push({ ...next, error: null })
    else if (end.kind === 'route') skipped.push({ ...next, error: null })
    else on.push(next)
  }
  // Outside a route, next('route') is next().
  if (step) on.push(...skipped.splice(0))
  return { on, out }
}

/** The ends of a handler; null: it is passed over; `ways`: those that a router inside a route gave back. */
function endsOf(journey: Journey, { layer, handler, more = [] }: Visit, way: Way): End[] | { ways: Way[] } | null {
  const { facts } = journey
  const around = aroundLayer(layer, journey.around)
  switch (handler.kind) {
    case 'function': {
      if (handler.calling) return runAction(handler, handler.calling, way, { facts, around })
      const length = arity(handler.node)
      if (more.length) return runHandler(handler.value, [], more, way.exchange, facts, around)
      if (way.error)
        return length === 4
          ? runHandler(handler.value, [way.error.value], [], way.exchange, facts, around).map((end) =>
              withOrigin(end, way.error),
            )
          : null
      return length > 3 ? null : runHandler(handler.value, [], [], way.exchange, facts, around)
    }
    case 'package':
      return (
        runPackage({ handler, exchange: way.exchange, facts, around, error: way.error })?.map((end) =>
          withOrigin(end, way.error),
        ) ?? null
      )
    case 'router':
      return way.error ? null : { ways: journey.pass(handler.router, way) }
    case 'either':
      return null
    case 'passing':
      return way.error ? null : [passing(way.exchange, false)]
    case 'unknown':
      return handler.unseen
        ? unseenEnds(way.exchange, handler.unseen, handler.range, handler.why)
        : [unknownEnd(way.exchange, handler.why, handler.range), passing(way.exchange)]
  }
}

/** Whether an error is the one that a handler was given. */
const isSame = (error: Failure, given: Failure | null): boolean =>
  given !== null && errorKey(error.value) === errorKey(given.value)

/** An error that a handler passes on keeps the place where it arose. */
function withOrigin(end: End, error: Failure | null): End {
  if (!end.error || !error || !isSame(end.error, error)) return end
  return { ...end, error: { value: end.error.value, place: error.place ?? end.error.place } }
}
