import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/module.ts'
import type { Binding } from '../../javascript/scope.ts'
import { declare } from '../../javascript/scope.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { choicesBy, nextScript } from './choices.ts'
import type { Script } from './choices.ts'
import { errorText } from './error-key.ts'
import { bagKey, joinBag, responseKey } from './exchange.ts'
import { Bound, GiveUp, Stop, Thrown, anUnknown, rangeOf, wordsOf } from './run.ts'
import type { Run, State } from './run.ts'
import { absentMember } from './request.ts'
import { Selector, common, joinValues } from './selector.ts'
import { joinShapes, outline } from './shapes.ts'
import { reshape, saveThing, takeBack, writeBinding, writeMember, writtenSince } from './trail.ts'
import type { Afterwards, Shape, Thing } from './trail.ts'

/** How a stretch ended, other than by running on. */
export type Completion = { kind: 'return' | 'value'; value: Value } | { kind: 'break' | 'continue'; label: string | null } | null

type Ended = { completion: Completion } | { error: Thrown | Stop | GiveUp }
interface Way { script: Script; end: Ended; state: State; after: Afterwards }

/** So many ways of one statement or call are followed. */
const MOST_WAYS = 24
/** A call that could do without is given this part of the steps that are left, and no fewer than these. */
const SHARE = 4
const LEAST_STEPS = 300
/** So many ways are kept apart for nothing but what objects have. */
const MOST_PARTS = 3

const stateOf = ({ exchange, next, escaped, later, failures, guard, guards, truths, picked, overlay, passed }: Run): State =>
  ({ exchange, next, escaped, later, failures, guard, guards, truths, picked, overlay, passed })

function attempt(body: () => Completion): Ended {
  try {
    return { completion: body() }
  } catch (error) {
    if (error instanceof Thrown || error instanceof Stop || error instanceof GiveUp) return { error }
    throw error
  }
}

function outcome(end: Ended): Completion {
  if ('error' in end) throw end.error
  return end.completion
}

/**
 * Carries out a stretch of a handler. Where the files leave open which way it goes, all are taken, and those after which the response, the
 * request and `next` are alike become one: what else differs hangs on a selector. Others stay apart, for the stretch around to choose from.
 * `otherwise`: what it comes to where it cannot be followed; it is given a part of the steps that are left then.
 */
export function joined(run: Run, where: { module: Module; node: TSESTree.Node }, body: () => Completion, otherwise: (() => Completion) | null = null): Completion {
  const { choices: outer, frames, trail, mostSteps } = run
  const { at, ways: known } = outer.enter()
  if (known?.length === 0) {
    outer.leave(at, [])
    return giveUp(where, otherwise)
  }
  const spare = known ? null : otherwise
  if (spare) run.mostSteps = Math.min(mostSteps, run.steps + Math.max(LEAST_STEPS, (mostSteps - run.steps) / SHARE))
  const start = stateOf(run)
  const depth = frames.length
  const around = trail.mark
  const mark = trail.entries.length
  const ways: Way[] = []
  const again = (): void => {
    takeBack(run, mark)
    Object.assign(run, start, { exchange: { ...start.exchange } })
    frames.length = depth
  }
  trail.mark = mark
  run.exchange = { ...start.exchange }
  let script: Script | null = known?.[0] ?? []
  try {
    while (script && ways.length < MOST_WAYS) {
      run.choices = choicesBy(script)
      const end = attempt(body)
      frames.length = depth
      const { made } = run.choices
      if (spare && 'error' in end && end.error instanceof Bound) {
        again()
        break
      }
      const following: Script | null = known ? known[ways.length + 1] ?? null : nextScript(made)
      if (ways.length === 0 && !following) {
        if (made.length) outer.leave(at, [[made]])
        return outcome(end)
      }
      script = following
      ways.push({ script: made, end, state: stateOf(run), after: writtenSince(run, mark) })
      again()
    }
  } finally {
    run.choices = outer
    run.mostSteps = mostSteps
    trail.mark = around
  }
  if (script && spare) {
    outer.leave(at, [[]])
    return spare()
  }
  const groups = grouped(ways)
  const ends = groups.map((group) => group.map((way) => way.script))
  if (script) ends.push([])
  const taken = outer.leave(at, ends)
  const group = known ? groups[0] : groups[taken]
  return group ? outcome(install(run, start, group)) : giveUp(where, otherwise)
}

function giveUp(where: { module: Module; node: TSESTree.Node }, otherwise: (() => Completion) | null): Completion {
  if (otherwise) return otherwise()
  throw tooMany(where)
}

/** An expression whose value may be one of several. */
export function joinedValue(run: Run, where: { module: Module; node: TSESTree.Node }, body: () => Value, otherwise: (() => Value) | null = null): Value {
  const end = joined(run, where, () => ({ kind: 'value', value: body() }), otherwise && (() => ({ kind: 'value', value: otherwise() })))
  return end?.kind === 'value' ? end.value : UNDEFINED
}

/** The place is the linted code's own: nothing is known of what comes after it. */
function tooMany({ module, node }: { module: Module; node: TSESTree.Node }): Bound {
  return new Bound(`\`${wordsOf(module, node)}\` has too many ways`, rangeOf(module, node))
}

let lastKey = 0
const laterKeys = new WeakMap<object, number>()
/** Callbacks that wait are alike only where they are the same. */
function laterKey(later: State['later']): number {
  const key = laterKeys.get(later) ?? ++lastKey
  laterKeys.set(later, key)
  return key
}

function endKey(end: Ended): string {
  if ('completion' in end) return end.completion === null ? '' : 'value' in end.completion ? end.completion.kind : `${end.completion.kind} ${end.completion.label ?? ''}`
  const { error } = end
  if (error instanceof Stop) return 'stop'
  if (error instanceof GiveUp) return `given up ${error.why} ${error.at?.start.offset ?? ''} ${error.unseen?.name ?? ''}`
  return `thrown ${error.implicit} ${errorText(error.value)} ${error.place?.range.file ?? ''} ${error.place?.range.start.offset ?? error.at?.start.offset ?? ''}`
}

function nextKey(next: Run['next']): string {
  if (!next) return ''
  const { kind, error, place, exchange } = next
  return [kind, error ? errorText(error) : '', place.range.file, place.range.start.offset, responseKey(exchange), bagKey(exchange.bag, false), exchange.url, exchange.method].join('|')
}

const wayKey = ({ end, state: { exchange, next, escaped, later, passed } }: Way): string =>
  [endKey(end), responseKey(exchange), bagKey(exchange.bag, true), exchange.method, exchange.url, escaped, laterKey(later), nextKey(next), passed?.name ?? ''].join('|')

function grouped(ways: Way[]): Way[][] {
  const found = new Map<string, Way[]>()
  for (const way of ways) {
    const key = wayKey(way)
    const known = found.get(key)
    if (known) known.push(way)
    else found.set(key, [way])
  }
  return [...found.values()].flatMap(parted)
}

/** Ways on which things got other members or lengths stay apart, unless there are many: then what is there at all is left open. */
function parted(group: Way[]): Way[][] {
  if (group.length < 2) return [group]
  if (!areJoinable(group)) return group.map((way) => [way])
  const things = [...new Set(group.flatMap(({ after }) => [...after.things.keys()]))]
  const written = membersOf(group).flatMap(([object, names]) => [...names].map((name): [ObjectValue, string] => [object, name]))
  const parts = new Map<string, Way[]>()
  for (const way of group) {
    const present = written.map(([object, name]) => memberAfter(way, object, name) !== undefined).join()
    const key = `${things.map((thing) => outline(shapeAfter(thing, way))).join('|')} ${present}`
    parts.set(key, [...parts.get(key) ?? [], way])
  }
  return parts.size > MOST_PARTS ? [group] : [...parts.values()]
}

const SAME: ReadonlySet<string> = new Set(['object', 'array', 'regex', 'Map', 'Set', 'Headers'])

/** What this evaluator keeps for itself must agree; a thing must not have changed its nature. */
function areJoinable(group: Way[]): boolean {
  const things = new Set(group.flatMap(({ after }) => [...after.things.keys()]))
  return [...things].every((thing) => {
    const shapes = shapesOf(thing, group)
    return SAME.has(thing.kind) ? joinShapes(shapes, () => UNDEFINED) !== null : false
  })
}

const shapesOf = (thing: Thing, group: Way[]): Shape[] => group.map((way) => shapeAfter(thing, way))

/** What a thing looks like at the end of a way: as a whole, where it was changed as one, or member by member. */
function shapeAfter(thing: Thing, { after }: Way): Shape {
  const shape = after.things.get(thing)
  if (shape || thing.kind !== 'object') return shape ?? thing
  const changed = after.members.get(thing)
  if (!changed) return thing
  const members = new Map(thing.members)
  for (const [name, value] of changed) {
    if (value) members.set(name, value)
    else members.delete(name)
  }
  return { ...thing, members }
}

/** The objects of which the ways changed single members only. */
function membersOf(group: Way[]): [ObjectValue, Set<string>][] {
  const objects = new Set(group.flatMap(({ after }) => [...after.members.keys()]))
  return [...objects].filter((object) => !group.some(({ after }) => after.things.has(object)))
    .map((object) => [object, new Set(group.flatMap(({ after }) => [...after.members.get(object)?.keys() ?? []]))])
}

function memberAfter({ after }: Way, object: ObjectValue, name: string): Value | undefined {
  const changed = after.members.get(object)
  return changed?.has(name) ? changed.get(name) : object.members.get(name)
}

function installMembers(run: Run, group: Way[], join: (values: Value[]) => Value): void {
  for (const [object, names] of membersOf(group)) for (const name of names) {
    const values = group.flatMap((way) => memberAfter(way, object, name) ?? [])
    // Of what only some have made, nothing is known.
    if (values.length > 0 && values.length < group.length) {
      saveThing(run, object)
      object.open = true
    }
    writeMember(run, object, name, values.length === group.length ? join(values) : undefined)
  }
}

/** The run goes on from where the ways of a group have come to. */
function install(run: Run, start: State, group: Way[]): Ended {
  const [first] = group
  if (!first) throw new Error('a group has a way')
  const selector = group.length > 1 ? new Selector(group.map(({ script, state }) => ({ script, state })), start) : null
  const join = (values: Value[]): Value => joinValues(values, selector)
  const bindings = new Set(group.flatMap(({ after }) => [...after.bindings.keys()]))
  for (const binding of bindings) writeBinding(run, binding, join(group.map(({ after }) => after.bindings.get(binding) ?? binding.value)))
  for (const scope of new Set(group.flatMap(({ after }) => [...after.names.keys()]))) {
    const names = new Set(group.flatMap(({ after }) => [...after.names.get(scope)?.keys() ?? []]))
    for (const name of names) {
      const made = group.map(({ after }) => after.names.get(scope)?.get(name))
      const before = scope.bindings.get(name)
      const value = join(made.map((one) => one?.value ?? before?.value ?? UNDEFINED))
      const { init, depth } = made.find(Boolean) ?? { depth: 0 }
      run.trail.entries.push({ kind: 'name', scope, name, before })
      declare(scope, name, value, { depth, ...(init && { init }) })
    }
  }
  for (const thing of new Set(group.flatMap(({ after }) => [...after.things.keys()]))) {
    const shape = group.length === 1 ? shapeAfter(thing, first) : joinShapes(shapesOf(thing, group), join)
    saveThing(run, thing)
    if (shape) reshape(thing, shape)
  }
  installMembers(run, group, join)
  Object.assign(run, group.length === 1 ? first.state : joinStates(group.map(({ state }) => state), join))
  const values = group.flatMap(({ end }) => ('completion' in end && end.completion && 'value' in end.completion ? [end.completion.value] : []))
  const end = first.end
  if ('completion' in end && end.completion && 'value' in end.completion) return { completion: { kind: end.completion.kind, value: join(values) } }
  return end
}

function joinStates(states: State[], join: (values: Value[]) => Value): State {
  const [first, ...others] = states
  if (!first) throw new Error('a group has a way')
  const overlay = new Map<Binding, Value>()
  for (const binding of new Set(states.flatMap((state) => [...state.overlay.keys()]))) {
    const values = states.map((state) => state.overlay.get(binding))
    overlay.set(binding, values.every((value) => value !== undefined) ? join(values.flatMap((value) => value ?? [])) : anUnknown('it may have been written'))
  }
  return {
    ...first, overlay,
    exchange: { ...first.exchange, bag: joinBag(states.map(({ exchange }) => exchange.bag), absentMember, join) },
    truths: common(states.map(({ truths }) => truths)), picked: common(states.map(({ picked }) => picked)),
    failures: new Set(states.flatMap(({ failures }) => [...failures])), guards: Math.max(...[first, ...others].map(({ guards }) => guards)),
  }
}
