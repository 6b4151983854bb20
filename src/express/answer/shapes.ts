import { UNDEFINED } from '../../javascript/value.ts'
import type { ArrayValue, ObjectValue, Value } from '../../javascript/value.ts'
import type { Collection } from '../../javascript/natives/collection.ts'
import type { Shape } from './trail.ts'

type Join = (values: Value[]) => Value

const MOST_ITEMS = 20

const isObject = (shape: Shape): shape is ObjectValue => shape.kind === 'object'
const isArray = (shape: Shape): shape is ArrayValue => shape.kind === 'array'
const isCollection = (shape: Shape): shape is Collection => 'pairs' in shape

/** What a thing looks like that has one of several shapes; null: they have nothing in common. What is not there for certain is left open. */
export function joinShapes(shapes: Shape[], join: Join): Shape | null {
  if (shapes.every(isObject)) return joinObjects(shapes, join)
  if (shapes.every(isArray)) return joinArrays(shapes, join)
  if (shapes.every(isCollection)) return joinCollections(shapes, join)
  const [first] = shapes
  if (first?.kind !== 'regex') return null
  const at = join(shapes.map((shape) => (shape.kind === 'regex' ? (shape.lastIndex ?? UNDEFINED) : UNDEFINED)))
  return { ...first, lastIndex: at }
}

const plainKey = (key: unknown): string => (typeof key === 'object' ? '#' : String(key))

/** What a thing has, whatever it holds there. */
export function outline(shape: Shape): string {
  if (isObject(shape)) return `${[...shape.members.keys()].sort().join()}${shape.open}`
  if (isArray(shape)) return `${shape.items.length}${shape.loose ?? ''}${shape.open}`
  return isCollection(shape) ? `${[...shape.pairs.keys()].map(plainKey).join()}${shape.open}` : ''
}

const sameNames = (a: ReadonlyMap<string, unknown> | undefined, b: ReadonlyMap<string, unknown> | undefined): boolean =>
  (a?.size ?? 0) === (b?.size ?? 0) && [...(a ?? [])].every(([name, value]) => b?.get(name) === value)

function joinObjects(shapes: ObjectValue[], join: Join): ObjectValue | null {
  const [first, ...others] = shapes
  if (!first) return null
  const alike = others.every(
    ({ getters, setters, proto, frozen, hidden }) =>
      sameNames(getters, first.getters) &&
      sameNames(setters, first.setters) &&
      proto === first.proto &&
      frozen === first.frozen &&
      hidden === first.hidden,
  )
  if (!alike) return null
  const members = new Map<string, Value>()
  let open = shapes.some((shape) => shape.open)
  for (const name of namesOf(shapes)) {
    const value = first.members.get(name)
    if (value && others.every(({ members: other }) => other.get(name) === value)) {
      members.set(name, value)
      continue
    }
    const values = shapes.flatMap((shape) => shape.members.get(name) ?? [])
    if (values.length === shapes.length) members.set(name, join(values))
    else open = true
  }
  return { ...first, members, open }
}

function namesOf(shapes: ObjectValue[]): Set<string> {
  const names = new Set<string>()
  for (const { members } of shapes) for (const name of members.keys()) names.add(name)
  return names
}

function joinArrays(shapes: ArrayValue[], join: Join): ArrayValue | null {
  const [first, ...others] = shapes
  if (
    !first ||
    others.some(
      ({ frozen, like, members }) =>
        frozen !== first.frozen || like !== first.like || !sameNames(members, first.members),
    )
  )
    return null
  const open = shapes.some((shape) => shape.open)
  const alike = others.every(({ items, loose }) => items.length === first.items.length && loose === first.loose)
  if (alike)
    return {
      ...first,
      open,
      items: first.items.map((_, index) => join(shapes.map(({ items }) => items[index] ?? UNDEFINED))),
    }
  const items = [...new Set(shapes.flatMap((shape) => shape.items))]
  return { ...first, items: items.slice(0, MOST_ITEMS), open: true, loose: true }
}

function joinCollections(shapes: Collection[], join: Join): Collection | null {
  const [first] = shapes
  if (!first) return null
  const pairs: Collection['pairs'] = new Map()
  let open = shapes.some((shape) => shape.open)
  for (const key of new Set(shapes.flatMap((shape) => [...shape.pairs.keys()]))) {
    const found = shapes.flatMap((shape) => {
      const pair = shape.pairs.get(key)
      return pair ? [pair] : []
    })
    const [name] = found[0] ?? []
    if (name && found.length === shapes.length) pairs.set(key, [name, join(found.map(([, value]) => value))])
    else open = true
  }
  return { ...first, pairs, open }
}
