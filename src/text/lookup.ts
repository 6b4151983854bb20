/** A table's entry for a name that a person wrote: `__proto__` and `constructor` are nobody's. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** Puts an entry under such a name. */
export function putIn<T>(table: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(table, name, { value, enumerable: true, configurable: true, writable: true })
  else table[name] = value
}
