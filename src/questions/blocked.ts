import { COMMON, isSafe } from '../http/methods.ts'
import type { Origin } from '../model/origin.ts'
import { ownSteps } from '../model/outcome.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute, isServed, mayServe, routeStep, servesByName } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { isSentOtherwise } from './behind.ts'
import { blocksAround, directiveAt } from './blocks.ts'
import { OTHER } from '../site/cells.ts'
import { askedPaths, once, placeKey, servesMethod, writtenAs } from './index.ts'
import { addTo } from '../text/group.ts'
import type { Asked } from './index.ts'
import { pathName } from '../site/words.ts'

/** A guard of a proxy that takes a method away from the application behind it. */
export interface Blocked {
  guard: SourceRange
  cell: Cell
  method: string
  path: string
  route: SourceRange
  backend: Origin
}

/** A refusal whatever the guard says; any other status from 400 up has to come out of the guard's own block. */
const isRefusal = ({ status, by }: Outcome): boolean =>
  (by === 'denied' && status !== 401) || by === 'closed' || status === 405 || status === 501

/** Statuses of a place that is shut for a while, or for some. */
const SHUT = new Set([401, 407, 429, 500, 502, 503, 504])

function isSaidInside(site: Site, guard: SourceRange, { status, steps }: Outcome): boolean {
  const end = directiveAt(site, guard)?.blockEnd?.end.offset
  if (status === null || status < 400 || SHUT.has(status) || end === undefined) return false
  return steps.some(
    ({ kind, range }) =>
      kind === 'rewrite' &&
      range?.file === guard.file &&
      range.start.offset > guard.start.offset &&
      range.start.offset < end,
  )
}

/** The proxy whose guard stands at a place; of several in a row the one that stands before the guard lets the request through. */
const owners = once(
  (site): Map<string, Origin> =>
    new Map(
      site.origins.flatMap((origin) => origin.guards.map(({ range }) => [placeKey(range), origin] as const)).reverse(),
    ),
)

/** The refusal that an error page turns into a redirect: the guard that the steps before it name. */
function guardBeforePage(site: Site, { by, steps }: Outcome): SourceRange | null {
  const page = by === 'redirect' ? steps.findIndex(({ kind }) => kind === 'error-page') : -1
  const before = steps.slice(0, Math.max(page, 0))
  return (
    before.findLast(({ kind, range }) => range && (kind === 'guard' || owners(site).has(placeKey(range))))?.range ??
    null
  )
}

/** The guard that refused: the step that says so, or a guard at the deciding place or around it. */
function guardOf(site: Site, { steps, decidedBy }: Outcome): SourceRange | null {
  const step = steps.findLast(({ kind, range }) => kind === 'guard' && range)
  if (step?.range || !decidedBy) return step?.range ?? null
  const isGuard = (range: SourceRange): boolean => owners(site).has(placeKey(range))
  return isGuard(decidedBy)
    ? decidedBy
    : (blocksAround(site, decidedBy).find(({ range }) => isGuard(range))?.range ?? null)
}

/** Nobody's resource: what a proxy refuses of these no application loses. */
const isNobodys = (method: string): boolean => method === OTHER || method === 'TRACE' || method === 'CONNECT'

const answerKey = ({ status, decidedBy }: Outcome): string => `${status} ${decidedBy ? placeKey(decidedBy) : ''}`

const shared = new WeakMap<Asked, ReadonlySet<string>>()

/** What every method of a path may meet. */
function sharedBy(asked: Asked): ReadonlySet<string> {
  const known = shared.get(asked)
  if (known) return known
  const [first = new Set<string>(), ...others] = asked.cells
    .filter(({ method }) => !isNobodys(method))
    .map(({ outcomes }) => new Set(outcomes.map(answerKey)))
  const found = new Set([...first].filter((key) => others.every((keys) => keys.has(key))))
  shared.set(asked, found)
  return found
}

/** Without what any method of the path may meet: the way to https, a query that is shut out. It says nothing of the method. */
function ofMethod(asked: Asked, { outcomes }: Cell): Outcome[] {
  if (outcomes.length < 2) return outcomes
  const own = outcomes.filter((outcome) => !sharedBy(asked).has(answerKey(outcome)))
  return own.length > 0 ? own : outcomes
}

/** Refused for its method, and for sure. */
function refusedBy(site: Site, asked: Asked, cell: Cell): SourceRange | null {
  if (cell.outcomes.some((outcome) => isSentOtherwise(outcome, cell.method))) return null
  const guards = ofMethod(asked, cell).map((outcome) => {
    const guard = guardOf(site, outcome)
    return guard && (isRefusal(outcome) || isSaidInside(site, guard, outcome)) ? guard : guardBeforePage(site, outcome)
  })
  const [first] = guards
  return first && guards.every((guard) => guard && placeKey(guard) === placeKey(first)) ? first : null
}

interface Passed {
  to: Origin
  host: string
  port: number
  socket?: string
  target: string
}

/** Where the path's other methods end behind the guard: the last origin surely there, and the path in its words. */
function passedOn(site: Site, { origin, cells }: Asked, guard: SourceRange): Passed[] {
  const owner = owners(site).get(placeKey(guard)) ?? origin
  const found = new Map<string, Passed>()
  for (const outcome of cells.flatMap(({ outcomes }) => outcomes)) {
    const { forwarded } = outcome
    const hops = ownSteps(outcome).flatMap((step) => step.forwarded ?? [])
    let here = [origin]
    let last: Passed[] = []
    for (const sent of hops.length > 0 ? hops : [forwarded ?? []].flat()) {
      const next = here.flatMap((one) => site.behind(one, sent).map((behind) => ({ ...behind, target: sent.target })))
      if (next.length > 0 && (last.length > 0 || here.includes(owner))) last = next
      here = next.map(({ to }) => to)
    }
    for (const passed of last) found.set(`${passed.to.name} ${passed.target}`, passed)
  }
  return [...found.values()]
}

/** Middleware for CORS answers OPTIONS at every path; it serves one where the path serves anything. */
const isPreflight = (outcome: Outcome): boolean =>
  mayServe(outcome) && writtenAs(outcome, 'access-control-allow-origin').length > 0

/** A method that every server takes in, and that nobody names. */
const UNNAMED = 'MKACTIVITY'

/** Whether the method is served as one that no file names is not. A program that no file shows may refuse whatever is let through to it. */
const isNamed = (outcome: Outcome, nameless: Outcome[]): boolean =>
  servesByName(outcome, [nameless]) && (outcome.status !== null || isOwnRoute(outcome) || isServed(nameless) === false)

function routeThatServes(site: Site, method: string, { to, target, ...where }: Passed): SourceRange | null {
  const ask = (one: string): Outcome[] =>
    site.answer(to, { ...where, target, method: one, scheme: 'http', headers: {}, others: 'unknown' })
  const others = COMMON.filter((one) => one !== method).map(ask)
  const isServedElse = (): boolean =>
    others.some((outcomes) => outcomes.some((outcome) => mayServe(outcome) && isOwnRoute(outcome)))
  const nameless = ask(UNNAMED)
  const served = ask(method).find(
    (outcome) => isNamed(outcome, nameless) || (method === 'OPTIONS' && isPreflight(outcome) && isServedElse()),
  )
  return served ? (routeStep(served)?.range ?? served.decidedBy) : null
}

/** Whether anything that is asked of the path goes on to somebody in sight: else no guard keeps a method from anyone. */
const leadsOn = (site: Site, { origin, cells }: Asked): boolean =>
  cells.some(({ outcomes }) =>
    outcomes.some((outcome) => {
      const first = ownSteps(outcome).find(({ forwarded }) => forwarded)?.forwarded ?? outcome.forwarded
      return first !== undefined && site.behind(origin, first).length > 0
    }),
  )

const reachKey = (method: string, to: Origin, target: string): string =>
  `${method} ${to.name} ${target.replace(/\?.*/, '')}`

type Door = Pick<Cell, 'host' | 'port'>
const doorKey = ({ host, port }: Door): string => `${host}:${port}`

/** By what gets through to an application by some way, the doors of those ways; `open`: nobody is turned away there. */
const reached = once((site): ReadonlyMap<string, { door: string; open: boolean }[]> => {
  const found = new Map<string, { door: string; open: boolean }[]>()
  for (const cell of site.cells) {
    const { origin, method, outcomes } = cell
    const open = isServed(outcomes) === true && outcomes.every(({ by }) => by !== 'denied')
    for (const outcome of outcomes.filter(mayServe)) {
      let here = [origin]
      for (const { forwarded } of ownSteps(outcome)) {
        if (!forwarded) continue
        here = here.flatMap((one) => site.behind(one, forwarded).map(({ to }) => to))
        for (const to of here) addTo(found, reachKey(method, to, forwarded.target), { door: doorKey(cell), open })
      }
    }
  }
  return found
})

/** Whether a path lets nobody write: a view for readers. */
const isForReaders = ({ cells }: Asked): boolean =>
  cells.every((cell) => isSafe(cell.method) || isNobodys(cell.method) || !servesMethod(cell))

/** Whether what a guard keeps out gets through elsewhere: by any way where this one is for readers, else by one that the same clients may take. */
function hasOtherWay(site: Site, asked: Asked, method: string, { to, target }: Passed): boolean {
  const ways = reached(site).get(reachKey(method, to, target)) ?? []
  return isForReaders(asked) ? ways.length > 0 : ways.some(({ door, open }) => open && door === doorKey(asked))
}

export const blockedMethods = once((site): Blocked[] =>
  askedPaths(site)
    .filter((asked) => leadsOn(site, asked))
    .flatMap((asked) =>
      asked.cells.flatMap((cell): Blocked[] => {
        const guard = isNobodys(cell.method) ? null : refusedBy(site, asked, cell)
        return guard
          ? passedOn(site, asked, guard).flatMap((passed) => {
              if (hasOtherWay(site, asked, cell.method, passed)) return []
              const route = routeThatServes(site, cell.method, passed)
              return route
                ? [{ guard, cell, method: cell.method, path: pathName(cell), route, backend: passed.to }]
                : []
            })
          : []
      }),
    ),
)
