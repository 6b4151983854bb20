import type { SourceRange } from '../text/range.ts'
import type { MethodSet } from './method-set.ts'
import type { Forwarded } from './request.ts'

/** One thing that may come back for a request. */
export interface Outcome {
  /** null: the files do not decide it, or, by 'closed', there is no response at all. */
  status: number | null
  /** Lower-case names; null: known to be absent; a missing key: unknown. Several fields of one name are joined by ', '. */
  headers: Record<string, string | null>
  by:
    'response' | 'static' | 'proxy' | 'script' | 'redirect' | 'denied' | 'not-found' | 'closed' | 'built-in' | 'unknown'
  /** The directive or response call that decided; the location's opening line for plain static answers and automatic redirects;
   * null where it is built into the server. */
  decidedBy: SourceRange | null
  /** The last hop; each hop's own stands on its step. */
  forwarded?: Forwarded
  /** The condition that the files leave open: 'if the file exists'. */
  when?: string
  /** What is needed for it and hardly ever is so: a folder that bears a file's name, a document root that is not there. */
  rare?: string[]
  /** The middleware that cannot be seen and that the request has passed: this comes back unless one of them answers. */
  unless?: string[]
  /** Of an open outcome: the middleware that may answer. */
  unseen?: Unseen
  /** Of an open outcome: it comes back only where code that cannot be seen fails. */
  onFailure?: true
  /** It is kept by the URL alone. */
  cache?: UrlCache
  /** The headers that were written for this answer, and whether they arrive. */
  written: Written[]
  /** How it came to this, in order. */
  steps: Step[]
}

/** A cache inside an application whose key is the URL: where it stands, and what to write to have the body in its key. */
export interface UrlCache {
  range: SourceRange
  advice: string
}

/** Middleware that cannot be seen: as it is written, and, as `express.passes` in the configuration has it, where it comes from.
 * `apart`: no middleware that could be declared to pass every request on; `last`: nothing of the application's own stands behind it;
 * `long`: code that is there, but too long to follow, where it stands. */
export interface Unseen {
  name: string
  from: string | null
  apart?: true
  last?: true
  long?: SourceRange
}

/** `lost`: why it does not arrive; 'empty': nginx sends no header whose value is empty (ngx_http_add_header). */
export interface Written {
  name: string
  value: string | null
  range: SourceRange
  arrives: boolean
  lost?: 'no-always' | 'level' | 'error-page' | 'intercepted' | 'hidden' | 'canned' | 'empty'
  /** What took it away. */
  at?: SourceRange
}

export interface Step {
  kind:
    | 'server'
    | 'location'
    | 'rewrite'
    | 'guard'
    | 'limit'
    | 'access'
    | 'file'
    | 'handler'
    | 'error-page'
    | 'forward'
    | 'mount'
    | 'route'
    | 'middleware'
  range: SourceRange | null
  text: string
  beat?: SourceRange[]
  methods?: MethodSet
  forwarded?: Forwarded
  /** What came back, where the server asks itself (auth_request), or the refusal that an error page stands for; null: the files do not say. */
  status?: number | null
  /** A text that was given for a status and that nobody takes for one, which makes this a failure; the range is where it was given. */
  misread?: string
  /** Of a request that the server makes on the side (auth_request, mirror): the client's own does not go this way. */
  aside?: true
}

type Sure = 'status' | 'headers' | 'by' | 'decidedBy' | 'written' | 'steps'

/** What an outcome may be without. */
type Perhaps = { [Name in Exclude<keyof Outcome, Sure>]?: Outcome[Name] | undefined }

/**
 * An outcome of its parts, put together field by field: of objects that are spread into others V8 11 makes as many hidden classes as objects,
 * which then take more room than what they hold, and whose fields are slow to read. There are a million of them: the common ones are written out.
 */
export function makeOutcome(parts: Pick<Outcome, Sure>, more: Perhaps = {}): Outcome {
  const { status, headers, by, decidedBy, written, steps } = parts
  const { forwarded, unless, unseen, onFailure, cache, when, rare } = more
  if (unless || unseen || onFailure || cache || (forwarded && rare)) return withHedges(parts, more)
  if (rare && when !== undefined) return { status, headers, by, decidedBy, written, steps, when, rare }
  if (rare) return { status, headers, by, decidedBy, written, steps, rare }
  if (forwarded && when !== undefined) return { status, headers, by, decidedBy, forwarded, written, steps, when }
  if (forwarded) return { status, headers, by, decidedBy, forwarded, written, steps }
  if (when !== undefined) return { status, headers, by, decidedBy, written, steps, when }
  return { status, headers, by, decidedBy, written, steps }
}

function withHedges({ status, headers, by, decidedBy, written, steps }: Pick<Outcome, Sure>, more: Perhaps): Outcome {
  const { forwarded, unless, unseen, onFailure, cache, when, rare } = more
  const first: Omit<Outcome, 'written' | 'steps'> = { status, headers, by, decidedBy }
  if (forwarded) first.forwarded = forwarded
  if (unless) first.unless = unless
  if (unseen) first.unseen = unseen
  if (onFailure) first.onFailure = onFailure
  if (cache) first.cache = cache
  const outcome: Outcome = Object.assign(first, { written, steps })
  if (when !== undefined) outcome.when = when
  if (rare) outcome.rare = rare
  return outcome
}

/** The way of the client's request itself. */
export const ownSteps = ({ steps }: Pick<Outcome, 'steps'>): Step[] =>
  steps.some(({ aside }) => aside) ? steps.filter(({ aside }) => !aside) : steps

/** An answer that the files do not decide. */
export const unknownOutcome = (when: string, decidedBy: SourceRange | null = null, steps: Step[] = []): Outcome => ({
  status: null,
  headers: {},
  by: 'unknown',
  decidedBy,
  when,
  written: [],
  steps,
})

/** What an answer from behind was told under, as whoever passes it on with this status tells it. */
export const hedges = (
  { status: behind, unless, unseen, onFailure }: Outcome,
  status: number | null,
): Pick<Outcome, 'unless' | 'unseen' | 'onFailure'> => ({
  ...(unless && { unless }),
  ...(status === null && behind === null && { ...(unseen && { unseen }), ...(onFailure && { onFailure }) }),
})

/** What a proxy meets where nobody answers behind it. */
export const UNREACHABLE: Outcome = {
  status: null,
  headers: {},
  by: 'closed',
  decidedBy: null,
  when: 'if the backend cannot be reached',
  written: [],
  steps: [],
}

/** A condition as an outcome tells it: a layer behind may have worded it already, and what nobody knows is no condition. */
export const sayWhen = (condition: string): string =>
  /^(?:if|unless|what|which|where|whether) /.test(condition) ? condition : `if ${condition}`
