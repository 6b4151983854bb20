import { COMMON } from '../http/methods.ts'
import { hasMethod } from '../model/method-set.ts'
import type { Origin, Route } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { covers } from '../model/path-pattern.ts'
import { entersWith } from '../model/served.ts'
import type { Site } from '../model/site.ts'
import { groupBy } from '../text/group.ts'
import type { SourceRange } from '../text/range.ts'
import { SEGMENT } from '../site/paths.ts'
import { once, placeKey } from './index.ts'

/** A route that no request reaches, and the earlier one that answers all of them. */
export interface DeadRoute {
  route: Route
  method: string
  path: string
  by: { range: SourceRange; /** null: middleware that turns the method away. */ name: string | null }
  same: boolean
  /** Whether the same call registers other paths or methods, which are reached. */
  partly: boolean
}

/** The route that answered, in every outcome the same; what middleware before the routes answers reaches none. An error of the call that answers
 * otherwise, such as a `sendFile` whose file is missing, is that route's, too. */
function answeredBy(outcomes: Outcome[]): string | null {
  const routeOf = ({ steps }: Outcome): SourceRange | null =>
    steps.find(({ kind, range }) => kind === 'route' && range)?.range ?? null
  const calls = new Map(
    outcomes.flatMap((one): [string, SourceRange][] => {
      const route = routeOf(one)
      return route && one.decidedBy ? [[placeKey(one.decidedBy), route]] : []
    }),
  )
  const places = outcomes.flatMap((outcome) => {
    const { steps, decidedBy } = outcome
    const route = routeOf(outcome) ?? (decidedBy && calls.get(placeKey(decidedBy)))
    if (route) return [placeKey(route)]
    return steps.some(({ kind }) => kind === 'middleware') ? [] : [null]
  })
  const [first = null] = places
  return places.every((place) => place === first) ? first : null
}

const methodOf = ({ methods }: Route): string => (methods.complement ? 'GET' : ([...methods.names][0] ?? 'GET'))

/** The methods that a route may be asked with; one handler may answer some and pass others on. */
const methodsOf = ({ methods }: Route): string[] => COMMON.filter((method) => hasMethod(methods, method))

/** GET serves HEAD as well. */
const takes = ({ methods }: Route, { methods: others }: Route): boolean => {
  if (others.complement) return methods.complement && methods.names.size === 0
  return [...others.names].every(
    (method) => hasMethod(methods, method) || (method === 'HEAD' && hasMethod(methods, 'GET')),
  )
}

type Ask = (method: string, path: string) => Outcome[]

/** Asks an origin each question once: a loop may register thousands of routes at one path. */
function askerOf(origin: Origin): Ask {
  const known = new Map<string, Outcome[]>()
  return (method, path) => {
    const key = `${method} ${path}`
    const before = known.get(key)
    if (before) return before
    const outcomes = origin.answer({
      method,
      scheme: 'http',
      host: 'localhost',
      port: 80,
      target: encodeURI(path),
      headers: {},
      others: 'unknown',
    })
    known.set(key, outcomes)
    return outcomes
  }
}

/** The middleware before a route that answers every request which would get to it. */
function wallBefore(origin: Origin, route: Route, index: number, outcomes: Outcome[]): DeadRoute['by'] | null {
  const answering = outcomes.map(({ steps }) => steps.findLast(({ kind }) => kind !== 'handler'))
  const wall = origin.walls?.find(
    ({ pattern, range, after }) =>
      after <= index &&
      covers(pattern, route.pattern) === true &&
      answering.every((step) => step?.kind === 'middleware' && step.range && placeKey(step.range) === placeKey(range)),
  )
  return wall ? { range: wall.range, name: `use('${wall.pattern.source}')` } : null
}

/** Middleware that turns the route's method away, whatever the path: the same answers it at a path that nobody has, and lets another method pass. */
function guardBefore(ask: Ask, { pattern }: Route, method: string, outcomes: Outcome[]): DeadRoute['by'] | null {
  const placeIn = (all: Outcome[]): SourceRange | null => {
    const steps = all.map((outcome) =>
      isRefusal(outcome) ? outcome.steps.findLast(({ kind }) => kind !== 'handler') : undefined,
    )
    const [first] = steps
    return first?.range &&
      steps.every(
        (step) =>
          step?.kind === 'middleware' && step.range && placeKey(step.range) === placeKey(first.range ?? step.range),
      )
      ? first.range
      : null
  }
  const place = placeIn(outcomes)
  const path = pattern.sample()
  if (!place || path === null) return null
  const elsewhere = `${path.replace(/\/$/, '')}/${SEGMENT}/${SEGMENT}`
  const isMet = (one: string): boolean => {
    const met = placeIn(ask(one, elsewhere))
    return met !== null && placeKey(met) === placeKey(place)
  }
  const [refusal] = outcomes
  // What answers before the guard is asked has not got past it.
  const goesOn = (other: Outcome): boolean => {
    const step = other.steps.findLast(({ kind }) => kind !== 'handler')
    const isBehind = step?.range?.file !== place.file || step.range.start.offset > place.start.offset
    return step?.kind !== 'middleware' || (isBehind && refusal !== undefined && entersWith(other, refusal))
  }
  return isMet(method) && COMMON.some((one) => !isMet(one) && ask(one, elsewhere).every(goesOn))
    ? { range: place, name: null }
    : null
}

/** A method that is turned away, not somebody without a login. */
const isRefusal = ({ status, when }: Outcome): boolean =>
  when === undefined && (status === 400 || status === 403 || status === 404 || status === 405 || status === 501)

function deadIn(origin: Origin): DeadRoute[] {
  const byPlace = new Map<string, Route[]>()
  const dead: Omit<DeadRoute, 'partly'>[] = []
  const ask = askerOf(origin)
  for (const [index, route] of origin.routes.entries()) {
    const key = placeKey(route.range)
    const path = route.pattern.sample()
    const method = methodOf(route)
    if (path !== null) {
      const outcomes = ask(method, path)
      const place = answeredBy(outcomes)
      const isEveryOne = (): boolean => methodsOf(route).every((one) => answeredBy(ask(one, path)) === place)
      const by =
        place !== null && place !== key
          ? byPlace
              .get(place)
              ?.find(
                (one) =>
                  one.passes === false &&
                  takes(one, route) &&
                  covers(one.pattern, route.pattern) === true &&
                  isEveryOne(),
              )
          : undefined
      const wall = by ? null : (wallBefore(origin, route, index, outcomes) ?? guardBefore(ask, route, method, outcomes))
      const told = { route, method: route.methods.complement ? 'every method' : method, path: route.pattern.source }
      if (by)
        dead.push({
          ...told,
          by: { range: by.range, name: by.pattern.source },
          same: covers(route.pattern, by.pattern) === true,
        })
      else if (wall) dead.push({ ...told, by: wall, same: false })
    }
    const there = byPlace.get(key)
    if (there) there.push(route)
    else byPlace.set(key, [route])
  }
  const deadAt = groupBy(dead, ({ route }) => placeKey(route.range))
  return dead.map((one) => {
    const key = placeKey(one.route.range)
    return { ...one, partly: (deadAt.get(key)?.length ?? 0) < (byPlace.get(key)?.length ?? 0) }
  })
}

/** Express routes that an earlier one always answers, and which cannot be reached. */
export const deadRoutes = once((site: Site): DeadRoute[] =>
  site.origins.filter(({ layer }) => layer === 'express').flatMap(deadIn),
)
