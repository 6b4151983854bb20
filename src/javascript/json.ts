import { createRequire } from 'node:module'
import { isTooDeep } from '../text/depth.ts'
import type { Disk } from '../files/disk.ts'

/** A member of something that came out of JSON. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

export const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []

export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** null: not there, or no JSON. */
export function readJson(disk: Disk, absolute: string): unknown {
  const file = disk.entry(absolute) === 'file' ? disk.read(absolute) : null
  if (!file) return null
  try {
    return JSON.parse(file.text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** A tsconfig.json: JSON with comments and trailing commas. */
export function readTsconfig(disk: Disk, absolute: string): unknown {
  const file = disk.entry(absolute) === 'file' ? disk.read(absolute) : null
  if (!file || isTooDeep(file.text)) return null
  const { parse } = createRequire(import.meta.url)('jsonc-parser') as typeof import('jsonc-parser')
  const config: unknown = parse(file.text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true })
  return config ?? null
}
