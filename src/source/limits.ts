import type { SourceRange } from './range.ts'

/** How much of a site is looked at. Each bound that is reached is told with what it left out. */
export interface Limits {
  /** Names of servers of one configuration. */
  servers: number
  /** Paths of one server. */
  paths: number
  /** Pairs of a prefix and a regular expression of one server whose common path has to be searched for. */
  searches: number
  /** Folders that a server answers from, in which `.htaccess` files are looked for. */
  folders: number
  /** Routes of all Express applications, each under every path that leads to it. */
  routes: number
}

export const LIMITS: Limits = { servers: 100_000, paths: 200_000, searches: 1000, folders: 200_000, routes: 200_000 }

/** What a bound left out: `left` of `all`, and where. */
export interface LeftOut { limit: keyof Limits; left: number; all: number; range: SourceRange }

/** Counts what is taken up to a bound, and what is beyond it. */
export class Bound {
  readonly limit: keyof Limits
  readonly #most: number
  #asked = 0
  #skipped = 0
  constructor(limit: keyof Limits, limits: Limits) {
    this.limit = limit
    this.#most = limits[limit]
  }
  /** Whether one more is within it. */
  take(): boolean {
    return ++this.#asked <= this.#most
  }
  /** One that is not even looked for. */
  skip(): void {
    this.#skipped++
  }
  /** What it left out at a place; empty: nothing. */
  leftOut(range: SourceRange): LeftOut[] {
    const left = Math.max(this.#asked - this.#most, 0) + this.#skipped
    return left > 0 ? [{ limit: this.limit, left, all: this.#asked + this.#skipped, range }] : []
  }
}
