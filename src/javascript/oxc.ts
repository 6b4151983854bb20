import { createRequire } from 'node:module'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { nestingOf } from './nesting.ts'

interface Options {
  lang: 'ts' | 'tsx' | 'jsx'
  sourceType: 'module' | 'script'
  astType: 'ts'
  range: true
  preserveParens: false
  showSemanticErrors: true
}
interface Oxc {
  parseSync(
    path: string,
    text: string,
    options: Options,
  ): { program: TSESTree.Program; errors: readonly unknown[]; module: { hasModuleSyntax: boolean } }
}

const require = createRequire(import.meta.url)

/** The native parser goes as deep as the text does, and would end the process where its stack ends. A level takes up to 2 KiB of it. */
const DEEPEST = 300

let loaded: Oxc | null | undefined

/** An optional dependency, for not every platform has a build of it. */
function loadOxc(): Oxc | null {
  if (loaded !== undefined) return loaded
  try {
    const found: Oxc = require('oxc-parser')
    loaded = found
  } catch {
    loaded = null
  }
  return loaded
}

/** Half of a surrogate pair does not outlast the way through UTF-8. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

/** Where nothing else says that it is a module, typescript-estree takes `await (…)` outside of functions for a call. */
const AMBIGUOUS = /\bawait\s*[([{`/+-]/

function parseAs(lang: Options['lang'], sourceType: Options['sourceType'], path: string, text: string) {
  const options: Options = {
    lang,
    sourceType,
    astType: 'ts',
    range: true,
    preserveParens: false,
    showSemanticErrors: true,
  }
  return loadOxc()?.parseSync(path, text, options)
}

const canParse = (text: string, jsx: boolean): boolean =>
  loadOxc() !== null && isWellFormed(text) && nestingOf(text, jsx, DEEPEST) <= DEEPEST

/** The tree that typescript-estree makes, in a fifth of the time. null: it is for typescript-estree to say. Whatever oxc frowns on, as a
 * module in strict mode, is: most of it is fine in a script, and a finding must not hang on the platform. */
export function parseWithOxc(path: string, text: string, jsx: boolean): TSESTree.Program | null {
  if (!canParse(text, jsx)) return null
  const parse = (sourceType: Options['sourceType']) => parseAs(jsx ? 'tsx' : 'ts', sourceType, path, text)
  try {
    let found = parse('module')
    if (found?.errors.length === 0 && !found.module.hasModuleSyntax && AMBIGUOUS.test(text)) found = parse('script')
    return found?.errors.length === 0 ? found.program : null
  } catch {
    return null
  }
}

/** The tree of a script in sloppy mode, where `0755`, `'\033[1m'` and `<!--` are fine, and typescript-estree refuses them. null: it is none. */
export function parseSloppy(path: string, text: string): TSESTree.Program | null {
  if (!canParse(text, true)) return null
  try {
    const found = parseAs('jsx', 'script', path, text)
    return found?.errors.length === 0 && !found.module.hasModuleSyntax ? found.program : null
  } catch {
    return null
  }
}
