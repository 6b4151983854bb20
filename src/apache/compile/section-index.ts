import type { Section } from './section.ts'

/** Where sections stand in a list: those with a plain name by it, and those that have to be tried. */
interface SectionIndex {
  named: Map<string, number[]>
  tried: number[]
}

const indexes = new WeakMap<readonly Section[], SectionIndex>()

function indexOf(sections: readonly Section[]): SectionIndex {
  const before = indexes.get(sections)
  if (before) return before
  const index: SectionIndex = { named: new Map(), tried: [] }
  for (const [place, { literal }] of sections.entries()) {
    const places = literal === null ? index.tried : (index.named.get(literal) ?? [])
    if (literal !== null) index.named.set(literal, places)
    places.push(place)
  }
  indexes.set(sections, index)
  return index
}

/** Of a list that does not change, the sections that may match, in their order: those of these names, and those with a pattern. */
export function sectionsNamed(sections: readonly Section[], names: Iterable<string>): Section[] {
  const { named, tried } = indexOf(sections)
  const places = [...names].flatMap((name) => named.get(name) ?? [])
  const all = places.length === 0 ? tried : [...tried, ...places].sort((a, b) => a - b)
  return all.flatMap((place) => sections[place] ?? [])
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
