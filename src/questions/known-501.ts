import { COMMON, MANDATORY } from '../http/methods.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute } from '../model/served.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { layerAt, textAt } from './blocks.ts'
import { OTHER } from '../site/cells.ts'
import { blockedMethods } from './blocked.ts'
import { decisions, once, placeKey, servesMethod, shownOf } from './index.ts'
import type { Decision } from './index.ts'

/** A 501 that hits methods which the site serves elsewhere, or GET or HEAD: `mandatory` are the hits on those two. */
export interface Known501 {
  range: SourceRange
  hits: Decision[]
  mandatory: Decision[]
}

/** Decided there, or answered by a page that stands for it. */
const isDecidedAt = (key: string, { decidedBy, steps }: Outcome): boolean =>
  (decidedBy !== null && placeKey(decidedBy) === key) ||
  steps.some(({ kind, range }) => kind === 'rewrite' && range && placeKey(range) === key)

/** TRACE and CONNECT are the server's own, whatever stands there. */
const isResourceMethod = (method: string): boolean => method !== OTHER && method !== 'TRACE' && method !== 'CONNECT'

/** Another method of the path is served, and never meets this place: the answer is chosen by the method. */
export const isChosenByMethod = (key: string, { asked }: Decision): boolean =>
  asked.cells.some(
    (cell) =>
      isResourceMethod(cell.method) &&
      servesMethod(cell) &&
      !cell.outcomes.some((outcome) => isDecidedAt(key, outcome)),
  )

/** What an application's error handler says: 501-in-error-path's. */
const isOfFailure = (site: Site, { outcome: { steps } }: Decision): boolean =>
  steps.some(({ kind, range }) => kind === 'error-page' && range && layerAt(site, range) === 'express')

const isMandatory = (method: string): boolean => MANDATORY.some((one) => one === method)

/** Guards that take a method away from an application behind them are reported for that. */
export const isBlockingGuard = once((site): ((decision: Decision) => boolean) => {
  const guards = new Set(blockedMethods(site).map(({ guard }) => placeKey(guard)))
  return ({ outcome }) => outcome.steps.some(({ range }) => range && guards.has(placeKey(range)))
})

export const known501s = once((site: Site): Known501[] => {
  const isKnown = ({ cell: { origin, method } }: Decision): boolean => {
    const { served, wholly } = shownOf(site, origin)
    return (
      method !== OTHER &&
      (isMandatory(method) || served.has(method) || (!wholly && COMMON.some((common) => common === method)))
    )
  }
  return [...decisions(site, 501)].flatMap(([key, all]) => {
    const range = all[0]?.range
    if (!range || all.some(isBlockingGuard(site))) return []
    const lastTry = textAt(site, range).startsWith('try_files')
    const hits = all.filter(
      (one) =>
        !isOwnRoute(one.outcome) && !isOfFailure(site, one) && isKnown(one) && (lastTry || isChosenByMethod(key, one)),
    )
    const mandatory = hits.filter(({ cell }) => isMandatory(cell.method))
    return mandatory.length > 0 || (!lastTry && hits.length > 0) ? [{ range, hits, mandatory }] : []
  })
})
