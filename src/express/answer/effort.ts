import type { Scope } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'

/** How often a function turned out to be too long, with all its helpers (`cuts`) and without (`losses`), and what it has cost so far in steps. */
export interface Effort {
  cuts: number
  losses: number
  spent: number
}

const CALLED: ReadonlySet<Value['kind']> = new Set(['function', 'either', 'class'])

const efforts = new WeakMap<object, Effort>()

/** What a function has cost. Handlers that one factory makes are the same code, and as long as each other, unless each is given a function
 * of its own to call: `wrap(handler)`. */
export function effortOf(fn: FunctionValue): Effort {
  const code = isGivenFunctions(fn) ? fn : fn.node
  const known = efforts.get(code) ?? { cuts: 0, losses: 0, spent: 0 }
  efforts.set(code, known)
  return known
}

function isGivenFunctions({ scope, module }: FunctionValue): boolean {
  for (let at: Scope | null = scope; at && at !== module.scope; at = at.parent)
    for (const { parameter, value } of at.bindings.values()) if (parameter && CALLED.has(value.kind)) return true
  return false
}
