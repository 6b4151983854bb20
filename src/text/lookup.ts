/** A table's entry for a name that a person wrote: `__proto__` and `constructor` are nobody's. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
