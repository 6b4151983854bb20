import type { Section } from './section.ts'

/** Where sections stand in a list: those with a plain name by it, and those that have to be tried. */
interface SectionIndex {
  named: Map<string, number[]>
  tried: number[]
  /** All that a path which no plain name takes meets. */
  unnamed: readonly Section[]
}

const NOWHERE: readonly number[] = []

const indexes = new WeakMap<readonly Section[], SectionIndex>()

function indexOf(sections: readonly Section[]): SectionIndex {
  const before = indexes.get(sections)
  if (before) return before
  const index: SectionIndex = {
    named: new Map(),
    tried: [],
    unnamed: sections.filter(({ literal }) => literal === null),
  }
  for (const [place, { literal }] of sections.entries()) {
    const places = literal === null ? index.tried : (index.named.get(literal) ?? [])
    if (literal !== null) index.named.set(literal, places)
    places.push(place)
  }
  indexes.set(sections, index)
  return index
}

/** Of a list that does not change, the sections that may match, in their order: those of these names, and those with a pattern. */
export function sectionsNamed(sections: readonly Section[], names: Iterable<string>): readonly Section[] {
  const { named, tried, unnamed } = indexOf(sections)
  if (named.size === 0) return unnamed
  const places: number[] = []
  for (const name of names) for (const place of named.get(name) ?? NOWHERE) places.push(place)
  if (places.length === 0) return unnamed
  return [...tried, ...places].sort((a, b) => a - b).flatMap((place) => sections[place] ?? [])
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
