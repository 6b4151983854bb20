import type { Outcome } from '../model/outcome.ts'
import { isServed, mayServe } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../source/range.ts'
import { blocksAround } from './blocks.ts'
import { blockedMethods } from './blocked.ts'
import { requestAt } from './cells.ts'
import { askedPaths, once, placeKey, statusPlace, writtenAs } from './questions.ts'
import type { Asked } from './questions.ts'
import { skippedByLimits } from './skipped.ts'
import { swallowedMethods } from './swallowed.ts'

/** A preflight that is refused for sure; `always`: other OPTIONS requests are refused there as well. */
export interface RefusedPreflight { range: SourceRange; header: SourceRange; preflight: Cell; status: number | null; always: boolean }

/** What a client or a script adds to its own requests: never part of a preflight, which carries no credentials and no body (Fetch standard, CORS-preflight fetch). */
const NEVER_SENT = ['authorization', 'cookie', 'proxy-authorization', 'content-type', 'content-length', 'x-api-key', 'x-auth-token', 'x-access-token', 'x-csrf-token', 'x-xsrf-token', 'x-requested-with']

/** Announced on any answer of the path that is surely so. */
const announcement = ({ cells }: Asked): SourceRange | null => {
  for (const { outcomes } of cells) {
    for (const outcome of outcomes) {
      const written = writtenAs(outcome, 'access-control-allow-methods')[0]
      if (written) return written.range
    }
  }
  return null
}

/** Somebody is there: a file that may be missing is nobody. */
const isResource = ({ cells }: Asked): boolean => cells.some(({ method, outcomes }) => method !== 'OPTIONS'
  && (isServed(outcomes) === true || outcomes.some((outcome) => mayServe(outcome) && outcome.by !== 'static')))

const isRefused = ({ status, by }: Outcome): boolean => by === 'closed' || (status !== null && (status < 200 || status > 299))

/** Refusals that other rules report with more to say. */
function reportedElsewhere(site: Site): Set<string> {
  const limits = skippedByLimits(site).filter(({ methods }) => methods !== null).map(({ limit }) => limit.range)
  const guards = blockedMethods(site).filter(({ method }) => method === 'OPTIONS').map(({ guard }) => guard)
  const fallbacks = swallowedMethods(site).map(({ range }) => range)
  return new Set([...limits, ...guards, ...fallbacks].map(placeKey))
}

/** The section for some methods that a denial stands in, which decides that OPTIONS meets it. */
const guardAround = (site: Site, range: SourceRange): SourceRange =>
  blocksAround(site, range).find(({ name }) => /^limit(?:_?except)?$/i.test(name))?.range ?? range

export const refusedPreflights = once((site): RefusedPreflight[] => {
  const elsewhere = reportedElsewhere(site)
  const found = new Map<string, RefusedPreflight>()
  for (const asked of askedPaths(site)) {
    const preflight = asked.cells.find(({ method }) => method === 'OPTIONS')
    const header = preflight && isResource(asked) ? announcement(asked) : null
    if (!header || !preflight) continue
    const outcomes = site.answer(asked.origin, { ...requestAt(preflight), absent: NEVER_SENT })
    const [refusal] = outcomes
    if (!refusal || !outcomes.every(isRefused)) continue
    const range = guardAround(site, statusPlace(site, refusal)?.range ?? header)
    if (found.has(placeKey(range)) || elsewhere.has(placeKey(range)) || refusal.steps.some((step) => step.range && elsewhere.has(placeKey(step.range)))) continue
    found.set(placeKey(range), { range, header, preflight, status: refusal.status, always: preflight.outcomes.every(isRefused) })
  }
  return [...found.values()]
})
