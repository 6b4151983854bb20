/** What a reader makes of a text in a small language: its value, or why the server refuses it. */
export type Reading<Value, Refusal = string> = { value: Value; refused: null } | { value: null; refused: Refusal }

export const taken = <Value>(value: Value): { value: Value; refused: null } => ({ value, refused: null })
export const refusedAs = <Refusal>(refused: Refusal): { value: null; refused: Refusal } => ({ value: null, refused })

/** A reader that reads each thing once. */
export function once<Thing extends object, Result extends object>(
  read: (thing: Thing) => Result,
): (thing: Thing) => Result {
  const known = new WeakMap<Thing, Result>()
  return (thing) => {
    const result = known.get(thing) ?? read(thing)
    known.set(thing, result)
    return result
  }
}
