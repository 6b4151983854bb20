import type { Value } from '../../javascript/value.ts'
import type { Run } from './run.ts'

/** What some run has made: it is gone with its request, unlike what the program holds. */
const made = new WeakSet<Value>()
export const isMade = (value: Value): boolean => made.has(value)

export function asMade<T extends Value>(value: T): T {
  made.add(value)
  return value
}

/** Marks what the run made, and may therefore change. */
export function own<T extends Value>(run: Run, value: T): T {
  if (!run.owned.has(value)) run.owned.set(value, run.owned.size)
  return asMade(value)
}
