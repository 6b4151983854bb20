import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../source/range.ts'
import { blocksAround } from './blocks.ts'
import { OTHER } from './cells.ts'
import { askedPaths, mayServe, once, placeKey, routeStep } from './questions.ts'
import type { Asked } from './questions.ts'
import { pathName } from './words.ts'

/** A guard of a proxy that takes a method away from the application behind it. */
export interface Blocked { guard: SourceRange; method: string; path: string; route: SourceRange; backend: Origin }

const isRefusal = ({ status, by }: Outcome): boolean => (by === 'denied' && status !== 401) || by === 'closed' || status === 405 || status === 501

const guardPlaces = once((site): Set<string> => new Set(site.origins.flatMap(({ guards }) => guards.map(({ range }) => placeKey(range)))))

/** The guard that refused: the step that says so, or a guard at the deciding place or around it. */
function guardOf(site: Site, { steps, decidedBy }: Outcome): SourceRange | null {
  const step = steps.findLast(({ kind, range }) => kind === 'guard' && range)
  if (step?.range || !decidedBy) return step?.range ?? null
  const isGuard = (range: SourceRange): boolean => guardPlaces(site).has(placeKey(range))
  return isGuard(decidedBy) ? decidedBy : blocksAround(site, decidedBy).find(({ range }) => isGuard(range))?.range ?? null
}

/** Refused for its method, and for sure. */
function refusedBy(site: Site, cell: Cell): SourceRange | null {
  const guards = cell.outcomes.map((outcome) => (isRefusal(outcome) ? guardOf(site, outcome) : null))
  const [first] = guards
  return first && guards.every((guard) => guard && placeKey(guard) === placeKey(first)) ? first : null
}

interface Passed { to: Origin; host: string; port: number; socket?: string; target: string }

/** Where the path's other methods go: the origin surely behind, and the path in its words. */
function passedOn(site: Site, { origin, cells }: Asked): Passed[] {
  const found = new Map<string, Passed>()
  for (const { outcomes } of cells) {
    for (const { forwarded, steps } of outcomes) {
      const sent = steps.find((step) => step.forwarded)?.forwarded ?? forwarded
      if (!sent) continue
      for (const behind of site.behind(origin, sent)) found.set(`${behind.to.name} ${sent.target}`, { ...behind, target: sent.target })
    }
  }
  return [...found.values()]
}

function routeThatServes(site: Site, method: string, { to, ...where }: Passed): SourceRange | null {
  const outcomes = site.answer(to, { ...where, method, scheme: 'http', headers: {}, others: 'unknown' })
  const served = outcomes.find((outcome) => mayServe(outcome) && (routeStep(outcome) ?? outcome.decidedBy))
  return served ? routeStep(served)?.range ?? served.decidedBy : null
}

export const blockedMethods = once((site): Blocked[] => {
  const found: Blocked[] = []
  for (const asked of askedPaths(site)) {
    const refused = asked.cells.flatMap((cell) => {
      const guard = cell.method === OTHER ? null : refusedBy(site, cell)
      return guard ? [{ cell, guard }] : []
    })
    if (refused.length === 0) continue
    for (const passed of passedOn(site, asked)) {
      for (const { cell, guard } of refused) {
        const route = routeThatServes(site, cell.method, passed)
        if (route) found.push({ guard, method: cell.method, path: pathName(cell), route, backend: passed.to })
      }
    }
  }
  return found
})
