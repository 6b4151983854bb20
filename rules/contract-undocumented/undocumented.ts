import type { Contract, DocumentedPath } from '../../src/model/contract.ts'
import { isOwnRoute, mayServe, routeStep } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { OTHER } from '../../src/site/cells.ts'
import { askAlong, belowBase, takes, type Way } from '../../src/questions/contract-ways.ts'
import { judgements, nowhere } from '../../src/questions/contracts.ts'
import { SEGMENT } from '../../src/site/paths.ts'
import { addTo } from '../../src/text/group.ts'
import { placeKey } from '../../src/questions/index.ts'
import { templatesOf } from '../../src/site/templates.ts'
import { pathName } from '../../src/site/words.ts'

/** A method that a route of the site serves and no document has. */
export interface Undocumented {
  method: string
  path: string
  range: SourceRange
}

/** By the documented path whose route it is, or by the document, where the path is in none. */
export interface UndocumentedIn {
  contract: Contract
  path: DocumentedPath | null
  found: Undocumented[]
}

/** Methods that a document need not have: servers answer these by themselves. */
const IMPLIED = new Set(['HEAD', 'OPTIONS', 'TRACE', 'CONNECT', OTHER])

/** The route that surely serves the method there: one that names it. */
function routeOf({ method, outcomes }: Cell): SourceRange | null {
  if (IMPLIED.has(method)) return null
  const serving = outcomes.find((outcome) => mayServe(outcome) && isOwnRoute(outcome))
  return (serving && routeStep(serving)?.range) ?? null
}

/** The same route takes any other path: it is no operation of its own. */
const takesAll = (site: Site, cell: Cell, range: SourceRange): boolean => reaches(site, cell, nowhere(cell.path), range)

/** The cell's route takes that path, too. */
function reaches(site: Site, { host, port, method, origin }: Cell, path: string, range: SourceRange): boolean {
  const outcomes = askAlong(site, { host, port, base: '', origin }, method, path) ?? []
  return outcomes.some((outcome) => {
    const route = routeStep(outcome)?.range
    return route !== undefined && route !== null && placeKey(route) === placeKey(range)
  })
}

const isAt = ({ host, port }: Cell, way: Way): boolean => way.host === host && way.port === port

/** The ways by which anything of a document is served. */
function waysBy(site: Site): Map<Contract, Way[]> {
  const found = new Map<Contract, Map<string, Way>>()
  for (const { contract, served } of judgements(site)) {
    const ways = found.get(contract) ?? new Map<string, Way>()
    found.set(contract, ways)
    for (const { way } of served) ways.set(`${way.host}:${way.port}${way.base}`, way)
  }
  return new Map([...found].map(([contract, ways]) => [contract, [...ways.values()]]))
}

const slashed = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`)

/** The paths of a document that a cell's is, with a slash at its end or without one where the same route takes both. */
function documentedAs(site: Site, cell: Cell, range: SourceRange, contract: Contract, rest: string): DocumentedPath[] {
  const exact = contract.paths.filter((one) => takes(one, rest))
  const other = exact.length > 0 ? [] : contract.paths.filter((one) => takes(one, slashed(rest)))
  return other.length > 0 && reaches(site, cell, slashed(cell.path), range) ? other : exact
}

/** Paths that differ in the names of their parameters alone are one. */
const keyOf = (template: string): string => template.replace(/\{[^}]+\}/g, '{}')

/** By method and route, the paths under which a document has it. */
function documentedRoutes(site: Site): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { path, operation, served } of judgements(site))
    for (const range of served.flatMap(({ outcomes }) => outcomes.map((outcome) => routeStep(outcome)?.range))) {
      if (!range) continue
      const key = `${operation.method} ${placeKey(range)}`
      found.set(key, (found.get(key) ?? new Set()).add(keyOf(path.template)))
    }
  return found
}

/** The same route, mounted once more below another prefix. */
const isMountedTwice = (
  documented: Map<string, Set<string>>,
  { method }: Cell,
  range: SourceRange,
  path: string,
): boolean =>
  [...(documented.get(`${method} ${placeKey(range)}`) ?? [])].some((template) => keyOf(path).endsWith(template))

/** A cell's path as a document would have it: an optional part makes two, of which one may be there. */
function templatesAt(cell: Cell, ways: Map<Contract, Way[]>): string {
  const there = new Set(
    [...ways].flatMap(([{ paths }, all]) =>
      all
        .filter((way) => isAt(cell, way))
        .flatMap((way) =>
          paths
            .filter(({ operations }) => operations.some(({ method }) => method === cell.method))
            .map(({ template }) => keyOf(way.base + template)),
        ),
    ),
  )
  const own = templatesOf(pathName(cell))
    .map(({ template }) => template)
    .filter((template) => !there.has(keyOf(template)))
  return own.length > 0 ? own.join(' and ') : pathName(cell)
}

/** What the site serves and its documents leave out. */
export function undocumented(site: Site): UndocumentedIn[] {
  const ways = waysBy(site)
  const found = new Map<Contract | DocumentedPath, Undocumented[]>()
  const seen = new Set<string>()
  const routes = documentedRoutes(site)
  for (const cell of site.cells) {
    const range = routeOf(cell)
    if (!range || cell.path.includes(SEGMENT)) continue
    const path = templatesAt(cell, ways)
    const holders = [...ways].flatMap(([contract, all]) =>
      all
        .filter((way) => isAt(cell, way))
        .flatMap((way) => {
          const rest = belowBase(way.base, cell.path)
          return rest === null ? [] : [{ contract, at: documentedAs(site, cell, range, contract, rest) }]
        }),
    )
    const documented = holders.flatMap(({ at }) => at)
    const [first] = holders
    if (
      !first ||
      seen.has(`${cell.method} ${path}`) ||
      documented.some(({ open, operations }) => open || operations.some(({ method }) => method === cell.method)) ||
      isMountedTwice(routes, cell, range, path) ||
      takesAll(site, cell, range)
    )
      continue
    seen.add(`${cell.method} ${path}`)
    addTo(found, documented.at(-1) ?? first.contract, { method: cell.method, path, range })
  }
  return site.contracts.flatMap((contract) =>
    [null, ...contract.paths].flatMap((path) => {
      const all = found.get(path ?? contract)
      return all ? [{ contract, path, found: all }] : []
    }),
  )
}
