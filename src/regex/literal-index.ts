import { literalEnd, literalStart } from './pattern.ts'
import type { Pattern } from './pattern.ts'

/** Places by a text, with the lengths of those texts. */
class Texts {
  readonly #places = new Map<string, number[]>()
  readonly #lengths = new Set<number>()

  add(text: string, place: number): void {
    const known = this.#places.get(text)
    if (known) known.push(place)
    else this.#places.set(text, [place])
    this.#lengths.add(text.length)
  }

  /** `part`: of the text that is asked for, the part of a length. */
  *under(part: (length: number) => string): Generator<number> {
    for (const length of this.#lengths) yield* this.#places.get(part(length)) ?? []
  }
}

/** What a text has to begin or end with for a pattern to match. */
interface Need {
  text: string
  atEnd: boolean
  caseless: boolean
}

/** null: nothing is certain. */
function needOf(pattern: Pattern | null): Need | null {
  if (!pattern) return null
  const { caseless } = pattern
  const start = literalStart(pattern)
  // A slash begins nearly every path.
  const end = start.length < 2 ? literalEnd(pattern) : ''
  if (end !== '') return { text: end, atEnd: true, caseless }
  return start === '' ? null : { text: start, atEnd: false, caseless }
}

/** Fewer are looked through one by one. */
const FEW = 8

/** A list of patterns, found by what a text has to begin or end with for one to match: of a long list most are ruled out by it. */
export class LiteralIndex {
  readonly #needs: (Need | null)[]
  #texts: ByText | undefined

  /** null: a place that always counts. */
  constructor(patterns: Iterable<Pattern | null>) {
    this.#needs = Array.from(patterns, needOf)
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
      return need.atEnd ? whole.endsWith(need.text) : whole.startsWith(need.text)
    }
    return this.#needs.flatMap((need, place) => (isMet(need) ? [place] : []))
  }
}

class ByText {
  readonly #starts = new Texts()
  readonly #ends = new Texts()
  readonly #caselessStarts = new Texts()
  readonly #caselessEnds = new Texts()
  /** Patterns of which nothing is certain. */
  readonly #elsewhere: number[] = []

  constructor(needs: readonly (Need | null)[]) {
    for (const [place, need] of needs.entries()) {
      if (!need) this.#elsewhere.push(place)
      else if (need.atEnd) (need.caseless ? this.#caselessEnds : this.#ends).add(need.text, place)
      else (need.caseless ? this.#caselessStarts : this.#starts).add(need.text, place)
    }
  }

  near(text: string): number[] {
    const small = text.toLowerCase()
    const found = [
      ...this.#starts.under((length) => text.slice(0, length)),
      ...this.#caselessStarts.under((length) => small.slice(0, length)),
      ...this.#ends.under((length) => text.slice(-length)),
      ...this.#caselessEnds.under((length) => small.slice(-length)),
    ]
    return found.length === 0 ? this.#elsewhere : [...this.#elsewhere, ...found].sort((a, b) => a - b)
  }
}
