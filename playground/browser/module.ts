// node:module in a browser: a package that the engine asks for by name is there once it has been provided.
const packages = new Map<string, unknown>()
const missed = new Set<string>()

/** Puts a package where the engine finds it. */
export const provide = (name: string, contents: unknown): void => {
  packages.set(name, contents)
}

/** The packages that were asked for in vain since the last time; they are forgotten. */
export function takeMissed(): string[] {
  const names = [...missed]
  missed.clear()
  return names
}

export const createRequire =
  () =>
  (name: string): unknown => {
    if (packages.has(name)) return packages.get(name)
    missed.add(name)
    throw new Error(`${name} is not there yet`)
  }
