import type { Origin, Route } from '../model/origin.ts'
import type { Outcome, Step, Written } from '../model/outcome.ts'
import type { Cell, Site } from '../model/site.ts'
import type { Related } from '../source/finding.ts'
import type { SourceRange } from '../source/range.ts'
import { OTHER } from './cells.ts'
import { directiveAt } from './blocks.ts'
import { addTo } from './group.ts'

/** What several rules ask of a site, each answered once. */

/** All cells of one path: the same request under every method. */
export interface Asked { origin: Origin; host: string; port: number; path: string; cells: Cell[] }

export function once<Value>(compute: (site: Site) => Value): (site: Site) => Value {
  const known = new WeakMap<Site, { value: Value }>()
  return (site) => {
    const before = known.get(site) ?? { value: compute(site) }
    known.set(site, before)
    return before.value
  }
}

export const placeKey = (range: SourceRange): string => `${range.file}:${range.start.offset}`

export const askedPaths = once((site): Asked[] => {
  const origins = new Map(site.origins.map((origin, index) => [origin, index]))
  const found = new Map<string, Asked>()
  for (const cell of site.cells) {
    const { origin, host, port, socket, path } = cell
    const key = `${origins.get(origin)} ${host}:${socket ?? port}${path}`
    const asked = found.get(key)
    if (asked) asked.cells.push(cell)
    else found.set(key, { origin, host, port, path, cells: [cell] })
  }
  return [...found.values()]
})

/** All that may come back at a cell, what is said of a backend that is down included. */
export const everyOutcome = ({ outcomes, outages = [] }: Cell): Outcome[] => [...outcomes, ...outages]

const ANSWERS_FOR_NOBODY = new Set([404, 405, 501])

/** The route that an application's answer came from. */
export const routeStep = ({ steps }: Outcome): Step | undefined => steps.findLast(({ kind, range }) => kind === 'route' && range)

/** Whether a method that gets this is served: it gets more than a 404, 405, 501 or a refusal, or goes to somebody whom no file shows. */
export function mayServe(outcome: Outcome): boolean {
  const { status, by, forwarded } = outcome
  if (status === null) return by !== 'closed' && by !== 'denied' && (by === 'script' || forwarded !== undefined || routeStep(outcome) !== undefined)
  if (by === 'redirect' || (by === 'denied' && status !== 401) || ((by === 'built-in' || by === 'static') && status >= 400)) return false
  return !ANSWERS_FOR_NOBODY.has(status)
}

export const servesMethod = ({ outcomes }: Cell): boolean => outcomes.some(mayServe)

/** The methods served at a path, those that nobody names left out. */
export const servedAt = ({ cells }: Asked): string[] => cells.filter((cell) => cell.method !== OTHER && servesMethod(cell)).map(({ method }) => method)

/** Methods that nobody names are refused there for sure: the set of those that are served is known. */
export const isClosed = ({ cells }: Asked): boolean => cells.some(({ method, outcomes }) => method === OTHER && outcomes.every(({ status, by }) => by === 'closed' || (status !== null && status >= 400)))

/** What the files show of one entrance and of all that is surely behind it. */
export interface Shown {
  /** The methods that it serves at any path. */
  served: ReadonlySet<string>
  /** No origin is open, and nothing is passed on to somebody whom no file shows. */
  wholly: boolean
}

const isSeen = ({ status, by, forwarded }: Outcome): boolean => status !== null || by === 'closed' || (by !== 'script' && !forwarded)

function originsFrom({ links }: Site, entrance: Origin): Set<Origin> {
  const reached = new Set([entrance])
  for (const one of reached) for (const { from, to, sure } of links) if (sure && from === one) reached.add(to)
  return reached
}

const shownByEntrance = once((site): Map<Origin, Shown> => new Map(site.entrances.map((entrance) => {
  const cells = site.cells.filter(({ origin }) => origin === entrance)
  const wholly = [...originsFrom(site, entrance)].every(({ open }) => open.length === 0) && cells.every(({ outcomes }) => outcomes.every(isSeen))
  return [entrance, { served: new Set(cells.filter(servesMethod).map(({ method }) => method)), wholly }]
})))

const NOTHING: Shown = { served: new Set(), wholly: false }

/** One server, as its clients see it: the origin that they ask and whatever it passes requests on to. */
export const shownOf = (site: Site, entrance: Origin): Shown => shownByEntrance(site).get(entrance) ?? NOTHING

/** What says a status itself, even where an error page that keeps the status words the answer. */
const SAYS_SO = new Set(['return', 'redirect', 'redirectmatch', 'rewriterule', 'allowmethods'])

/** Where the status is decided; of one that is built in, the error page that took its header fields away. */
export function statusPlace(site: Site, { decidedBy, steps }: Outcome): { range: SourceRange; builtIn: boolean } | null {
  const at = steps.findIndex(({ kind }) => kind === 'error-page')
  const page = steps[at]?.range
  if (!page) return decidedBy && { range: decidedBy, builtIn: false }
  const replaces = directiveAt(site, page)?.args.some(({ value }) => value.startsWith('='))
  const before = replaces ? undefined : steps.slice(0, at).findLast(({ range }) => range && SAYS_SO.has(directiveAt(site, range)?.name.toLowerCase() ?? ''))
  if (before?.range) return { range: before.range, builtIn: false }
  return { range: decidedBy ?? page, builtIn: decidedBy !== null && !replaces }
}

/** What was written for an answer under a name, in whatever case. */
export const writtenAs = ({ written }: Outcome, header: string): Written[] => written.filter(({ name }) => name.toLowerCase() === header)

const NEARLY_ALLOW = /^(?:allow(?:ed|s)?|(?:x-)?allow(?:ed)?-methods?)$/i

/** A CORS header that the route itself writes stands for Allow; one that middleware writes for every answer is what it says. */
function standsForAllow(outcome: Outcome, { name, range }: Written): boolean {
  if (NEARLY_ALLOW.test(name)) return true
  const route = routeStep(outcome)?.range
  return /^access-control-allow-methods?$/i.test(name) && route?.file === range.file && range.start.offset > route.start.offset
}

const isScript = ({ range }: Written): boolean => /\.[cm]?[jt]sx?$/.test(range.file)

/** The Allow that an error brought along, and that the application's error handler left out of its 405. */
export const lostInErrorHandler = (outcome: Outcome): Written | undefined => (outcome.status === 405 && outcome.headers.allow === null
  ? writtenAs(outcome, 'allow').find((one) => !one.arrives && one.lost === 'error-page' && isScript(one)) : undefined)

/** What stands on an application's 405 where Allow was meant: a header of another name, or the indexes of an array. */
export function misspelledAllow(outcome: Outcome): Written | undefined {
  if (outcome.status !== 405) return undefined
  const written = outcome.written.filter(isScript)
  const allow = written.find(({ name }) => name.toLowerCase() === 'allow')
  if (allow) return /^\d+(?:, ?\d+)*$/.test(allow.value ?? '') ? allow : undefined
  return outcome.headers.allow === null ? written.find((one) => standsForAllow(outcome, one)) : undefined
}

/** Where a response is made in a helper that the route calls, the helper's own place. */
export const helpersOf = ({ steps }: Outcome): Related[] => steps.flatMap(({ kind, range, text }) => (kind === 'handler' && range && text === 'in the helper' ? [{ message: 'in the helper', range }] : []))

/** A cell's outcome that a place in the files decided. */
export interface Decision { cell: Cell; asked: Asked; outcome: Outcome; range: SourceRange }

/** Whether an error page words what somebody out of sight may have answered, behind an nginx directive that passes on. */
export const isHearsay = (site: Site, { decidedBy, steps }: Outcome): boolean =>
  decidedBy !== null && steps.some(({ kind }) => kind === 'error-page') && /_pass$/.test(directiveAt(site, decidedBy)?.name ?? '')

/** The outcomes of a status, by the place that decided each; those that no place in sight decided are left out. */
export function decisions(site: Site, status: number): Map<string, Decision[]> {
  const found = new Map<string, Decision[]>()
  for (const asked of askedPaths(site)) {
    for (const cell of asked.cells) {
      for (const outcome of cell.outcomes) {
        const range = outcome.status === status ? statusPlace(site, outcome)?.range : undefined
        if (!range || !outcome.decidedBy || isHearsay(site, outcome)) continue
        const list = found.get(placeKey(range))
        if (list) list.push({ cell, asked, outcome, range })
        else found.set(placeKey(range), [{ cell, asked, outcome, range }])
      }
    }
  }
  return found
}

/** The outcomes that went through each place of the files. */
export const outcomesThrough = once((site): Map<string, Outcome[]> => {
  const found = new Map<string, Outcome[]>()
  for (const outcome of site.cells.flatMap(({ outcomes }) => outcomes)) {
    for (const key of new Set(outcome.steps.flatMap(({ range }) => (range ? [placeKey(range)] : [])))) {
      const list = found.get(key)
      if (list) list.push(outcome)
      else found.set(key, [outcome])
    }
  }
  return found
})

export const routesByPlace = once((site): Map<string, Route[]> => {
  const found = new Map<string, Route[]>()
  for (const route of site.origins.flatMap(({ routes }) => routes)) addTo(found, placeKey(route.range), route)
  return found
})

/** Whether the answer is one of a route that is declared for some methods only: `app.post(…)`, not `app.all(…)`. */
export function isOwnRoute(site: Site, outcome: Outcome): boolean {
  const range = routeStep(outcome)?.range
  const routes = range ? routesByPlace(site).get(placeKey(range)) ?? [] : []
  return routes.length > 0 && routes.every(({ layer, methods }) => layer === 'express' && !methods.complement)
}
