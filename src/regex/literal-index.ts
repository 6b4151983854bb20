import { literalEnd, literalStart, literalsInside } from './pattern.ts'
import type { Pattern } from './pattern.ts'
import { addTo } from '../text/group.ts'

/** Places by a text, with the lengths of those texts. */
class Texts {
  readonly #places = new Map<string, number[]>()
  readonly #lengths = new Set<number>()

  add(text: string, place: number): void {
    addTo(this.#places, text, place)
    this.#lengths.add(text.length)
  }

  /** `parts`: of the text that is asked for, the parts of a length. */
  under(parts: (length: number) => string[]): number[] {
    return [...this.#lengths].flatMap((length) => parts(length).flatMap((part) => this.#places.get(part) ?? []))
  }
}

const WHERE = ['start', 'end', 'inside'] as const

/** What a text has to begin or end with, or to hold, for a pattern to match. */
interface Need {
  text: string
  where: (typeof WHERE)[number]
  caseless: boolean
}

const keyOf = ({ text, where, caseless }: Need): string => `${where}${caseless} ${text}`

/** All that is certain of what a text needs. A slash begins nearly every path. */
function needsOf(pattern: Pattern | null): Need[] {
  if (!pattern) return []
  const { caseless } = pattern
  const texts = { start: [literalStart(pattern)], end: [literalEnd(pattern)], inside: literalsInside(pattern) }
  const needs = WHERE.flatMap((where) => texts[where].map((text): Need => ({ text, where, caseless })))
  const telling = needs.filter(({ text }) => text.length > 1)
  return telling.length > 0 ? telling : needs.filter(({ text }) => text !== '')
}

/** Of each pattern's needs that which the fewest others have; null: nothing is certain. */
function rarest(patterns: Iterable<Pattern | null>): (Need | null)[] {
  const all = Array.from(patterns, needsOf)
  const counts = new Map<string, number>()
  for (const need of all.flat()) counts.set(keyOf(need), (counts.get(keyOf(need)) ?? 0) + 1)
  const count = (need: Need): number => counts.get(keyOf(need)) ?? 0
  return all.map((needs) =>
    needs.reduce<Need | null>((best, need) => (!best || count(need) < count(best) ? need : best), null),
  )
}

/** Fewer are looked through one by one. */
const FEW = 8

/** A list of patterns, found by what a text has to begin or end with, or to hold, for one to match: of a long list most are ruled out by it. */
export class LiteralIndex {
  readonly #needs: (Need | null)[]
  #texts: ByText | undefined
  /** What was asked for last: a list is gone through for one text. */
  #last: { text: string; places: number[] } | null = null

  /** null: a place that always counts. */
  constructor(patterns: Iterable<Pattern | null>) {
    this.#needs = rarest(patterns)
  }

  /** The places, in order, of the patterns that may match a text. */
  near(text: string): number[] {
    // `$` matches before a newline at the end, too.
    if (text.endsWith('\n')) return [...this.#needs.keys()]
    if (this.#needs.length > FEW) return (this.#texts ??= new ByText(this.#needs)).near(text)
    const small = text.toLowerCase()
    const isMet = (need: Need | null): boolean => {
      if (!need) return true
      const whole = need.caseless ? small : text
      if (need.where === 'inside') return whole.includes(need.text)
      return need.where === 'end' ? whole.endsWith(need.text) : whole.startsWith(need.text)
    }
    return this.#needs.flatMap((need, place) => (isMet(need) ? [place] : []))
  }

  /** The first place from one on whose pattern may match a text; the number of patterns: there is none. */
  next(text: string, from: number): number {
    if (this.#last?.text !== text) this.#last = { text, places: this.near(text) }
    const { places } = this.#last
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((places[middle] ?? 0) < from) low = middle + 1
      else high = middle
    }
    return places[low] ?? this.#needs.length
  }
}

/** Of a longer text not every part is looked up. */
const LONGEST = 2000

const textsOf = () => ({ start: new Texts(), end: new Texts(), inside: new Texts() })

class ByText {
  readonly #exact = textsOf()
  readonly #caseless = textsOf()
  readonly #inside: number[] = []
  /** Patterns of which nothing is certain. */
  readonly #elsewhere: number[] = []

  constructor(needs: readonly (Need | null)[]) {
    for (const [place, need] of needs.entries()) {
      if (!need) this.#elsewhere.push(place)
      else (need.caseless ? this.#caseless : this.#exact)[need.where].add(need.text, place)
      if (need?.where === 'inside') this.#inside.push(place)
    }
  }

  near(text: string): number[] {
    const found = new Set([...this.#underIn(this.#exact, text), ...this.#underIn(this.#caseless, text.toLowerCase())])
    if (text.length > LONGEST) for (const place of this.#inside) found.add(place)
    return found.size === 0 ? this.#elsewhere : [...this.#elsewhere, ...found].sort((a, b) => a - b)
  }

  #underIn({ start, end, inside }: ReturnType<typeof textsOf>, text: string): number[] {
    return [
      ...start.under((length) => [text.slice(0, length)]),
      ...end.under((length) => [text.slice(-length)]),
      ...(text.length > LONGEST ? [] : inside.under((length) => partsOf(text, length))),
    ]
  }
}

const partsOf = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(text.length - length + 1, 0) }, (_, at) => text.slice(at, at + length))
