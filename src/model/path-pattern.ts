import { commonPath, languageCovers, languagesMeet } from './language.ts'
import { linearMatcher, literalPrefix, sampleOf } from './regex.ts'
import type { Matcher, Regex } from './regex.ts'

/** A set of request paths, as a location, a route or a section names it. Paths are decoded and without their query. */
export interface PathPattern {
  kind: 'exact' | 'prefix' | 'regex' | 'express' | 'any'
  /** As a person wrote it, with its mounts: `^~ /api/`, `/users/:id`, `~ \.php$`. */
  source: string
  /** null: cannot be told. */
  matches(path: string): boolean | null
  /** A path that it matches, or null where none can be made for certain. */
  sample(): string | null
  /** The literal text that every match begins with (without regard to case where `regex` has the `i` flag): the key of an index.
   * Of an exact pattern, the whole path. */
  literal: string
  /** A JavaScript regular expression whose `test()` is true for exactly the paths that match, where it is a regular language;
   * null: can't tell. */
  regex: Regex | null
}

export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** What tells patterns of a kind apart; whatever is left out follows from `regex`. */
export interface PatternParts {
  kind: PathPattern['kind']
  source: string
  regex: Regex | null
  literal?: string
  matches?(path: string): boolean | null
  sample?(): string | null
}

/** Any pattern: Express paths, prefixes that end at a segment, and whatever else a layer has. A sample is always tried on `matches`. */
export function pathPattern({ kind, source, regex, ...parts }: PatternParts): PathPattern {
  let matcher: Matcher | null | undefined
  let made: string | null | undefined
  const matches =
    parts.matches ??
    ((path: string): boolean | null => {
      if (matcher === undefined) matcher = regex && linearMatcher(regex)
      return matcher ? matcher(path) : null
    })
  const make = (): string | null => {
    const own = parts.sample?.() ?? null
    if (own !== null && matches(own) === true) return own
    return regex && sampleOf(regex, (path) => matches(path) === true)
  }
  return {
    kind,
    source,
    regex,
    matches,
    literal: parts.literal ?? literalPrefix(regex),
    sample: () => (made === undefined ? (made = make()) : made),
  }
}

export const exactPattern = (path: string, source = path): PathPattern =>
  pathPattern({
    kind: 'exact',
    source,
    literal: path,
    regex: { source: `^${escapeRegex(path)}$`, flags: '' },
    matches: (other) => other === path,
    sample: () => path,
  })

/** Every path that begins with the text: `/api` takes `/apix`, as nginx's locations do. */
export const prefixPattern = (prefix: string, source = prefix): PathPattern =>
  pathPattern({
    kind: 'prefix',
    source,
    literal: prefix,
    regex: { source: `^${escapeRegex(prefix)}`, flags: '' },
    matches: (path) => path.startsWith(prefix),
    sample: () => prefix || '/',
  })

/** The path and whatever lies below it: `/api` takes `/api/x`, not `/apix`, as Apache's sections and ProxyPass do. */
export function folderPattern(folder: string, source = folder): PathPattern {
  if (folder.endsWith('/')) return prefixPattern(folder, source)
  return pathPattern({
    kind: 'prefix',
    source,
    literal: folder,
    regex: { source: `^${escapeRegex(folder)}(?:\\/|$)`, flags: '' },
    matches: (path) => path === folder || path.startsWith(`${folder}/`),
    sample: () => folder || '/',
  })
}

/** A regular expression, searched for anywhere in the path; null where it cannot be put in JavaScript's words. */
export const regexPattern = (source: string, regex: Regex | null): PathPattern =>
  pathPattern({ kind: 'regex', source, regex })

export const anyPattern = (source = '/'): PathPattern =>
  pathPattern({
    kind: 'any',
    source,
    literal: '',
    regex: { source: '', flags: '' },
    matches: () => true,
    sample: () => '/',
  })

const ignoresCase = (pattern: PathPattern): boolean => pattern.regex?.flags.includes('i') ?? true

/** No path begins with both texts, whatever their case. */
function apart(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  return a.slice(0, length).toLowerCase() !== b.slice(0, length).toLowerCase()
}

const isPlainPrefix = ({ kind, literal, regex }: PathPattern): boolean =>
  kind === 'prefix' && regex?.flags === '' && regex.source === `^${escapeRegex(literal)}`

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
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
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
