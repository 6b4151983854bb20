import { ownSteps } from '../../src/model/outcome.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { isOwnRoute, isServed, mayServe, routeStep, telling } from '../../src/model/served.ts'
import type { Request } from '../../src/model/request.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { directiveAt } from '../../src/questions/blocks.ts'
import { requestAt } from '../../src/site/cells.ts'
import { requestsOf } from '../../src/questions/client.ts'
import { addTo } from '../../src/text/group.ts'
import { SEGMENT } from '../../src/site/paths.ts'
import { once, placeKey, routesByPlace } from '../../src/questions/index.ts'
import {
  cellAt,
  cellsToFollow,
  doorKey,
  doorsByName,
  followed,
  pathOf,
  redirectAt,
  redirectOf,
  sameDoor,
} from '../../src/questions/redirects.ts'
import type { Redirect } from '../../src/questions/redirects.ts'
import { pathName } from '../../src/site/words.ts'

/**
 * A redirect that turns a method into GET where the method is served. `slash`: nginx's own, to a proxied location's name; `canonical`: the
 * same path under another scheme or name; `moved`: any other.
 */
export interface LostMethod {
  place: SourceRange
  kind: 'moved' | 'slash' | 'canonical'
  status: 301 | 302
  method: string
  path: string
  target: string
  /** The route that serves the method there, where a file shows one. */
  route: SourceRange | null
  /** One page in front of a backend that no file shows may well be read only. */
  likely: boolean
  /** What it does this to. */
  all: { cell: Cell }[]
}

/** Changed by clients: POST by browsers and fetch() (Fetch standard, HTTP-redirect fetch), the others by fewer. */
const CHANGED = ['POST', 'PUT', 'PATCH', 'DELETE']

/** Who serves a request for sure: a route of its own, or somebody whom no file shows. Files beside it stand for themselves. */
interface Service {
  route: SourceRange | null
  isProgram: boolean
}

/** An error page in place of what a backend has refused: what that serves is not known by it. */
function isWorded(outcome: Outcome): boolean {
  const steps = ownSteps(outcome)
  const sent = steps.findIndex(({ forwarded }) => forwarded)
  return sent > -1 && steps.slice(sent).some(({ kind }) => kind === 'error-page')
}

function serviceOf(outcomes: Outcome[]): Service | null {
  const others = telling(outcomes).filter((one) => one.by !== 'static' && one.by !== 'redirect' && !isWorded(one))
  if (others.length === 0 || !others.every(mayServe)) return null
  if (others.every((outcome) => isOwnRoute(outcome)))
    return { route: others.map((outcome) => routeStep(outcome)?.range).find(Boolean) ?? null, isProgram: false }
  const isUnseen = others.every(({ status, forwarded, by }) => status === null && (forwarded || by === 'script'))
  return isUnseen ? { route: null, isProgram: others.some(({ by }) => by === 'script') } : null
}

/** What a site that holds the name answers; null: it is somebody else's. */
function answerTo(site: Site, next: Request): Outcome[] | null {
  const door = doorsByName(site).get(doorKey(next))
  return door
    ? site.answer(door.cell.origin, { ...requestAt(door.cell), method: next.method, target: next.target })
    : null
}

/** A redirect that keeps what follows: `from` + rest goes to `to` + rest. */
interface Move {
  from: string
  to: string
}

function moveOf(site: Site, cell: Cell, redirect: Redirect, target: string): Move | null {
  const below = `${cell.path.endsWith('/') ? '' : '/'}${SEGMENT}`
  if (cell.path.endsWith(SEGMENT) && target.endsWith(SEGMENT))
    return { from: cell.path.slice(0, -SEGMENT.length), to: target.slice(0, -SEGMENT.length) }
  const deeper = cellAt(site, cell, cell.path + below, cell.method)
  const other = redirectOf(deeper.outcomes)
  const next = other && placeKey(other.place) === placeKey(redirect.place) ? followed(requestAt(deeper), other) : null
  return next && pathOf(next) === target + below ? { from: cell.path, to: target } : null
}

/** The paths of each door at which a method is served, worked out once. */
const servedPaths = once((site) => {
  const known = new Map<string, { path: string; service: Service }[]>()
  return (door: string, method: string): { path: string; service: Service }[] => {
    const key = `${method} ${door}`
    const all =
      known.get(key) ??
      [...(doorsByName(site).get(door)?.paths.values() ?? [])].flatMap(({ path, cells }) => {
        const cell = path.endsWith(SEGMENT) ? undefined : cells.find((one) => one.method === method)
        const service = cell && serviceOf(cell.outcomes)
        return service ? [{ path, service }] : []
      })
    known.set(key, all)
    return all
  }
})

/** The first path of a moved tree at which the method is served and which the redirect leads to. */
function servedBelow(
  site: Site,
  cell: Cell,
  { place }: Redirect,
  { from, to }: Move,
): { path: string; target: string; service: Service } | null {
  const paths = servedPaths(site)(doorKey(requestAt(cell)), cell.method).filter(({ path }) => path.startsWith(to))
  for (const { path: target, service } of paths) {
    const before = cellAt(site, cell, from + target.slice(to.length), cell.method)
    const redirect = redirectOf(before.outcomes)
    const next = redirect && placeKey(redirect.place) === placeKey(place) ? followed(requestAt(before), redirect) : null
    if (next && pathOf(next) === target) return { path: before.path, target, service }
  }
  return null
}

const cellsByDoor = once((site): Map<string, Cell[]> => {
  const found = new Map<string, Cell[]>()
  for (const cell of site.cells) addTo(found, `${cell.method} ${doorKey(requestAt(cell))}`, cell)
  return found
})

/** The same path elsewhere: told where the method is not known to be refused everywhere there. */
function canonical(site: Site, cell: Cell, redirect: Redirect, next: Request): LostMethod | null {
  const isThere = cellsByDoor(site).get(`${cell.method} ${doorKey(next)}`) ?? []
  if (isThere.length > 0 && !isThere.some(({ outcomes }) => outcomes.some(mayServe))) return null
  const isUsual = next.port === (next.scheme === 'https' ? 443 : 80)
  const target = `${next.scheme}://${next.host}${isUsual ? '' : `:${next.port}`}${pathOf(next)}`
  return {
    place: redirect.place,
    kind: 'canonical',
    status: redirect.status,
    method: cell.method,
    path: cell.path,
    target,
    route: null,
    likely: false,
    all: [{ cell }],
  }
}

function lostAt(site: Site, cell: Cell): LostMethod | null {
  const redirect = redirectAt(site, cell)
  const request = requestAt(cell)
  const next = redirect && followed(request, redirect)
  if (!redirect || !next) return null
  const target = pathOf(next)
  const isNear = sameDoor(request, next)
  if (target === request.target) return isNear ? null : canonical(site, cell, redirect, next)
  const outcomes = answerTo(site, next)
  if (!outcomes) return null
  const isSlash = directiveAt(site, redirect.place)?.name === 'location'
  const move = isSlash ? null : moveOf(site, cell, redirect, target)
  const here = serviceOf(outcomes)
  // A handler that has taken the POST sends the client on to a page; so does a 302 to one place.
  const isAnswer = isOwnRoute(redirect.outcome) || (redirect.status === 302 && !move && !isSlash)
  if (isAnswer && isServed(answerTo(site, { ...next, method: 'GET' }) ?? []) !== false) return null
  const found = here
    ? { path: cell.path, target, service: here }
    : move && isNear
      ? servedBelow(site, cell, redirect, move)
      : null
  // A target that a sample's parameter filled in is as made up: only a route shows what is meant.
  const route = found?.service.route ?? null
  if (redirect.filled && !route) return null
  const named =
    redirect.filled && route
      ? { path: pathName(cell), target: routesByPlace(site).get(placeKey(route))?.[0]?.pattern.source ?? target }
      : null
  return (
    found && {
      place: redirect.place,
      kind: isSlash ? 'slash' : 'moved',
      status: redirect.status,
      method: cell.method,
      path: found.path,
      target: found.target,
      ...named,
      route,
      all: [{ cell }],
      likely:
        route !== null ||
        (isSlash ? isCalled(site, cell) : move !== null && !isPageOf(site, redirect, cell.path, found.service)),
    }
  )
}

/** Whether a visible client sends to the path, without its slash, what a redirect would turn into GET. */
const isCalled = (site: Site, { host, port, path }: Cell): boolean =>
  site.clientCalls.some((call) =>
    requestsOf(site, call).some(
      (request) =>
        request.method !== 'GET' &&
        request.method !== 'HEAD' &&
        request.host === host &&
        request.port === port &&
        pathOf(request) === path,
    ),
  )

/** A page that has moved: `/about.html`, or any name in front of one program; httpd's Redirect takes what follows along whether it is meant or not. */
const isPageOf = (site: Site, { place }: Redirect, path: string, { isProgram }: Service): boolean =>
  /\.\w+$/.test(path) ||
  (isProgram && !path.endsWith('/') && /^redirect(?:permanent|temp)?$/i.test(directiveAt(site, place)?.name ?? ''))

/** The worst of each place: POST before the others, what is likely before the rest. */
export const lostMethods = once((site): LostMethod[] => {
  const found = new Map<string, LostMethod>()
  for (const method of CHANGED) {
    // What only a redirect tells apart is asked for POST alone: no redirect of these makes a difference between methods.
    const here = cellsToFollow(site, method, method === 'POST').flatMap((cell) => lostAt(site, cell) ?? [])
    for (const lost of [...here.filter(({ likely }) => likely), ...here.filter(({ likely }) => !likely)]) {
      const before = found.get(placeKey(lost.place))
      if (before) before.all.push(...lost.all)
      else found.set(placeKey(lost.place), lost)
    }
  }
  return [...found.values()]
})
