import type { ApacheDirective } from '../../read/directive.ts'
import { type Assignment, readSetEnvIf, type SetEnvIfLine } from '../../words/set-env-if.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

export interface SetEnvIf extends Item, SetEnvIfLine {}

/** mod_setenvif and mod_env per directory. */
export interface EnvDir {
  conditional: SetEnvIf[]
  plain: (Item & Assignment)[]
}

export const createEnv = (): EnvDir => ({ conditional: [], plain: [] })
export const mergeEnv = (base: EnvDir, add: EnvDir): EnvDir => ({
  conditional: [...base.conditional, ...add.conditional],
  plain: [...base.plain, ...add.plain],
})

export function readEnv(directive: ApacheDirective, scope: ModuleScope<{ setEnvIfs: SetEnvIf[] }>, dir: EnvDir): void {
  const words = directive.args.map((word) => word.value)
  const item = itemOf(directive.range, scope)
  const conditional = scope.path === null ? scope.server.setEnvIfs : dir.conditional
  switch (directive.key) {
    case 'setenv':
      dir.plain.push({ ...item, name: words[0] ?? '', value: words[1] ?? '' })
      return
    case 'unsetenv':
      dir.plain.push(...words.map((name) => ({ ...item, name, value: null })))
      return
    default: {
      const { value } = readSetEnvIf(directive)
      if (value) conditional.push({ ...item, ...value })
    }
  }
}
