import { createRequire } from 'node:module'

type Estree = typeof import('@typescript-eslint/typescript-estree')
type Parser = typeof import('@typescript-eslint/parser')

const require = createRequire(import.meta.url)

/** The parser, loaded on its first use (it costs a quarter of a second). It comes bundled with the TypeScript that it needs, for the
 * project that is linted may have one that breaks it. */
export const loadEstree = (): Estree => require('@typescript-eslint/typescript-estree')

/** The same with scopes, at twice the price: for files where it matters what a name means, and nothing is carried out. */
export const loadParser = (): Parser => require('@typescript-eslint/parser')
