import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute, isServed, mayServe, routeStep } from '../model/served.ts'
import type { Request } from '../model/request.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { askedBehind } from './behind.ts'
import { blocksAround } from './blocks.ts'
import { blockedMethods } from './blocked.ts'
import { requestAt } from '../site/cells.ts'
import { askedPaths, once, placeKey, statusPlace, writtenAs } from './index.ts'
import type { Asked } from './index.ts'
import { isDoorOf, requestsOf } from './client.ts'
import { followed, pathOf } from './redirects.ts'
import { skippedByLimits } from './skipped.ts'
import { swallowedMethods } from './swallowed.ts'
import { withoutUpgrades } from './upgrades.ts'

/** A preflight that fails for sure: it is refused, there alone or as all OPTIONS requests are, redirected, or answered without the headers that other methods get. */
export interface RefusedPreflight {
  range: SourceRange
  header: SourceRange
  preflight: Cell
  /** Those that the same place refuses. */
  all: { cell: Cell }[]
  refusal: Outcome
  how: 'credentials' | 'refused' | 'redirected' | 'bare'
}

/** What a client or a script adds to its own requests: never part of a preflight, which carries no credentials and no body (Fetch standard, CORS-preflight fetch). */
const NEVER_SENT = [
  'authorization',
  'cookie',
  'proxy-authorization',
  'content-type',
  'content-length',
  'x-api-key',
  'x-auth-token',
  'x-access-token',
  'x-csrf-token',
  'x-xsrf-token',
  'x-requested-with',
]

/** What only the answer to a preflight is asked for (Fetch standard, CORS-preflight fetch). */
const ANNOUNCING = ['access-control-allow-methods', 'access-control-allow-headers']

const announcedIn = (outcome: Outcome): SourceRange[] =>
  outcome.written.length === 0 ? [] : ANNOUNCING.flatMap((name) => writtenAs(outcome, name).map(({ range }) => range))

const ORIGIN = 'access-control-allow-origin'

/** Announced on any answer of the path that is surely so. */
const announcement = ({ cells }: Asked): SourceRange | null =>
  cells.flatMap(({ outcomes }) => outcomes.flatMap(announcedIn))[0] ?? null

/** No browser sends these to another origin without asking first. */
const ASKED_FIRST = new Set(['PUT', 'PATCH', 'DELETE'])

/** The route itself allows it, and lacks an OPTIONS of its own: cors-route-without-options tells. */
function isOfRoute(outcome: Outcome, written: SourceRange): boolean {
  const route = routeStep(outcome)?.range
  return (
    route?.file === written.file && route.start.offset <= written.start.offset && written.end.offset <= route.end.offset
  )
}

/** An origin is allowed on the answers of a method that is always asked for first, by a route of its own. */
const allowance = ({ cells }: Asked): SourceRange | null =>
  cells
    .filter(({ method, outcomes }) => ASKED_FIRST.has(method) && isServed(outcomes) === true)
    .flatMap(({ outcomes }) => outcomes.filter(isOwnRoute))
    .flatMap((outcome) =>
      writtenAs(outcome, ORIGIN).flatMap(({ arrives, range }) => (arrives && !isOfRoute(outcome, range) ? range : [])),
    )[0] ?? null

/** Somebody is there: a file that may be missing is nobody. */
const isResource = ({ cells }: Asked): boolean =>
  cells.some(
    ({ method, outcomes }) =>
      method !== 'OPTIONS' &&
      (isServed(outcomes) === true || outcomes.some((outcome) => mayServe(outcome) && outcome.by !== 'static')),
  )

/** By place, whether a header goes out on anything but redirects. */
const announcedOnAnswers = once((site): Map<string, boolean> => {
  const found = new Map<string, boolean>()
  for (const outcome of site.cells.flatMap(({ outcomes }) => outcomes)) {
    for (const key of announcedIn(outcome).map(placeKey))
      found.set(key, found.get(key) === true || outcome.by !== 'redirect')
  }
  return found
})

/** Somebody once was there and is elsewhere now: a block of its own announces CORS on redirects alone. The way to https is left out: clients start there. */
function isMoved(site: Site, { host, path, outcomes }: Cell, header: SourceRange): boolean {
  const [block] = blocksAround(site, header)
  if (
    !block ||
    !/^(?:location|files|directory)/i.test(block.name) ||
    announcedOnAnswers(site).get(placeKey(header)) !== false
  )
    return false
  return outcomes.every(
    ({ by, decidedBy, headers: { location } }) =>
      by === 'redirect' &&
      decidedBy !== null &&
      placeKey(decidedBy) !== placeKey(block.range) &&
      typeof location === 'string' &&
      !location.toLowerCase().startsWith(`https://${host}${path}`.toLowerCase()),
  )
}

/** OPTIONS is answered on purpose, before the place that writes the headers of the path's other answers. One that is written and gets lost is another rule's. */
const isBare = (outcome: Outcome): boolean =>
  outcome.status !== null &&
  outcome.status >= 200 &&
  outcome.status < 300 &&
  outcome.by === 'response' &&
  outcome.decidedBy !== null &&
  !outcome.unless &&
  outcome.headers[ORIGIN] === null &&
  writtenAs(outcome, ORIGIN).length === 0

const allowsOrigin = ({ cells }: Asked): boolean =>
  cells.some(
    ({ method, outcomes }) =>
      method !== 'OPTIONS' && outcomes.some((outcome) => writtenAs(outcome, ORIGIN).some(({ arrives }) => arrives)),
  )

const isRefused = ({ status, by }: Outcome): boolean =>
  by === 'closed' || (status !== null && (status < 200 || status > 299))

/** Refusals that other rules report with more to say. */
function reportedElsewhere(site: Site): Set<string> {
  const limits = skippedByLimits(site)
    .filter(({ methods }) => methods !== null)
    .map(({ limit }) => limit.range)
  const guards = blockedMethods(site)
    .filter(({ method }) => method === 'OPTIONS')
    .map(({ guard }) => guard)
  const fallbacks = swallowedMethods(site)
    .filter(({ method }) => method === 'OPTIONS')
    .map(({ range }) => range)
  return new Set([...limits, ...guards, ...fallbacks].map(placeKey))
}

/** The section for some methods that a denial stands in, which decides that OPTIONS meets it. */
const guardAround = (site: Site, range: SourceRange): SourceRange =>
  blocksAround(site, range).find(({ name }) => /^limit(?:_?except)?$/i.test(name))?.range ?? range

/** What a backend would announce if it were asked. */
function announcedBehind(site: Site, asked: Asked): SourceRange | null {
  const passed = asked.cells
    .flatMap(({ outcomes }) => outcomes)
    .find((outcome) => outcome.forwarded && writtenAs(outcome, ORIGIN).length > 0)
  const behind = passed && askedBehind(site, asked, passed)
  return behind ? announcement(behind) : null
}

function failureAt(site: Site, asked: Asked): RefusedPreflight | null {
  const preflight = asked.cells.find(({ method }) => method === 'OPTIONS')
  if (!preflight) return null
  const isLacking = preflight.outcomes.every(isBare) && allowsOrigin(asked)
  const header = announcement(asked) ?? allowance(asked) ?? (isLacking ? announcedBehind(site, asked) : null)
  if (!header || !(isResource(asked) || isMoved(site, preflight, header))) return null
  const outcomes = withoutUpgrades(
    site.answer(asked.origin, { ...requestAt(preflight), absent: NEVER_SENT }),
    asked.path,
  )
  const [refusal] = outcomes
  if (!refusal || !(isLacking || outcomes.every(isRefused))) return null
  const range = guardAround(site, statusPlace(site, refusal)?.range ?? header)
  const how = isLacking
    ? 'bare'
    : !preflight.outcomes.every(isRefused)
      ? 'credentials'
      : refusal.by === 'redirect'
        ? 'redirected'
        : 'refused'
  return { range, header, preflight, all: [{ cell: preflight }], how, refusal }
}

/** Where a client call goes by an absolute URL, and is redirected to a path that announces CORS: its preflight ends here. */
function redirectedCalls(site: Site): RefusedPreflight[] {
  return site.clientCalls.flatMap((call) => {
    if (!ASKED_FIRST.has(call.method?.toUpperCase() ?? '') || !/^[a-z][a-z\d+.-]*:\/\//i.test(call.url ?? '')) return []
    const failures = requestsOf(site, call).map((request) => redirectedAt(site, { ...request, method: 'OPTIONS' }))
    const [first] = failures
    return first && failures.every(Boolean) ? [first] : []
  })
}

function redirectedAt(site: Site, request: Request): RefusedPreflight | null {
  const outcomes = site.ask({ ...request, absent: NEVER_SENT }) ?? []
  const [refusal] = outcomes
  if (!refusal || !outcomes.every(({ by, status }) => by === 'redirect' && status !== null && status >= 300))
    return null
  const { location } = refusal.headers
  const next = typeof location === 'string' ? followed(request, { location }) : null
  const preflight = site.cells.find(
    ({ host, port, method }) => method === 'OPTIONS' && isDoorOf({ host, port }, request),
  )
  if (!next || !preflight) return null
  const header = [...ASKED_FIRST, 'OPTIONS']
    .flatMap((method) => site.ask({ ...next, method }) ?? [])
    .flatMap(announcedIn)[0]
  const range = statusPlace(site, refusal)?.range ?? refusal.steps.findLast((step) => step.range)?.range
  const path = pathOf(request)
  const cell = { ...preflight, path }
  return header && range ? { range, header, preflight: cell, all: [{ cell }], refusal, how: 'redirected' } : null
}

export const refusedPreflights = once((site): RefusedPreflight[] => {
  const elsewhere = reportedElsewhere(site)
  const found = new Map<string, RefusedPreflight>()
  for (const one of redirectedCalls(site)) if (!found.has(placeKey(one.range))) found.set(placeKey(one.range), one)
  for (const asked of askedPaths(site)) {
    const failure = failureAt(site, asked)
    if (!failure) continue
    const before = found.get(placeKey(failure.range))
    if (before) {
      before.all.push(...failure.all)
      continue
    }
    const places = [failure.range, ...failure.refusal.steps.flatMap(({ range }) => range ?? [])]
    if (!places.some((place) => elsewhere.has(placeKey(place)))) found.set(placeKey(failure.range), failure)
  }
  return [...found.values()]
})
