import { constant, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { RouterModel, StackLayer } from '../register/stack.ts'
import type { Params } from '../path/compile.ts'
import type { Journey } from './journey.ts'
import { withParams } from './parts.ts'
import { inEachCase, passHandler } from './pass-handler.ts'
import { paramValue } from './request.ts'
import type { Called, Way } from './way.ts'

/** What the path of a mount or a route matched. */
export interface Found {
  path: string
  params: Params
}

/** Router#process_params: callbacks run before the handlers of a route or a mount, for the parameters that its path has, in their order.
 * `past`: the ways that pass it by, since a callback failed or called next('route'); an error that was there before stays. */
export function passParams(
  journey: Journey,
  model: RouterModel,
  found: Found,
  entry: Way,
  left: Way[],
  params = entry.exchange.params,
): { on: Way[]; past: Way[] } {
  const { params: layers } = journey.itemsOf(model)
  const names = Object.keys(found.params).filter(
    (name) => (found.params[name] ?? undefined) !== undefined && layers.some(({ method }) => method === name),
  )
  if (names.length === 0) return { on: [entry], past: [] }
  const { error } = entry
  const past: Way[] = []
  let ways: Way[] = [{ ...entry, error: null, exchange: withParams(entry.exchange, params) }]
  for (const name of names) {
    const param: Param = { name, match: found.params[name] ?? '', layers: layers.filter((one) => one.method === name) }
    const passed = ways.flatMap((one) => passParam(journey, param, one, left, error !== null))
    const passes = ({ called }: Way): boolean => (called.get(name)?.end ?? null) === null
    past.push(...passed.filter((one) => !passes(one)))
    ways = passed.filter(passes)
  }
  const back = (one: Way): Way => (error ? { ...one, error } : one)
  return { on: ways.map(back), past: past.map(back) }
}

interface Param {
  name: string
  match: string | string[]
  layers: StackLayer[]
}

const sameMatch = (a: Called['match'], b: Called['match']): boolean => String(a) === String(b)

/** The callbacks of one parameter. They are not asked again for the value that they passed by, nor for any once they failed, nor when an
 * error goes by the value that they let pass. */
function passParam(journey: Journey, param: Param, way: Way, left: Way[], handles: boolean): Way[] {
  const { name, match, layers } = param
  const before = way.called.get(name)
  if (before) {
    const { end } = before
    if (end !== null && end !== 'route') return [{ ...way, error: end }]
    if (sameMatch(before.match, match) && (end === 'route' || handles)) return [way]
  }
  const value: Value = journey.facts.exact ? paramValue(match) : unknown(`:${name}`)
  const past: Way[] = []
  let ways = [way]
  for (const layer of layers) {
    for (const handler of layer.handlers) {
      ways = ways.flatMap((one) =>
        one.error
          ? [one]
          : inEachCase(handler, one).flatMap((each) => {
              const more = [value, constant(name)]
              const { on, out } = passHandler(journey, { layer, handler: each.handler, more }, each.way, past)
              left.push(...out)
              return on
            }),
      )
    }
  }
  const noted = (one: Way, end: Called['end']): Way => ({
    ...one,
    called: new Map(one.called).set(name, { match, end }),
  })
  return [...ways.map((one) => noted(one, one.error)), ...past.map((one) => noted(one, 'route'))]
}
