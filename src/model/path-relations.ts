import { commonPath, languageCovers, languagesMeet } from './language.ts'
import type { PathPattern } from './path-pattern.ts'
import { escapeRegex } from './path-pattern.ts'

const ignoresCase = (pattern: PathPattern): boolean => pattern.regex?.flags.includes('i') ?? true

/** No path begins with both texts, whatever their case. */
function apart(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length).toLowerCase() !== b.slice(0, length).toLowerCase()
}

const isPlainPrefix = ({ kind, literal, regex }: PathPattern): boolean => kind === 'prefix' && regex?.flags === '' && regex.source === `^${escapeRegex(literal)}`

/** Whether `a` matches every path that `b` matches; null: can't tell. */
export function covers(a: PathPattern, b: PathPattern): boolean | null {
  if (a.kind === 'any') return true
  if (b.kind === 'exact') return a.matches(b.literal)
  if (isPlainPrefix(a) && !ignoresCase(b) && b.literal.startsWith(a.literal)) return true
  const sample = b.sample()
  if (sample !== null && a.matches(sample) === false) return false
  return a.regex && b.regex ? languageCovers(a.regex, b.regex) : null
}

/** Whether some path matches both; null: can't tell. */
export function intersects(a: PathPattern, b: PathPattern): boolean | null {
  if (a.kind === 'exact') return b.matches(a.literal)
  if (b.kind === 'exact') return a.matches(b.literal)
  if (apart(a.literal, b.literal)) return false
  for (const [one, other] of [[a, b], [b, a]] as const) {
    const sample = one.sample()
    if (sample !== null && other.matches(sample) === true) return true
  }
  return a.regex && b.regex ? languagesMeet(a.regex, b.regex) : null
}

/** A path that both match, or null where none can be made for certain. */
export function commonSample(a: PathPattern, b: PathPattern): string | null {
  const both = (path: string): boolean => a.matches(path) === true && b.matches(path) === true
  const own = [a.sample(), b.sample()].find((path) => path !== null && both(path))
  if (own) return own
  if (apart(a.literal, b.literal) || !a.regex || !b.regex) return null
  return commonPath([a.regex, b.regex], both)
}
