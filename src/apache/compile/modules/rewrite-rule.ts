import type { ApacheDirective } from '../../read/directive.ts'
import { type ConditionLine, readCondition, readRule, type RuleLine } from '../../words/rewrite.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

export interface RewriteCond extends Item, ConditionLine {}

export interface RewriteRule extends Item, RuleLine {
  substitutes: boolean
  conditions: RewriteCond[]
}

/** null: httpd refuses it. */
export function conditionAt(directive: ApacheDirective, scope: ModuleScope): RewriteCond | null {
  const { value } = readCondition(directive)
  return value && { ...itemOf(directive.range, scope), ...value }
}

/** null: httpd refuses it. */
export function ruleAt(directive: ApacheDirective, scope: ModuleScope, conditions: RewriteCond[]): RewriteRule | null {
  const { value } = readRule(directive)
  if (!value) return null
  const substitutes = value.output !== '-' && value.flags.status === null
  return { ...itemOf(directive.range, scope), ...value, substitutes, conditions }
}
