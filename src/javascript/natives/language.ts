import {
  HOLE,
  UNDEFINED,
  arrayOf,
  constant,
  isUndefined,
  objectOf,
  unknown,
  type ArrayValue,
  type HostValue,
  type Value,
} from '../value.ts'
import { walkParts } from '../parts.ts'
import { ARRAY_METHODS } from './array.ts'
import { mapItems } from './array-callbacks.ts'
import { arrayFrom } from './array-shape.ts'
import { COLLECTIONS } from './collection.ts'
import { ERRORS } from './error.ts'
import { FUNCTION_METHODS, functionMember } from './function.ts'
import { iterate } from './iterator.ts'
import { JSON_VALUE } from './json.ts'
import { OBJECT, OBJECT_METHODS } from './object.ts'
import { PLAIN_GLOBALS, STRING_METHODS, primitiveMethod } from './primitive.ts'
import { PATTERN_METHODS, makeRegex, regexMember } from './regex.ts'
import { URL_VALUE } from './url.ts'
import { TEXT_METHODS } from './text.ts'
import { argument, builtin, type Builtin, type World } from './world.ts'

/** `Array.prototype` and its like: what somebody hangs on one is not followed. */
const prototype = (of: object, ...methods: ReadonlyMap<string, Value>[]): HostValue => ({
  kind: 'host',
  of,
  keys: () => [],
  member: (name) => methods.map((one) => one.get(name)).find((one) => one) ?? (name in of ? unknown(name) : UNDEFINED),
})

const with_ = (
  name: string,
  call: Builtin,
  of: object,
  methods: ReadonlyMap<string, Value>[],
  statics: Iterable<[string, Value]> = [],
): [string, Value] => [
  name,
  builtin(name, call, {
    make: call,
    members: new Map([['prototype', prototype(of, ...methods, OBJECT_METHODS)], ...statics]),
  }),
]

const LONGEST = 5000

/** `Array(3)` has three holes. */
const makeArray: Builtin = (world, _, args) => {
  const [length] = args.items
  if (args.items.length !== 1 || args.open || length?.kind !== 'constant' || typeof length.value !== 'number') {
    return length && !['constant', 'array', 'object', 'regex', 'function'].includes(length.kind)
      ? world.own(arrayOf([], true))
      : world.own(arrayOf([...args.items], args.open))
  }
  if (!Number.isInteger(length.value) || length.value < 0) return world.raise('RangeError', 'Invalid array length')
  return length.value > LONGEST
    ? unknown('a long array')
    : world.own(arrayOf(Array.from({ length: length.value }, () => HOLE)))
}

/** What `Array.from` walks: what can be iterated, or has a length. */
function listFrom(value: Value): ArrayValue {
  if (value.kind === 'object' || value.kind === 'array') return arrayFrom(value) ?? arrayOf([], true)
  return iterate(value)
}

const NO_FUNCTIONS: ReadonlySet<Value['kind']> = new Set(['constant', 'object', 'array', 'regex'])

const ARRAY_FUNCTIONS: [string, Value][] = Object.entries<Builtin>({
  isArray: (_, __, args) => {
    const value = argument(args, 0)
    if (['unknown', 'either', 'external', 'host'].includes(value.kind)) return unknown('Array.isArray')
    return constant(value.kind === 'array' && !value.like)
  },
  from: (world, _, args) => {
    const from = argument(args, 0)
    const map = argument(args, 1)
    if (from.kind === 'constant' && (from.value ?? null) === null) return world.raise('TypeError', 'it is not iterable')
    if (!isUndefined(map) && NO_FUNCTIONS.has(map.kind)) return world.raise('TypeError', 'it is no function')
    const list = listFrom(from)
    const items = list.items.map((item) => (item === HOLE ? UNDEFINED : item))
    const made = world.own({ ...arrayOf(items, list.open), ...(list.loose ? { loose: true as const } : {}) })
    return isUndefined(map) ? made : mapItems(world, made, map)
  },
  of: (world, _, args) => world.own(arrayOf([...args.items], args.open)),
}).map(([name, call]) => [name, builtin(`Array.${name}`, call)])

function clone(world: World, value: Value, walk = walkParts(), depth = 0): Value {
  if (value.kind === 'constant' || value.kind === 'open-text') return value
  if (depth > 20 || !walk()) return unknown('deep')
  if (value.kind === 'array' && !value.like)
    return world.own({
      ...value,
      items: value.items.map((item) => (item === HOLE ? HOLE : clone(world, item, walk, depth + 1))),
    })
  if (value.kind === 'object' && !value.proto && !value.getters.size)
    return world.own(
      objectOf(
        [...value.members].map(([name, member]) => [name, clone(world, member, walk, depth + 1)]),
        value.open,
      ),
    )
  return unknown('a clone')
}

/** `Object(x)`. */
const toObject: Builtin = (world, _, args) => {
  const of = argument(args, 0)
  if (of.kind !== 'constant') return of
  return (of.value ?? null) === null ? world.own(objectOf()) : unknown('an object of a plain value')
}

/** The values of the language that a program finds without declaring them, apart from those that carry it on later: promises and timers. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...PLAIN_GLOBALS,
  ['URL', URL_VALUE],
  ...COLLECTIONS,
  ...ERRORS,
  ['JSON', JSON_VALUE],
  with_('Array', makeArray, Array.prototype, [ARRAY_METHODS], ARRAY_FUNCTIONS),
  with_('Object', toObject, Object.prototype, [], OBJECT),
  with_('RegExp', makeRegex, RegExp.prototype, []),
  with_('Function', () => unknown('a function made of a text'), Function.prototype, [FUNCTION_METHODS]),
  ['structuredClone', builtin('structuredClone', (world, _, args) => clone(world, argument(args, 0)))],
])

/** `String.prototype` and `Number.prototype`. */
const STRING_PROTOTYPE = prototype(String.prototype, STRING_METHODS, PATTERN_METHODS, OBJECT_METHODS)
export const prototypeOfGlobal = (name: string): Value | null => (name === 'String' ? STRING_PROTOTYPE : null)

const has = (prototype: object, name: string): Value | null =>
  OBJECT_METHODS.get(name) ?? (name in prototype ? unknown(name) : null)

const isIndex = (name: string): boolean => /^(?:0|[1-9]\d*)$/.test(name)

function arrayMember(array: ArrayValue, name: string): Value | null {
  if (name === 'length') return array.open || array.loose ? unknown('length') : constant(array.items.length)
  if (isIndex(name)) {
    const item = array.loose ? null : array.items[Number(name)]
    if (item === HOLE) return UNDEFINED
    return item ?? (array.open || array.loose ? unknown('an element') : UNDEFINED)
  }
  const own = array.members?.get(name)
  if (own) return own
  const method = array.like ? undefined : ARRAY_METHODS.get(name)
  if (method) return method
  return array.open && !(name in Array.prototype)
    ? unknown(name)
    : has(array.like ? Object.prototype : Array.prototype, name)
}

function textMember(text: string, name: string): Value | null {
  if (name === 'length') return constant(text.length)
  if (isIndex(name)) return constant(text[Number(name)])
  return STRING_METHODS.get(name) ?? PATTERN_METHODS.get(name) ?? has(String.prototype, name)
}

/** A member that the language gives to a value that is neither an object nor a class; null: there is none, or the value is no thing at all. */
export function languageMember(value: Value, name: string, owns: (thing: Value) => boolean): Value | null {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string'
        ? textMember(value.value, name)
        : (primitiveMethod(value.value, name) ?? OBJECT_METHODS.get(name) ?? null)
    case 'open-text':
      return TEXT_METHODS.get(name) ?? unknown(name)
    case 'array':
      return arrayMember(value, name)
    case 'regex':
      return regexMember(value, name, owns) ?? has(RegExp.prototype, name)
    case 'function':
      return functionMember(value, name) ?? has(Function.prototype, name)
    case 'native':
      return (
        functionMember(value, name) ??
        (name === 'prototype' ? prototypeOfGlobal(value.name) : null) ??
        has(Function.prototype, name) ??
        // Another Node may have more: `Object.groupBy`.
        (value.language ? unknown(`${value.name}.${name}`) : null)
      )
    default:
      return null
  }
}
