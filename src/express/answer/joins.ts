import { UNDEFINED } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import type { Binding, Scope } from '../../javascript/scope.ts'
import { declare } from '../../javascript/scope.ts'
import type { RouterModel } from '../register/stack.ts'
import { errorText } from './error-key.ts'
import { bagKey, joinBag, joinResponses, responseKey, statusKey } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { GiveUp, Stop, anUnknown } from './run.ts'
import type { Run, State, Thrown } from './run.ts'
import { isOver } from './scopes.ts'
import { absentMember } from './request.ts'
import { Selector, common, joinValues } from './selector.ts'
import { joinShapes, outline } from './shapes.ts'
import { Tail } from './tail.ts'
import { reshape, saveThing, shapeOf, writeBinding, writeMember } from './trail.ts'
import type { Afterwards, Shape, Thing } from './trail.ts'
import { groupBy } from '../../text/group.ts'

/** How a piece of code ended, other than by running on. `case`: it has only found out which of several pieces comes next. */
export type Completion =
  | { kind: 'return' | 'value'; value: Value }
  | { kind: 'break' | 'continue'; label: string | null }
  | { kind: 'case'; at: number }
  | null

/** `tail`: all that is left is to carry a function out, whose value is the piece's own. */
export type Ended = { completion: Completion } | { error: Thrown | Stop | GiveUp } | { tail: Tail }

/** One way through a piece of code: what it assumed, how it ended, and what it left. */
export interface Way {
  when: string[]
  end: Ended
  state: State
  after: Afterwards
  /** What tells it from others, once that was asked. */
  key: string | null
}

/** So many ways are kept apart for nothing but what objects have. */
const MOST_PARTS = 3

export const stateOf = ({
  exchange,
  next,
  escaped,
  later,
  failures,
  guard,
  guards,
  truths,
  picked,
  overlay,
  passed,
}: Run): State => ({ exchange, next, escaped, later, failures, guard, guards, truths, picked, overlay, passed })

/** Puts a run where it was: the exchange is written in place from now on. */
export function setState(run: Run, state: State): void {
  run.exchange = { ...state.exchange }
  run.next = state.next
  run.escaped = state.escaped
  run.later = state.later
  run.failures = state.failures
  run.guard = state.guard
  run.guards = state.guards
  run.truths = state.truths
  run.picked = state.picked
  run.overlay = state.overlay
  run.passed = state.passed
}

let lastKey = 0
const keys = new WeakMap<object, number>()
/** What is alike only where it is the same: callbacks that wait, functions. */
function keyOf(thing: object): number {
  const known = keys.get(thing)
  if (known !== undefined) return known
  keys.set(thing, ++lastKey)
  return lastKey
}

/** The same function of the same thing, whatever it is given. */
const tailKey = ({ fn, invocation: { self, args } }: Tail): string =>
  `tail ${keyOf(fn)} ${keyOf(self)} ${args.items.length} ${args.open}`

function endKey(end: Ended): string {
  if ('completion' in end) {
    const { completion } = end
    if (completion === null) return ''
    return 'value' in completion
      ? completion.kind
      : 'at' in completion
        ? `case ${completion.at}`
        : `${completion.kind} ${completion.label ?? ''}`
  }
  if ('tail' in end) return tailKey(end.tail)
  const { error } = end
  if (error instanceof Stop) return 'stop'
  if (error instanceof GiveUp)
    return `given up ${error.why} ${error.at?.start.offset ?? ''} ${error.unseen?.name ?? ''}`
  return `thrown ${error.implicit} ${errorText(error.value)} ${error.place?.range.file ?? ''} ${error.place?.range.start.offset ?? error.at?.start.offset ?? ''}`
}

/** How a response is told from others. */
type KeyOf = (exchange: Exchange) => string

function nextKey(next: Run['next'], responseOf: KeyOf): string {
  if (!next) return ''
  const { kind, error, place, exchange } = next
  return [
    kind,
    error ? errorText(error) : '',
    place.range.file,
    place.range.start.offset,
    responseOf(exchange),
    bagKey(exchange.bag, false),
    exchange.url,
    exchange.method,
    routerKey(next.into),
  ].join('|')
}

/** A router by the place where it is made. */
export const routerKey = (router: RouterModel | undefined): string =>
  router ? `${router.range.file} ${router.range.start.offset}` : ''

/** A way does not change any more. */
const wayKey = (way: Way, responseOf: KeyOf): string =>
  responseOf === responseKey ? (way.key ??= newWayKey(way, responseOf)) : newWayKey(way, responseOf)

const newWayKey = ({ end, state: { exchange, next, escaped, later } }: Way, responseOf: KeyOf): string =>
  [
    endKey(end),
    responseOf(exchange),
    bagKey(exchange.bag, true),
    exchange.method,
    exchange.url,
    escaped,
    keyOf(later),
    nextKey(next, responseOf),
  ].join('|')

/** So many ways are kept apart for nothing but the headers that were set. */
const MOST_HEADS = 8

/** Those after which the response, the request and `next` are alike are one: what else differs hangs on a selector. */
export function grouped(ways: Way[]): Way[][] {
  if (ways.length < 2) return ways.map((way) => [way])
  const groups = groupedBy(ways, responseKey)
  return (groups.length > MOST_HEADS ? groupedBy(ways, statusKey) : groups).flatMap(parted)
}

function groupedBy(ways: Way[], responseOf: KeyOf): Way[][] {
  return [...groupBy(ways, (way) => wayKey(way, responseOf)).values()]
}

/** Ways on which things got other members or lengths stay apart, unless there are many: then what is there at all is left open. */
function parted(group: Way[]): Way[][] {
  if (group.length < 2) return [group]
  if (!areJoinable(group)) return group.map((way) => [way])
  const things = [...new Set(group.flatMap(({ after }) => [...after.things.keys()]))]
  const written = membersOf(group).flatMap(([object, names]) =>
    [...names].map((name): [ObjectValue, string] => [object, name]),
  )
  const parts = new Map<string, Way[]>()
  for (const way of group) {
    const present = written.map(([object, name]) => memberAfter(way, object, name) !== undefined).join()
    const key = `${things.map((thing) => outline(shapeAfter(thing, way))).join('|')} ${present}`
    parts.set(key, [...(parts.get(key) ?? []), way])
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
  return [...objects]
    .filter((object) => !group.some(({ after }) => after.things.has(object)))
    .map((object) => [object, new Set(group.flatMap(({ after }) => [...(after.members.get(object)?.keys() ?? [])]))])
}

function memberAfter({ after }: Way, object: ObjectValue, name: string): Value | undefined {
  const changed = after.members.get(object)
  return changed?.has(name) ? changed.get(name) : object.members.get(name)
}

function installMembers(run: Run, group: Way[], join: (values: Value[]) => Value): void {
  for (const [object, names] of membersOf(group))
    for (const name of names) {
      const values = group.flatMap((way) => memberAfter(way, object, name) ?? [])
      // Of what only some have made, nothing is known.
      if (values.length > 0 && values.length < group.length) {
        saveThing(run, object)
        object.open = true
      }
      writeMember(run, object, name, values.length === group.length ? join(values) : undefined)
    }
}

/** What a way has made looks as it did there. */
function restore(run: Run, { things, members }: Afterwards['made']): void {
  for (const [thing, shape] of things) {
    saveThing(run, thing)
    reshape(thing, shapeOf(shape))
  }
  for (const [object, changed] of members)
    if (!things.has(object)) for (const [name, value] of changed) writeMember(run, object, name, value)
}

/** A call that is given one of several values. */
function joinTails(first: Tail, group: Way[], join: (values: Value[]) => Value): Tail {
  const { fn, invocation } = first
  const given = group.flatMap(({ end }) => ('tail' in end ? [end.tail.invocation.args.items] : []))
  const items = invocation.args.items.map((_, at) => join(given.map((args) => args[at] ?? UNDEFINED)))
  return new Tail(fn, { ...invocation, args: { ...invocation.args, items } })
}

/** The run goes on from where a way has come to. */
function resume(run: Run, way: Way): Ended {
  const { after, state, end } = way
  for (const [binding, value] of after.bindings) writeBinding(run, binding, value)
  for (const [scope, names] of after.names)
    if (!isOver(run, scope)) for (const [name, binding] of names) redeclare(run, scope, name, binding)
  for (const thing of after.things.keys()) {
    saveThing(run, thing)
    reshape(thing, shapeOf(shapeAfter(thing, way)))
  }
  for (const [object, changed] of after.members)
    if (!after.things.has(object))
      for (const name of changed.keys()) writeMember(run, object, name, memberAfter(way, object, name))
  restore(run, after.made)
  setState(run, state)
  return end
}

function redeclare(run: Run, scope: Scope, name: string, { value, init, depth }: Binding): void {
  run.trail.entries.push({ kind: 'name', scope, name, before: scope.bindings.get(name) })
  declare(scope, name, value, { depth, ...(init && { init }) })
}

/** The run goes on from where the ways of a group have come to. */
export function install(run: Run, start: State, group: Way[]): Ended {
  const [first] = group
  if (!first) throw new Error('a group has a way')
  if (group.length === 1) return resume(run, first)
  const selector = new Selector(group, start)
  const join = (values: Value[]): Value => joinValues(values, selector)
  const bindings = new Set(group.flatMap(({ after }) => [...after.bindings.keys()]))
  for (const binding of bindings)
    writeBinding(run, binding, join(group.map(({ after }) => after.bindings.get(binding) ?? binding.value)))
  for (const scope of new Set(group.flatMap(({ after }) => [...after.names.keys()]))) {
    if (isOver(run, scope)) continue
    const names = new Set(group.flatMap(({ after }) => [...(after.names.get(scope)?.keys() ?? [])]))
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
    const shape = joinShapes(shapesOf(thing, group), join)
    saveThing(run, thing)
    if (shape) reshape(thing, shape)
  }
  installMembers(run, group, join)
  for (const {
    after: { made },
  } of group)
    restore(run, made)
  const state = joinStates(
    group.map((way) => way.state),
    join,
  )
  setState(run, state)
  const values = group.flatMap(({ end }) =>
    'completion' in end && end.completion && 'value' in end.completion ? [end.completion.value] : [],
  )
  const end = first.end
  if ('tail' in end) return { tail: joinTails(end.tail, group, join) }
  if ('completion' in end && end.completion && 'value' in end.completion)
    return { completion: { kind: end.completion.kind, value: join(values) } }
  return end
}

function joinStates(states: State[], join: (values: Value[]) => Value): State {
  const [first, ...others] = states
  if (!first) throw new Error('a group has a way')
  const overlay = new Map<Binding, Value>()
  for (const binding of new Set(states.flatMap((state) => [...state.overlay.keys()]))) {
    const values = states.map((state) => state.overlay.get(binding))
    overlay.set(
      binding,
      values.every((value) => value !== undefined)
        ? join(values.flatMap((value) => value ?? []))
        : anUnknown('it may have been written'),
    )
  }
  return {
    ...first,
    overlay,
    next: first.next && {
      ...first.next,
      exchange: states.flatMap(({ next }) => next?.exchange ?? []).reduce(joinResponses),
    },
    exchange: {
      ...states.map(({ exchange }) => exchange).reduce(joinResponses),
      bag: joinBag(
        states.map(({ exchange }) => exchange.bag),
        absentMember,
        join,
      ),
    },
    truths: common(states.map(({ truths }) => truths)),
    picked: common(states.map(({ picked }) => picked)),
    passed: first.passed.filter((name) => others.every(({ passed }) => passed.includes(name))),
    failures: new Set(states.flatMap(({ failures }) => [...failures])),
    guards: Math.max(...[first, ...others].map(({ guards }) => guards)),
  }
}
