import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** `seconds` null: counted from the file's modification. */
export interface Expiry extends Item {
  seconds: number | null
}

/** mod_expires per directory. */
export interface ExpiresDir {
  active: boolean | null
  byType: ReadonlyMap<string, Expiry>
  fallback: Expiry | null
}

export const createExpires = (): ExpiresDir => ({ active: null, byType: new Map(), fallback: null })
export const mergeExpires = (base: ExpiresDir, add: ExpiresDir): ExpiresDir => ({
  active: add.active ?? base.active,
  byType: new Map([...base.byType, ...add.byType]),
  fallback: add.fallback ?? base.fallback,
})

const SECONDS: [unit: string, seconds: number][] = [
  ['y', 31_536_000],
  ['mo', 2_592_000],
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['mi', 60],
  ['s', 1],
]

/** `A3600` and `access plus 1 hour` (check_code in mod_expires.c); null: from the modification time. */
function secondsOf(code: string): number | null {
  if (/^[AM]/.test(code)) return code.startsWith('A') ? Number.parseInt(code.slice(1), 10) || 0 : null
  const [base = '', ...rest] = code.trim().split(/\s+/)
  if (/^m/i.test(base)) return null
  const words = /^p/i.test(rest[0] ?? '') ? rest.slice(1) : rest
  let sum = 0
  for (let at = 0; at + 1 < words.length; at += 2) {
    const unit = (words[at + 1] ?? '').toLowerCase()
    sum += (Number.parseInt(words[at] ?? '', 10) || 0) * (SECONDS.find(([start]) => unit.startsWith(start))?.[1] ?? 0)
  }
  return sum
}

export function readExpires(directive: ApacheDirective, scope: ModuleScope, dir: ExpiresDir): void {
  const words = directive.args.map((word) => word.value)
  const item = itemOf(directive.range, scope)
  switch (directive.key) {
    case 'expiresactive':
      dir.active = words[0]?.toLowerCase() === 'on'
      return
    case 'expiresdefault':
      dir.fallback = { ...item, seconds: secondsOf(words[0] ?? '') }
      return
    case 'expiresbytype':
      dir.byType = new Map([
        ...dir.byType,
        [(words[0] ?? '').toLowerCase(), { ...item, seconds: secondsOf(words[1] ?? '') }],
      ])
  }
}

/** What applies to a type: its own line, its major type's, or the default. */
export function expiryFor(dir: ExpiresDir | undefined, type: string | null): Expiry | null {
  if (!dir?.active) return null
  const major = type?.replace(/\/.*$/, '/*')
  return (type && dir.byType.get(type)) || (major && dir.byType.get(major)) || dir.fallback
}
