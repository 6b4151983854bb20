import { pathIn } from '../http/target.ts'
import { Bound, LIMITS } from '../text/limits.ts'
import type { LeftOut, Limits } from '../text/limits.ts'
import type { Origin, Route } from '../model/origin.ts'
import { anyPattern, commonSample } from '../model/path-pattern.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import { otherSamples } from '../model/regex.ts'
import type { SourceRange } from '../text/range.ts'
import { addTo } from '../text/group.ts'

/** A path to ask, and the pattern for which it stands. */
export interface Candidate {
  path: string
  pattern: PathPattern
}

/** A segment that nobody is likely to name. */
export const SEGMENT = 'verblint'

/** Paths by the pattern for which each was made; the first pattern of a path keeps it. */
export class Paths {
  readonly found = new Map<string, Candidate>()
  readonly #beyond = new Set<string>()
  readonly #paths: Bound
  readonly #limits: Limits
  readonly #branches: Bound[] = []
  /** Pairs of patterns whose common path is looked for. */
  readonly pairs: Bound
  /** Pairs of patterns for which automata are asked. */
  readonly searches: Bound

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits
    this.#paths = new Bound('paths', limits)
    this.pairs = new Bound('pairs', limits)
    this.searches = new Bound('searches', limits)
  }

  /** The branches of one regular expression. */
  branches(): Bound {
    const bound = new Bound('branches', this.#limits)
    this.#branches.push(bound)
    return bound
  }

  add(path: string | null, pattern: PathPattern): void {
    if (path === null || !path.startsWith('/') || this.found.has(path) || this.#beyond.has(path)) return
    if (this.#paths.take()) this.found.set(path, { path, pattern })
    else this.#beyond.add(path)
  }

  leftOut(range: SourceRange): LeftOut[] {
    return [this.#paths, this.pairs, this.searches, ...this.#branches].flatMap((bound) => bound.leftOut(range))
  }
}

/** Below a prefix: a path that is in it without being its name. */
const below = (literal: string): string => `${literal}${literal.endsWith('/') ? '' : '/'}${SEGMENT}`

/** A file with a name before its ending, which rules for hidden files do not take. */
function visibly(path: string | null, { matches }: PathPattern): string | null {
  const named = path?.startsWith('/.') ? `/a${path.slice(1)}` : null
  return named !== null && matches(named) === true ? named : path
}

const isPrefix = ({ kind }: PathPattern): boolean => kind === 'prefix'
const isSearch = ({ kind }: PathPattern): boolean => kind === 'regex'

const branchesOf = ({ regex, matches }: PathPattern, bound: Bound): string[] =>
  regex ? otherSamples(regex, bound).filter((path) => path.startsWith('/') && matches(path) === true) : []

/** Cheap guesses first; what neither pattern takes is dropped by the check. */
function meeting(prefix: PathPattern, regex: PathPattern, searches: Bound): string | null {
  const sample = visibly(regex.sample(), regex)
  if (sample === null) return null
  const tail = sample.slice(regex.literal.length)
  const guesses = [
    sample,
    prefix.literal + sample.slice(1),
    prefix.literal + tail,
    `${prefix.literal}x${tail}`,
    `${prefix.literal}x${sample}`,
  ]
  const good = guesses.find((path) => prefix.matches(path) === true && regex.matches(path) === true)
  if (good) return good
  return searches.take() ? commonSample(prefix, regex) : null
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

/** Paths that reach each route or condition, those where a prefix meets a regular expression included, one below each mount, and one that reaches none by name. */
export function pathsOf(
  routes: Pick<Route, 'pattern' | 'files'>[],
  mounts: PathPattern[] = [],
  limits: Limits = LIMITS,
): Paths {
  const paths = new Paths(limits)
  const patterns = [...new Map(routes.map(({ pattern }) => [`${pattern.kind} ${pattern.source}`, pattern])).values()]
  for (const pattern of patterns) {
    paths.add(visibly(pattern.sample(), pattern), pattern)
    if (isPrefix(pattern)) paths.add(below(pattern.literal), pattern)
    if (isSearch(pattern)) for (const path of branchesOf(pattern, paths.branches())) paths.add(path, pattern)
  }
  for (const { pattern, files = [] } of routes) for (const file of files) paths.add(file, pattern)
  const near = bySegment(patterns.filter(isPrefix))
  for (const regex of patterns.filter(isSearch)) {
    for (const prefix of near(regex.literal))
      if (paths.pairs.take()) paths.add(meeting(prefix, regex, paths.searches), regex)
  }
  for (const mount of mounts) {
    const sample = mount.sample()
    if (sample !== null) paths.add(below(sample), mount)
  }
  paths.add('/', anyPattern())
  paths.add(`/${SEGMENT}`, anyPattern())
  return paths
}

/** How a proxy words a path anew for the origin behind it: what begins with `from` goes on as `to` and the rest. */
export interface Mapping {
  pattern: PathPattern
  origin: Origin
  from: string
  to: string
}

/** What a path and what was forwarded for it have in common at their ends is what passes unchanged. */
export function mappingOf({ path, pattern }: Candidate, origin: Origin, target: string): Mapping {
  const sent = pathIn(target)
  let shared = 0
  while (shared < path.length && shared < sent.length && path.at(-1 - shared) === sent.at(-1 - shared)) shared++
  return { pattern, origin, from: path.slice(0, path.length - shared), to: sent.slice(0, sent.length - shared) }
}

export const mappingKey = ({ pattern, origin, from, to }: Mapping): string =>
  `${pattern.kind} ${pattern.source}\n${origin.name} ${origin.range.file}:${origin.range.start.offset}\n${from}\n${to}`

/** The index of the first path that is not less than the text. */
function firstAtLeast(sorted: Candidate[], text: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.path ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}

/** The paths that a client asks to reach the backend's own; `sorted` by path. */
export function mapBack({ pattern, from, to }: Mapping, sorted: Candidate[]): Candidate[] {
  const start = pattern.literal.startsWith(from) ? to + pattern.literal.slice(from.length) : to
  const mapped: Candidate[] = []
  for (let at = firstAtLeast(sorted, start); at < sorted.length; at++) {
    const candidate = sorted[at]
    if (!candidate?.path.startsWith(start)) break
    const path = from + candidate.path.slice(to.length)
    if (pattern.matches(path) !== false) mapped.push({ path, pattern: candidate.pattern })
  }
  return mapped
}
