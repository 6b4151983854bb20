import { iterate } from '../access.ts'
import { callBack } from '../evaluator.ts'
import type { Machine } from '../machine.ts'
import { UNDEFINED, arrayOf, constant, type Call, type ExternalValue, type Value } from '../value.ts'

/** Promises by packages, whose export is the constructor or a table of its functions. */
export const PROMISE_PACKAGES: ReadonlySet<string> = new Set([
  'bluebird',
  'q',
  'when',
  'es6-promise',
  'promise',
  'any-promise',
  'native-promise-only',
  'rsvp',
])

/** What their functions give, a promise of a value being the value; null: another package or function. */
export function promiseCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  if (!PROMISE_PACKAGES.has(callee.package)) return null
  const [first = UNDEFINED, second = UNDEFINED] = call.args
  switch (callee.path.at(-1)) {
    case 'resolve':
    case 'cast':
    case 'promisify':
    case 'promisifyAll':
    case 'denodeify':
    case 'method':
    case 'all':
    case 'when':
      return first
    case 'try':
    case 'attempt':
    case 'fcall':
      return callBack(machine, first, [], call)
    case 'map':
    case 'each':
    case 'mapSeries': {
      const { items, open } = iterate(first)
      return arrayOf(
        items.map((item, index) => callBack(machine, second, [item, constant(index)], call)),
        open,
      )
    }
    default:
      return null
  }
}
