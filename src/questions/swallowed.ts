import type { Route } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { isCheck, isOwnRoute, mayServe, routeStep, telling } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { layerAt } from './blocks.ts'
import { OTHER } from '../site/cells.ts'
import { addTo } from '../text/group.ts'
import { askedPaths, once, placeKey, servedAt } from './index.ts'
import type { Asked } from './index.ts'
import { isInController } from './nest.ts'

/** OPTIONS, which Express would answer itself, or HEAD, which GET would, refused by an `.all()` that never passes on. */
export interface Swallowed {
  asked: Asked
  cell: Cell
  outcome: Outcome
  range: SourceRange
  method: 'OPTIONS' | 'HEAD'
}

/** The places of the `.all()` routes, and of the middleware, that answer every request that reaches them. */
const fallbacks = once((site): Map<string, SourceRange> => {
  const found = new Map<string, Route[]>()
  for (const route of site.origins.flatMap(({ routes }) => routes))
    if (route.layer === 'express') addTo(found, placeKey(route.range), route)
  const ends = ({ methods, passes }: Route): boolean =>
    methods.complement && methods.names.size === 0 && passes === false
  const ending = [...found.values()].filter((routes) => routes.every(ends)).flatMap(([route]) => route?.range ?? [])
  const walls = site.origins.flatMap(({ layer, walls: all = [] }) =>
    layer === 'express' ? all.map(({ range }) => range) : [],
  )
  return new Map([...ending, ...walls].map((range) => [placeKey(range), range]))
})

const contains = (outer: SourceRange, inner: SourceRange): boolean =>
  outer.file === inner.file && outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset

/** The fallback that an answer comes from: its route or middleware, or the one in which the error stands that Express words. */
function fallbackOf(site: Site, outcome: Outcome): string {
  const range = routeStep(outcome)?.range ?? outcome.steps.findLast(({ kind }) => kind === 'middleware')?.range
  if (range) return placeKey(range)
  const { decidedBy } = outcome
  return decidedBy ? ([...fallbacks(site)].find(([, fallback]) => contains(fallback, decidedBy))?.[0] ?? '') : ''
}

/** Whatever comes of this request, one fallback refuses it. */
function isSwallowed(site: Site, { outcomes }: Cell): boolean {
  const keys = new Set(
    telling(outcomes).map((outcome) =>
      outcome.status === 405 || outcome.status === 501 ? fallbackOf(site, outcome) : '',
    ),
  )
  return keys.size === 1 && [...keys].every((key) => fallbacks(site).has(key))
}

function swallowedAt(site: Site, asked: Asked): Swallowed[] {
  const cellOf = (method: string): Cell | undefined => asked.cells.find((cell) => cell.method === method)
  const get = cellOf('GET')
  const found = (method: Swallowed['method'], holds: (cell: Cell) => boolean): Swallowed[] => {
    const cell = cellOf(method)
    const [outcome] = telling(cell?.outcomes ?? [])
    const range = outcome?.decidedBy
    // Nest answers 404 to an OPTIONS that nobody takes.
    if (range && method === 'OPTIONS' && isInController(site, range)) return []
    return cell && outcome && range && layerAt(site, range) === 'express' && isSwallowed(site, cell) && holds(cell)
      ? [{ asked, cell, outcome, range, method }]
      : []
  }
  // Beside routes for single methods, all of which are seen, Express would have answered OPTIONS.
  const isBeside = (): boolean => {
    const methods = new Set(servedAt(asked))
    const served = asked.cells.filter(({ method }) => method !== OTHER && methods.has(method))
    return (
      served.length > 0 &&
      served.every(({ outcomes }) => outcomes.some((outcome) => mayServe(outcome) && isOwnRoute(outcome)))
    )
  }
  return [
    ...found('OPTIONS', isBeside),
    ...found(
      'HEAD',
      ({ outcomes }) =>
        telling(outcomes).every(({ status }) => status === 405) &&
        get !== undefined &&
        get.outcomes.every((one) => isCheck(one) || (one.status !== null && one.status < 400)) &&
        get.outcomes.some(mayServe),
    ),
  ]
}

const callsOthers = once((site): boolean => site.clientCalls.some(({ url }) => url !== null && /^https?:/i.test(url)))

/** Whether other origins are spoken of beside a fallback: its file names the cors package or a CORS header, or a page of the site calls a full URL. */
export const speaksCors = (site: Site, file: string): boolean =>
  /['"`](?:@[\w-]+\/)?cors['"`]|Access-Control-/i.test(site.files.get(file)?.text ?? '') || callsOthers(site)

export const swallowedMethods = once((site): Swallowed[] =>
  askedPaths(site).flatMap((asked) => swallowedAt(site, asked)),
)
