import {
  UNDEFINED,
  arrayOf,
  constant,
  either,
  isNullish,
  unknown,
  type ArrayValue,
  type HostValue,
  type Value,
} from '../value.ts'
import { iterate, iteratorOf } from './iterator.ts'
import { argument, builtin, type Builtin, type World } from './world.ts'

export type CollectionKind = 'Map' | 'Set' | 'Headers'

/** A Map, a Set or Headers: by the plain value of a key, or the thing itself. `open`: there may be more, or fewer. */
export interface Collection {
  kind: CollectionKind
  pairs: Map<unknown, [Value, Value]>
  open: boolean
  weak: boolean
}

const collections = new WeakMap<object, Collection>()
export const collectionOf = (value: Value): Collection | undefined =>
  value.kind === 'host' ? collections.get(value.of) : undefined

const MOST_PAIRS = 5000

/** Whether a key's identity is known. */
const isKnown = ({ kind }: Value): boolean => !['unknown', 'external', 'either', 'open-text'].includes(kind)

/** What stands under keys that nobody knows stands in one place: a program that never ends would fill any number. */
const SOMETHING = Symbol('a key')

/** Map's own SameValueZero decides on the plain values. */
function keyOf({ kind }: Collection, key: Value): unknown {
  if (!isKnown(key)) return SOMETHING
  if (key.kind !== 'constant') return key
  return kind === 'Headers' ? String(key.value).toLowerCase() : key.value
}

function put(world: World, of: Value, collection: Collection, key: Value, value: Value): void {
  if (!world.owns(of)) return
  const { pairs } = collection
  const sure = world.isSure(of)
  if (!isKnown(key)) for (const pair of pairs.values()) pair[1] = either(pair[1], value)
  if (!isKnown(key) || !sure) collection.open = true
  if (pairs.size >= MOST_PAIRS) collection.open = true
  else {
    const old = pairs.get(keyOf(collection, key))
    pairs.set(keyOf(collection, key), [
      old?.[0] ?? key,
      old && (!sure || !isKnown(key)) ? either(old[1], value) : value,
    ])
  }
}

/** What stands under a key; undefined: nothing; null: open. */
function find({ pairs, open, ...collection }: Collection, key: Value): [Value, Value] | undefined | null {
  const pair = pairs.get(keyOf({ pairs, open, ...collection }, key))
  if (!isKnown(key)) return null
  return pair ?? (open ? null : undefined)
}

function remove(world: World, of: Value, collection: Collection, key: Value): Value {
  const found = find(collection, key)
  if (!world.owns(of)) return unknown('delete')
  if (found === null || !world.isSure(of)) {
    collection.open = true
    for (const pair of collection.pairs.values()) pair[1] = either(pair[1], UNDEFINED)
    return unknown('delete')
  }
  return constant(collection.pairs.delete(keyOf(collection, key)))
}

function walk(world: World, collection: Collection, self: Value, fn: Value, at: Value): Value {
  for (const [key, value] of [...collection.pairs.values()]) world.call(fn, [value, key, self], at)
  if (collection.open) world.callAnyTimes(fn)
  return UNDEFINED
}

const METHODS: Record<string, (collection: Collection, ...call: Parameters<Builtin>) => Value> = {
  get: (collection, _, __, args) => {
    const found = find(collection, argument(args, 0))
    if (found === null) return unknown('an entry')
    return found?.[1] ?? (collection.kind === 'Headers' ? constant(null) : UNDEFINED)
  },
  has: (collection, _, __, args) => {
    const found = find(collection, argument(args, 0))
    return found === null || (found && collection.open) ? unknown('has') : constant(found !== undefined)
  },
  set: (collection, world, self, args) => (
    put(world, self, collection, argument(args, 0), argument(args, 1)),
    collection.kind === 'Headers' ? UNDEFINED : self
  ),
  append: (collection, world, self, args) => (
    put(
      world,
      self,
      collection,
      argument(args, 0),
      collection.pairs.has(keyOf(collection, argument(args, 0))) ? unknown('joined') : argument(args, 1),
    ),
    UNDEFINED
  ),
  add: (collection, world, self, args) => (put(world, self, collection, argument(args, 0), argument(args, 0)), self),
  delete: (collection, world, self, args) => remove(world, self, collection, argument(args, 0)),
  clear: (collection, world, self) => {
    if (world.owns(self) && world.isSure(self)) Object.assign(collection, { open: false, pairs: new Map() })
    else if (world.owns(self)) collection.open = true
    return UNDEFINED
  },
  keys: (collection, world) => iteratorOf(world, listed(collection, ([key]) => key).items, collection.open),
  values: (collection, world) => iteratorOf(world, listed(collection, ([, value]) => value).items, collection.open),
  entries: (collection, world) =>
    iteratorOf(world, listed(collection, ([key, value]) => arrayOf([key, value])).items, collection.open),
  forEach: (collection, world, self, args) => walk(world, collection, self, argument(args, 0), argument(args, 1)),
}

const OWN: Record<CollectionKind, string> = {
  Map: 'get has set delete clear keys values entries forEach',
  Set: 'has add delete clear keys values entries forEach',
  Headers: 'get has set append delete keys values entries forEach',
}

/** The methods of one kind, called on whatever they are called on. */
const methodsOf = (kind: CollectionKind): ReadonlyMap<string, Value> =>
  new Map(
    OWN[kind].split(' ').map((name): [string, Value] => {
      const method = METHODS[name]
      return [
        name,
        builtin(name, (world, self, args) => {
          const collection = collectionOf(self)
          return collection?.kind === kind && method
            ? method(collection, world, self, args)
            : unknown(`${kind}.${name}`)
        }),
      ]
    }),
  )

const KINDS = { Map: methodsOf('Map'), Set: methodsOf('Set'), Headers: methodsOf('Headers') }

const listed = ({ pairs, open }: Collection, pick: (pair: [Value, Value]) => Value): ArrayValue =>
  arrayOf([...pairs.values()].map(pick), open)

function fill(world: World, made: HostValue, collection: Collection, from: Value): void {
  if (isNullish(from)) return
  if (collection.kind === 'Headers' && from.kind === 'object') {
    for (const [name, value] of from.members) put(world, made, collection, constant(name), value)
    collection.open ||= from.open
    return
  }
  const { items, open } = iterate(from)
  collection.open = open || (from.kind === 'array' && from.loose === true)
  for (const item of items) {
    const [key = UNDEFINED, value = UNDEFINED] = collection.kind === 'Set' ? [item, item] : iterate(item).items
    if (collection.kind !== 'Set' && item.kind !== 'array') collection.open = true
    else put(world, made, collection, key, value)
  }
}

/** What later versions of Node have. */
const NEWER =
  /^(?:union|intersection|difference|symmetricDifference|is(?:SubsetOf|SupersetOf|DisjointFrom)|getOrInsert\w*)$/

/** `new Map(entries)`, `new Set(items)`, `new Headers(object)`; a weak one cannot be listed. */
const maker =
  (kind: CollectionKind, weak: boolean): Builtin =>
  (world, _, args) => {
    const collection: Collection = { kind, pairs: new Map(), open: args.open, weak }
    const member = (name: string): Value => {
      if (name === 'size') return collection.open ? unknown(name) : weak ? UNDEFINED : constant(collection.pairs.size)
      return (
        KINDS[kind].get(name) ??
        (kind === 'Headers' || NEWER.test(name) || name in (kind === 'Map' ? Map : Set).prototype
          ? unknown(`${kind}.${name}`)
          : UNDEFINED)
      )
    }
    const made: HostValue = {
      kind: 'host',
      of: collection,
      member,
      iterate: () => listed(collection, ([key, value]) => (kind === 'Set' ? key : arrayOf([key, value]))),
    }
    collections.set(collection, collection)
    world.own(made)
    fill(world, made, collection, argument(args, 0))
    return made
  }

export const COLLECTIONS: ReadonlyMap<string, Value> = new Map(
  (
    [
      ['Map', 'Map', false],
      ['WeakMap', 'Map', true],
      ['Set', 'Set', false],
      ['WeakSet', 'Set', true],
      ['Headers', 'Headers', false],
    ] as const
  ).map(([name, kind, weak]): [string, Value] => [
    name,
    builtin(name, (world) => world.raise('TypeError', `Constructor ${name} requires 'new'`), {
      make: maker(kind, weak),
    }),
  ]),
)
