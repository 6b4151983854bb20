import type { ApacheDirective } from '../../read/directive.ts'
import { readExpires as readCode } from '../../words/expires.ts'
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

/** What httpd refuses never serves. */
const secondsOf = (code: string): number | null => {
  const { value } = readCode(code)
  return value?.from === 'access' ? value.seconds : null
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
