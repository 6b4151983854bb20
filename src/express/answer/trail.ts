import { collectionOf } from '../../javascript/natives/collection.ts'
import type { Collection } from '../../javascript/natives/collection.ts'
import type { Binding, Scope } from '../../javascript/scope.ts'
import { declare } from '../../javascript/scope.ts'
import type { ArrayValue, ObjectValue, RegexValue, Value } from '../../javascript/value.ts'
import type { Run } from './run.ts'
import { isOver } from './scopes.ts'

/** A variable of this evaluator's own that a run may write. */
export interface Cell {
  kind: 'cell'
  holds: unknown
}

/** What a run changes in place, and how that looked before: so that another way can be taken from the same point. */
export type Written =
  | { kind: 'binding'; binding: Binding; before: Value }
  | { kind: 'name'; scope: Scope; name: string; before: Binding | undefined }
  | { kind: 'member'; object: ObjectValue; name: string; before: Value | undefined }
  | { kind: 'thing'; thing: Thing; before: Shape; earlier: number | undefined }

export type Thing = ObjectValue | ArrayValue | RegexValue | Collection | Cell
/** A thing as it is at one moment. */
export type Shape = Thing

export interface Trail {
  entries: Written[]
  /** Where a thing was saved last. */ saved: Map<Thing, number>
  /** Since where it has to be saved anew. */ mark: number
}

export const newTrail = (): Trail => ({ entries: [], saved: new Map(), mark: 0 })

const isCollection = (thing: Thing): thing is Collection => 'pairs' in thing

export function shapeOf(thing: Thing): Shape {
  if (isCollection(thing))
    return { ...thing, pairs: new Map([...thing.pairs].map(([key, [name, value]]) => [key, [name, value]])) }
  if (thing.kind === 'object')
    return {
      ...thing,
      members: new Map(thing.members),
      getters: new Map(thing.getters),
      ...(thing.setters && { setters: new Map(thing.setters) }),
    }
  if (thing.kind === 'array')
    return { ...thing, items: [...thing.items], ...(thing.members && { members: new Map(thing.members) }) }
  return { ...thing }
}

/** Gives a thing a shape. */
export function reshape(thing: Thing, shape: Shape): void {
  for (const key of Object.keys(thing)) if (!(key in shape)) Reflect.deleteProperty(thing, key)
  Object.assign(thing, shape)
}

export function saveThing({ trail }: Run, thing: Thing): void {
  const earlier = trail.saved.get(thing)
  if (earlier !== undefined && earlier >= trail.mark) return
  trail.saved.set(thing, trail.entries.length)
  trail.entries.push({ kind: 'thing', thing, before: shapeOf(thing), earlier })
}

/** Notes how something of the run looks, which is about to be changed. */
export function save(run: Run, thing: Value | Cell): void {
  if (thing.kind === 'object' || thing.kind === 'array' || thing.kind === 'regex' || thing.kind === 'cell')
    return saveThing(run, thing)
  const collection = thing.kind === 'host' ? collectionOf(thing) : undefined
  if (collection) saveThing(run, collection)
}

/** Whether a run may change a thing, which it then will. */
export function owns(run: Run, thing: Value): boolean {
  if (!run.owned.has(thing)) return false
  save(run, thing)
  return true
}

/** Writes one member of an object of the run. */
export function writeMember({ trail }: Run, object: ObjectValue, name: string, value: Value | undefined): void {
  const saved = trail.saved.get(object)
  if (saved === undefined || saved < trail.mark)
    trail.entries.push({ kind: 'member', object, name, before: object.members.get(name) })
  put(object, name, value)
}

function put({ members }: ObjectValue, name: string, value: Value | undefined): void {
  if (value) members.set(name, value)
  else members.delete(name)
}

export function writeBinding(run: Run, binding: Binding, value: Value): void {
  run.trail.entries.push({ kind: 'binding', binding, before: binding.value })
  binding.value = value
}

export function declareIn(run: Run, scope: Scope, name: string, value: Value): void {
  run.trail.entries.push({ kind: 'name', scope, name, before: scope.bindings.get(name) })
  declare(scope, name, value)
}

/** Takes everything back that was written since a mark. */
export function takeBack({ trail }: Run, mark: number): void {
  for (let entry; trail.entries.length > mark;) {
    entry = trail.entries.pop()
    if (entry?.kind === 'binding') entry.binding.value = entry.before
    else if (entry?.kind === 'member') put(entry.object, entry.name, entry.before)
    else if (entry?.kind === 'name') {
      if (entry.before) entry.scope.bindings.set(entry.name, entry.before)
      else entry.scope.bindings.delete(entry.name)
    } else if (entry) {
      reshape(entry.thing, entry.before)
      if (entry.earlier === undefined) trail.saved.delete(entry.thing)
      else trail.saved.set(entry.thing, entry.earlier)
    }
  }
}

/** What things look like; `members`: of objects that are not among the things. */
export interface Changed {
  things: ReadonlyMap<Thing, Shape>
  members: ReadonlyMap<ObjectValue, ReadonlyMap<string, Value | undefined>>
}

/** What was written since a mark, as it is now. `made`: of what was made since then, which no other way knows. */
export interface Afterwards extends Changed {
  bindings: ReadonlyMap<Binding, Value>
  names: ReadonlyMap<Scope, ReadonlyMap<string, Binding>>
  made: Changed
}

/** Most ways leave most as it was. */
const NONE: ReadonlyMap<never, never> = new Map<never, never>()
export const UNCHANGED: Changed = { things: NONE, members: NONE }

interface Gathered {
  things: Map<Thing, Shape> | null
  members: Map<ObjectValue, Map<string, Value | undefined>> | null
}

/** `born`: how many things there were at the mark. */
export function writtenSince(run: Run, mark: number, born: number): Afterwards {
  const { entries } = run.trail
  const known: Gathered = { things: null, members: null }
  const made: Gathered = { things: null, members: null }
  let bindings: Map<Binding, Value> | null = null
  let names: Map<Scope, Map<string, Binding>> | null = null
  const among = (thing: Thing): Gathered => ((run.owned.get(thing) ?? -1) >= born ? made : known)
  for (let at = mark; at < entries.length; at++) {
    const entry = entries[at]
    if (entry?.kind === 'binding') (bindings ??= new Map()).set(entry.binding, entry.binding.value)
    else if (entry?.kind === 'thing') {
      const things = (among(entry.thing).things ??= new Map())
      if (!things.has(entry.thing)) things.set(entry.thing, shapeOf(entry.thing))
    } else if (entry?.kind === 'member') {
      const members = (among(entry.object).members ??= new Map())
      placeIn(members, entry.object).set(entry.name, entry.object.members.get(entry.name))
    } else if (entry && !isOver(run, entry.scope)) {
      const binding = entry.scope.bindings.get(entry.name)
      if (binding) placeIn((names ??= new Map()), entry.scope).set(entry.name, { ...binding })
    }
  }
  return {
    things: known.things ?? NONE,
    members: known.members ?? NONE,
    bindings: bindings ?? NONE,
    names: names ?? NONE,
    made: made.things || made.members ? { things: made.things ?? NONE, members: made.members ?? NONE } : UNCHANGED,
  }
}

function placeIn<K, N, V>(of: Map<K, Map<N, V>>, key: K): Map<N, V> {
  const known = of.get(key) ?? new Map<N, V>()
  of.set(key, known)
  return known
}
