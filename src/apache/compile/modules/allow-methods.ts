import type { ApacheDirective } from '../../read/directive.ts'
import { withTwin } from '../../directives/method-names.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** mod_allowmethods per directory: several lines add up; `null` names: reset, so that every method passes. */
export interface AllowMethodsDir {
  names: ReadonlySet<string> | null
  item: Item
}

export const mergeAllowMethods = (_base: AllowMethodsDir, add: AllowMethodsDir): AllowMethodsDir => add

export function readAllowMethods(
  directive: ApacheDirective,
  scope: ModuleScope,
  before: AllowMethodsDir | undefined,
): AllowMethodsDir {
  const words = directive.args.map((word) => word.value)
  const item = itemOf(directive.range, scope)
  if (words.length === 1 && words[0]?.toLowerCase() === 'reset') return { names: null, item }
  return { names: new Set([...(before?.names ?? []), ...withTwin(words)]), item }
}
