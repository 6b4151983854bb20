import { createRequire } from 'node:module'

type Estree = typeof import('@typescript-eslint/typescript-estree')
type ScopeManager = typeof import('@typescript-eslint/scope-manager')

const require = createRequire(import.meta.url)

/** The parser of reference, loaded where oxc does not do (it costs a third of a second). It comes bundled with the TypeScript that it needs, for the
 * project that is linted may have one that breaks it. */
export const loadEstree = (): Estree => require('@typescript-eslint/typescript-estree')

/** What names mean, scope by scope: for files of which nothing is carried out. */
export const loadScopes = (): ScopeManager => require('@typescript-eslint/scope-manager')
