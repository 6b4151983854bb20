import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** By the package's own name: the same from the sources and from the build. */
const OWN = 'verblint/package.json'

export function packageVersion(): string {
  const { version } = createRequire(import.meta.url)(OWN) as { version: string }
  return version
}

/** A file that the package brings, by its path in the package. */
export const inPackage = (path: string): string => join(dirname(createRequire(import.meta.url).resolve(OWN)), path)
