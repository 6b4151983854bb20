import { arity } from '../arity.ts'
import { constant, isNullish, objectOf, unknown } from '../value.ts'
import type { FunctionValue, NativeValue, Value } from '../value.ts'
import { arrayFrom } from './array-shape.ts'
import { argument, builtin } from './world.ts'
import type { Args } from './world.ts'

/** The arguments that `apply` is given as a list. */
function listOf(value: Value): Args {
  const array = isNullish(value) ? { items: [], open: false } : arrayFrom(value)
  return { items: array?.items ?? [], open: array?.open ?? true }
}

/** What every function inherits. */
export const FUNCTION_METHODS: ReadonlyMap<string, Value> = new Map([
  ['call', builtin('call', (world, self, args) => world.callWith(self, { ...args, items: args.items.slice(1) }, argument(args, 0)))],
  ['apply', builtin('apply', (world, self, args) => world.callWith(self, listOf(argument(args, 1)), argument(args, 0)))],
  ['bind', builtin('bind', (world, self, args) => {
    const before = args.items.slice(1)
    const bound = argument(args, 0)
    // What a person wrote stays one function, with its place.
    if (self.kind === 'function' && !before.length && !args.open) return { ...self, self: self.self ?? bound }
    return world.bound(builtin('bound', (inner, _, more) => inner.callWith(self, { items: [...before, ...more.items], open: args.open || more.open }, bound)))
  })],
  ['toString', builtin('toString', () => unknown('the text of a function'))],
])

/** A member of a function of the program, or of the language; null: there is none. */
export function functionMember(fn: FunctionValue | NativeValue, name: string): Value | null {
  if (fn.kind === 'native') {
    const own = fn.language?.members?.get(name)
    if (own) return own
    if (name === 'length' || name === 'name' || name === 'prototype') return unknown(name)
  } else if (name === 'name') return 'id' in fn.node && fn.node.id ? constant(fn.node.id.name) : unknown(name)
  else if (name === 'length') return constant(arity(fn.node))
  else if (name === 'prototype' && fn.node.type !== 'ArrowFunctionExpression') {
    const prototype = objectOf([['constructor', fn]])
    prototype.hidden = new Set(['constructor'])
    fn.members.set(name, prototype)
    return prototype
  }
  return FUNCTION_METHODS.get(name) ?? null
}
