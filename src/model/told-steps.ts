import type { SourceRange } from '../text/range.ts'
import type { Step } from './outcome.ts'

/** Steps that were told, by their place: thousands of answers tell the same of it. */
const told = new WeakMap<SourceRange, Step[]>()

/** Texts with a path in them are as many as there are paths. */
const MOST_TOLD = 16

/** A step of which nothing but its kind, place and text is known, made once for all answers that tell it. */
export function toldOnce(kind: Step['kind'], range: SourceRange, text: string): Step {
  const known = told.get(range) ?? []
  told.set(range, known)
  const before = known.find((step) => step.text === text && step.kind === kind)
  if (before) return before
  const step: Step = { kind, range, text }
  if (known.length === MOST_TOLD) known.length = 0
  known.push(step)
  return step
}
