import { COMMON } from '../http/methods.ts'
import { passModule } from '../nginx/directives/handlers.ts'
import { errorPageOf } from '../nginx/words/error-page.ts'
import { ruleOf } from '../apache/words/rewrite.ts'
import type { Origin, Route } from '../model/origin.ts'
import type { Outcome, Written } from '../model/outcome.ts'
import { mayServe, routeStep, servesByName } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { Related } from '../text/finding.ts'
import type { Directive } from '../text/directive.ts'
import type { SourceRange } from '../text/range.ts'
import { OTHER } from '../site/cells.ts'
import { directiveAt, layerAt, textAt } from './blocks.ts'
import { addTo } from '../text/group.ts'
import { withoutUpgrades } from './upgrades.ts'

/** What several rules ask of a site, each answered once. */

/** All cells of one path: the same request under every method. */
export interface Asked {
  origin: Origin
  host: string
  port: number
  path: string
  cells: Cell[]
}

export function once<Value>(compute: (site: Site) => Value): (site: Site) => Value {
  const known = new WeakMap<Site, { value: Value }>()
  return (site) => {
    const before = known.get(site) ?? { value: compute(site) }
    known.set(site, before)
    return before.value
  }
}

/** What is worked out of a list of answers once: most methods of a path share one. They come one after the other, so that few are kept. */
export function ofAnswers<Value>(compute: (outcomes: Outcome[]) => Value): (outcomes: Outcome[]) => Value {
  let last: { outcomes: Outcome[]; value: Value } | undefined
  return (outcomes) => (last?.outcomes === outcomes ? last : (last = { outcomes, value: compute(outcomes) })).value
}

export const placeKey = (range: SourceRange): string => `${range.file}:${range.start.offset}`

const isSamePath = (a: Cell, b: Cell): boolean =>
  a.path === b.path && a.host === b.host && a.port === b.port && a.socket === b.socket && a.origin === b.origin

export const askedPaths = once((site): Asked[] => {
  const origins = new Map(site.origins.map((origin, index) => [origin, index]))
  const found = new Map<string, Asked>()
  const askedOf = ({ origin, host, port, socket, path }: Cell): Asked => {
    const key = `${origins.get(origin)} ${host}:${socket ?? port}${path}`
    const asked = found.get(key) ?? { origin, host, port, path, cells: [] }
    found.set(key, asked)
    return asked
  }
  let before: { cell: Cell; asked: Asked } | undefined
  for (const one of site.cells) {
    const outcomes = withoutUpgrades(one.outcomes, one.path)
    const asked: Asked = before && isSamePath(before.cell, one) ? before.asked : askedOf(one)
    asked.cells.push(outcomes === one.outcomes ? one : { ...one, outcomes })
    before = { cell: one, asked }
  }
  return [...found.values()]
})

/** All that may come back at a cell, what is said of a backend that is down and to one too many included. */
export const everyOutcome = ({ outcomes, outages = [] }: Cell): Outcome[] => [...outcomes, ...outages]

export const servesMethod = ({ outcomes }: Cell): boolean => outcomes.some(mayServe)

const NOT_LISTED = new Set([OTHER, 'TRACE', 'CONNECT'])

/** A page that stands for a refusal of nginx's own, with whatever status: the method is none that an Allow names. */
const isRefusalsPage = ({ forwarded, steps }: Outcome): boolean =>
  !forwarded && steps.some(({ kind, status }) => kind === 'error-page' && (status === 405 || status === 501))

/** The methods served at a path, those that nobody names left out. */
export const servedAt = ({ cells }: Asked): string[] =>
  cells
    .filter(
      ({ method, outcomes }) =>
        !NOT_LISTED.has(method) && outcomes.some((outcome) => mayServe(outcome) && !isRefusalsPage(outcome)),
    )
    .map(({ method }) => method)

/** A method that is named somewhere else, and is here answered as any that nobody names. */
const isOneOfAll = ({ method, outcomes }: Cell, others: Cell | undefined): boolean =>
  !COMMON.some((one) => one === method) &&
  others !== undefined &&
  outcomes.length === others.outcomes.length &&
  outcomes.every((outcome, at) => {
    const other = others.outcomes[at]
    return (
      other !== undefined &&
      other.status === outcome.status &&
      other.decidedBy?.start.offset === outcome.decidedBy?.start.offset &&
      other.decidedBy?.file === outcome.decidedBy?.file
    )
  })

/** What an Allow of the path lists, whichever rule asks; empty: it serves nothing, and an OPTIONS that is answered for all paths is no resource. */
export function allowAt(asked: Asked): string[] {
  const others = asked.cells.find(({ method }) => method === OTHER)
  const named = asked.cells.filter((cell) => !isOneOfAll(cell, others))
  const served = servedAt({ ...asked, cells: named })
  return served.some((method) => method !== 'OPTIONS') ? served : []
}

/** The methods of a path that are served by name, not by what answers everything. */
export function servedByName({ cells }: Asked): string[] {
  return cells
    .filter(
      ({ method, outcomes }) =>
        method !== OTHER &&
        outcomes.some((outcome) =>
          servesByName(
            outcome,
            cells.filter((other) => other.method !== method).map((other) => other.outcomes),
          ),
        ),
    )
    .map(({ method }) => method)
}

/** Methods that nobody names are refused there for sure: the set of those that are served is known. */
export const isClosed = ({ cells }: Asked): boolean =>
  cells.some(
    ({ method, outcomes }) =>
      method === OTHER && outcomes.every(({ status, by }) => by === 'closed' || (status !== null && status >= 400)),
  )

/** What the files show of one entrance and of all that is surely behind it. */
export interface Shown {
  /** The methods that it serves by name at any path. */
  served: ReadonlySet<string>
  /** No origin is open, and nothing is passed on to somebody whom no file shows. */
  wholly: boolean
}

const isSeen = ({ status, by, forwarded }: Outcome): boolean =>
  status !== null || by === 'closed' || (by !== 'script' && !forwarded)

function originsFrom({ links }: Site, entrance: Origin): Set<Origin> {
  const reached = new Set([entrance])
  for (const one of reached) for (const { from, to, sure } of links) if (sure && from === one) reached.add(to)
  return reached
}

const shownByEntrance = once(
  (site): Map<Origin, Shown> =>
    new Map(
      site.entrances.map((entrance) => {
        const cells = site.cells.filter(({ origin }) => origin === entrance)
        const wholly =
          [...originsFrom(site, entrance)].every(({ open }) => open.length === 0) &&
          cells.every(({ outcomes }) => outcomes.every(isSeen))
        return [
          entrance,
          {
            served: new Set(
              askedPaths(site)
                .filter(({ origin }) => origin === entrance)
                .flatMap(servedByName),
            ),
            wholly,
          },
        ]
      }),
    ),
)

const NOTHING: Shown = { served: new Set(), wholly: false }

/** One server, as its clients see it: the origin that they ask and whatever it passes requests on to. */
export const shownOf = (site: Site, entrance: Origin): Shown => shownByEntrance(site).get(entrance) ?? NOTHING

/** What says a status itself, even where an error page that keeps the status words the answer. */
const SAYS_SO = new Set(['return', 'redirect', 'redirectmatch', 'allowmethods'])

const saysStatus = (directive: Directive | null): boolean =>
  directive !== null && (SAYS_SO.has(directive.name.toLowerCase()) || (ruleOf(directive)?.flags.status ?? 0) >= 400)

/** Where the status is decided; of one that is built in, the error page that took its header fields away. */
export function statusPlace(
  site: Site,
  { decidedBy, steps }: Outcome,
): { range: SourceRange; builtIn: boolean } | null {
  const at = steps.findIndex(({ kind }) => kind === 'error-page')
  const page = steps[at]?.range
  if (!page) return decidedBy && { range: decidedBy, builtIn: false }
  const directive = directiveAt(site, page)
  const replaces = directive?.name === 'error_page' && errorPageOf(directive)?.overwrite != null
  const before = replaces
    ? undefined
    : steps.slice(0, at).findLast(({ range }) => range && saysStatus(directiveAt(site, range)))
  if (before?.range) return { range: before.range, builtIn: false }
  return { range: decidedBy ?? page, builtIn: decidedBy !== null && !replaces }
}

/** What was written for an answer under a name, in whatever case. */
export const writtenAs = ({ written }: Outcome, header: string): Written[] =>
  written.filter(({ name }) => name.toLowerCase() === header)

/** A header's value as the files write it: what nginx adds to the answer of a backend that nobody sees stands there, whatever that sends beside it. */
export function writtenValue(site: Site, outcome: Outcome, header: string): string | null {
  const known = outcome.headers[header]
  if (known !== undefined) return known
  const [line, ...others] = writtenAs(outcome, header).filter(({ arrives }) => arrives)
  return line && others.length === 0 && layerAt(site, line.range) === 'nginx' ? line.value : null
}

const NEARLY_ALLOW = /^(?:allow(?:ed|s)?|x-allow(?:ed|s)?|(?:x-)?allow(?:ed)?-methods?)$/i

/** A CORS header that the route itself writes stands for Allow; one that middleware writes for every answer is what it says. */
function standsForAllow(outcome: Outcome, { name, range }: Written): boolean {
  if (NEARLY_ALLOW.test(name)) return true
  const route = routeStep(outcome)?.range
  return (
    /^access-control-allow-methods?$/i.test(name) &&
    route?.file === range.file &&
    range.start.offset > route.start.offset
  )
}

const isScript = ({ range }: Written): boolean => /\.[cm]?[jt]sx?$/.test(range.file)

/** The Allow that an error brought along, and that the application's error handler left out of its 405. */
export function lostInErrorHandler(outcome: Outcome): Written | undefined {
  const written = writtenAs(outcome, 'allow')
  // What a proxy writes in its place is no amends of the application's.
  const isBare =
    outcome.headers.allow === null ||
    (outcome.headers.allow !== undefined && !written.some((one) => one.arrives && isScript(one)))
  return outcome.status === 405 && isBare
    ? written.find((one) => !one.arrives && one.lost === 'error-page' && isScript(one))
    : undefined
}

/** What stands on an application's 405 where Allow was meant: a header of another name, or the indexes of an array. */
export function misspelledAllow(outcome: Outcome): Written | undefined {
  if (outcome.status !== 405) return undefined
  const written = outcome.written.filter(isScript)
  const allow = written.find(({ name }) => name.toLowerCase() === 'allow')
  if (allow) return /^\d+(?:, ?\d+)*$/.test(allow.value ?? '') ? allow : undefined
  return outcome.headers.allow === null ? written.find((one) => standsForAllow(outcome, one)) : undefined
}

/** Where a response is made in a helper that the route calls, the helper's own place. */
export const helpersOf = ({ steps }: Outcome): Related[] =>
  steps.flatMap(({ kind, range, text }) =>
    kind === 'handler' && range && text === 'in the helper' ? [{ message: 'in the helper', range }] : [],
  )

/** Where a header's value is to be mended: the call that hands it to a helper, where the helper writes what it is given. */
export function valuePlace(site: Site, { decidedBy, steps }: Outcome, { range, value }: Written): SourceRange {
  const isInHelper = steps.some(
    ({ kind, range: step, text }) => kind === 'handler' && text === 'in the helper' && step?.file === range.file,
  )
  const [first = ''] = (value ?? '').split(',')
  return isInHelper && decidedBy && first !== '' && !textAt(site, range).includes(first.trim()) ? decidedBy : range
}

/** A cell's outcome that a place in the files decided. */
export interface Decision {
  cell: Cell
  asked: Asked
  outcome: Outcome
  range: SourceRange
}

/** Whether an error page words what somebody out of sight may have answered, behind an nginx directive that passes on. */
export const isHearsay = (site: Site, { decidedBy, steps }: Outcome): boolean =>
  decidedBy !== null &&
  steps.some(({ kind }) => kind === 'error-page') &&
  passModule(directiveAt(site, decidedBy)?.name ?? '') !== null

/** The outcomes of a status, by the place that decided each; those that no place in sight decided are left out. */
export function decisions(site: Site, status: number): Map<string, Decision[]> {
  const found = new Map<string, Decision[]>()
  const placesOf = ofAnswers((outcomes) =>
    outcomes.flatMap((outcome) => {
      const range = outcome.status === status ? statusPlace(site, outcome)?.range : undefined
      return range && outcome.decidedBy && !isHearsay(site, outcome) ? [{ outcome, range, key: placeKey(range) }] : []
    }),
  )
  for (const asked of askedPaths(site))
    for (const cell of asked.cells)
      for (const { outcome, range, key } of placesOf(cell.outcomes)) addTo(found, key, { cell, asked, outcome, range })
  return found
}

/** The outcomes that went through each place of the files. */
export const outcomesThrough = once((site): Map<string, Outcome[]> => {
  const found = new Map<string, Outcome[]>()
  const keys = new Map<SourceRange, string>()
  const keyOf = (range: SourceRange): string => {
    const key = keys.get(range) ?? placeKey(range)
    keys.set(range, key)
    return key
  }
  let before: Outcome[] | undefined
  for (const { outcomes } of site.cells) {
    // Most methods of a path are answered alike.
    if (outcomes === before) continue
    before = outcomes
    for (const outcome of outcomes) {
      for (const { range } of outcome.steps) {
        if (!range) continue
        const list = found.get(keyOf(range)) ?? []
        if (list.length === 0) found.set(keyOf(range), list)
        // A way may lead through a place twice.
        if (list.at(-1) !== outcome) list.push(outcome)
      }
    }
  }
  return found
})

export const routesByPlace = once((site): Map<string, Route[]> => {
  const found = new Map<string, Route[]>()
  for (const route of site.origins.flatMap(({ routes }) => routes)) addTo(found, placeKey(route.range), route)
  return found
})
