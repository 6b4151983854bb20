import type { MethodSet } from '../../model/method-set.ts'
import { EVERY, methods } from '../../model/method-set.ts'
import type { Route } from '../../model/origin.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import { anyPattern, exactPattern, pathPattern, prefixPattern, regexPattern } from '../../model/path-pattern.ts'
import type { RouteRow } from '../../model/reading.ts'
import type { Finding } from '../../text/finding.ts'
import type { Instance } from '../compile/instance.ts'
import type { Location, LocationTable } from '../compile/locations.ts'
import { filesOf } from './samples.ts'
import type { Server } from '../compile/servers.ts'

/** A location as it is written: `^~ /api/`, `~* \.php$`, `= /x`. */
export function written({ directive }: Location): string {
  return directive.args.map(({ raw }) => raw).join(' ') || '/'
}

/** The paths that a location's own name takes, whatever else takes them first. */
export function patternOf(location: Location): PathPattern {
  const source = written(location)
  if (location.kind === 'exact') return exactPattern(location.name, source)
  if (location.kind === 'prefix') return prefixPattern(location.name, source)
  if (location.kind === 'named')
    return pathPattern({ kind: 'exact', source, regex: null, literal: '', matches: () => false })
  const { pattern } = location
  const regex = regexPattern(source, pattern?.javascript() ?? null)
  return {
    ...regex,
    matches: (path) => {
      const found = pattern?.exec(path)
      return found === undefined ? null : found !== null
    },
  }
}

/** A server's own scope: every path. */
export const serverPattern = (): PathPattern => anyPattern('/')

function everyLocation(table: LocationTable): Location[] {
  return table.all.flatMap((location) => [location, ...everyLocation(location.inner)])
}

export const locationsOf = (server: Server): Location[] => everyLocation(server.locations)

/** Methods that a location takes as far as limit_except says so by `deny all`. */
function methodsOf({ excepted }: Location): MethodSet {
  return excepted && deniesAll(excepted.level.own) ? methods(...excepted.allowed) : EVERY
}

/** Whether nobody gets past a level's own address rules. */
export function deniesAll(own: ReadonlyMap<string, { args: { value: string }[] }[]>): boolean {
  return !own.has('allow') && (own.get('deny') ?? []).some(({ args }) => args[0]?.value === 'all')
}

export function routesOf(instance: Instance): Route[] {
  return instance.servers.flatMap((server) =>
    locationsOf(server).map((location): Route => ({
      layer: 'nginx',
      pattern: patternOf(location),
      methods: methodsOf(location),
      range: location.directive.range,
      passes: false,
      within: [server.directive.range, ...outer(location)],
      files: filesOf(instance, server, location),
    })),
  )
}

function outer({ parent }: Location): Route['range'][] {
  return parent ? [...outer(parent), parent.directive.range] : []
}

export function rowsOf(instance: Instance, origin: string): RouteRow[] {
  return instance.servers
    .flatMap(locationsOf)
    .filter(({ kind, directive }) => kind !== 'named' && directive.args.length > 0)
    .flatMap((location): RouteRow[] => {
      const { start, end } = location.directive.range
      const { complement, names } = methodsOf(location)
      return (complement ? ['ALL'] : [...names]).map((method) => ({
        layer: 'nginx',
        origin,
        method,
        path: written(location),
        file: location.directive.range.file,
        range: { start, end },
      }))
    })
}

/** Equal regexes and equal names, which nginx takes without a word; the first wins. */
export function silentDuplicates(instance: Instance): Finding[] {
  return instance.servers.flatMap((server) =>
    [server.locations, ...locationsOf(server).map(({ inner }) => inner)].flatMap(duplicatesIn),
  )
}

function duplicatesIn(table: LocationTable): Finding[] {
  const first = new Map<string, Location>()
  return table.all.flatMap((location): Finding[] => {
    if (location.kind !== 'regex' && location.kind !== 'named') return []
    const key = `${location.kind} ${location.pattern?.caseless ?? ''} ${location.name}`
    const before = first.get(key)
    if (!before) {
      first.set(key, location)
      return []
    }
    return [
      {
        ruleId: 'duplicate-location',
        range: location.directive.range,
        message: `Expected location ${written(location)} once in its server; nginx takes the first without a word, and this one never answers: merge the two`,
        related: [{ message: 'the location that wins', range: before.directive.range }],
      },
    ]
  })
}
