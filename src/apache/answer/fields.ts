import type { SourceRange } from '../../text/range.ts'

/** One header field of a response. `value` null: it is there, but its value is not known. `range`: where it was written. */
export interface Field {
  name: string
  value: string | null
  range: SourceRange | null
}

/** What APR calls a table: fields in order, their names compared without regard to case. */
export type Fields = Field[]

const is =
  (name: string) =>
  (field: Field): boolean =>
    field.name === name.toLowerCase()

export const getField = (fields: Fields, name: string): Field | undefined => fields.find(is(name))

export function addField(fields: Fields, name: string, value: string | null, range: SourceRange | null = null): void {
  fields.push({ name: name.toLowerCase(), value, range })
}

export function unsetField(fields: Fields, name: string): void {
  for (let at = fields.length - 1; at >= 0; at--) {
    if (fields[at]?.name === name.toLowerCase()) fields.splice(at, 1)
  }
}

export function setField(fields: Fields, name: string, value: string | null, range: SourceRange | null = null): void {
  unsetField(fields, name)
  addField(fields, name, value, range)
}

/** Appends to the first field of the name, as `apr_table_merge` does. */
export function mergeField(fields: Fields, name: string, value: string | null, range: SourceRange | null = null): void {
  const first = getField(fields, name)
  if (!first) return addField(fields, name, value, range)
  first.value = first.value === null || value === null ? null : `${first.value}, ${value}`
  first.range = range
}

/** As an outcome has them: fields of one name joined, those of unknown value left out. */
export function joinFields(fields: Fields): [string, string][] {
  const joined = new Map<string, string[] | null>()
  for (const { name, value } of fields) {
    const before = joined.get(name)
    joined.set(name, value === null || before === null ? null : [...(before ?? []), value])
  }
  return [...joined].flatMap(([name, values]) => (values ? [[name, values.filter(Boolean).join(', ')]] : []))
}
