import { addTo, groupBy } from '../../text/group.ts'
import type { SourceRange } from '../../text/range.ts'

/** One header field of a response. `value` null: it is there, but its value is not known. `range`: where it was written. */
export interface Field {
  name: string
  value: string | null
  range: SourceRange | null
}

/** What APR calls a table: fields in the order in which their names came, which are compared without regard to case. */
export class Fields implements Iterable<Field> {
  /** Most answers have none. */
  #byName: Map<string, Field[]> | undefined

  static of(fields: Iterable<Field>): Fields {
    const made = new Fields()
    made.addAll(fields)
    return made
  }

  *[Symbol.iterator](): Iterator<Field> {
    for (const same of this.#byName?.values() ?? []) yield* same
  }

  /** The fields of a name, which may be changed. */
  all(name: string): Field[] {
    return this.#byName?.get(name.toLowerCase()) ?? []
  }

  get(name: string): Field | undefined {
    return this.all(name)[0]
  }

  add(name: string, value: string | null, range: SourceRange | null = null): void {
    const key = name.toLowerCase()
    addTo((this.#byName ??= new Map()), key, { name: key, value, range })
  }

  addAll(fields: Iterable<Field>): void {
    for (const field of fields) addTo((this.#byName ??= new Map()), field.name, field)
  }

  unset(name: string): void {
    this.#byName?.delete(name.toLowerCase())
  }

  set(name: string, value: string | null, range: SourceRange | null = null): void {
    this.unset(name)
    this.add(name, value, range)
  }

  /** Appends to the first field of the name, as `apr_table_merge` does. */
  merge(name: string, value: string | null, range: SourceRange | null = null): void {
    const first = this.get(name)
    if (!first) return this.add(name, value, range)
    first.value = first.value === null || value === null ? null : `${first.value}, ${value}`
    first.range = range
  }
}

/** As an outcome has them: fields of one name joined, those of unknown value left out. */
export function joinFields(fields: Iterable<Field>): [string, string][] {
  const joined = groupBy(fields, ({ name }) => name)
  return [...joined].flatMap(([name, same]) => {
    const values = same.flatMap(({ value }) => value ?? [])
    return values.length === same.length ? [[name, values.filter(Boolean).join(', ')]] : []
  })
}
