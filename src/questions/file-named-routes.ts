import { hasMethod } from '../model/method-set.ts'
import { COMMON } from '../http/methods.ts'
import type { Origin, Route } from '../model/origin.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { SEGMENT } from '../site/paths.ts'
import { placeKey, routesByPlace } from './index.ts'
import type { Asked } from './index.ts'
import { doors, isAround, isRead, prefixesOf, refusingLocation, routeServing } from './static-files.ts'
import type { Passing, StaticRefusal } from './static-files.ts'

/** What ends in the name of a file: `/files/:name`, `/docs/*path`. An id never ends in .json. */
const ENDS_IN_NAME = /\/(?::(?:\w*(?:file|name|path|key|image|photo|document|attachment))|\*\w+)$/i

const known = new WeakMap<Origin, Route[]>()

/** The routes of an application for files by their names: of thousands of doors all may lead to it. */
function namedRoutes(origin: Origin): Route[] {
  const routes = known.get(origin) ?? origin.routes.filter(({ pattern }) => ENDS_IN_NAME.test(pattern.source))
  known.set(origin, routes)
  return routes
}

/** Locations of files by a regular expression on the end of the path, each with what such a path ends in. */
function byEnding(site: Site, paths: Asked[]): { own: Route; ending: string }[] {
  const found = new Map<string, { own: Route; ending: string }>()
  for (const { path, cells } of paths) {
    const refusals = cells
      .filter(({ method }) => !isRead({ method }))
      .map(({ outcomes }) => refusingLocation(site, outcomes))
    const location = refusals.find((range): range is SourceRange => range !== null)
    const own = location && routesByPlace(site).get(placeKey(location))?.[0]
    const ending = path.slice(path.lastIndexOf('/') + 1)
    if (own?.pattern.kind === 'regex' && ending.includes('.')) found.set(placeKey(own.range), { own, ending })
  }
  return [...found.values()]
}

const methodsOf = ({ methods }: Route): string[] =>
  COMMON.filter(
    (method) => !isRead({ method }) && method !== 'OPTIONS' && !methods.complement && hasMethod(methods, method),
  )

/** The prefix location that would pass such a path on, if the one of files were not there. */
const aroundOf = (prefixes: Passing[], own: Route, path: string): Passing | undefined =>
  prefixes
    .filter(({ route }) => isAround(route, own) && route.pattern.matches(path) === true)
    .sort((a, b) => b.route.pattern.literal.length - a.route.pattern.literal.length)[0]

/** Routes of an application for files by their names, some of which a location of files takes before they get there. */
export function fileNamedRoutes(site: Site): StaticRefusal[] {
  return [...doors(site).values()].flatMap(({ paths }) => {
    const [door] = paths
    const prefixes = prefixesOf(site, paths)
    const backends = new Set(prefixes.flatMap(({ behind }) => behind.map(({ to }) => to)))
    const routes = [...backends].flatMap(namedRoutes)
    if (!door || routes.length === 0) return []
    const { host, port } = door
    return byEnding(site, paths).flatMap(({ own, ending }) =>
      routes.flatMap((route) => {
        const path = route.pattern.source.replace(/\/[:*]\w+$/, `/${ending}`).replace(/:\w+/g, SEGMENT)
        const around = aroundOf(prefixes, own, path)
        if (!around || own.pattern.matches(path) !== true) return []
        return methodsOf(route).flatMap((method): StaticRefusal[] => {
          const asked = { method, scheme: 'http', host, port, target: path, headers: {}, others: 'unknown' as const }
          const location = refusingLocation(site, site.ask(asked) ?? [])
          const served = routeServing(site, around, { method, path })
          return location && placeKey(location) === placeKey(own.range) && served === route
            ? [{ location, method, path, user: route.range, by: 'route' }]
            : []
        })
      }),
    )
  })
}
