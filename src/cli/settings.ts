import { resolve } from 'node:path'
import type { Options } from '../index.ts'
import type { Flags, Given } from './flags.ts'
import type { Io } from './io.ts'

/** What every command takes that reads a site. */
export const SETTINGS: Flags = {
  config: { type: 'string', short: 'c' },
  'no-config': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
}

export function settingsFrom(given: Given, { cwd }: Io): Pick<Options, 'config'> {
  if (given.has('no-config')) return { config: false }
  return given.has('config') ? { config: resolve(cwd, given.text('config') ?? '') } : {}
}
