import { UNDEFINED } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { Found, isFork, outcome, wordsOfGroup } from './course.ts'
import type { Course } from './course.ts'
import { install, stateOf } from './joins.ts'
import type { Completion, Way } from './joins.ts'
import type { Run } from './run.ts'
import { Selector } from './selector.ts'

/** What a call or a branch inside an expression has come to. Where the expression is carried out again for another of its ways, the piece is not. */
export interface Piece {
  given: readonly Value[]
  groups: readonly Way[][]
}

/** Pieces of fewer steps are carried out again: to keep them costs more. */
const FEW_STEPS = 12

/** Inside an expression: one of the ends of a piece is taken, and the expression carried out again for the others. `given`: what the piece
 * gets from the expression. */
export function joined(run: Run, given: readonly Value[], carryOut: () => Course): Completion {
  const { pieces } = run.choices
  const name = pieces && run.choices.nextPiece()
  const known = name === null ? undefined : pieces?.get(name)
  if (known && isForOthers(run, known, given)) return taken(run, known.groups)
  const found = new Found(run)
  const before = run.steps
  const course = carryOut()
  const groups = isFork(course) ? course.groups : run.steps - before > FEW_STEPS ? [[found.standing(course)]] : null
  found.leave()
  if (groups && name !== null) pieces?.set(name, { given, groups })
  return isFork(course) ? taken(run, course.groups) : outcome(course)
}

/** An expression whose value may be one of several. */
export function joinedValue(run: Run, given: readonly Value[], carryOut: () => Course): Value {
  const end = joined(run, given, carryOut)
  return end?.kind === 'value' ? end.value : UNDEFINED
}

function taken(run: Run, groups: readonly Way[][]): Completion {
  const at = groups.length > 1 ? run.choices.take((way) => wordsOfGroup(groups[way] ?? []), groups.length) : 0
  const group = groups[at]
  return group ? outcome(install(run, stateOf(run), group)) : null
}

/** Whether a piece comes to the same with what it is given now. What it writes on, or gives back, has to be the very same. */
function isForOthers(run: Run, { given: before, groups }: Piece, given: readonly Value[]): boolean {
  if (before.length !== given.length) return false
  const others: Value[] = []
  if (!before.every((one, at) => areAlike(run, one, given[at], others))) return false
  return others.length === 0 || !groups.some((group) => group.some((way) => others.some((one) => isTouched(way, one))))
}

function isTouched({ end, after: { things, members, made } }: Way, thing: Value): boolean {
  if ('completion' in end && end.completion && 'value' in end.completion && end.completion.value === thing) return true
  if (thing.kind === 'object' && (members.has(thing) || made.members.has(thing))) return true
  return (thing.kind === 'object' || thing.kind === 'array') && (things.has(thing) || made.things.has(thing))
}

const DEEPEST = 3

/** Whether a piece that was given the one would come to the same with the other, which the same expression has made anew; `others`: the things
 * of the one for which the other has its own. */
function areAlike(run: Run, one: Value, other: Value | undefined, others: Value[], depth = 0): boolean {
  if (one === other) return true
  if (!other || depth > DEEPEST) return false
  const also = (a: Value, b: Value | undefined): boolean => areAlike(run, a, b, others, depth + 1)
  switch (one.kind) {
    case 'constant':
      return other.kind === 'constant' && Object.is(one.value, other.value) && one.assumed === other.assumed
    case 'open-text':
      return other.kind === 'open-text' && one.text === other.text && !run.truths.has(other)
    case 'unknown':
      return other.kind === 'unknown' && !run.truths.has(other) && areSameUnknown(one, other)
    case 'function':
      return (
        other.kind === 'function' && one.node === other.node && one.scope === other.scope && one.self === other.self
      )
    case 'object': {
      others.push(one)
      if (other.kind !== 'object' || one.proto !== other.proto || one.open !== other.open) return false
      if (!run.owned.has(one) || !run.owned.has(other) || one.getters.size + other.getters.size > 0) return false
      return (
        one.members.size === other.members.size &&
        [...one.members].every(([key, value]) => also(value, other.members.get(key)))
      )
    }
    case 'array':
      others.push(one)
      if (other.kind !== 'array' || one.open !== other.open || one.items.length !== other.items.length) return false
      return run.owned.has(one) && run.owned.has(other) && one.items.every((item, at) => also(item, other.items[at]))
    case 'either':
      if (other.kind !== 'either' || !(one.by instanceof Selector) || !(other.by instanceof Selector)) return false
      if (one.by.inWords !== other.by.inWords || one.values.length !== other.values.length) return false
      return one.values.every((value, at) => also(value, other.values[at]))
    default:
      return false
  }
}

const areSameUnknown = (one: Value & { kind: 'unknown' }, other: Value & { kind: 'unknown' }): boolean =>
  one.why === other.why &&
  one.from === other.from &&
  one.unset === other.unset &&
  one.failure === other.failure &&
  one.plain === other.plain &&
  !one.own &&
  !other.own
