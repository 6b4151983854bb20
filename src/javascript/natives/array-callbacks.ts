import {
  HOLE,
  UNDEFINED,
  arrayOf,
  constant,
  either,
  isUndefined,
  textOf,
  truth,
  unknown,
  type ArrayValue,
  type Value,
} from '../value.ts'
import { arrayFrom, filled, flattened, looseArray, sparse } from './array-shape.ts'
import { argument, builtin, type Args, type World } from './world.ts'

interface Walk {
  world: World
  array: ArrayValue
  items: Value[]
  fn: Value
  ask(item: Value | undefined, index: number): Value
}

const isCallable = ({ kind }: Value): boolean => !['constant', 'object', 'array', 'regex', 'open-text'].includes(kind)

/** A method that calls back for each element; of those that nobody knows, any number. */
const walker = (name: string, work: (walk: Walk, args: Args) => Value, needsFunction = true): [string, Value] => [
  name,
  builtin(name, (world, self, args) => {
    const array = arrayFrom(self)
    const fn = argument(args, 0)
    if (!array) {
      if (self.kind === 'constant' && (self.value ?? null) === null)
        return world.raise('TypeError', `Array.prototype.${name} called on null or undefined`)
      if (self.kind !== 'constant') world.callAnyTimes(fn)
      return unknown(name)
    }
    if (!isCallable(fn) && (needsFunction || !isUndefined(fn)))
      return world.raise('TypeError', `${textOf(fn) ?? 'it'} is not a function`)
    const gave = work(walkOf(world, array, self, args), args)
    if (array.open && isCallable(fn)) world.callAnyTimes(fn)
    return gave
  }),
]

function walkOf(world: World, array: ArrayValue, self: Value, args: Args): Walk {
  const fn = argument(args, 0)
  const ask = (item: Value | undefined, index: number): Value =>
    world.call(fn, [item && item !== HOLE ? item : UNDEFINED, constant(index), self], argument(args, 1))
  return { world, array, items: sparse(array.items), fn, ask }
}

const loosely = (array: ArrayValue, items: Value[], open = false): ArrayValue =>
  array.loose || open ? looseArray(items, array.open) : arrayOf(items, array.open)

/** What may be kept stays, for one who walks the list. `Boolean` as a callback keeps what is certainly not false. */
function filter({ world, array, items, fn, ask }: Walk): Value {
  const keeps = (item: Value, index: number): boolean | null =>
    truth(fn.kind === 'native' && fn.name === 'Boolean' ? item : ask(item, index))
  let open = false
  const kept = items.filter((item, index) => {
    const keep = keeps(item, index)
    open ||= keep === null
    return keep !== false
  })
  return world.own(loosely(array, kept, open))
}

interface Found {
  sure: number | null
  maybe: number[]
}

/** The first element for which it holds, and those before it for which it may; the finders visit holes, `some` and `every` do not. */
function findIn({ world, items, ask }: Walk, backwards: boolean, wanted = true): Found {
  const maybe: number[] = []
  const order = Array.from({ length: items.length }, (_, index) => (backwards ? items.length - 1 - index : index))
  for (const index of order) {
    const holds = world.holds(ask(items[index], index))
    if (holds === wanted) return { sure: index, maybe }
    if (holds === null) maybe.push(index)
  }
  return { sure: null, maybe }
}

const find =
  (backwards: boolean) =>
  (walk: Walk): Value => {
    const { sure, maybe } = findIn(walk, backwards)
    const { array, items } = walk
    const at = (index: number): Value => ((items[index] ?? HOLE) === HOLE ? UNDEFINED : (items[index] ?? UNDEFINED))
    if (sure !== null && !maybe.length && !array.loose && !(array.open && backwards)) return at(sure)
    const known = maybe.map(at)
    if (sure !== null) known.push(at(sure))
    if (array.open) return either(...known, unknown('an element'))
    return either(...known, ...(sure === null || array.loose ? [UNDEFINED] : []))
  }

const findIndex =
  (backwards: boolean) =>
  (walk: Walk): Value => {
    const { sure, maybe } = findIn(walk, backwards)
    const { array } = walk
    const open = maybe.length > 0 || array.loose || (array.open && (sure === null || backwards))
    return open ? unknown('an index') : constant(sure ?? -1)
  }

const test =
  (stop: boolean) =>
  (walk: Walk): Value => {
    const there = {
      ...walk,
      ask: (item: Value | undefined, index: number) => (item ? walk.ask(item, index) : constant(!stop)),
    }
    const { sure, maybe } = findIn(there, false, stop)
    if (sure !== null) return walk.array.loose ? unknown('a test') : constant(stop)
    return maybe.length || walk.array.open ? unknown('a test') : constant(!stop)
  }

const reduce =
  (backwards: boolean) =>
  ({ world, array, items, fn }: Walk, args: Args): Value => {
    const order = backwards ? Object.keys(items).reverse() : Object.keys(items)
    let value = args.items[1]
    for (const key of order) {
      const item = items[Number(key)] ?? UNDEFINED
      value = value ? world.call(fn, [value, item, constant(Number(key)), array]) : item
    }
    if (array.open || array.loose || args.open) return unknown('reduce')
    return value ?? world.raise('TypeError', 'Reduce of empty array with no initial value')
  }

/** Whether one stands before another; an answer that stays open leaves the whole order open. */
class Undecided {}

function order(world: World, fn: Value, a: Value, b: Value): number {
  if (isUndefined(fn)) {
    const [one, other] = [textOf(a), textOf(b)]
    if (one === null || other === null) throw new Undecided()
    return one < other ? -1 : one > other ? 1 : 0
  }
  const answer = world.call(fn, [a, b])
  const text = answer.kind === 'constant' && typeof answer.value !== 'bigint' ? Number(answer.value) : null
  if (text === null) throw new Undecided()
  return text
}

/** undefined goes to the end without being asked for, holes behind it. */
function sorted({ world, items, fn }: Walk): Value[] | null {
  const there = Object.keys(items).map((key) => items[Number(key)] ?? UNDEFINED)
  const known = there.filter((item) => !isUndefined(item))
  try {
    const ordered = known.sort((a, b) => order(world, fn, a, b))
    return [
      ...ordered,
      ...there.filter(isUndefined),
      ...Array.from({ length: items.length - there.length }, () => HOLE),
    ]
  } catch (error) {
    if (error instanceof Undecided) return null
    throw error
  }
}

function sort(walk: Walk): Value {
  const { world, array } = walk
  const ordered = array.open || array.loose || !world.isSure(array) ? null : sorted(walk)
  const into = world.owns(array) ? array : world.own({ ...array })
  if (ordered) into.items = ordered
  else into.loose = true
  return into
}

function toSorted(walk: Walk): Value {
  const { world, array } = walk
  const items = array.items.map((item) => (item === HOLE ? UNDEFINED : item))
  const ordered = array.open || array.loose ? null : sorted({ ...walk, items })
  return world.own(ordered ? arrayOf(ordered) : looseArray(items, array.open))
}

const mapped = ({ items, ask }: Walk): Value[] => filled(items.map(ask))

const flatMap = (walk: Walk): Value => {
  const parts = mapped(walk)
  const open = parts.some((part) =>
    part.kind === 'array' ? part.open : ['unknown', 'either', 'external'].includes(part.kind),
  )
  return walk.world.own(loosely(walk.array, flattened(parts, 1), open))
}

/** The methods of arrays that take a function. */
export const CALLBACK_METHODS: readonly [string, Value][] = [
  walker('map', (walk) => walk.world.own(loosely(walk.array, mapped(walk)))),
  walker('flatMap', flatMap),
  walker('forEach', (walk) => {
    walk.items.forEach(walk.ask)
    return UNDEFINED
  }),
  walker('filter', filter),
  walker('find', find(false)),
  walker('findLast', find(true)),
  walker('findIndex', findIndex(false)),
  walker('findLastIndex', findIndex(true)),
  walker('some', test(true)),
  walker('every', test(false)),
  walker('reduce', reduce(false)),
  walker('reduceRight', reduce(true)),
  walker('sort', sort, false),
  walker('toSorted', toSorted, false),
]

/** `Array.from(items, fn)`. */
export const mapItems = (world: World, { items, open, loose }: ArrayValue, fn: Value): Value => {
  const given = items.map((item, index) => world.call(fn, [item === HOLE ? UNDEFINED : item, constant(index)]))
  if (open) world.callAnyTimes(fn)
  return world.own(loose ? looseArray(given, open) : arrayOf(given, open))
}
