import type { Layer, Origin, Route } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { isServed } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { pathName } from './words.ts'

/** How a cell reads at a glance. */
export type Tone = 'served' | 'redirect' | 'refused' | 'missing' | 'failing' | 'closed' | 'unknown'

export interface TableCell {
  method: string
  /** Every status that may come back; null: left open. */
  statuses: (number | null)[]
  tone: Tone
  /** Where the request ends. */
  layer: Layer | null
  outcomes: Outcome[]
}

/** `like`: the regular expression, as a person wrote it, for which the path is an example. */
export interface TableRow {
  path: string
  like?: string
  cells: TableCell[]
}

/** The routes of one public name and port. The columns are the same for every row; the last stands for all methods that nobody names. */
export interface HostTable {
  origin: Origin
  host: string
  port: number
  methods: string[]
  rows: TableRow[]
}

/** A backend's route, and whether any request that comes in by the front reaches it. */
export interface Reach {
  origin: Origin
  route: Route
  reached: boolean
}

/** What paths hang on that are listed with a default: its words, how many there are, and the first of them. */
export interface Assumption {
  words: string
  count: number
  first: string
}

export interface RouteTable {
  hosts: HostTable[]
  behind: Reach[]
  assumptions: Assumption[]
}

function toneOf(outcomes: Outcome[]): Tone {
  const [first, ...others] = outcomes
  if (!first || others.some(({ status, by }) => status !== first.status || by !== first.by)) {
    const served = isServed(outcomes)
    if (served !== null) return served ? 'served' : 'refused'
    return outcomes.every(({ status }) => status !== null && status >= 400) ? 'refused' : 'unknown'
  }
  const { status, by, forwarded } = first
  if (by === 'closed') return 'closed'
  if (status === null) return forwarded ? 'served' : 'unknown'
  if (status === 404) return 'missing'
  if (isServed(outcomes) === false) return 'refused'
  return status >= 500 ? 'failing' : status >= 400 ? 'refused' : status >= 300 ? 'redirect' : 'served'
}

/** Which layer a file belongs to, by what was read from it. */
function layersByFile(origins: Origin[]): Map<string, Layer> {
  const found = new Map<string, Layer>()
  for (const { layer, range, routes, guards } of origins) {
    for (const place of [range, ...routes.map((route) => route.range), ...guards.map((guard) => guard.range)])
      found.set(place.file, layer)
  }
  return found
}

/** The layer of the last place that took part; where there is none (Express's own OPTIONS, a static file), that of whoever is there. */
function layerOf(site: Site, { origin, outcomes }: Cell, layers: Map<string, Layer>): Layer | null {
  for (const { decidedBy, steps, forwarded } of outcomes) {
    const last = steps.findLast(({ range }) => range)
    const behind = last?.kind === 'forward' && forwarded ? site.behind(origin, forwarded)[0] : undefined
    if (behind) return behind.to.layer
    const known = [last?.range, decidedBy].find((place) => place && layers.has(place.file))
    if (known) return layers.get(known.file) ?? null
  }
  return outcomes.some(({ forwarded }) => forwarded) ? null : origin.layer
}

const placeKey = ({ file, start }: SourceRange): string => `${file}:${start.offset}`

function reachOf({ origins, entrances, cells }: Site): Reach[] {
  const reached = new Set(
    cells.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ steps }) =>
        steps.flatMap(({ kind, range }) => (kind === 'route' && range ? placeKey(range) : [])),
      ),
    ),
  )
  return origins
    .filter((origin) => !entrances.includes(origin) && origin.layer === 'express')
    .flatMap((origin) => origin.routes.map((route) => ({ origin, route, reached: reached.has(placeKey(route.range)) })))
}

function assumptionsOf({ routes }: Site): Assumption[] {
  const found = new Map<string, Assumption>()
  for (const { assumed, method, path } of routes) {
    if (assumed === undefined) continue
    const known = found.get(assumed) ?? { words: assumed, count: 0, first: `${method} ${path}` }
    found.set(assumed, { ...known, count: known.count + 1 })
  }
  return [...found.values()]
}

/** The site's cells as tables, one for each public name: rows are paths, columns methods. */
export function routeTable(site: Site): RouteTable {
  const layers = layersByFile(site.origins)
  const hosts = new Map<string, { table: HostTable; rows: Map<string, TableRow> }>()
  for (const cell of site.cells) {
    const { origin, host, port, method, outcomes } = cell
    const key = `${site.origins.indexOf(origin)} ${host} ${port}`
    const known = hosts.get(key) ?? {
      table: { origin, host, port, methods: [], rows: [] },
      rows: new Map<string, TableRow>(),
    }
    hosts.set(key, known)
    const path = pathName(cell)
    const row = known.rows.get(path) ?? {
      path,
      ...(cell.pattern.kind === 'regex' && { like: cell.pattern.source }),
      cells: [],
    }
    known.rows.set(path, row)
    if (!known.table.methods.includes(method)) known.table.methods.push(method)
    if (row.cells.some((one) => one.method === method)) continue
    row.cells.push({
      method,
      statuses: [...new Set(outcomes.map(({ status }) => status))],
      tone: toneOf(outcomes),
      layer: layerOf(site, cell, layers),
      outcomes,
    })
  }
  const byPath = (a: TableRow, b: TableRow): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  return {
    hosts: [...hosts.values()].map(({ table, rows }) => ({ ...table, rows: [...rows.values()].sort(byPath) })),
    behind: reachOf(site),
    assumptions: assumptionsOf(site),
  }
}
