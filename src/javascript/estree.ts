import { createRequire } from 'node:module'

type Estree = typeof import('@typescript-eslint/typescript-estree')

let estree: Estree | undefined

/** The parser, loaded on its first use (it costs a quarter of a second). */
export const loadEstree = (): Estree => (estree ??= withOurTypeScript((require) => require('@typescript-eslint/typescript-estree') as Estree))

/**
 * Some packages below the parser take whichever TypeScript lies next to them. Where an installer has put them beside the TypeScript 7 of
 * the project that is linted, they would break on import; so while they are loaded, our own TypeScript 6 answers under that one's name.
 */
function withOurTypeScript(load: (require: NodeJS.Require) => Estree): Estree {
  const require = createRequire(import.meta.url)
  const ours = require.resolve('typescript')
  const lent = new Map<string, NodeJS.Module | undefined>()
  for (const theirs of strangers(require, ours)) lent.set(theirs, require.cache[theirs])
  if (lent.size > 0) require(ours)
  for (const theirs of lent.keys()) require.cache[theirs] = require.cache[ours]
  try {
    return load(require)
  } finally {
    for (const [theirs, before] of lent) {
      if (before) require.cache[theirs] = before
      else Reflect.deleteProperty(require.cache, theirs)
    }
  }
}

/** The other TypeScripts that packages below the parser would be given. */
function strangers(require: NodeJS.Require, ours: string): Set<string> {
  const parser = createRequire(require.resolve('@typescript-eslint/typescript-estree'))
  const users = ['ts-api-utils', '@typescript-eslint/project-service', '@typescript-eslint/tsconfig-utils'].map((name) => createRequire(parser.resolve(name)))
  return new Set([parser, ...users].map((user) => user.resolve('typescript')).filter((path) => path !== ours))
}
