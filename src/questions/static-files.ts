import { pathIn } from '../http/target.ts'
import type { Origin, Route } from '../model/origin.ts'
import { ownSteps } from '../model/outcome.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Request } from '../model/request.ts'
import { isCheck, isOwnRoute, mayServe, routeStep } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { layerAt } from './blocks.ts'
import { OTHER } from '../site/cells.ts'
import { requestsOf } from './client.ts'
import { isLostAtFront } from './front-controllers.ts'
import { SEGMENT } from '../site/paths.ts'
import { askedPaths, once, outcomesThrough, placeKey, routesByPlace } from './index.ts'
import type { Asked } from './index.ts'
import { withoutUpgrades } from './upgrades.ts'

/** A location of files in the way of a method that somebody uses: the client's call, or the application's route that nothing reaches. */
export interface StaticRefusal {
  location: SourceRange
  method: string
  path: string
  user: SourceRange
  by: 'client' | 'route'
  served?: SourceRange
}

const OF_FILES = new Set<Outcome['by']>(['static', 'not-found', 'redirect', 'built-in'])

const locationStep = ({ steps }: Outcome): SourceRange | null =>
  steps.find(({ kind, range }) => kind === 'location' && range)?.range ?? null

/** The location, where whatever happens only files answer, and one that is there answers 405. */
export function refusingLocation(site: Site, outcomes: Outcome[]): SourceRange | null {
  const refusal = outcomes.find(({ by, status }) => by === 'static' && status === 405)
  const location = refusal && locationStep(refusal)
  if (!location || layerAt(site, location) !== 'nginx') return null
  const isOfFiles = (outcome: Outcome): boolean =>
    OF_FILES.has(outcome.by) && !outcome.forwarded && !outcome.steps.some(({ kind }) => kind === 'guard')
  return outcomes.every((outcome) => isCheck(outcome) || isOfFiles(outcome)) ? location : null
}

const doorOf = ({ host, port }: Pick<Asked, 'host' | 'port'>): string => `${host}:${port}`

interface Entrance {
  paths: Asked[]
  passes: boolean
  origins: Set<Origin>
}

/** The paths of each door, and whether it passes anything on: one of files alone may have any gateway before it. Several servers have the
 * same door where each is in a container of its own. */
export const doors = once((site): Map<string, Entrance> => {
  const found = new Map<string, Entrance>()
  for (const asked of askedPaths(site)) {
    const door = found.get(doorOf(asked)) ?? { paths: [], passes: false, origins: new Set() }
    door.paths.push(asked)
    door.origins.add(asked.origin)
    door.passes ||= asked.cells.some(({ outcomes }) => outcomes.some(({ forwarded }) => forwarded))
    found.set(doorOf(asked), door)
  }
  return found
})

export const isRead = ({ method }: Pick<Request, 'method'>): boolean => method === 'GET' || method === 'HEAD'

/** Client calls that meet files at every name of the site, those that only redirect left out. */
function calls(site: Site): StaticRefusal[] {
  return site.clientCalls.flatMap((call) => {
    const answered = requestsOf(site, call)
      .filter((one) => !isRead(one) && !isLostAtFront(site, one))
      .flatMap((request) => {
        const outcomes = withoutUpgrades(site.ask(request) ?? [], request.target)
        return outcomes.length > 0 && outcomes.every(({ by }) => by === 'redirect')
          ? []
          : [{ request, location: refusingLocation(site, outcomes) }]
      })
    const [first] = answered
    const passes = (request: Request): boolean => {
      const door = doors(site).get(doorOf(request))
      return door?.passes === true && door.origins.size === 1
    }
    if (!first?.location || !answered.every(({ request, location }) => location && passes(request))) return []
    return [
      {
        location: first.location,
        method: first.request.method,
        path: call.url?.replace(/^[a-z]+:\/\/[^/]*|\?.*/gi, '') || pathIn(first.request.target),
        user: call.range,
        by: 'client' as const,
      },
    ]
  })
}

const entered = once((site): Map<Origin, Set<string>> => {
  const found = new Map<Origin, Set<string>>()
  for (const asked of askedPaths(site))
    found.set(asked.origin, (found.get(asked.origin) ?? new Set()).add(doorOf(asked)))
  return found
})

/** The route of some application of the site that would have served a request. */
function routeElsewhere(site: Site, request: Request): SourceRange | undefined {
  const outcomes = site.origins
    .filter(({ layer }) => layer === 'express')
    .flatMap((origin) => site.answer(origin, request))
  const served = outcomes.find((outcome) => mayServe(outcome) && isOwnRoute(outcome))
  return (served && routeStep(served)?.range) ?? undefined
}

/** Calls to the page's own server, which a compose file publishes: whatever stood before it while it was written, nothing does now. */
function publishedCalls(site: Site): StaticRefusal[] {
  return site.clientCalls.flatMap((call) => {
    if (!call.url?.startsWith('/')) return []
    const requests = requestsOf(site, call).filter((one) => !isRead(one) && !isLostAtFront(site, one))
    const answered = site.published(call.range.file).flatMap((origin) =>
      requests
        .filter((one) => entered(site).get(origin)?.has(doorOf(one)))
        .map((request) => ({
          request,
          location: refusingLocation(site, withoutUpgrades(site.answer(origin, request), request.target)),
        })),
    )
    const [first] = answered
    if (!first?.location || !answered.every(({ location }) => location)) return []
    const served = routeElsewhere(site, first.request)
    return [
      {
        location: first.location,
        method: first.request.method,
        path: call.url.replace(/\?.*/, ''),
        user: call.range,
        by: 'client' as const,
        ...(served && { served }),
      },
    ]
  })
}

/** A prefix location whose requests go on as they are. */
export interface Passing {
  route: Route
  behind: { to: Origin; host: string; port: number; socket?: string }[]
}

/** The prefix locations that a door's paths were seen in, each with who is behind it. */
export function prefixesOf(site: Site, paths: Asked[]): Passing[] {
  const found = new Map<string, Passing>()
  for (const { origin, path, cells } of paths) {
    for (const outcome of cells.flatMap(({ outcomes }) => outcomes)) {
      const location = locationStep(outcome)
      const route =
        location &&
        routesByPlace(site)
          .get(placeKey(location))
          ?.find(({ pattern }) => pattern.kind === 'prefix')
      if (!route) continue
      const sent = ownSteps(outcome).find(({ forwarded }) => forwarded)?.forwarded ?? outcome.forwarded
      const behind = sent && sent.target === path ? site.behind(origin, sent) : []
      const known = found.get(placeKey(route.range))
      if (!known || (known.behind.length === 0 && behind.length > 0))
        found.set(placeKey(route.range), { route, behind })
    }
  }
  return [...found.values()]
}

/** The route of its own that somebody behind has for the request of a cell. */
export function routeServing(
  site: Site,
  { behind }: Passing,
  { method, path }: Pick<Cell, 'method' | 'path'>,
): Route | undefined {
  for (const { to, ...where } of behind) {
    const served = site
      .answer(to, { ...where, method, scheme: 'http', target: path, headers: {}, others: 'unknown' })
      .find((outcome) => mayServe(outcome) && isOwnRoute(outcome))
    const place = served && routeStep(served)?.range
    const route = place && to.routes.find(({ range }) => placeKey(range) === placeKey(place))
    if (route) return route
  }
  return undefined
}

/** Whether a route is written below a location of files, or for names that it takes whatever the parameters are: one that takes any path is
 * not meant for its files. */
const isWithin = ({ pattern: { source } }: Route, { pattern }: Route): boolean =>
  pattern.kind === 'regex'
    ? pattern.matches(source.replace(/:\w+/g, SEGMENT)) === true
    : source.startsWith(pattern.literal)

/** Whether a prefix location would take a request if this one were not there: a shorter one, or any that a regular expression beats. */
export const isAround = (around: Route, { pattern }: Route): boolean =>
  pattern.kind === 'regex' || around.pattern.literal.length < pattern.literal.length

/** An application's own route below a location of files, where the location around would pass the request on to it, and nothing else does. */
function routes(site: Site, paths: Asked[]): StaticRefusal[] {
  const prefixes = prefixesOf(site, paths)
  if (!prefixes.some(({ behind }) => behind.length > 0)) return []
  return paths.flatMap(({ path, cells }) =>
    cells.flatMap((cell) => {
      const location = cell.method === OTHER || isRead(cell) ? null : refusingLocation(site, cell.outcomes)
      const own = location && routesByPlace(site).get(placeKey(location))?.[0]
      if (!location || !own) return []
      const around = prefixes
        .filter(({ route }) => route !== own && isAround(route, own) && route.pattern.matches(path) === true)
        .sort((a, b) => b.route.pattern.literal.length - a.route.pattern.literal.length)[0]
      const route = around && routeServing(site, around, cell)
      if (!route || !isWithin(route, own) || outcomesThrough(site).has(placeKey(route.range))) return []
      return [{ location, method: cell.method, path: route.pattern.source, user: route.range, by: 'route' as const }]
    }),
  )
}

export const staticRefusals = once((site): StaticRefusal[] => [
  ...calls(site),
  ...publishedCalls(site),
  ...[...doors(site).values()].flatMap(({ paths }) => routes(site, paths)),
])
