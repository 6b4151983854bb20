import type { Outcome } from '../../model/outcome.ts'

/** Where a middleware answers. */
export interface Place {
  /** What an option names, with its default ('' : the mount itself); the paths stand behind it. */
  base?: { option: string; otherwise: string }
  /** Where the paths themselves are an argument: its number. */
  argument?: number
  paths: readonly string[]
  /** `path`: below the mount, without the query (the default); `url`: with it; `original`: as it was sent, with it. */
  of?: 'path' | 'url' | 'original'
  /** `same` (the default), `slash`: with a slash behind it or not, `route`: so and in any case, `starts`, `ends`, `bare`: the mount itself,
   * asked for without a slash. */
  how?: 'same' | 'slash' | 'route' | 'starts' | 'ends' | 'bare'
}

/** One answer of a middleware. */
export interface Answer {
  /** Absent: wherever it is mounted. */
  at?: Place
  /** Absent: every method. */
  methods?: readonly string[]
  /** Every method but these. */
  but?: readonly string[]
  /** null: the files do not say it. */
  status: number | null
  /** null: set to what the files do not say. */
  headers?: Readonly<Record<string, string | null>>
  /** Those that are only set where nobody has. */
  defaults?: Readonly<Record<string, string | null>>
  by?: Outcome['by']
  /** It is handed to the error handlers instead of being sent; `plain`: as an error that bears no status. */
  error?: true | 'plain'
  /** The condition under which it is given, for a request that may bring what is asked for; else the request goes on. */
  when?: string
  /** Request headers that bring what is asked for ('?': the query): without any of them, it is given for certain. */
  without?: readonly string[]
  /** Request headers without which it is never given. */
  with?: readonly string[]
  /** Only for a request that is known to bring a body of such a type: a word of its Content-Type. */
  body?: string
  /** Options that, when given, leave it open whether and how it answers. */
  opens?: readonly string[]
  /** An option that must not be false (`not`), or must be true or given (`if`). */
  not?: string
  if?: string
}

/** What the middleware of a package does with a request: the first answer that applies, else the request goes on. */
export interface Middleware {
  /** `itself`: the export is the middleware; else calling it gives one. */
  form?: 'itself' | 'either'
  /** The number of the argument that its options are; else the first that is an object. */
  options?: number
  /** Packages of which one must have run before, else it is open whether it fails: the first whose option is given counts. */
  needs?: readonly { if?: string; oneOf: readonly string[] }[]
  answers?: readonly Answer[]
  /** Headers that it sets on what goes on. */
  sets?: Readonly<Record<string, string | null>>
  /** It may set headers of any name. */
  open?: true
  /** Members of the request that it puts there; 'anything': any. */
  puts?: readonly string[] | 'anything'
  /** It keeps answers by the URL alone where it is given no more than so many arguments; what to write, to have the body in its key. */
  keeps?: { arguments: number; advice: string }
  /** Nothing goes on but what is asked for elsewhere. */
  ends?: true
  /** Where Express 5 has it do something else. */
  five?: Middleware
}
