import { LiteralIndex } from '../../../regex/literal-index.ts'
import type { RewriteRule } from '../../compile/modules/rewrite-rule.ts'

const indexes = new WeakMap<readonly RewriteRule[], LiteralIndex>()

/** Rules that are negated, or that take a chain along, count for every text. */
const indexOf = (rules: readonly RewriteRule[]): LiteralIndex =>
  new LiteralIndex(rules.map(({ pattern, negated, flags }) => (negated || flags.chain ? null : pattern)))

/** The place of the next rule of a list that may match a text; the list's length: there is none. */
export function nextRule(rules: readonly RewriteRule[], subject: string, from: number): number {
  const index = indexes.get(rules) ?? indexOf(rules)
  indexes.set(rules, index)
  return index.next(subject, from)
}
