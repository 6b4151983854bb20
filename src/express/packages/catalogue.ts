import type { Middleware } from './entry.ts'
import { OBSERVING } from './observing.ts'
import { REFUSING } from './refusing.ts'
import { SERVING } from './serving.ts'

/** What packages do with a request, by package and export: 'helmet', 'express-jwt.expressjwt'. Each entry is held against the real package by
 * test/packages. A package that is not in it is unknown: it may answer, and it may pass. */
const CATALOGUE: Record<string, Middleware> = { ...OBSERVING, ...REFUSING, ...SERVING }

/** Whole families whose every export gives middleware that passes. */
const FAMILIES = /^express-validator\b/

/** What is known of an export; null: nothing. */
export function entryFor(name: string): Middleware | null {
  const plain = name.replace(/\.default\b/g, '')
  if (Object.hasOwn(CATALOGUE, plain)) return CATALOGUE[plain] ?? null
  return FAMILIES.test(plain) ? { form: 'either', puts: 'anything' } : null
}
