import { pathIn } from '../../src/http/target.ts'
import type { Origin, Route } from '../../src/model/origin.ts'
import { ownSteps } from '../../src/model/outcome.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { escapeRegex, intersects, pathPattern } from '../../src/model/path-pattern.ts'
import type { PathPattern } from '../../src/model/path-pattern.ts'
import { mayServe, routeStep, telling } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround } from '../../src/questions/blocks.ts'
import { OTHER } from '../../src/site/cells.ts'
import { SEGMENT } from '../../src/site/paths.ts'
import { askedPaths, once, outcomesThrough, placeKey, routesByPlace, servesMethod } from '../../src/questions/index.ts'

/** Who surely gets what a proxy sends. */
type Behind = ReturnType<Site['behind']>[number]

/** What one place sends on: a path that begins with `from` goes out as `to` and the rest. */
interface Sending {
  place: SourceRange
  from: string
  to: string
  behind: Behind
  endsServed: boolean
}

/** A place whose requests miss every route: a path, what is sent for it, and the route (with the path that would reach it). */
export interface Misrouted {
  place: SourceRange
  backend: Origin
  path: string
  sent: string
  wanted: string
  route: SourceRange
}

/** `^/api/(.*)$`, `^/api(/.*)?$`, `^/api/`: patterns that take whatever begins with a plain text. */
const BEGINNING = /^(?:~ )?\^((?:[\w/~-]|\\[./-])+?)(?:\(?\.\*\)?\$?|\(\/\.\*\)\??\$?|\(\?:\/\|\$\))?$/

/** The text that every path of a pattern begins with, and that takes any which does; null: it is not of that kind. */
function beginningOf({ kind, literal, source }: PathPattern): string | null {
  if (kind === 'prefix') return literal
  const [, beginning] = (kind === 'regex' && BEGINNING.exec(source)) || []
  return beginning?.replaceAll('\\', '') ?? null
}

/** The prefix by which the proxy chose the place. */
function prefixFor(site: Site, outcome: Outcome, path: string): string | null {
  const routes = ownSteps(outcome).flatMap(({ range }) =>
    range ? (routesByPlace(site).get(placeKey(range)) ?? []) : [],
  )
  const found = routes.flatMap(({ pattern }) => (pattern.matches(path) === true ? (beginningOf(pattern) ?? []) : []))
  return found.sort((a, b) => b.length - a.length)[0] ?? null
}

/** Any application answers OPTIONS on its own, and a method unknown to its server with 400. */
const isTold = ({ method }: Cell): boolean => method !== OTHER && method !== 'OPTIONS'

const sendings = once((site): Sending[] => {
  const found = new Map<string, Sending | null>()
  for (const { origin, path, cells } of askedPaths(site)) {
    for (const outcome of cells.flatMap(({ outcomes }) => outcomes)) {
      const steps = ownSteps(outcome)
      const at = steps.findIndex(({ forwarded }) => forwarded)
      const sent = steps[at]?.forwarded
      const place = steps
        .slice(0, at + 1)
        .findLast(({ kind, range }) => range && (kind === 'handler' || kind === 'forward'))?.range
      const from = sent && prefixFor(site, outcome, path)
      if (!sent || !place || from === null || from === undefined || !path.startsWith(from) || path.includes('//'))
        continue
      const rest = path.slice(from.length)
      const target = pathIn(sent.target)
      const to = target.endsWith(rest) ? target.slice(0, target.length - rest.length) : null
      const [behind, ...others] = site.behind(origin, sent)
      const key = `${placeKey(place)} ${from}`
      const before = found.get(key)
      const same = before === undefined || (before !== null && before.to === to && before.behind.to === behind?.to)
      const endsServed =
        before?.endsServed === true || (rest === '' && cells.some((cell) => isTold(cell) && servesMethod(cell)))
      found.set(
        key,
        same && to !== null && behind && others.length === 0 ? { place, from, to, behind, endsServed } : null,
      )
    }
  }
  return [...found.values()].flatMap((sending) => sending ?? [])
})

/** Every path that is sent: what follows a prefix without a slash at its end begins with one, and the other way round. */
function sentPaths({ from, to }: Sending): PathPattern {
  const rest = from.endsWith('/') ? '(?:[^/].*)?' : '(?:\\/.*)?'
  return pathPattern({
    kind: 'regex',
    source: to,
    literal: to,
    regex: { source: `^${escapeRegex(to)}${rest}$`, flags: '' },
  })
}

const slashed = (prefix: string): string => (prefix.endsWith('/') ? prefix : `${prefix}/`)
const isBelow = (path: string, prefix: string): boolean => slashed(path).startsWith(slashed(prefix))

/** Routes that machines ask on the port itself, and the start page: they say nothing about where the others are meant to be. */
export const isAside = (source: string): boolean =>
  /^\/(?:health\w*|ready\w*|live\w*|ping|status|metrics|version|favicon\.ico|robots\.txt)?$/i.test(source)

export const isDeclared = ({ layer, methods, pattern }: Route): boolean =>
  layer === 'express' && !methods.complement && pattern.kind === 'express' && pattern.source.startsWith('/')

/** Whether another place sends to a path on purpose: what it drops is no prefix of the application's own, or it is for that path. */
const isSentElsewhere = (site: Site, sending: Sending, { pattern }: Route): boolean =>
  sendings(site).some(
    (other) =>
      other !== sending &&
      other.behind.to === sending.behind.to &&
      other.from !== sending.from &&
      (other.to !== other.from || other.from !== '/') &&
      intersects(pattern, sentPaths(other)) === true,
  )

/** No declared route takes anything that is sent, but those that a client would only reach by writing a dropped prefix twice, and those
 * that another place is for. */
function missesAll(site: Site, sending: Sending, declared: Route[]): boolean {
  const sent = sentPaths(sending)
  const isDropped = sending.to === '/' && sending.from !== '/' && sending.from.endsWith('/')
  return declared.every((route) => {
    const { source } = route.pattern
    return (
      intersects(route.pattern, sent) === false ||
      (isDropped && (isBelow(source, sending.from) || isAside(source) || isSentElsewhere(site, sending, route)))
    )
  })
}

/** A prefix without its leading segments, below which there are routes, and to which no other place sends: `/app/vans/` sent on whole,
 * where `/vans/:plate` is. */
function tailOf(site: Site, { from, behind }: Sending, declared: Route[]): string | null {
  const steps = from.split('/').filter(Boolean)
  const tails = steps.slice(1).map((_, index) => `/${steps.slice(index + 1).join('/')}/`)
  const tail = tails.find((one) => declared.some(({ pattern: { source } }) => isBelow(source, one) && !isAside(source)))
  return tail !== undefined &&
    !sendings(site).some((other) => other.behind.to === behind.to && slashed(other.to) === tail)
    ? tail
    : null
}

/** The one longer prefix that ends alike, below which there are routes: `/search/` where `/api/search/works` is. */
function headOf({ from }: Sending, declared: Route[]): string | null {
  if (from === '/') return null
  const heads = declared.flatMap(({ pattern: { source } }) => {
    const at = slashed(source).indexOf(slashed(from))
    return at > 0 ? [source.slice(0, at) + slashed(from)] : []
  })
  const [head, ...others] = new Set(heads)
  return others.length === 0 ? (head ?? null) : null
}

/** Which path was meant to be sent for a route, as a prefix in place of `to`: unchanged, with its slash mended, or without its prefix. */
function meantPrefix(site: Site, sending: Sending, declared: Route[]): string | null {
  const { from, to, behind, place, endsServed } = sending
  const hasBelow = (prefix: string): boolean =>
    declared.some(({ pattern }) => isBelow(pattern.source, prefix) && !isAside(pattern.source))
  if (to !== from && from !== '/' && hasBelow(from)) return from
  const mended = to.endsWith('/') === from.endsWith('/') ? null : slashed(to)
  if (mended !== null) return !endsServed && hasBelow(mended) ? mended : null
  const upgrades = blocksAround(site, place)[0]?.block?.some(
    ({ name, args }) => name === 'proxy_set_header' && args[0]?.value.toLowerCase() === 'upgrade',
  )
  const only = site.links.filter((link) => link.to === behind.to).length === 1
  const unreached = declared.every(({ range }) => !outcomesThrough(site).has(placeKey(range)))
  if (upgrades) return null
  const head = headOf(sending, declared)
  if (head !== null || to !== from || from === '/') return head
  return tailOf(site, sending, declared) ?? (only && unreached && hasBelow('/') ? '/' : null)
}

/** An application of which all routes are known, and none is made by default. */
export const isPlain = (backend: Origin): boolean =>
  backend.layer === 'express' && backend.open.length === 0 && !backend.routes.some(({ byDefault }) => byDefault)

/** No route has taken it. */
export function misses(outcomes: Outcome[]): boolean {
  const said = telling(outcomes)
  return (
    said.length > 0 && said.every(({ status, steps }) => status === 404 && !steps.some(({ kind }) => kind === 'route'))
  )
}

function misroutedAt(site: Site, sending: Sending): Misrouted | null {
  const {
    place,
    from,
    to,
    behind: { to: backend, ...where },
  } = sending
  if (!isPlain(backend)) return null
  const declared = backend.routes.filter(isDeclared)
  const prefix = missesAll(site, sending, declared) ? meantPrefix(site, sending, declared) : null
  if (prefix === null) return null
  const ask = (method: string, target: string): Outcome[] =>
    site.answer(backend, { ...where, method, scheme: 'http', target, headers: {}, others: 'unknown' })
  const isMissed = (method: string, target: string): boolean => misses(ask(method, target))
  if (!['GET', 'POST'].every((method) => isMissed(method, `${to}${from.endsWith('/') ? '' : '/'}${SEGMENT}`)))
    return null
  for (const { methods, pattern, range } of declared) {
    const [method = 'GET'] = methods.names
    const sample = pattern.sample()
    if (sample === null || !isBelow(pattern.source, prefix) || isAside(pattern.source)) continue
    const rest = (path: string): string => (from.endsWith('/') ? '' : '/') + path.slice(slashed(prefix).length)
    const reached = ask(method, sample).some(
      (outcome) => mayServe(outcome) && placeKey(routeStep(outcome)?.range ?? place) === placeKey(range),
    )
    if (reached && isMissed(method, to + rest(sample)))
      return {
        place,
        backend,
        path: from + rest(pattern.source),
        sent: to + rest(pattern.source),
        wanted: pattern.source,
        route: range,
      }
  }
  return null
}

/** Places of a proxy from which nothing arrives at a route of the application that is surely behind. */
export const misrouted = once((site): Misrouted[] =>
  sendings(site).flatMap((sending) => misroutedAt(site, sending) ?? []),
)
