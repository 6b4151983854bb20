import { nearest } from '../text/nearest.ts'
import type { Choice, Keys, Shape } from './shape.ts'

/** The keys and indexes that lead to a value. */
export type Path = (string | number)[]

/** A mistake in a configuration: what is wrong, and the keys that lead there. */
export interface Mistake {
  message: string
  path: Path
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first thing that is not as it should be; null: all is well. */
export function firstMistake(value: unknown, shape: Shape, path: Path = []): Mistake | null {
  const name = path.length > 0 ? `"${path.join('.')}"` : 'the configuration'
  if ('holds' in shape) return shape.holds(value) ? null : { message: `Expected ${shape.wanted} for ${name}`, path }
  if ('object' in shape) return firstMistake(value, chosenFor(value, shape), path)
  if ('each' in shape)
    return Array.isArray(value)
      ? firstOf(value.entries(), () => shape.each, path)
      : { message: `Expected a list for ${name}`, path }
  if (!isObject(value)) return { message: `Expected an object for ${name}`, path }
  const lacking = shape.needed?.find((key) => !Object.hasOwn(value, key))
  if (lacking !== undefined) return { message: `Expected a key "${lacking}" in ${name}`, path }
  return firstOf(Object.entries(value), (key) => knownIn(shape, key), path, Object.keys(shape.keys ?? {}))
}

const chosenFor = (value: unknown, { text, list, object }: Choice): Shape =>
  typeof value === 'string' ? text : Array.isArray(value) ? (list ?? object) : object

const knownIn = ({ keys, any }: Keys, key: string): Shape | undefined =>
  keys && Object.hasOwn(keys, key) ? keys[key] : any

function firstOf<Key extends string | number>(
  entries: Iterable<[Key, unknown]>,
  shapeOf: (key: Key) => Shape | undefined,
  path: Path,
  keys: string[] = [],
): Mistake | null {
  for (const [key, inner] of entries) {
    const known = shapeOf(key)
    if (!known) return unknownKey(String(key), keys, [...path, key])
    const mistake = firstMistake(inner, known, [...path, key])
    if (mistake) return mistake
  }
  return null
}

export function unknownKey(key: string, known: string[], path: Path, what = 'key'): Mistake {
  const guess = nearest(key, known)
  return { message: `Unknown ${what} "${key}"${guess ? `, did you mean "${guess}"?` : ''}`, path }
}
