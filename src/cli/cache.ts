import { randomBytes } from 'node:crypto'
import { closeSync, linkSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Cache } from '../lint/cache.ts'
import { UsageError } from '../text/faults.ts'
import type { Given } from './flags.ts'
import type { Io } from './io.ts'
import { cacheFolder, isOwn } from './own-files.ts'
import { packageVersion } from './package.ts'

const FILE = '.verblint-cache'

/** The cache of a run. `root`: the folder that it reads. */
export function cacheFor(given: Given, root: string, { cwd, env }: Io): Cache {
  const location = given.text('cache-location')
  return {
    location: location === undefined ? resolve(root, FILE) : resolve(cwd, location),
    secret: env.VERBLINT_CACHE_KEY || ownSecret(env),
    program: programOf(),
  }
}

/** The comment that the bundle begins with tells what it was made of; the modules by themselves are a developer's. */
function programOf(): string {
  const handle = openSync(fileURLToPath(import.meta.url), 'r')
  try {
    const head = Buffer.alloc(64)
    readSync(handle, head, 0, head.length, 0)
    return `${packageVersion()} ${/^\/\* ([0-9a-f]{24}) /.exec(head.toString('latin1'))?.[1] ?? 'unbundled'}`
  } finally {
    closeSync(handle)
  }
}

/** A secret in the user's own cache folder, made when it is first needed: what is not signed with it was put there by somebody else. */
function ownSecret(env: Io['env']): string {
  const folder = cacheFolder(env)
  if (folder === null) throw new UsageError('--cache needs VERBLINT_CACHE_KEY, or HOME for a key of its own')
  const path = `${folder}/key`
  const secret = readSecret(path) ?? makeSecret(folder, path)
  if (secret === null) throw new UsageError(`--cache needs VERBLINT_CACHE_KEY: no key can be kept in ${folder}`)
  return secret
}

function readSecret(path: string): string | null {
  let handle: number | undefined
  try {
    handle = openSync(path, 'r')
    const text = isOwn(handle) ? readFileSync(handle, 'latin1') : ''
    return /^[0-9a-f]{64}$/.test(text) ? text : null
  } catch {
    return null
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** Of two runs that make one at once, the first wins. */
function makeSecret(folder: string, path: string): string | null {
  const aside = `${path}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(aside, randomBytes(32).toString('hex'), { mode: 0o600 })
    linkSync(aside, path)
  } catch {
    // Another run's, or none.
  }
  rmSync(aside, { force: true })
  return readSecret(path)
}
