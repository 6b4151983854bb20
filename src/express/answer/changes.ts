type Held = ReadonlyMap<string, unknown>

let made = new WeakMap<Held, Map<string, Held>>()
const numbers = new WeakMap<Held, number>()
let lastNumber = 0
/** What a map has become is kept of so many changes. */
const MOST = 200

/** Begins anew: what was made is kept for nothing but the application that is being asked. */
export function forgetChanges(): void {
  made = new WeakMap()
}

/** A number that stands for a map. */
export function numberOf(map: Held): number {
  const known = numbers.get(map)
  if (known !== undefined) return known
  numbers.set(map, ++lastNumber)
  return lastNumber
}

/** What becomes of a map by a change, `how`: the same change of the same map gives the same map, so that it is compared at once. */
export function changed<T>(map: ReadonlyMap<string, T>, how: string, change: (copy: Map<string, T>) => void): typeof map
export function changed(map: Held, how: string, change: (copy: Map<string, unknown>) => void): Held {
  const known = made.get(map) ?? new Map<string, Held>()
  const before = known.get(how)
  if (before) return before
  const copy = new Map(map)
  change(copy)
  if (known.size >= MOST) known.clear()
  known.set(how, copy)
  made.set(map, known)
  return copy
}
