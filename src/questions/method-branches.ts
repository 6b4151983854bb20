import type { Outcome } from '../model/outcome.ts'
import { entersWith, isOwnRoute, mayServe, routeStep } from '../model/served.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { layerAt, textAt } from './blocks.ts'
import { OTHER } from '../site/cells.ts'
import { isChosenByMethod } from './known-501.ts'
import { SEGMENT } from '../site/paths.ts'
import { decisions, once, placeKey, servesMethod } from './index.ts'
import type { Decision } from './index.ts'
import { isOfNest } from './nest.ts'
import { cellAt } from './redirects.ts'

/** Whatever the request is like, this method gets no more than an error. */
const isRefusedAlways = ({ cell }: Decision): boolean =>
  cell.outcomes.every(({ status }) => status !== null && status >= 400)

/** Answered before the middleware was reached: by what stands before it, the mount of a router included. */
const isBefore = ({ steps }: Outcome, middleware: SourceRange): boolean =>
  steps.some(({ range }) => range?.file === middleware.file && range.start.offset < middleware.start.offset)

/** Answered by an application: what a proxy answers never came to the middleware. */
const reaches = (site: Site, { steps }: Outcome): boolean =>
  steps.some(({ range }) => range && layerAt(site, range) === 'express')

/**
 * Middleware that turns some methods away and passes the others on, whatever path is asked below it. What answers all methods where nobody
 * else does, a 404 for unknown paths above all, is none.
 */
function isGuardInMiddleware(site: Site, one: Decision): boolean {
  const { cell, asked, outcome, range } = one
  const step = outcome.steps.findLast(({ kind }) => kind !== 'handler')
  const place = step?.kind === 'middleware' && step.range && !isOfNest(site, step.range) ? step.range : null
  if (!place || layerAt(site, range) !== 'express' || !isRefusedAlways(one) || !isChosenByMethod(placeKey(range), one))
    return false
  const below = (method: string): Outcome[] =>
    cellAt(site, cell, `${cell.path.replace(/\/$/, '')}/${SEGMENT}/${SEGMENT}`, method).outcomes
  const isHere = ({ decidedBy }: Outcome): boolean => decidedBy !== null && placeKey(decidedBy) === placeKey(range)
  const meets = (method: string): boolean => below(method).some(isHere)
  // What is open below may be this very refusal; where Express lists the methods of a route by itself, nobody was asked.
  const passes = (method: string): boolean =>
    below(method).every((other) => other.status !== null && other.by !== 'built-in' && !isHere(other))
  const passed = asked.cells.filter(
    ({ method, outcomes }) =>
      method !== OTHER &&
      outcomes.some(
        (other) => mayServe(other) && reaches(site, other) && !isBefore(other, place) && entersWith(other, outcome),
      ),
  )
  return meets(cell.method) && passed.some(({ method }) => passes(method))
}

const isCatchAll = ({ source, matches }: PathPattern): boolean =>
  source.includes('*') || matches(`/${SEGMENT}/${SEGMENT}`) === true

/** A token or a login that methods are asked for which are served with it: what lacks it is turned away for that. */
const meetsServed = ({ asked, range }: Decision): boolean =>
  asked.cells.some(
    (cell) =>
      servesMethod(cell) && cell.outcomes.some(({ decidedBy }) => decidedBy && placeKey(decidedBy) === placeKey(range)),
  )

/** Says itself that it is about the method: "PUT operation not supported on /dishes". */
const ABOUT_METHOD =
  /\b(?:method|operation|PUT|POST|PATCH|DELETE)\b[^\n]{0,40}\b(?:not|isn't|un)[- ]?(?:supported|allowed|permitted|available)\b|\b(?:not|un)[- ]?(?:supported|allowed|permitted)\b[^\n]{0,20}\b(?:method|operation)\b/i

/** A route for one method that refuses whoever comes, and says that the method is why, beside routes that serve others. */
function isRefusingRoute(site: Site, one: Decision, route: SourceRange): boolean {
  const { asked, cell, outcome } = one
  return (
    isOwnRoute(outcome) &&
    isRefusedAlways(one) &&
    ABOUT_METHOD.test(textAt(site, route)) &&
    asked.cells.some(
      (other) =>
        other.method !== cell.method && other.outcomes.some((served) => mayServe(served) && isOwnRoute(served)),
    )
  )
}

/** An Express handler that tells methods apart by itself, or an `.all` behind the routes of one path: not the 404 for unknown paths. */
function isMethodBranch(site: Site, one: Decision): boolean {
  if (meetsServed(one)) return false
  const step = routeStep(one.outcome)
  if (!step) return isGuardInMiddleware(site, one)
  if (step.range && isRefusingRoute(site, one, step.range)) return true
  if (!step.range || !isRefusedAlways(one) || !isChosenByMethod(placeKey(one.range), one)) return false
  const routes = site.origins.flatMap(({ routes: all }) =>
    all.filter(({ range }) => placeKey(range) === placeKey(step.range ?? range)),
  )
  return (
    routes.length > 0 &&
    routes.every(
      ({ layer, methods, pattern }) =>
        layer === 'express' && methods.complement && pattern.kind !== 'any' && !isCatchAll(pattern),
    )
  )
}

/** Statuses that a refusal of the method has no business with; 444 is nginx's, which closes the connection. */
export const WRONG_STATUSES = [400, 403, 404, 444]

/** An application's refusals by the method under a wrong status, by the place that says so. */
export const wrongBranches = once(
  (site): Map<string, { status: number; all: Decision[] }> =>
    new Map(
      (site.origins.some(({ layer }) => layer === 'express') ? WRONG_STATUSES : []).flatMap((status) =>
        [...decisions(site, status)].flatMap(([key, decided]): [string, { status: number; all: Decision[] }][] => {
          const all = decided.filter((one) => isMethodBranch(site, one))
          return all.length > 0 ? [[key, { status, all }]] : []
        }),
      ),
    ),
)
