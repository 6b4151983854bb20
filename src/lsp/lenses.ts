import type { Link, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { hostLabel } from '../format/routes/label.ts'
import { methodLabel, pathName } from '../site/words.ts'
import { isSame, thingsIn } from './at.ts'

export interface Lens {
  range: SourceRange
  text: string
}

const MOST_WAYS = 2

/** The ways by which requests come from outside to the routes behind a proxy: path and methods. */
function waysTo(site: Site, file: string): Map<string, Map<string, Set<string>>> {
  const found = new Map<string, Map<string, Set<string>>>()
  for (const cell of site.cells) {
    for (const { range, kind } of cell.outcomes.flatMap(({ steps }) => steps)) {
      if (kind !== 'route' || range?.file !== file || cell.origin.range.file === file) continue
      const ways = found.get(`${range.start.offset}`) ?? new Map<string, Set<string>>()
      found.set(`${range.start.offset}`, ways)
      const way = `${hostLabel(cell)}${pathName(cell)}`
      ways.set(way, (ways.get(way) ?? new Set()).add(methodLabel(cell.method)))
    }
  }
  return found
}

function sayWays(ways: Map<string, Set<string>> | undefined): string {
  if (!ways) return 'reached by nobody: no proxy passes a request on to it'
  const named = [...ways].map(([way, methods]) => `${way} (${[...methods].join(', ')})`)
  return `reached by ${named.slice(0, MOST_WAYS).join(' and ')}${named.length > MOST_WAYS ? ` and ${named.length - MOST_WAYS} more` : ''}`
}

/** Who is behind a location, where it hands requests on. */
function behind(links: Link[], site: Site, range: SourceRange): string | null {
  const used = new Set(
    site.cells.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ steps }) => {
        const at = steps.findIndex((step) => isSame(step.range, range))
        return at < 0
          ? []
          : steps
              .slice(at)
              .flatMap(({ forwarded, kind }) => (kind === 'forward' && forwarded ? [forwarded.upstream] : []))
      }),
    ),
  )
  const to = [...new Set(links.filter(({ upstream, sure }) => sure && used.has(upstream)).map((link) => link.to.name))]
  return to.length > 0 ? `goes on to ${to.join(', ')}` : null
}

/** A line above each route of an application behind a proxy, and above each location that hands requests on. */
export function lensesIn(site: Site, file: string): Lens[] {
  const things = thingsIn(site, file)
  const ways = waysTo(site, file)
  const isBehind = new Set(site.links.flatMap(({ to, sure }) => (sure ? [to] : [])))
  const lenses = new Map<number, Lens>()
  for (const { origin, kind, range } of things) {
    if (kind !== 'route') continue
    const text =
      origin.layer !== 'express'
        ? behind(
            site.links.filter(({ from }) => from === origin),
            site,
            range,
          )
        : isBehind.has(origin)
          ? sayWays(ways.get(`${range.start.offset}`))
          : null
    if (text !== null) lenses.set(range.start.offset, { range, text })
  }
  return [...lenses.values()]
}
