import {
  HOLE,
  UNDEFINED,
  arrayOf,
  asDefault,
  assumptionOf,
  constant,
  objectOf,
  unknown,
  type ArrayValue,
  type HostValue,
  type Value,
} from '../value.ts'
import { looseArray } from './array-shape.ts'
import { builtin, type World } from './world.ts'

/** What `values()`, `entries()` and their like give: it can be walked once. */
export function iteratorOf(world: World, items: Value[], open = false): HostValue {
  let at = 0
  const next = builtin('next', (inner) => {
    const value = items[at]
    if (!value && open) return unknown('an item')
    at += 1
    return inner.own(
      objectOf([
        ['value', value ?? UNDEFINED],
        ['done', constant(value === undefined)],
      ]),
    )
  })
  return world.own({
    kind: 'host',
    of: items,
    member: (name) => (name === 'next' ? next : name === 'length' ? UNDEFINED : unknown(name)),
    iterate: () => {
      const rest = items.slice(at)
      at = items.length
      return arrayOf(rest, open)
    },
  })
}

/** The elements of what can be walked with `for … of` or spread; a hole is undefined. */
export function iterate(value: Value): ArrayValue {
  if (value.kind === 'array')
    return value.items.includes(HOLE)
      ? { ...value, items: value.items.map((item) => (item === HOLE ? UNDEFINED : item)) }
      : value
  if (value.kind === 'host' && value.iterate) return value.iterate()
  if (value.kind === 'constant')
    return arrayOf(typeof value.value === 'string' ? Array.from(value.value, constant) : [])
  if (value.kind !== 'either') return looseArray([], true)
  const words = value.unset?.kind === 'array' ? assumptionOf(value) : null
  const items = value.values
    .filter((one) => one.kind !== 'constant')
    .flatMap((one) =>
      iterate(one).items.map((item) => (words !== null && one === value.unset ? asDefault(item, words) : item)),
    )
  return looseArray(items, true)
}
