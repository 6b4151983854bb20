import { pathIn } from '../../src/http/target.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { ownSteps } from '../../src/model/outcome.ts'
import { mayServe } from '../../src/model/served.ts'
import type { Site } from '../../src/model/site.ts'
import { askedPaths, placeKey, routesByPlace, type Asked } from '../../src/questions/index.ts'
import { isAside, isDeclared, isPlain, misses, type Misrouted } from './misrouted.ts'

/** Whether it came by a location for this very path. */
const isExact = (site: Site, outcome: Outcome, path: string): boolean =>
  ownSteps(outcome).some(
    ({ range }) =>
      range &&
      routesByPlace(site)
        .get(placeKey(range))
        ?.some(({ pattern: { kind, literal } }) => kind === 'exact' && literal === path),
  )

/** What a location for one path sends on as another, for which there is no route, where the application has one for the path itself. */
function misroutedFrom(site: Site, { origin, path }: Asked, outcome: Outcome): Misrouted | null {
  const at = ownSteps(outcome).findIndex(({ forwarded }) => forwarded)
  const step = ownSteps(outcome)[at]
  const sent = step?.forwarded
  if (!sent || !step.range || !isExact(site, outcome, path)) return null
  const target = pathIn(sent.target)
  const [behind, ...others] = site.behind(origin, sent)
  if (!behind || others.length > 0 || target === path || !isPlain(behind.to)) return null
  const { to: backend, ...where } = behind
  const declared = backend.routes.filter(isDeclared)
  const route = declared.find(({ pattern }) => pattern.matches(path) === true && !isAside(pattern.source))
  if (!route || declared.some(({ pattern }) => pattern.matches(target) !== false)) return null
  const ask = (method: string, asked: string): Outcome[] =>
    site.answer(backend, { ...where, method, scheme: 'http', target: asked, headers: {}, others: 'unknown' })
  const methods = [...route.methods.names]
  const isMissed = ['GET', 'POST', ...methods].every((method) => misses(ask(method, target)))
  if (!isMissed || !methods.some((method) => ask(method, path).some(mayServe))) return null
  return { place: step.range, backend, path, sent: target, wanted: path, route: route.range }
}

export function misroutedExactly(site: Site): Misrouted[] {
  const found = new Map<string, Misrouted>()
  for (const asked of askedPaths(site))
    for (const outcome of asked.cells.flatMap(({ outcomes }) => outcomes)) {
      const one = misroutedFrom(site, asked, outcome)
      if (one) found.set(placeKey(one.place), one)
    }
  return [...found.values()]
}
