// Packages that only some files need. A run that asks for one which is not there is made again with it.
import { provide, takeMissed } from '../browser/module.ts'
import { isScript } from '../page/names.ts'

/** By name: how it comes. Whatever else is asked for, there is not in a browser. */
const PACKAGES: Record<string, () => Promise<unknown>> = {
  '@typescript-eslint/typescript-estree': async () => (await import('./javascript.ts')).estree,
  '@typescript-eslint/scope-manager': async () => (await import('./javascript.ts')).scopes,
  '@eslint-community/regexpp': () => import('@eslint-community/regexpp'),
  re2js: () => import('re2js'),
  refa: () => import('refa'),
  'jsonc-parser': () => import('jsonc-parser'),
  picomatch: () => import('picomatch'),
  yaml: () => import('yaml'),
}

/** What `require` gives stands under `default` where the package is a CommonJS module. */
const isWrapped = (found: unknown): found is { default: unknown } =>
  typeof found === 'object' && found !== null && 'default' in found

async function load(name: string): Promise<void> {
  const found = await PACKAGES[name]?.()
  provide(name, isWrapped(found) ? found.default : found)
}

/** What scripts are sure to need, so that no run has to be made again for it. */
const WITH_SCRIPTS = Object.keys(PACKAGES).filter((name) => name !== 'refa' && name !== 'yaml')

/** What is known beforehand. Automata that lack a table of Unicode do not ask for it again, so that it has to be there at once. */
async function prepare(texts: [name: string, text: string][]): Promise<void> {
  const scripts = texts.some(([name]) => isScript(name))
  if (scripts) await Promise.all(WITH_SCRIPTS.map(load))
  if (!scripts && !texts.some(([, text]) => /\\p/i.test(text))) return
  PACKAGES.refa = () => import('refa?unicode')
  await load('refa')
}

/** Does something with files, with all the packages that it turns out to need: what it says without them counts for nothing. */
export async function withParts<Result>(
  texts: [name: string, text: string][],
  task: () => Promise<Result>,
): Promise<Result> {
  await prepare(texts)
  for (;;) {
    takeMissed()
    const [result] = await Promise.allSettled([task()])
    const missed = takeMissed().filter((name) => Object.hasOwn(PACKAGES, name))
    await Promise.all(missed.map(load))
    if (missed.length > 0) continue
    if (result.status === 'rejected') throw result.reason
    return result.value
  }
}
