import { pathIn } from '../http/target.ts'
import type { Outcome } from '../model/outcome.ts'
import { isCheck, isOwnRoute } from '../model/served.ts'
import type { Request } from '../model/request.ts'
import { sampleOf } from '../model/regex.ts'
import type { Cell, Site } from '../model/site.ts'
import { compilePattern } from '../regex/pattern.ts'
import type { SourceRange } from '../text/range.ts'
import { blocksAround, everyDirective, layerAt } from './blocks.ts'
import { requestAt } from '../site/cells.ts'
import { addTo } from '../text/group.ts'
import { askedPaths, once, placeKey } from './index.ts'
import type { Asked } from './index.ts'
import { requestFor } from '../site/trace.ts'

/** A 301 or 302 that a request surely gets, and the place that says so. */
export interface Redirect {
  place: SourceRange
  status: 301 | 302
  location: string
  outcome: Outcome
}

export function redirectOf(answers: Outcome[]): Redirect | null {
  const outcomes = answers.filter((one) => !isCheck(one))
  const [outcome] = outcomes
  const { decidedBy: place, status, headers: { location } = {} } = outcome ?? {}
  if (!outcome || !place || (status !== 301 && status !== 302) || typeof location !== 'string') return null
  const isSame = (other: Outcome): boolean =>
    other.status === status &&
    other.headers.location === location &&
    other.decidedBy !== null &&
    placeKey(other.decidedBy) === placeKey(place)
  return outcomes.every(isSame) ? { place, status, location, outcome } : null
}

/** The redirect at a cell; an application's, whose target takes a parameter along, is asked with the sample's own. `filled`: that was done. */
export function redirectAt(site: Site, cell: Cell): (Redirect & { filled: boolean }) | null {
  const found = redirectOf(cell.outcomes)
  if (found) return { ...found, filled: false }
  const isOpen = cell.outcomes.every(
    (one) =>
      isCheck(one) ||
      ((one.status === 301 || one.status === 302) && isOwnRoute(one) && one.headers.location === undefined),
  )
  const exact = isOpen ? redirectOf(site.answer(cell.origin, { ...requestAt(cell), others: 'absent' })) : null
  return exact && { ...exact, filled: true }
}

/** What a client asks next; null: a Location that is no URL or absolute path. */
export function followed(request: Request, { location }: Pick<Redirect, 'location'>): Request | null {
  if (request.socket !== undefined) return null
  const { scheme, host, port } = request
  const next = requestFor({
    method: request.method,
    url: location.startsWith('/') && !location.startsWith('//') ? `${scheme}://${host}:${port}${location}` : location,
  })
  return next && { ...next, others: 'unknown' }
}

export const pathOf = ({ target }: Request): string => pathIn(target)

export const sameDoor = (a: Request, b: Request): boolean =>
  a.scheme === b.scheme && a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port

/** One name and port of the site: a cell there to make others from, and the paths that are asked of it. */
export interface Door {
  cell: Cell
  paths: ReadonlyMap<string, Asked>
  server: SourceRange | null
}

export const doorKey = ({ scheme, host, port }: Request): string => `${scheme} ${host.toLowerCase()}:${port}`

export const doorsByName = once((site): Map<string, Door> => {
  const found = new Map<string, Door & { paths: Map<string, Asked> }>()
  for (const asked of askedPaths(site)) {
    const [cell] = asked.cells
    if (!cell || cell.socket !== undefined) continue
    const key = doorKey(requestAt(cell))
    const door = found.get(key) ?? { cell, paths: new Map(), server: serverStep(cell.outcomes) }
    door.paths.set(asked.path, asked)
    found.set(key, door)
  }
  return found
})

const serverStep = (outcomes: Outcome[]): SourceRange | null =>
  outcomes[0]?.steps.find(({ kind, range }) => kind === 'server' && range)?.range ?? null

/** The same door under another path; what it answers is asked. */
export function cellAt(site: Site, cell: Cell, path: string, method: string): Cell {
  const other = { ...cell, path, method }
  return { ...other, outcomes: site.answer(cell.origin, requestAt(other)) }
}

/** Paths that no location names, and that nginx redirects: those of a server's own rewrites. */
const rewrittenPaths = once((site): Map<string, string[]> => {
  const found = new Map<string, string[]>()
  for (const {
    name,
    args: [regex, , flag],
    range,
  } of everyDirective(site)) {
    if (
      name !== 'rewrite' ||
      !regex ||
      !/^(?:permanent|redirect)$/.test(flag?.value ?? '') ||
      layerAt(site, range) !== 'nginx'
    )
      continue
    const [server] = blocksAround(site, range)
    const pattern = compilePattern(regex.value, false)
    const javascript = pattern.javascript()
    const path = javascript && sampleOf(javascript, (text) => pattern.exec(text) != null)
    if (server?.name === 'server' && path) addTo(found, placeKey(server.range), path)
  }
  return found
})

/** The cells of a method that may be redirected; `also` those at paths which only a redirect tells apart. */
export function cellsToFollow(site: Site, method: string, also: boolean): Cell[] {
  const asked = askedPaths(site).flatMap(({ cells }) =>
    cells.filter((cell) => cell.method === method && cell.socket === undefined),
  )
  if (!also) return asked
  const more = [...doorsByName(site).values()].flatMap(({ cell, paths, server }) => {
    const slashless = [...paths.keys()]
      .filter((path) => path.length > 1 && path.endsWith('/'))
      .map((path) => path.slice(0, -1))
    const rewritten = server ? (rewrittenPaths(site).get(placeKey(server)) ?? []) : []
    return [...slashless, ...rewritten]
      .filter((path) => !paths.has(path))
      .map((path) => cellAt(site, cell, path, method))
  })
  return [...asked, ...more]
}
