import type { Origin } from '../model/origin.ts'
import type { PathPattern } from '../model/path-pattern.ts'
import type { Candidate } from './paths.ts'

/** How a proxy words a path anew for the origin behind it: what begins with `from` goes on as `to` and the rest. */
export interface Mapping { pattern: PathPattern; origin: Origin; from: string; to: string }

const pathOf = (target: string): string => target.replace(/[?#].*/, '')

/** What a path and what was forwarded for it have in common at their ends is what passes unchanged. */
export function mappingOf({ path, pattern }: Candidate, origin: Origin, target: string): Mapping {
  const sent = pathOf(target)
  let shared = 0
  while (shared < path.length && shared < sent.length && path.at(-1 - shared) === sent.at(-1 - shared)) shared++
  return { pattern, origin, from: path.slice(0, path.length - shared), to: sent.slice(0, sent.length - shared) }
}

export const mappingKey = ({ pattern, origin, from, to }: Mapping): string => `${pattern.kind} ${pattern.source}\n${origin.name} ${origin.range.file}:${origin.range.start.offset}\n${from}\n${to}`

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
