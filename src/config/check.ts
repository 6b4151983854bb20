import { nearest } from '../source/nearest.ts'
import type { Kind, Keys } from './shape.ts'

/** A mistake in a configuration: what is wrong, and the keys that lead there. */
export interface Mistake { message: string; path: string[] }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The first thing that is not as it should be; null: all is well. */
export function firstMistake(value: unknown, shape: Kind | Keys, path: string[] = []): Mistake | null {
  const name = path.length > 0 ? `"${path.join('.')}"` : 'the configuration'
  if ('holds' in shape) return shape.holds(value) ? null : { message: `Expected ${shape.wanted} for ${name}`, path }
  if (!isObject(value)) return { message: `Expected an object for ${name}`, path }
  for (const [key, inner] of Object.entries(value)) {
    const known = shape.keys && Object.hasOwn(shape.keys, key) ? shape.keys[key] : shape.any
    if (!known) return unknownKey(key, Object.keys(shape.keys ?? {}), [...path, key])
    const mistake = firstMistake(inner, known, [...path, key])
    if (mistake) return mistake
  }
  return null
}

export function unknownKey(key: string, known: string[], path: string[], what = 'key'): Mistake {
  const guess = nearest(key, known)
  return { message: `Unknown ${what} "${key}"${guess ? `, did you mean "${guess}"?` : ''}`, path }
}
