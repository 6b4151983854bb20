import { isLocal } from '../site/listeners.ts'
import type { Base, Contract, DocumentedPath } from '../model/contract.ts'
import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { escapeRegex } from '../model/path-pattern.ts'
import { type Matcher, linearMatcher } from '../model/regex.ts'
import type { Request } from '../model/request.ts'
import type { Site } from '../model/site.ts'
import { type Door, doors, SAMPLES } from './client.ts'
import { clientRequest, schemeFor, sentPath } from '../site/entries.ts'
import { once } from './index.ts'
import { hostRank } from '../site/trace.ts'

/** Where a documented path is asked: a door of the site, and what stands before the path there. */
export interface Way extends Door {
  base: string
  /** Of several programs that are there by the same address, the one that is asked. */
  origin?: Origin
}

/** The doors that a server of the document names: those of its host, or of its port where it is this machine; null: it is none of this site's. */
function namedDoors(site: Site, { host, port }: Base): Door[] | null {
  if (host === null) return doors(site)
  const atPort = doors(site).filter((door) => port === null || door.port === port)
  if (isLocal(host)) return atPort.length > 0 ? atPort : null
  if (
    !site.entrances.some(({ hosts }) => hosts.some((pattern) => pattern.kind !== 'any' && hostRank(pattern, host) > 0))
  )
    return null
  const ports = new Set((atPort.length > 0 ? atPort : doors(site)).map((door) => door.port))
  return [...ports].map((each) => ({ host, port: each }))
}

/** The site takes whatever name is asked for, or says only that it is on this machine. */
const takesAnyName = once((site): boolean =>
  site.entrances.some(
    ({ hosts }) => hosts.length === 0 || hosts.some(({ kind, source }) => kind === 'any' || isLocal(source)),
  ),
)

const isForeign = (site: Site, base: Base): boolean =>
  base.host !== null && !isLocal(base.host) && namedDoors(site, base) === null

/** The documents that name a host of this site: another one beside it is not meant to be this. */
const namingThis = once(
  (site): Set<Contract> =>
    new Set(
      site.contracts.filter(({ paths }) =>
        paths.some(({ operations }) =>
          operations.some(({ bases }) =>
            bases.some((base) => base.host !== null && !isLocal(base.host) && !isForeign(site, base)),
          ),
        ),
      ),
    ),
)

export const namesThisSite = (site: Site, contract: Contract): boolean => namingThis(site).has(contract)

/** All servers of the operation have names that the site does not: what it lacks may be served there. */
export const isElsewhere = (site: Site, bases: Base[], contract: Contract): boolean =>
  (!takesAnyName(site) || namesThisSite(site, contract)) && bases.every((base) => isForeign(site, base))

/**
 * Every way to a path of the document. A server that the files do not name may stand before the site and take its own path off, or not: both
 * are tried, and only servers of the site count where the document names any.
 */
export function waysTo(site: Site, bases: Base[]): Way[] {
  const named = bases.flatMap((base) => namedDoors(site, base)?.map((door) => ({ ...door, base: base.path })) ?? [])
  const ways =
    named.length > 0
      ? named
      : doors(site).flatMap((door) => [...bases.map(({ path }) => path), ''].map((base) => ({ ...door, base })))
  return [...new Map(ways.map((way) => [`${way.host}:${way.port}${way.base}`, way])).values()].flatMap((way) =>
    programsAt(site, way).map((origin) => ({ ...way, ...(origin && { origin }) })),
  )
}

/** Programs that start one application each, in the same place: index.js and prod.js. null: the one that the address leads to. */
function programsAt(site: Site, way: Way): (Origin | null)[] {
  if (site.reached(requestAlong(way, 'GET', '/')) !== null) return [null]
  const found = originsByDoor(site).get(`${way.host}:${way.port}`)
  return found && found.size > 0 ? [...found] : [null]
}

const originsByDoor = once((site): Map<string, Set<Origin>> => {
  const found = new Map<string, Set<Origin>>()
  for (const { host, port, origin } of site.cells) {
    const key = `${host}:${port}`
    found.set(key, (found.get(key) ?? new Set()).add(origin))
  }
  return found
})

const PARAMETER = /\{([^{}/]+)\}/g

const patternOf = (path: string): string =>
  path
    .split(/\{[^{}/]+\}/)
    .map(escapeRegex)
    .join('[^/]+')

const matchers = new WeakMap<DocumentedPath, { matcher: Matcher | null }>()

/** Whether a path, without what stands before it, is one of the template. */
export function takes(documented: DocumentedPath, path: string): boolean {
  const known = matchers.get(documented) ?? {
    matcher: linearMatcher({ source: `^${patternOf(documented.template)}$`, flags: '' }),
  }
  matchers.set(documented, known)
  return known.matcher?.(path) === true
}

/** The path below a base; null: it lies elsewhere. */
export const belowBase = (base: string, path: string): string | null =>
  path.startsWith(`${base}/`) ? path.slice(base.length) : null

const pathsByDoor = once((site): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>()
  for (const { host, port, path } of site.cells) {
    const key = `${host}:${port}`
    const paths = found.get(key) ?? new Set()
    found.set(key, paths.add(path))
  }
  return found
})

/** The paths that are asked for a template: its own examples, what a parameter may hold otherwise, and those of the site that it takes. */
export function targetsFor(site: Site, way: Way, path: DocumentedPath, { paths }: Contract): string[] {
  const { template, examples } = path
  if (!template.includes('{')) return [way.base + template]
  const most = Math.max(1, ...[...examples.values()].map((values) => values.length))
  const fillWith = (value: (name: string) => string): string =>
    way.base + template.replace(PARAMETER, (_, name: string) => value(name))
  const given = [...Array(most).keys()].map((index) =>
    fillWith((name) => examples.get(name)?.[index] ?? examples.get(name)?.[0] ?? '1'),
  )
  const nearer = paths.filter((other) => other !== path && takes(path, other.template))
  const own = [...(pathsByDoor(site).get(`${way.host}:${way.port}`) ?? [])].filter((one) => {
    const rest = belowBase(way.base, one)
    return rest !== null && takes(path, rest) && !nearer.some((other) => takes(other, rest))
  })
  return [...new Set([...given, ...SAMPLES.map((sample) => fillWith(() => sample)), ...own])]
}

export const requestAlong = ({ host, port }: Way, method: string, path: string): Request => ({
  ...clientRequest({ host, port, scheme: schemeFor(port) }, method, '/'),
  target: sentPath(path),
})

export function askAlong(site: Site, way: Way, method: string, path: string): Outcome[] | null {
  const request = requestAlong(way, method, path)
  return way.origin ? site.answer(way.origin, request) : site.ask(request)
}
