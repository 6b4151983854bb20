import { LiteralIndex } from '../../regex/literal-index.ts'
import type { Section } from './section.ts'

/** Where sections stand in a list: those with a plain name by it, and those that have to be tried. */
interface SectionIndex {
  named: Map<string, number[]>
  tried: number[]
  /** Of those, the ones whose pattern may match. */
  patterns: LiteralIndex
  /** All that a path which no plain name takes meets. */
  unnamed: readonly Section[]
}

const NOWHERE: readonly number[] = []

const indexes = new WeakMap<readonly Section[], SectionIndex>()

function indexOf(sections: readonly Section[]): SectionIndex {
  const before = indexes.get(sections)
  if (before) return before
  const unnamed = sections.filter(({ literal }) => literal === null)
  const patterns = new LiteralIndex(unnamed.map(({ pattern }) => pattern))
  const index: SectionIndex = { named: new Map(), tried: [], patterns, unnamed }
  for (const [place, { literal }] of sections.entries()) {
    const places = literal === null ? index.tried : (index.named.get(literal) ?? [])
    if (literal !== null) index.named.set(literal, places)
    places.push(place)
  }
  indexes.set(sections, index)
  return index
}

/** So few patterns are tried as quickly. */
const FEW = 8

/** Of a list that does not change, the sections that may match, in their order: those of these names, and those whose pattern may take one of the texts. */
export function sectionsNamed(
  sections: readonly Section[],
  names: Iterable<string>,
  texts: readonly string[],
): readonly Section[] {
  const { named, tried, patterns, unnamed } = indexOf(sections)
  const places: number[] = []
  if (named.size > 0) for (const name of names) for (const place of named.get(name) ?? NOWHERE) places.push(place)
  if (unnamed.length <= FEW && places.length === 0) return unnamed
  const near = unnamed.length <= FEW ? tried : texts.flatMap((text) => patterns.near(text)).map((at) => tried[at] ?? 0)
  return [...new Set([...near, ...places])].sort((a, b) => a - b).flatMap((place) => sections[place] ?? [])
}

/** The names that a `<Location>` which takes a path can have: the path's beginnings up to a slash, with and without it. */
export function* locationNames(path: string): Generator<string> {
  yield ''
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    if (at > 0) yield path.slice(0, at)
    if (at + 1 < path.length) yield path.slice(0, at + 1)
  }
  if (path !== '') yield path
}
