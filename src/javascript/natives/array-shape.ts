import { walkParts } from '../parts.ts'
import { HOLE, UNDEFINED, arrayOf, constant, type ArrayValue, type Value } from '../value.ts'

/** The elements as an array of Node's, with its holes. */
export function sparse(items: Value[]): Value[] {
  if (!items.includes(HOLE)) return items
  const made: Value[] = []
  made.length = items.length
  items.forEach((item, index) => {
    if (item !== HOLE) made[index] = item
  })
  return made
}

/** The same as values, a hole being one. */
export const filled = (items: Value[]): Value[] =>
  Array.from({ length: items.length }, (_, index) => (index in items ? (items[index] ?? UNDEFINED) : HOLE))

/** More elements are no knowledge. */
export const MOST_ELEMENTS = 5000

/** What a method of arrays is called on, as an array; null: nothing that is known. */
export function arrayFrom(self: Value): ArrayValue | null {
  if (self.kind === 'array') return self
  if (self.kind === 'constant' && typeof self.value === 'string') return arrayOf(self.value.split('').map(constant))
  if (self.kind !== 'object' || self.open || self.getters.size || self.proto) return null
  const length = self.members.get('length')
  if (length?.kind !== 'constant' || typeof length.value !== 'number' || length.value > MOST_ELEMENTS) return null
  return arrayOf(
    Array.from(
      { length: Math.max(0, Math.trunc(length.value) || 0) },
      (_, index) => self.members.get(String(index)) ?? HOLE,
    ),
  )
}

/** Lists may hold themselves. */
export const DEEPEST = 20

export const flattened = (items: Value[], depth: number, walk = walkParts(), level = 0): Value[] =>
  items.flatMap((item) =>
    item === HOLE || !walk()
      ? []
      : item.kind === 'array' && !item.like && depth >= 1 && level < DEEPEST
        ? flattened(item.items, depth - 1, walk, level + 1)
        : [item],
  )

/** An array whose elements may stand elsewhere, or not be there. */
export const looseArray = (items: Value[], open: boolean): ArrayValue => ({ ...arrayOf(items, open), loose: true })
