import { createRequire } from 'node:module'

/** By the package's own name: the same from the sources and from the build. */
export function packageVersion(): string {
  const { version } = createRequire(import.meta.url)('verblint/package.json') as { version: string }
  return version
}
