import { arrayOf, constant, objectOf, unknown } from '../value.ts'
import type { Value } from '../value.ts'

const DEEPEST = 100

/** What came out of a JSON file; null stands for a file that is no JSON as well. */
export function jsonValue(json: unknown, depth = 0): Value {
  if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return constant(json)
  if (depth > DEEPEST) return unknown('deep JSON')
  if (Array.isArray(json)) return arrayOf(json.map((item) => jsonValue(item, depth + 1)))
  if (typeof json !== 'object') return unknown('JSON')
  return objectOf(Object.entries(json).map(([name, value]): [string, Value] => [name, jsonValue(value, depth + 1)]))
}
