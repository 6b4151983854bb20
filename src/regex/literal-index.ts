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

/** A list of patterns, found by what a text has to begin or end with for one to match: of a long list most are ruled out by it. */
export class LiteralIndex {
  readonly #starts = new Texts()
  readonly #ends = new Texts()
  readonly #caselessStarts = new Texts()
  readonly #caselessEnds = new Texts()
  /** Patterns of which nothing is certain. */
  readonly #elsewhere: number[] = []
  readonly #all: number[] = []

  /** null: a place that always counts. */
  constructor(patterns: Iterable<Pattern | null>) {
    let place = 0
    for (const pattern of patterns) {
      this.#all.push(place)
      this.#add(pattern, place++)
    }
  }

  #add(pattern: Pattern | null, place: number): void {
    const start = pattern ? literalStart(pattern) : ''
    // A slash begins nearly every path.
    const end = pattern && start.length < 2 ? literalEnd(pattern) : ''
    if (pattern && end !== '') (pattern.caseless ? this.#caselessEnds : this.#ends).add(end, place)
    else if (pattern && start !== '') (pattern.caseless ? this.#caselessStarts : this.#starts).add(start, place)
    else this.#elsewhere.push(place)
  }

  /** The places, in order, of the patterns that may match a text. */
  near(text: string): number[] {
    // `$` matches before a newline at the end, too.
    if (text.endsWith('\n')) return this.#all
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
