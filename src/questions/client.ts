import { pathIn } from '../http/target.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute, isServed, mayServe, telling } from '../model/served.ts'
import type { Request } from '../model/request.ts'
import type { Cell, ClientCall, Site } from '../model/site.ts'
import { schemeFor } from '../site/entries.ts'
import { NOBODY } from '../model/request.ts'
import { once } from './index.ts'
import { requestFor } from '../site/trace.ts'
import { withoutUpgrades } from './upgrades.ts'

/** A client call that the site surely does not serve. */
export interface Refused {
  call: ClientCall
  method: string
  outcome: Outcome
}

/** What a hole in a URL may hold; a call is refused only if every one is. */
export const SAMPLES = ['1', 'verblint', '3f2c9d0a-5b1e-4c7a-9d2f-8e6b1a0c4d5e']

const filled = (url: string): string[] =>
  /\/:\w/.test(url) ? SAMPLES.map((sample) => url.replace(/(?<=\/):\w+/g, sample)) : [url]

export interface Door {
  host: string
  port: number
}

/** Every name and port under which the site is entered. */
export const doors = once((site): Door[] => [
  ...new Map(site.cells.map(({ host, port }: Cell) => [`${host}:${port}`, { host, port }])).values(),
])

const isPage = ({ status, by }: Outcome): boolean => (status === null ? by !== 'closed' : status < 300)

/** The doors that a page, and the script that calls, may have come through: no page comes from one that closes, refuses or sends elsewhere
 * whatever is asked. */
const pageDoors = once((site): Door[] => {
  const keyOf = ({ host, port }: Door): string => `${host}:${port}`
  const open = new Set(
    site.cells.flatMap((cell) => (cell.method === 'GET' && cell.outcomes.some(isPage) ? [keyOf(cell)] : [])),
  )
  return open.size > 0 ? doors(site).filter((door) => open.has(keyOf(door))) : doors(site)
})

/** An application without a name of its own is there under every name of this machine, on its port. */
export const isDoorOf = ({ host, port }: Door, request: Request): boolean =>
  port === request.port &&
  (host === request.host || (host === NOBODY && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(request.host)))

/** Several programs say that they listen there: containers, of which any may be meant. */
const isShared = ({ cells }: Site, { host, port }: Request): boolean =>
  new Set(cells.flatMap((cell) => (cell.port === port && cell.host !== host ? cell.origin : []))).size > 1

/** The requests that a call may make: a relative URL goes to whichever host served the page. */
function requestsFor(site: Site, method: string, url: string): Request[] {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(url)) {
    const request = requestFor({ method, url })
    const ours = request && doors(site).some((door) => isDoorOf(door, request)) && !isShared(site, request)
    return ours ? [{ ...request, others: 'unknown' }] : []
  }
  if (!url.startsWith('/') || url.startsWith('//')) return []
  return pageDoors(site).map(({ host, port }) => ({
    method,
    scheme: schemeFor(port),
    host,
    port,
    target: url.replace(/#.*/, ''),
    headers: {},
    others: 'unknown',
  }))
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A route of an application takes the path that this one is directly below: it is that application's to know. */
function isBelowRoute(site: Site, request: Request): boolean {
  const parent = pathIn(request.target).replace(/\/[^/]*\/?$/, '')
  return (
    parent.lastIndexOf('/') > 0 &&
    METHODS.some((method) =>
      (site.ask({ ...request, method, target: parent }) ?? []).some(
        (outcome) => mayServe(outcome) && isOwnRoute(outcome),
      ),
    )
  )
}

/** Whether the site knows the path at all: it serves another method there, or the request reached an application that has no such route. */
function knowsPath(site: Site, request: Request, refused: Outcome[]): boolean {
  const isMissed = telling(refused).every(
    ({ status, steps }) => status === 404 && !steps.some(({ kind }) => kind === 'route'),
  )
  if (isMissed && (telling(refused).every(({ forwarded }) => forwarded) || isBelowRoute(site, request))) return true
  return METHODS.some(
    (method) =>
      method !== request.method &&
      isServed(withoutUpgrades(site.ask({ ...request, method }) ?? [], pathIn(request.target))) === true,
  )
}

function refusal(site: Site, request: Request): Outcome | null {
  const answers = site.ask(request)
  const outcomes = answers && withoutUpgrades(answers, pathIn(request.target))
  if (!outcomes || isServed(outcomes) !== false || !knowsPath(site, request, outcomes)) return null
  return telling(outcomes)[0] ?? outcomes[0] ?? null
}

/** The method that goes out: fetch puts these in upper case; what it does not is client-method-case's. */
const sentMethod = ({ method }: ClientCall): string | null =>
  method && /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method

/** What is called so is one segment of a path, and no path of its own. */
const ONE_SEGMENT = /(?:^|[a-z_])(?:id|uuid|guid|slug|sku|isbn|name|number|key|code)$/i

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** The paths that a URL may lead to, where a hole such as `${path}` holds slashes, too; null: each of its holes is one segment. */
function deeper(url: string): RegExp | null {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/[?#].*/, '')
  const pieces = path.split(/(?<=\/):(\w+)/)
  const holes = pieces.filter((_, index) => index % 2 === 1)
  if (holes.every((hole) => ONE_SEGMENT.test(hole))) return null
  return new RegExp(
    `^${pieces.map((piece, index) => (index % 2 === 0 ? escaped(piece) : ONE_SEGMENT.test(piece) ? '[^/]+' : '.+')).join('')}$`,
  )
}

/** Whether a hole may hold more than one segment, and the method is served where such a path leads. */
function mayLeadDeeper(site: Site, method: string, url: string): boolean {
  const paths = deeper(url)
  return (
    paths !== null &&
    site.cells.some((cell) => cell.method === method && paths.test(cell.path) && isServed(cell.outcomes) !== false)
  )
}

/** Every request that a call may make of this site; empty where its method or URL is computed, or leads elsewhere. */
export function requestsOf(site: Site, call: ClientCall): Request[] {
  const method = sentMethod(call)
  if (call.url === null || method === null || mayLeadDeeper(site, method, call.url)) return []
  return filled(call.url).flatMap((one) => requestsFor(site, method, one))
}

/** The calls that every host of the site refuses, or has no route for. */
export function refusedCalls(site: Site): Refused[] {
  return site.clientCalls.flatMap((call) => {
    const requests = requestsOf(site, call)
    const refusals = requests.map((request) => refusal(site, request))
    const [first] = refusals
    return first && refusals.every(Boolean) ? [{ call, method: requests[0]?.method ?? '', outcome: first }] : []
  })
}
