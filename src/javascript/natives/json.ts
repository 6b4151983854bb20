import { arrayOf, constant, objectOf, unknown } from '../value.ts'
import type { Value } from '../value.ts'

/** What came out of a JSON file; null stands for a file that is no JSON as well. */
export function jsonValue(json: unknown): Value {
  if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return constant(json)
  if (Array.isArray(json)) return arrayOf(json.map(jsonValue))
  if (typeof json !== 'object') return unknown('JSON')
  return objectOf(Object.entries(json).map(([name, value]): [string, Value] => [name, jsonValue(value)]))
}
