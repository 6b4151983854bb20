// node:module in a browser: what the engine asks for by name is part of the bundle, or has been provided before it runs.
declare function require(name: string): unknown

type Loader = () => unknown

const packages = new Map<string, Loader>([
  ['@eslint-community/regexpp', () => require('@eslint-community/regexpp')],
  ['re2js', () => require('re2js')],
  ['refa', () => require('refa')],
])

/** Puts a package where the engine finds it. */
export const provide = (name: string, load: Loader): void => {
  packages.set(name, load)
}

export const createRequire =
  () =>
  (name: string): unknown => {
    const load = packages.get(name)
    if (!load) throw new Error(`there is no ${name} in a browser`)
    return load()
  }
