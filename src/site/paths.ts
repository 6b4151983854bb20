import type { Route } from '../model/origin.ts'
import { anyPattern } from '../model/path-pattern.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import { commonSample } from '../model/path-relations.ts'
import { addTo } from './group.ts'

/** A path to ask, and the pattern for which it stands. */
export interface Candidate { path: string; pattern: PathPattern }

/** Bounds: paths of one server block, and pairs of patterns for which automata are asked. */
export const MAX_PATHS = 3000
const MAX_SEARCHES = 40

/** A segment that nobody is likely to name. */
export const SEGMENT = 'verblint'

/** Paths by the pattern for which each was made; the first pattern of a path keeps it. */
export class Paths {
  readonly found = new Map<string, Candidate>()
  /** More paths were offered than are looked at. */
  full = false

  add(path: string | null, pattern: PathPattern): void {
    if (path === null || !path.startsWith('/') || this.found.has(path)) return
    if (this.found.size >= MAX_PATHS) this.full = true
    else this.found.set(path, { path, pattern })
  }
}

/** Below a prefix: a path that is in it without being its name. */
const below = (literal: string): string => `${literal}${literal.endsWith('/') ? '' : '/'}${SEGMENT}`

const isPrefix = ({ kind }: PathPattern): boolean => kind === 'prefix'
const isSearch = ({ kind }: PathPattern): boolean => kind === 'regex'

/** Cheap guesses first; what neither pattern takes is dropped by the check. */
function meeting(prefix: PathPattern, regex: PathPattern, budget: { left: number }): string | null {
  const sample = regex.sample()
  if (sample === null) return null
  const tail = sample.slice(regex.literal.length)
  const guesses = [sample, prefix.literal + sample.slice(1), prefix.literal + tail, `${prefix.literal}x${tail}`, `${prefix.literal}x${sample}`]
  const good = guesses.find((path) => prefix.matches(path) === true && regex.matches(path) === true)
  if (good) return good
  return budget.left-- > 0 ? commonSample(prefix, regex) : null
}

/** Literals by their first segment, so that only patterns that can meet are compared. */
function bySegment(patterns: PathPattern[]): (literal: string) => PathPattern[] {
  const segments = new Map<string, PathPattern[]>()
  const open: PathPattern[] = []
  const whole = (literal: string): string | null => /^\/([^/]+)\//.exec(literal)?.[1]?.toLowerCase() ?? null
  for (const pattern of patterns) {
    const segment = whole(pattern.literal)
    if (segment === null) open.push(pattern)
    else addTo(segments, segment, pattern)
  }
  return (literal) => {
    const segment = whole(literal)
    return segment === null ? patterns : [...open, ...(segments.get(segment) ?? [])]
  }
}

/** Paths that reach each route, those where a prefix meets a regular expression included, and one that reaches none by name. */
export function pathsOf(routes: Route[]): Paths {
  const paths = new Paths()
  const patterns = [...new Map(routes.map(({ pattern }) => [`${pattern.kind} ${pattern.source}`, pattern])).values()]
  for (const pattern of patterns) {
    paths.add(pattern.sample(), pattern)
    if (isPrefix(pattern)) paths.add(below(pattern.literal), pattern)
  }
  const budget = { left: MAX_SEARCHES }
  const near = bySegment(patterns.filter(isPrefix))
  for (const regex of patterns.filter(isSearch)) {
    for (const prefix of near(regex.literal)) paths.add(meeting(prefix, regex, budget), regex)
  }
  paths.add('/', anyPattern())
  paths.add(`/${SEGMENT}`, anyPattern())
  return paths
}
