import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** mod_authn_core per directory. */
export interface AuthnDir {
  type: (Item & { value: string }) | null
  name: string | null
}

export const createAuthn = (): AuthnDir => ({ type: null, name: null })
export const mergeAuthn = (base: AuthnDir, add: AuthnDir): AuthnDir => ({
  type: add.type ?? base.type,
  name: add.name ?? base.name,
})

export function readAuthn(directive: ApacheDirective, scope: ModuleScope, dir: AuthnDir): void {
  const value = directive.args[0]?.value ?? ''
  if (directive.key === 'authname') dir.name = value
  else dir.type = { ...itemOf(directive.range, scope), value: value.toLowerCase() }
}
