import type { SourceRange } from './range.ts'

/** How much of a site is looked at. Each bound that is reached is told with what it left out. */
export interface Limits {
  /** Names of servers of one configuration. */
  servers: number
  /** Paths of one server. */
  paths: number
  /** Answers of a whole site, one for each method of each path. */
  answers: number
  /** Steps in which these are worked out, for each 100,000 letters of the site's files. */
  work: number
  /** Pairs of a prefix and a regular expression of one server for which a common path is asked. */
  pairs: number
  /** Those whose common path has to be searched for. */
  searches: number
  /** Branches of one regular expression for each of which a path is asked. */
  branches: number
  /** Folders that a server answers from, in which `.htaccess` files are looked for. */
  folders: number
  /** Routes of all Express applications, each under every path that leads to it. */
  routes: number
  /** Routes and middleware that one place in a program registers, and paths that lead to one route. */
  registrations: number
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
  answers: 2_000_000,
  work: 2_000_000,
  pairs: 50_000,
  searches: 1000,
  branches: 100,
  folders: 200_000,
  routes: 200_000,
  registrations: 5000,
  includes: 20_000,
  lines: 100_000,
  mapLines: 100,
  samples: 1000,
  steps: 1_000_000,
  callbacks: 2000,
}

/** A text that a configuration makes of others and that grows beyond this is made by doubling: no request needs it, and nobody knows it. */
export const LONGEST = 100_000

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
  #taken = 0
  #skipped = 0
  constructor(limit: keyof Limits, limits: Limits) {
    this.limit = limit
    this.#most = limits[limit]
  }
  /** Whether one more is within it, or as many more that belong together. */
  take(count = 1): boolean {
    const isWithin = this.#taken + count <= this.#most
    if (isWithin) this.#taken += count
    else this.#skipped += count
    return isWithin
  }
  /** Those that are not even looked for. */
  skip(count = 1): void {
    this.#skipped += count
  }
  get taken(): number {
    return this.#taken
  }
  get isReached(): boolean {
    return this.#skipped > 0
  }
  /** What it left out at a place; empty: nothing. */
  leftOut(range: SourceRange): LeftOut[] {
    return this.isReached ? [{ limit: this.limit, left: this.#skipped, all: this.#taken + this.#skipped, range }] : []
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
