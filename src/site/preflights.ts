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

/** What only the answer to a preflight is asked for (Fetch standard, CORS-preflight fetch). */
const ANNOUNCING = ['access-control-allow-methods', 'access-control-allow-headers']

const announcedIn = (outcome: Outcome): SourceRange[] => ANNOUNCING.flatMap((name) => writtenAs(outcome, name).map(({ range }) => range))

/** Announced on any answer of the path that is surely so. */
const announcement = ({ cells }: Asked): SourceRange | null => cells.flatMap(({ outcomes }) => outcomes.flatMap(announcedIn))[0] ?? null

/** Somebody is there: a file that may be missing is nobody. */
const isResource = ({ cells }: Asked): boolean => cells.some(({ method, outcomes }) => method !== 'OPTIONS'
  && (isServed(outcomes) === true || outcomes.some((outcome) => mayServe(outcome) && outcome.by !== 'static')))

/** By place, whether a header goes out on anything but redirects. */
const announcedOnAnswers = once((site): Map<string, boolean> => {
  const found = new Map<string, boolean>()
  for (const outcome of site.cells.flatMap(({ outcomes }) => outcomes)) {
    for (const key of announcedIn(outcome).map(placeKey)) found.set(key, found.get(key) === true || outcome.by !== 'redirect')
  }
  return found
})

/** Somebody once was there and is elsewhere now: a block of its own announces CORS on redirects alone. The way to https is left out: clients start there. */
function isMoved(site: Site, { host, path, outcomes }: Cell, header: SourceRange): boolean {
  const [block] = blocksAround(site, header)
  if (!block || !/^(?:location|files|directory)/i.test(block.name) || announcedOnAnswers(site).get(placeKey(header)) !== false) return false
  return outcomes.every(({ by, decidedBy, headers: { location } }) => by === 'redirect' && decidedBy !== null && placeKey(decidedBy) !== placeKey(block.range)
    && typeof location === 'string' && !location.toLowerCase().startsWith(`https://${host}${path}`.toLowerCase()))
}

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
    const header = preflight && announcement(asked)
    if (!header || !preflight || !(isResource(asked) || isMoved(site, preflight, header))) continue
    const outcomes = site.answer(asked.origin, { ...requestAt(preflight), absent: NEVER_SENT })
    const [refusal] = outcomes
    if (!refusal || !outcomes.every(isRefused)) continue
    const range = guardAround(site, statusPlace(site, refusal)?.range ?? header)
    if (found.has(placeKey(range)) || elsewhere.has(placeKey(range)) || refusal.steps.some((step) => step.range && elsewhere.has(placeKey(step.range)))) continue
    found.set(placeKey(range), { range, header, preflight, status: refusal.status, always: preflight.outcomes.every(isRefused) })
  }
  return [...found.values()]
})
