import { LiteralIndex } from '../../../regex/literal-index.ts'
import type { RewriteRule } from '../../compile/modules/rewrite-rule.ts'

const indexes = new WeakMap<readonly RewriteRule[], RuleIndex>()

/** The place of the next rule of a list that may match a text; the list's length: there is none. */
export function nextRule(rules: readonly RewriteRule[], subject: string, from: number): number {
  const index = indexes.get(rules) ?? new RuleIndex(rules)
  indexes.set(rules, index)
  return index.next(subject, from)
}

class RuleIndex {
  readonly #index: LiteralIndex
  readonly #length: number
  #near: { subject: string; places: number[] } | null = null

  constructor(rules: readonly RewriteRule[]) {
    this.#length = rules.length
    // Rules that are negated, or that take a chain along, count for every text.
    this.#index = new LiteralIndex(
      rules.map(({ pattern, negated, flags }) => (negated || flags.chain ? null : pattern)),
    )
  }

  next(subject: string, from: number): number {
    if (this.#near?.subject !== subject) this.#near = { subject, places: this.#index.near(subject) }
    const { places } = this.#near
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[middle] ?? 0) < from) low = middle + 1
      else high = middle
    }
    return places[low] ?? this.#length
  }
}
