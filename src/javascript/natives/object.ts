import {
  HOLE,
  UNDEFINED,
  arrayOf,
  constant,
  isNullish,
  isUndefined,
  objectOf,
  privateName,
  textOf,
  unknown,
  type FunctionValue,
  type ObjectValue,
  type Value,
} from '../value.ts'
import { sameValue } from '../operators.ts'
import { looseArray } from './array-shape.ts'
import { iterate } from './iterator.ts'
import { argument, builtin, type Args, type Builtin, type World } from './world.ts'

const isIndex = (name: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1

/** The order of OrdinaryOwnPropertyKeys: indices first, then as they were made. */
function inOrder(names: string[]): string[] {
  const indices = names.filter(isIndex)
  return indices.length
    ? [...indices.sort((a, b) => Number(a) - Number(b)), ...names.filter((name) => !isIndex(name))]
    : names
}

const isPublic = (name: string): boolean => !name.startsWith(privateName(''))

/** The names of an object's own enumerable members, as far as they are known; null: nothing is. */
export function keysOf(value: Value): string[] | null {
  switch (value.kind) {
    case 'object':
      return inOrder([...value.members.keys()].filter((name) => !value.hidden?.has(name) && isPublic(name)))
    case 'class':
    case 'function':
      return inOrder(
        [...value.members.keys()].filter(
          (name) => name !== 'prototype' && !(value.kind === 'class' && value.hidden?.has(name)) && isPublic(name),
        ),
      )
    case 'array':
      return [
        ...value.items.flatMap((item, index) => (item === HOLE ? [] : [String(index)])),
        ...(value.members?.keys() ?? []),
      ]
    case 'host':
      return value.keys?.() ?? null
    case 'regex':
    case 'native':
      return []
    case 'constant':
      return typeof value.value === 'string'
        ? Array.from({ length: value.value.length }, (_, index) => String(index))
        : []
    default:
      return null
  }
}

/** Whether it may have more members than are known, or fewer. */
export const isOpen = (value: Value): boolean => {
  if (value.kind === 'array') return value.open || value.loose === true
  if (value.kind === 'object' || value.kind === 'class' || value.kind === 'function') return value.open === true
  return value.kind === 'unknown' || value.kind === 'external' || value.kind === 'either' || value.kind === 'open-text'
}

/** A function of `Object` that wants to be given something. */
const on = (name: string, work: (world: World, of: Value, args: Args) => Value): [string, Value] => [
  name,
  builtin(`Object.${name}`, (world, _, args) => {
    const of = argument(args, 0)
    if (isNullish(of)) return world.raise('TypeError', 'Cannot convert undefined or null to object')
    return work(world, of, args)
  }),
]

const listing = (name: string, pick: (world: World, of: Value, key: string) => Value): [string, Value] =>
  on(name, (world, of) => {
    const keys = keysOf(of)
    return isOpen(of) || !keys
      ? world.own(
          looseArray(
            (keys ?? []).map((key) => pick(world, of, key)),
            true,
          ),
        )
      : world.own(arrayOf(keys.map((key) => pick(world, of, key))))
  })

function assign(world: World, target: Value, { items, open }: Args): Value {
  for (const source of items.slice(1)) {
    const keys = keysOf(source)
    if (isOpen(source) || !keys) world.mayOverwrite(target)
    for (const name of keys ?? []) world.set(target, name, world.get(source, name))
  }
  if (open) world.mayOverwrite(target)
  return target
}

const functionOf = (value: Value | undefined): FunctionValue | undefined =>
  value?.kind === 'function' ? value : undefined

/** The value that a descriptor gives; what a getter gives is open. */
const valueOf = (world: World, name: string, descriptor: ObjectValue): Value =>
  descriptor.members.has('get') || descriptor.open ? unknown(name) : world.get(descriptor, 'value')

/** ValidateAndApplyPropertyDescriptor, for members that were not there. */
function define(world: World, target: Value, name: string, descriptor: Value): void {
  if ((target.kind === 'array' && /^\d+$/.test(name)) || descriptor.kind !== 'object')
    return world.set(target, name, unknown(name))
  if (target.kind === 'host') return world.set(target, name, valueOf(world, name, descriptor))
  if (target.kind !== 'object' && target.kind !== 'function' && target.kind !== 'class') return
  if (!world.owns(target)) return
  const [get, set] = [functionOf(descriptor.members.get('get')), functionOf(descriptor.members.get('set'))]
  if (target.kind === 'object' && (get || set)) defineAccessor(target, name, get, set)
  else target.members.set(name, valueOf(world, name, descriptor))
  const shown = descriptor.members.get('enumerable')
  if (target.kind !== 'function' && !(shown?.kind === 'constant' && shown.value))
    target.hidden = new Set([...(target.hidden ?? []), name])
}

/** A getter or setter: the place of the member among the others is kept by what nobody reads. */
export function defineAccessor(target: ObjectValue, name: string, get?: FunctionValue, set?: FunctionValue): void {
  target.members.set(name, target.members.get(name) ?? unknown(`the accessor '${name}'`))
  if (get) target.getters.set(name, get)
  if (set) (target.setters ??= new Map()).set(name, set)
  if (!get && !target.getters.has(name)) target.members.set(name, UNDEFINED)
}

function defineAll(world: World, target: Value, descriptors: Value): Value {
  if (isUndefined(descriptors)) return target
  for (const name of keysOf(descriptors) ?? []) define(world, target, name, world.get(descriptors, name))
  if (isOpen(descriptors)) world.set(target, null, unknown('a property'))
  return target
}

function fromEntries(world: World, pairs: Value): Value {
  if (isPlain(pairs) && !(pairs.kind === 'constant' && pairs.value === ''))
    return world.raise('TypeError', 'the value is not iterable, or its entries are no objects')
  const { items, open } = iterate(pairs)
  const made = world.own(objectOf([], open || (pairs.kind === 'array' && pairs.loose === true)))
  for (const pair of items) {
    const [name, value] = iterate(pair).items
    const key = name ? textOf(name) : null
    if (key === null) world.set(made, null, value ?? unknown('an entry'))
    else made.members.set(key, value ?? UNDEFINED)
  }
  return made
}

function create(world: World, proto: Value, descriptors: Value): Value {
  const made = world.own(objectOf([], proto.kind !== 'object' && proto.kind !== 'constant'))
  if (proto.kind === 'object') made.proto = proto
  else if (proto.kind === 'constant' && proto.value === null) made.bare = true
  else if (proto.kind === 'constant') return world.raise('TypeError', 'Object prototype may only be an Object or null')
  return defineAll(world, made, descriptors)
}

/** Whether it has such a member of its own; null: open. */
export function hasOwn(of: Value, name: string): boolean | null {
  if (
    of.kind === 'array' &&
    (name === 'length' || (/^\d+$/.test(name) && !isOpen(of) && of.items[Number(name)] === HOLE))
  )
    return name === 'length'
  if (of.kind === 'constant' && name === 'length') return typeof of.value === 'string'
  if (of.kind === 'object' && of.members.has(name)) return true
  if (
    of.kind === 'host' ||
    of.kind === 'function' ||
    of.kind === 'class' ||
    of.kind === 'native' ||
    of.kind === 'regex'
  )
    return null
  const keys = keysOf(of)
  if (!keys || isOpen(of)) return null
  return keys.includes(name)
}

const has = (of: Value, key: Value): Value => {
  const name = textOf(key)
  const own = name === null ? null : hasOwn(of, name)
  return own === null ? unknown('hasOwn') : constant(own)
}

const freeze = (world: World, of: Value): Value => {
  if ((of.kind === 'object' || of.kind === 'array') && world.owns(of) && world.isSure(of)) of.frozen = true
  return of
}

const isPlain = ({ kind }: Value): boolean => kind === 'constant'

/** A plain value has no properties to define, and is no descriptor. */
const notAnObject = (world: World, name: string): Value =>
  world.raise('TypeError', `${name} called on what is no object`)

/** The functions of `Object`. */
export const OBJECT: ReadonlyMap<string, Value> = new Map<string, Value>([
  listing('keys', (_, __, key) => constant(key)),
  listing('values', (world, of, key) => world.get(of, key)),
  listing('entries', (world, of, key) => world.own(arrayOf([constant(key), world.get(of, key)]))),
  on('getOwnPropertyNames', (world, of) =>
    of.kind === 'object' && !of.open
      ? world.own(arrayOf(inOrder([...of.members.keys()].filter(isPublic)).map(constant)))
      : unknown('getOwnPropertyNames'),
  ),
  on('assign', assign),
  ['freeze', builtin('Object.freeze', (world, _, args) => freeze(world, argument(args, 0)))],
  [
    'isFrozen',
    builtin('Object.isFrozen', (_, __, args) => {
      const of = argument(args, 0)
      if (of.kind === 'constant') return constant(true)
      return (of.kind === 'object' || of.kind === 'array') && of.frozen ? constant(true) : unknown('isFrozen')
    }),
  ],
  ...['seal', 'preventExtensions'].map((name): [string, Value] => [
    name,
    builtin(`Object.${name}`, (_, __, args) => argument(args, 0)),
  ]),
  on('fromEntries', (world, of) => fromEntries(world, of)),
  on('defineProperty', (world, of, args) => {
    if (isPlain(of) || isPlain(argument(args, 2))) return notAnObject(world, 'Object.defineProperty')
    const name = textOf(argument(args, 1))
    if (name === null) world.set(of, null, unknown('a property'))
    else define(world, of, name, argument(args, 2))
    return of
  }),
  on('defineProperties', (world, of, args) => {
    const descriptors = argument(args, 1)
    return isPlain(of) || isNullish(descriptors)
      ? notAnObject(world, 'Object.defineProperties')
      : defineAll(world, of, descriptors)
  }),
  ['create', builtin('Object.create', (world, _, args) => create(world, argument(args, 0), argument(args, 1)))],
  on('getPrototypeOf', (_, of) => (of.kind === 'object' && of.proto ? of.proto : unknown('getPrototypeOf'))),
  on('setPrototypeOf', (world, of, args) => {
    const proto = argument(args, 1)
    if (isPlain(proto) && !(proto.kind === 'constant' && proto.value === null))
      return notAnObject(world, 'Object.setPrototypeOf')
    if (of.kind === 'object' && world.owns(of)) {
      if (proto.kind === 'object') of.proto = proto
      else of.open = true
    }
    return of
  }),
  ...['getOwnPropertyDescriptor', 'getOwnPropertyDescriptors', 'getOwnPropertySymbols', 'isExtensible', 'isSealed'].map(
    (name): [string, Value] => [name, builtin(`Object.${name}`, () => unknown(name))],
  ),
  on('hasOwn', (_, of, args) => has(of, argument(args, 1))),
  [
    'is',
    builtin('Object.is', (_, __, args) => {
      const same = sameValue(argument(args, 0), argument(args, 1))
      return same === null ? unknown('Object.is') : constant(same)
    }),
  ],
])

const tagOf = (self: Value): string | null => {
  if (self.kind === 'constant') {
    if (self.value === null) return 'Null'
    return self.value === undefined
      ? 'Undefined'
      : `${(typeof self.value).slice(0, 1).toUpperCase()}${(typeof self.value).slice(1)}`
  }
  if (self.kind === 'array') return self.like ? 'Arguments' : 'Array'
  if (self.kind === 'open-text') return 'String'
  if (self.kind === 'regex') return 'RegExp'
  if (self.kind === 'class' || self.kind === 'native') return 'Function'
  return self.kind === 'object' && !self.open && !self.proto && !self.bare ? 'Object' : null
}

function isPrototype(self: Value, of: Value): boolean | null {
  if (of.kind === 'constant') return false
  if (of.kind !== 'object' || self.kind !== 'object') return null
  for (let at = of.proto; at; at = at.proto) if (at === self) return true
  return of.open ? null : false
}

/** What every object inherits. */
export const OBJECT_METHODS: ReadonlyMap<string, Value> = new Map<string, Value>(
  Object.entries<Builtin>({
    hasOwnProperty: (_: World, self: Value, args: Args) => has(self, argument(args, 0)),
    propertyIsEnumerable: (_: World, self: Value, args: Args) => {
      const name = textOf(argument(args, 0))
      const keys = keysOf(self)
      return name === null || !keys || isOpen(self) ? unknown('propertyIsEnumerable') : constant(keys.includes(name))
    },
    isPrototypeOf: (_: World, self: Value, args: Args) => {
      const is = isPrototype(self, argument(args, 0))
      return is === null ? unknown('isPrototypeOf') : constant(is)
    },
    toString: (_: World, self: Value) => {
      const tag = tagOf(self)
      return tag === null ? unknown('toString') : constant(`[object ${tag}]`)
    },
    valueOf: (_: World, self: Value) => self,
  }).map(([name, call]) => [name, builtin(name, call)]),
)
