import { arity } from '../arity.ts'
import { constant, isNullish, objectOf, unknown, type FunctionValue, type NativeValue, type Value } from '../value.ts'
import { arrayFrom } from './array-shape.ts'
import { argument, builtin, type Args } from './world.ts'

/** The arguments that `apply` is given as a list. */
function listOf(value: Value): Args {
  const array = isNullish(value) ? { items: [], open: false } : arrayFrom(value)
  return { items: array?.items ?? [], open: array?.open ?? true }
}

/** `Reflect.apply(f, self, list)`. */
export const reflectApply = builtin('apply', (world, _, args) =>
  world.callWith(argument(args, 0), listOf(argument(args, 2)), argument(args, 1)),
)

/** What every function inherits. */
export const FUNCTION_METHODS: ReadonlyMap<string, Value> = new Map([
  [
    'call',
    builtin('call', (world, self, args) =>
      world.callWith(self, { ...args, items: args.items.slice(1) }, argument(args, 0)),
    ),
  ],
  [
    'apply',
    builtin('apply', (world, self, args) => world.callWith(self, listOf(argument(args, 1)), argument(args, 0))),
  ],
  [
    'bind',
    builtin('bind', (world, self, args) => {
      const before = args.items.slice(1)
      const bound = argument(args, 0)
      // What a person wrote stays one function, with its place.
      if (self.kind === 'function' && !before.length && !args.open) return { ...self, self: self.self ?? bound }
      return world.bound(
        builtin('bound', (inner, _, more) =>
          inner.callWith(self, { items: [...before, ...more.items], open: args.open || more.open }, bound),
        ),
      )
    }),
  ],
  [
    'toString',
    builtin(
      'toString',
      (_, self) => (self.kind === 'function' ? textOf(self) : null) ?? unknown('the text of a function'),
    ),
  ],
])

/** Longer texts are not looked into, in UTF-16 units. */
const LONGEST = 10_000

/** Whether Node runs a function as it is written here. */
const isAsWritten = ({ module }: FunctionValue): boolean => !/\.[cm]?tsx?$/.test(module.file.path)

/** Function.prototype.toString; a method's node begins behind its name, and a bound function has no text. */
function textOf(fn: FunctionValue): Value | null {
  const [start, end] = fn.node.range
  const text = fn.module.file.text.slice(start, Math.min(end, start + LONGEST))
  const isWhole =
    fn.node.type === 'ArrowFunctionExpression' || (fn.self === null && /^(?:async\s+)?function\b/.test(text))
  return isWhole && isAsWritten(fn) && end - start <= LONGEST ? constant(text) : null
}

const named = (name: string): NativeValue =>
  builtin(name, () => unknown(name), { members: new Map([['name', constant(name)]]) })
const CONSTRUCTORS = {
  async: named('AsyncFunction'),
  generator: named('GeneratorFunction'),
  both: named('AsyncGeneratorFunction'),
}

/** `fn.constructor`, by which libraries tell async functions from others. */
function constructorOf(fn: FunctionValue): Value {
  const { async: isAsync, generator: isGenerator } = fn.node
  if (!isAsync && !isGenerator) return { ...unknown('constructor'), own: new Map([['name', constant('Function')]]) }
  return isAsWritten(fn)
    ? CONSTRUCTORS[isAsync && isGenerator ? 'both' : isAsync ? 'async' : 'generator']
    : unknown('constructor')
}

/** A member of a function of the program, or of the language; null: there is none. */
export function functionMember(fn: FunctionValue | NativeValue, name: string): Value | null {
  if (fn.kind === 'native') {
    const own = fn.language?.members?.get(name)
    if (own) return own
    if (name === 'length' || name === 'name' || name === 'prototype') return unknown(name)
  } else if (name === 'name') return 'id' in fn.node && fn.node.id ? constant(fn.node.id.name) : unknown(name)
  else if (name === 'length') return constant(arity(fn.node))
  else if (name === 'constructor') return constructorOf(fn)
  else if (name === 'prototype' && fn.node.type !== 'ArrowFunctionExpression') {
    const prototype = objectOf([['constructor', fn]])
    prototype.hidden = new Set(['constructor'])
    fn.members.set(name, prototype)
    return prototype
  }
  return FUNCTION_METHODS.get(name) ?? null
}
