import type { Outcome } from '../model/outcome.ts'
import type { Guard, Origin, Route } from '../model/origin.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'

/** What stands at a place of a file: a route (a location is one) or a guard, and whose it is. */
export type Thing = { origin: Origin; range: SourceRange } & (
  { kind: 'route'; route: Route } | { kind: 'guard'; guard: Guard }
)

export const isSame = (a: SourceRange | null | undefined, b: SourceRange): boolean =>
  a !== null && a !== undefined && a.file === b.file && a.start.offset === b.start.offset

export function thingsIn({ origins }: Site, file: string): Thing[] {
  const all = origins.flatMap((origin) => [
    ...origin.routes.map((route): Thing => ({ kind: 'route', origin, route, range: route.range })),
    ...origin.guards.map((guard): Thing => ({ kind: 'guard', origin, guard, range: guard.range })),
  ])
  return all.filter(({ range }) => range.file === file)
}

/** The one that a place points at: the shortest around it. */
export const thingAt = (site: Site, file: string, offset: number): Thing | undefined =>
  thingsIn(site, file)
    .filter(({ range: { start, end } }) => start.offset <= offset && offset <= end.offset)
    .sort((a, b) => a.range.end.offset - a.range.start.offset - (b.range.end.offset - b.range.start.offset))[0]

/** Whether an answer came by a place. */
export const passes = ({ steps, decidedBy }: Outcome, range: SourceRange): boolean =>
  isSame(decidedBy, range) || steps.some((step) => isSame(step.range, range))
