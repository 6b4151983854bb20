import type { SourceFile } from '../text/source-file.ts'
import type { Value } from './value.ts'

const places = new WeakMap<SourceFile, number[]>()

/** What registers a route, makes a router or listens, as text: a parser is not needed to say where it is not. */
const REGISTERS =
  /(?:\.\s*(?:get|post|put|patch|delete|del|all|use|head|options|route|listen|param)\s*(?:<[^()]{0,80}>)?\s*\(|\]\s*\(|\bexpress\s*\(|\bRouter\s*\()/g

function placesIn(file: SourceFile): number[] {
  const known = places.get(file)
  if (known) return known
  const found = Array.from(file.text.matchAll(REGISTERS), (match) => match.index)
  places.set(file, found)
  return found
}

/** Whether something between two offsets may register routes. */
export function interestIn(file: SourceFile, start: number, end: number): boolean {
  const all = placesIn(file)
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle] ?? end) < start) low = middle + 1
    else high = middle
  }
  return (all[low] ?? end) < end
}

/** Whether a function's own text registers routes, makes routers or listens: only then is it carried out when nobody is seen to call it. */
export const isInteresting = (value: Value): boolean =>
  value.kind === 'function' && interestIn(value.module.file, value.node.range[0], value.node.range[1])
