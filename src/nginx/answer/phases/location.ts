import { allBut } from '../../../model/method-set.ts'
import type { MethodSet } from '../../../model/method-set.ts'
import type { Step } from '../../../model/outcome.ts'
import type { SourceRange } from '../../../text/range.ts'
import { sharedText } from '../../../text/shared-text.ts'
import { ChosenStep, code, NEXT, note, placeOf } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { handlerInLimit, ownHandler } from '../../compile/handlers.ts'
import { argument, setting } from '../../compile/level.ts'
import { parseOffset } from '../../words/values.ts'
import { findLocation, insideRegex, matchRegex, regexesFor } from '../../compile/locations.ts'
import type { Found, Location, LocationTable } from '../../compile/locations.ts'
import { escapeUri } from '../uri.ts'
import { bare, isKnown } from '../value.ts'
import type { Value } from '../value.ts'

/** A true `if`'s handler replaces the one in force; without one the location's stays (ngx_http_update_location_config). */
export function adoptHandler(exchange: Exchange): void {
  exchange.handler = ownHandler(exchange.level) ?? exchange.handler
}

/** What limit_except leaves to its own block. */
export const exceptedSet = (allowed: ReadonlySet<string>): MethodSet => allBut(...allowed)

export function enterLocation(exchange: Exchange, location: Location): void {
  const { excepted } = location
  exchange.location = location
  exchange.level = location.level
  exchange.handler = null
  if (excepted && !exchange.method.is(excepted.allowed)) {
    exchange.level = excepted.level
    exchange.handler = handlerInLimit(excepted.level)
    const [range, methods] = [excepted.directive.range, exceptedSet(excepted.allowed)]
    exchange.steps.push(
      exchange.method.tell((method) => ({
        kind: 'guard',
        range,
        text: sharedText(`limit_except takes ${method} out of the location`),
        methods,
      })),
    )
    return
  }
  adoptHandler(exchange)
}

function decide(exchange: Exchange, found: Found): Exclude<Found, { kind: 'open' }> {
  let at = found
  while (at.kind === 'open') {
    const { location, otherwise } = at
    const matches = exchange.choices.choose(
      `${exchange.uri} in ${location.directive.range.file}:${location.directive.range.start.offset}`,
      [
        { value: true, when: `the path matches ${location.name}` },
        { value: false, when: `the path does not match ${location.name}` },
      ],
    )
    at = matches ? insideRegex(location, exchange.uri) : otherwise()
    if (matches) exchange.captures = null
  }
  return at
}

const describe = ({ kind, name, noRegex }: Location): string => {
  if (kind === 'exact') return `location = ${name} is the exact path`
  if (kind === 'regex') return `location ~ ${name} is the first regex that matches`
  return noRegex
    ? `location ^~ ${name} is the longest prefix, and no regex is asked`
    : `location ${name} is the longest prefix, and no regex matches`
}

/** Other locations of the server whose path this one is, too. */
function beaten(locations: LocationTable, uri: string, winner: Location): Location[] {
  const prefixes = locations.lengths.flatMap((length) => locations.prefix.get(uri.slice(0, length)) ?? [])
  const regexes = regexesFor(locations, uri).filter((location) => matchRegex(location, uri))
  return [...new Set([...prefixes.filter(({ name }) => uri.startsWith(name)), ...regexes])].filter(
    (one) => one !== winner && one !== winner.parent,
  )
}

/** The step into a location, by what was found for the path: all runs of a request take the same one. */
const taken = new WeakMap<Found, Step>()

function locationStep({ server: { locations }, uri }: Exchange, found: Found, location: Location): Step {
  const before = taken.get(found)
  if (before) return before
  const step = new ChosenStep('location', location.directive.range, sharedText(describe(location)), () =>
    beaten(locations, uri, location).map(({ directive }) => directive.range),
  )
  taken.set(found, step)
  return step
}

const NOBODY_KNOWS: Verdict = {
  kind: 'reply',
  status: null,
  by: 'unknown',
  decidedBy: null,
  when: 'an include that is not in sight has a location for it',
}

/** Whether files that are not here may hold more of the server's locations. */
const isOutOfSight = ({ server, instance }: Exchange): boolean => instance.unseen.has(server.directive)

/** ngx_http_core_find_config_phase: the location, what it refuses at once, and the redirect to its slash. */
export function findLocationPhase(exchange: Exchange): Verdict {
  exchange.handler = null
  exchange.uriChanged = false
  const found = decide(exchange, findLocation(exchange.server.locations, exchange.uri))
  if (found.kind === 'none') return isOutOfSight(exchange) ? NOBODY_KNOWS : tooLarge(exchange)
  const { location } = found
  if (found.kind === 'location' && found.match) {
    exchange.captures = found.match.groups
    for (const [name, value] of Object.entries(found.match.named)) exchange.variables.set(name.toLowerCase(), value)
  }
  exchange.steps.push(locationStep(exchange, found, location))
  const internal = setting(location.level, 'internal')
  if (internal && !exchange.internal) {
    exchange.location = location
    exchange.level = location.level
    return code(404, 'not-found', internal.range)
  }
  enterLocation(exchange, location)
  const refused = tooLarge(exchange)
  if (refused.kind !== 'next') return refused
  if (found.kind === 'location') return NEXT
  exchange.headers.location = escapeUri(location.name) + (exchange.args ? `?${exchange.args}` : '')
  return code(301, 'redirect', location.directive.range)
}

function tooLarge(exchange: Exchange): Verdict {
  const length = exchange.request.headers['content-length']
  if (length === undefined || exchange.bodyDiscarded) return NEXT
  const limit = setting(exchange.level, 'client_max_body_size')
  const size = parseOffset(argument(limit) ?? '1m')
  if (size === null || size === 0 || !(Number(length) > size)) return NEXT
  exchange.bodyDiscarded = true
  return code(413, 'denied', limit?.range ?? placeOf(exchange))
}

/** Where to start over: a path, and the query after it. */
export interface Target {
  path: string
  args: Value
}

/** `/path?query` taken apart. */
export function splitTarget(target: Value): Target | null {
  const text = bare(target)
  if (!isKnown(text)) return null
  const [path = '', ...rest] = text.split('?')
  const args = rest.join('?')
  return { path, args: isKnown(target) ? args : { unknown: target.unknown, bare: args } }
}

/** The request's own query, to be kept. */
export const ownQuery = ({ args, argsOpen }: Exchange): Value => (argsOpen ? { unknown: '$args', bare: args } : args)

/** ngx_http_internal_redirect: the new path starts over at the server's rewrites. */
export function internalRedirect(exchange: Exchange, { path, args }: Target, range: SourceRange | null): Verdict {
  exchange.uriChanges--
  if (exchange.uriChanges <= 0) return code(500, 'built-in', range)
  const query = bare(args)
  exchange.uri = path
  exchange.args = isKnown(query) ? query : ''
  exchange.argsOpen = !isKnown(args)
  exchange.internal = true
  exchange.validUnparsedUri = false
  exchange.addUriToAlias = false
  exchange.validLocation = true
  exchange.level = exchange.server.level
  exchange.location = null
  exchange.handler = null
  return { kind: 'again', from: 'server-rewrite' }
}

/** ngx_http_named_location: method, path and body stay; a name that is not there is a 500. */
export function namedLocation(exchange: Exchange, name: string, range: SourceRange | null): Verdict {
  exchange.uriChanges--
  const location = exchange.server.locations.named.get(name)
  if (exchange.uriChanges <= 0 || exchange.uri === '' || !location) {
    if (!location) note(exchange, 'error-page', range, `there is no location ${name}`)
    return code(500, 'built-in', range)
  }
  exchange.internal = true
  exchange.uriChanged = false
  note(exchange, 'location', location.directive.range, `location ${name}`)
  enterLocation(exchange, location)
  return { kind: 'again', from: 'location-rewrite' }
}
