import { findBinding } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { behaviourAt } from './world.ts'
import { namesIn } from './syntax.ts'
import type { Run } from './run.ts'

const DEEP = 4

/** Whether a value can answer the request: the response, `next`, or something that holds one of them. */
export function isCarrier(run: Run, value: Value): boolean {
  if (isHandedOn(run, value)) return true
  let level = heldBy(run, value)
  if (level.length === 0) return false
  // Level by level, each value once: what programs hold is a net, not a tree.
  const seen = new Set<Value>([value])
  for (let depth = 1; depth <= DEEP + 1 && level.length > 0; depth++) {
    const next: Value[] = []
    for (const one of level) {
      if (seen.has(one)) continue
      seen.add(one)
      if (isHandedOn(run, one)) return true
      if (depth <= DEEP) for (const held of heldBy(run, one)) next.push(held)
    }
    level = next
  }
  return false
}

/** The response, `next`, or a native function of theirs. */
const isHandedOn = (run: Run, value: Value): boolean =>
  value === run.response ||
  value === run.nextFunction ||
  ((value.kind === 'native' || value.kind === 'host') && run.bound.has(value) && behaviourAt(value) !== undefined)

/** What a value holds of the values of this run. */
function heldBy(run: Run, value: Value): Value[] {
  switch (value.kind) {
    case 'function':
      return value.self === null ? closedOver(run, value) : [value.self, ...closedOver(run, value)]
    case 'array':
      return value.items
    case 'object':
      return run.owned.has(value) ? [...value.members.values()] : []
    case 'either':
      return value.values
    default:
      return []
  }
}

function closedOver(run: Run, value: FunctionValue): Value[] {
  if (!run.scopes.has(value.scope)) return []
  return [...namesIn(value.node)].flatMap((name) => {
    const binding = findBinding(value.scope, name)
    return binding && binding.value !== value ? [binding.value] : []
  })
}
