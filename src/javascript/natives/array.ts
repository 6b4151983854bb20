import {
  HOLE,
  UNDEFINED,
  arrayOf,
  constant,
  isUndefined,
  joinedText,
  textOf,
  textValue,
  unknown,
  type ArrayValue,
  type Value,
} from '../value.ts'
import { equal, sameZero } from '../operators.ts'
import { CALLBACK_METHODS } from './array-callbacks.ts'
import { DEEPEST, MOST_ELEMENTS, arrayFrom, filled, flattened, looseArray, sparse } from './array-shape.ts'
import { iteratorOf } from './iterator.ts'
import { walkParts } from '../parts.ts'
import { argument, asNode, builtin, primitives, type Args, type Builtin, type World } from './world.ts'

type Method = (world: World, array: ArrayValue, args: Args) => Value

/** A method that only looks at its array. */
const reader =
  (name: string, method: Method): Builtin =>
  (world, self, args) => {
    if (self.kind === 'constant' && (self.value === null || self.value === undefined))
      return world.raise('TypeError', `Array.prototype.${name} called on null or undefined`)
    const array = arrayFrom(self)
    return array ? method(world, array, args) : unknown(name)
  }

/** A method that changes its array; what has become of one that is not wholly known, nobody knows. */
const writer =
  (name: string, change: (items: Value[], args: Args) => Value | Value[] | null): Builtin =>
  (world, self, args) => {
    if (self.kind !== 'array') return unknown(name)
    if (self.frozen) return world.raise('TypeError', 'Cannot add property, object is not extensible')
    const items = sparse(self.items)
    const copy = world.owns(self) ? items : [...items]
    const gave = self.open || self.loose || !world.isSure(self) ? null : change(copy, args)
    if (gave === null) {
      if (world.owns(self)) blur(self, args)
      return unknown(name)
    }
    if (world.owns(self)) self.items = filledWhere(copy)
    return Array.isArray(gave) ? world.own(arrayOf(filled(gave))) : gave
  }

const filledWhere = (items: Value[]): Value[] =>
  items.every((_, index) => index in items) && Object.keys(items).length === items.length ? items : filled(items)

/** Everything that was in it or was given to it may stand anywhere. */
function blur(array: ArrayValue, { items }: Args): void {
  array.items.push(...items.slice(0, MOST_ELEMENTS - array.items.length))
  array.open = true
  array.loose = true
}

/** The first of the given values are places: numbers; null: one of them is open. */
function places({ items, open }: Args, count: number): (number | undefined)[] | null {
  const given = primitives({ items: items.slice(0, count), open })
  return given && given.map((one) => (one === undefined ? undefined : typeof one === 'bigint' ? NaN : Number(one)))
}

/** A copy of a part, in the same order; where places are open, all of it may be in it. */
const part = (
  name: string,
  count: number,
  take: (items: Value[], at: (number | undefined)[], rest: Value[]) => Value[],
): [string, Value] => [
  name,
  builtin(
    name,
    reader(name, (world, array, args) => {
      const at = array.loose ? null : places(args, count)
      const exact = at && (!array.open || (name === 'slice' && at.every((one) => one === undefined || one >= 0)))
      if (!exact)
        return world.own(
          looseArray([...array.items, ...args.items.slice(count)], array.open || args.open || array.items.length > 0),
        )
      return asNode(world, () =>
        world.own(arrayOf(filled(take(sparse(array.items), at, args.items.slice(count))), array.open)),
      )
    }),
  ),
]

function join(name: string): Builtin {
  return reader(name, (_, array, args) => {
    const by = name === 'toString' || isUndefined(argument(args, 0)) ? ',' : textOf(argument(args, 0))
    const text = by === null || array.open || array.loose ? null : joinedText(array, by)
    if (text !== null) return textValue(text)
    const first = array.loose || by === null ? null : array.items.findIndex((item) => textOf(item) === null)
    return first === null || by === null ? unknown(name) : halfKnown(array, first < 0 ? array.items.length : first, by)
  })
}

/** Of a list whose first elements are known, its text begins with those. */
function halfKnown(array: ArrayValue, known: number, by: string): Value {
  const starts = array.items
    .slice(0, known)
    .map((item) => `${textOf(arrayOf([item])) ?? ''}${by}`)
    .join('')
  return {
    kind: 'open-text',
    text: `${starts}\${…}`,
    starts: array.items.length > known || !array.open ? starts : starts.slice(0, starts.length - by.length),
  }
}

const isWhole = (array: ArrayValue): boolean => !array.open && !array.loose

function search(
  name: string,
  how: (items: Value[], is: (item: Value) => boolean | null, from: number | undefined) => number | boolean | null,
): [string, Value] {
  return [
    name,
    builtin(
      name,
      reader(name, (_, array, args) => {
        const from = places({ items: args.items.slice(1, 2), open: args.open }, 1)
        if (!from) return unknown(name)
        const same = name === 'includes' ? sameZero : (a: Value, b: Value): boolean | null => equal(a, b, false)
        const found = how(sparse(array.items), (item) => same(item, argument(args, 0)), from[0])
        const missing = found === false || found === -1
        const decided =
          found !== null &&
          (missing
            ? (!array.open && from[0] === undefined) || isWhole(array)
            : !array.loose && (!array.open || name !== 'lastIndexOf'))
        return decided ? constant(found) : unknown(name)
      }),
    ),
  ]
}

/** Asks each element in turn; what comes after one that cannot be told stays open. */
const first = (items: Value[], is: (item: Value) => boolean | null, order: number[]): number | null => {
  for (const index of order) {
    const same = is(items[index] ?? UNDEFINED)
    if (same !== false) return same ? index : null
  }
  return -1
}

function starting(length: number, from = 0): number {
  const at = Math.trunc(from) || 0
  return at < 0 ? Math.max(length + at, 0) : at
}

/** `includes` takes holes for undefined; the others pass them over. */
function includes(items: Value[], is: (item: Value) => boolean | null, from?: number): boolean | null {
  const answers = Array.from({ length: items.length }, (_, index) => items[index] ?? UNDEFINED)
    .slice(starting(items.length, from))
    .map(is)
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}

const there = (items: Value[]): number[] => Object.keys(items).map(Number)

const change = (name: string, how: (items: Value[], args: Args) => Value | Value[] | null): [string, Value] => [
  name,
  builtin(name, writer(name, how)),
]

function concat(world: World, array: ArrayValue, args: Args): Value {
  const parts = args.items.map((arg) =>
    arg.kind === 'array' && !arg.like ? { items: arg.items, open: arg.open } : { items: [arg], open: isOpen(arg) },
  )
  const open = array.open || args.open || parts.some((one) => one.open)
  const items = [array.items, ...parts.map((one) => one.items)].flat()
  // An open element in the middle makes every later place open.
  const settled = (!array.open || args.items.length === 0) && parts.slice(0, -1).every((one) => !one.open)
  return world.own(settled && !array.loose ? arrayOf(items, open) : looseArray(items, open))
}

const isOpen = ({ kind }: Value): boolean => kind === 'unknown' || kind === 'external' || kind === 'either'

/** Whether a part of a nested list is open. */
const isOpenInside = (items: Value[], depth: number, walk = walkParts()): boolean =>
  items.some(
    (item) =>
      isOpen(item) ||
      (item.kind === 'array' &&
        depth >= 1 &&
        (item.open || !walk() || isOpenInside(item.items, Math.min(depth, DEEPEST) - 1, walk))),
  )

const flat: Method = (world, array, args) => {
  const depth = places({ ...args, items: args.items.slice(0, 1) }, 1)
  const open = array.open || !depth || isOpenInside(array.items, depth[0] ?? 1)
  return world.own(
    open || array.loose
      ? looseArray(flattened(array.items, depth?.[0] ?? 1), open)
      : arrayOf(flattened(array.items, depth[0] ?? 1)),
  )
}

const walk = (name: string, item: (value: Value, index: number) => Value): [string, Value] => [
  name,
  builtin(
    name,
    reader(name, (world, array) =>
      array.loose
        ? iteratorOf(world, [], true)
        : iteratorOf(
            world,
            array.items.map((one, index) => item(one === HOLE ? UNDEFINED : one, index)),
            array.open,
          ),
    ),
  ),
]

/** The methods of arrays. Most are Node's own, over the elements. */
export const ARRAY_METHODS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...CALLBACK_METHODS,
  part('slice', 2, (items, [from, to]) => items.slice(from, to)),
  part('toSpliced', 2, (items, at, rest) =>
    at.length === 0 ? items.toSpliced(0, 0) : items.toSpliced(...splicing(at), ...rest),
  ),
  part('toReversed', 0, (items) => items.toReversed()),
  [
    'with',
    builtin(
      'with',
      reader('with', (world, array, args) => {
        const at = array.open ? null : places(args, 1)
        return at
          ? asNode(world, () => world.own(arrayOf(filled(sparse(array.items).with(at[0] ?? 0, argument(args, 1))))))
          : unknown('with')
      }),
    ),
  ],
  [
    'at',
    builtin(
      'at',
      reader('at', (_, array, args) => {
        const at = array.loose ? null : places(args, 1)
        if (!at || (array.open && !((at[0] ?? 0) >= 0))) return unknown('at')
        const item = array.items.at(at[0] ?? 0)
        return item && item !== HOLE ? item : item || !array.open ? UNDEFINED : unknown('at')
      }),
    ),
  ],
  ['concat', builtin('concat', reader('concat', concat))],
  ['flat', builtin('flat', reader('flat', flat))],
  ['join', builtin('join', join('join'))],
  ['toString', builtin('toString', join('toString'))],
  search('includes', includes),
  search('indexOf', (items, is, from) =>
    first(
      items,
      is,
      there(items).filter((index) => index >= starting(items.length, from)),
    ),
  ),
  search('lastIndexOf', (items, is, from) =>
    first(
      items,
      is,
      there(items)
        .filter(
          (index) =>
            index <=
            (from === undefined ? Infinity : from < 0 ? items.length + Math.trunc(from) : Math.trunc(from) || 0),
        )
        .reverse(),
    ),
  ),
  walk('keys', (_, index) => constant(index)),
  walk('values', (item) => item),
  walk('entries', (item, index) => arrayOf([constant(index), item])),
  change('pop', (items) => items.pop() ?? UNDEFINED),
  change('shift', (items) => items.shift() ?? UNDEFINED),
  change('splice', (items, args) => {
    const at = places({ ...args, items: args.items.slice(0, 2) }, 2)
    return at && (args.items.length ? items.splice(...splicing(at), ...args.items.slice(2)) : items.splice(0, 0))
  }),
  ['push', builtin('push', adding('push'))],
  ['unshift', builtin('unshift', adding('unshift'))],
  [
    'reverse',
    builtin(
      'reverse',
      returning('reverse', (items) => items.reverse()),
    ),
  ],
  [
    'fill',
    builtin(
      'fill',
      returning('fill', (items, args) => {
        const at = places({ items: args.items.slice(1, 3), open: args.open }, 2)
        return at && items.fill(argument(args, 0), at[0], at[1])
      }),
    ),
  ],
  [
    'copyWithin',
    builtin(
      'copyWithin',
      returning('copyWithin', (items, args) => {
        const at = places(args, 3)
        return at && items.copyWithin(at[0] ?? 0, at[1] ?? 0, at[2])
      }),
    ),
  ],
])

/** `splice(1)` takes all that follows; `splice(1, undefined)` nothing. */
const splicing = (at: (number | undefined)[]): [number, number] => [at[0] ?? 0, at.length > 1 ? (at[1] ?? 0) : Infinity]

/** Lists grow while routes are made, known or not: their order stays, an open end comes to stand between. */
function adding(name: 'push' | 'unshift'): Builtin {
  return (world, self, args) => {
    if (self.kind !== 'array') return unknown(name)
    if (self.frozen) return world.raise('TypeError', 'Cannot add property, object is not extensible')
    const known = !self.open && !self.loose && !args.open
    const length = known ? constant(self.items.length + args.items.length) : unknown('length')
    if (!world.owns(self)) return length
    if (args.items.length && (args.open || self.open || !world.isSure(self))) {
      if (!self.open && !args.open && (self.maybe || !self.loose))
        self.maybe = new Set([...(self.maybe ?? []), ...args.items])
      self.loose = true
    }
    if (args.open) self.open = true
    if (self.items.length + args.items.length <= MOST_ELEMENTS) self.items[name](...args.items)
    else self.open = true
    return length
  }
}

/** A method that changes its array and gives it back. */
function returning(name: string, how: (items: Value[], args: Args) => Value[] | null): Builtin {
  const change = writer(name, (items, args) => (how(items, args) ? UNDEFINED : null))
  return (world, self, args) => {
    if (self.kind !== 'array') return unknown(name)
    if (world.owns(self)) {
      change(world, self, args)
      return self
    }
    const copy = world.own({ ...self, items: [...self.items] })
    change(world, copy, args)
    return copy
  }
}
