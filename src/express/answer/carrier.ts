import { findBinding } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { behaviourAt } from './world.ts'
import { namesIn } from './syntax.ts'
import type { Run } from './run.ts'

const DEEP = 4

/** Whether a value can answer the request: the response, `next`, or something that holds one of them. */
export function isCarrier(run: Run, value: Value, depth = 0): boolean {
  if (value === run.response || value === run.nextFunction) return true
  if (depth > DEEP) return false
  switch (value.kind) {
    case 'function':
      return (value.self !== null && isCarrier(run, value.self, depth + 1)) || closesOverCarrier(run, value, depth)
    case 'array':
      return value.items.some((item) => isCarrier(run, item, depth + 1))
    case 'object':
      return run.owned.has(value) && [...value.members.values()].some((one) => isCarrier(run, one, depth + 1))
    case 'either':
      return value.values.some((one) => isCarrier(run, one, depth + 1))
    case 'native':
    case 'host':
      return run.bound.has(value) && behaviourAt(value) !== undefined
    default:
      return false
  }
}

function closesOverCarrier(run: Run, value: FunctionValue, depth: number): boolean {
  if (!run.scopes.has(value.scope)) return false
  for (const name of namesIn(value.node)) {
    const binding = findBinding(value.scope, name)
    if (binding && binding.value !== value && isCarrier(run, binding.value, depth + 1)) return true
  }
  return false
}
