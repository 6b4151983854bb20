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
  /** Files that the includes of one nginx configuration bring in, a file as often as it is included. */
  includes: number
  /** Lines that the includes and macros of one httpd configuration come to. */
  lines: number
  /** Lines of one map on the path that an `if` asks for, one for each result. */
  mapLines: number
  /** Entries of a folder that are looked through for a file which a location sends. */
  samples: number
  /** Steps in which one module of a program is carried out. */
  steps: number
  /** Callbacks that wait until the modules of a program have run. */
  callbacks: number
}

export const LIMITS: Limits = {
  servers: 100_000,
  paths: 200_000,
  searches: 1000,
  folders: 200_000,
  routes: 200_000,
  includes: 20_000,
  lines: 300_000,
  mapLines: 100,
  samples: 1000,
  steps: 1_000_000,
  callbacks: 2000,
}

/** What a bound left out: `left` of `all`, and where. `left` null: nobody has counted what is beyond `all`. */
export interface LeftOut {
  limit: keyof Limits
  left: number | null
  all: number
  range: SourceRange
}

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

/** The bounds of one reader, and what they have left out: a place once. */
export class Ledger {
  readonly limits: Limits
  readonly leftOut: LeftOut[] = []
  readonly #told = new Set<string>()
  constructor(limits: Partial<Limits> = {}) {
    this.limits = { ...LIMITS, ...limits }
  }
  bound(limit: keyof Limits): Bound {
    return new Bound(limit, this.limits)
  }
  tell(found: readonly LeftOut[]): void {
    for (const one of found) {
      const place = `${one.limit} ${one.range.file}:${one.range.start.offset}`
      if (!this.#told.has(place)) this.leftOut.push(one)
      this.#told.add(place)
    }
  }
  /** What is beyond a limit, where nobody can count it. */
  beyond(limit: keyof Limits, range: SourceRange): void {
    this.tell([{ limit, left: null, all: this.limits[limit], range }])
  }
}
