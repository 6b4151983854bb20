import { literalStart } from '../regex/pattern.ts'
import type { RewriteRule } from './modules/rewrite-rule.ts'

/** Where rules stand by what their patterns begin with, with the lengths of those beginnings. */
interface Beginnings { places: Map<string, number[]>; lengths: Set<number> }

const indexes = new WeakMap<readonly RewriteRule[], RuleIndex>()

/** The place of the next rule of a list that may match a text; the list's length: there is none. */
export function nextRule(rules: readonly RewriteRule[], subject: string, from: number): number {
  const index = indexes.get(rules) ?? new RuleIndex(rules)
  indexes.set(rules, index)
  return index.next(subject, from)
}

class RuleIndex {
  readonly #exact: Beginnings = { places: new Map(), lengths: new Set() }
  readonly #caseless: Beginnings = { places: new Map(), lengths: new Set() }
  /** Rules that begin with nothing certain, that are negated, or that take a chain along. */
  readonly #elsewhere: number[] = []
  readonly #length: number
  #near: { subject: string; places: number[] } | null = null

  constructor(rules: readonly RewriteRule[]) {
    this.#length = rules.length
    for (const [place, { pattern, negated, flags }] of rules.entries()) {
      const start = negated || flags.chain ? '' : literalStart(pattern)
      if (start === '') this.#elsewhere.push(place)
      else add(pattern.caseless ? this.#caseless : this.#exact, start, place)
    }
  }

  next(subject: string, from: number): number {
    if (this.#near?.subject !== subject) this.#near = { subject, places: this.#placesFor(subject) }
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

  #placesFor(subject: string): number[] {
    const found = [...placesIn(this.#exact, subject), ...placesIn(this.#caseless, subject.toLowerCase())]
    return found.length === 0 ? this.#elsewhere : [...this.#elsewhere, ...found].sort((a, b) => a - b)
  }
}

function add({ places, lengths }: Beginnings, start: string, place: number): void {
  const known = places.get(start) ?? []
  places.set(start, known)
  known.push(place)
  lengths.add(start.length)
}

const placesIn = ({ places, lengths }: Beginnings, subject: string): number[] => [...lengths].flatMap((length) => places.get(subject.slice(0, length)) ?? [])
