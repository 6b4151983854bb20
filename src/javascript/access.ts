import { invokeGetter, invokeSetter } from './evaluator.ts'
import { birthOf, comesHere, describeCondition, openDepth, type Machine } from './machine.ts'
import { OBJECT_METHODS, hasOwn } from './natives/object.ts'
import { languageMember } from './natives/language.ts'
import { promiseMethod } from './natives/promise.ts'
import {
  HOLE,
  UNDEFINED,
  asDefault,
  assumptionOf,
  constant,
  either,
  givenOutside,
  isUndefined,
  textOf,
  unknown,
  unsetOf,
  withUnset,
  type ArrayValue,
  type ClassValue,
  type EitherValue,
  type ExternalValue,
  type FunctionValue,
  type ObjectValue,
  type UnknownValue,
  type Value,
} from './value.ts'

export { iterate } from './natives/iterator.ts'

/** Prototypes may be set in a circle. */
const MOST_LINKS = 100

/** The object of a chain of prototypes that has a member; `open`: what stands before it may have it as well. null: none has. */
export function holderOf(object: ObjectValue, name: string): { holder: ObjectValue; open: boolean } | null {
  let links = 0
  let open: ObjectValue | null = null
  for (let at: ObjectValue | null = object; at && links < MOST_LINKS; at = at.proto, links += 1) {
    if (at.members.has(name)) return { holder: at, open: false }
    if (at.open && !at.foreign) return { holder: at, open: true }
    open ??= at.open ? at : null
  }
  return open && { holder: open, open: true }
}

/** `name in object`; null: open. */
export function hasMember(of: Value, key: Value): boolean | null {
  const name = textOf(key)
  if (name === null || (of.kind !== 'object' && of.kind !== 'array')) return null
  const found = of.kind === 'object' ? holderOf(of, name) : null
  if (found) return found.open ? null : true
  if (of.kind === 'object') return of.bare || (!OBJECT_METHODS.has(name) && !(name in Object.prototype)) ? false : true
  const own = hasOwn(of, name)
  return own === false ? name in Array.prototype : own
}

/** The same while the program starts: a member that only some way has put there holds undefined, too. */
export function surelyHas(of: Value, key: Value): boolean | null {
  const has = hasMember(of, key)
  if (!has || of.kind !== 'object') return has
  const value = holderOf(of, textOf(key) ?? '')?.holder.members.get(textOf(key) ?? '')
  return value && (value.kind === 'either' || isUndefined(value)) ? null : true
}

function objectMember(machine: Machine, object: ObjectValue, name: string, self: Value): Value {
  const found = holderOf(object, name)
  if (!found)
    return (
      (object.bare ? null : OBJECT_METHODS.get(name)) ??
      promiseMethod(machine, object, name) ??
      (name === '__proto__' || name === 'constructor' ? unknown(name) : UNDEFINED)
    )
  const { holder, open } = found
  if (open) return OBJECT_METHODS.get(name) ?? unknown(`'${name}' of an object of which not all is known`)
  const getter = holder.getters.get(name)
  return getter ? invokeGetter(machine, getter, self) : (holder.members.get(name) ?? UNDEFINED)
}

function classMember(machine: Machine, value: ClassValue, name: string, self: Value): Value {
  const own = value.members.get(name)
  if (own) return own
  if (name === 'prototype') return value.prototype
  if (name === 'name') return constant(value.node.id?.name ?? '')
  if (value.open) return unknown(`member '${name}'`)
  if (value.parent && !isUndefined(value.parent)) return getMember(machine, value.parent, name, self)
  return name in Function.prototype ? unknown(name) : UNDEFINED
}

const ownsAll = (): boolean => true

/** What the language says of a member; a promise of a value is the value. */
function plainMember(machine: Machine, value: Value, name: string): Value {
  const member = languageMember(value, name, ownsAll) ?? promiseMethod(machine, value, name)
  const words = assumptionOf(value)
  if (member) return words !== null && member.kind !== 'native' ? asDefault(member, words) : member
  return value.kind === 'constant' && (value.value ?? null) === null ? unknown(`member '${name}'`) : UNDEFINED
}

/** A member as it is read; `self`: the `this` of its getter. */
export function getMember(machine: Machine, value: Value, name: string, self = value): Value {
  switch (value.kind) {
    case 'object':
      return objectMember(machine, value, name, self)
    case 'class':
      return classMember(machine, value, name, self)
    case 'function':
      return value.members.get(name) ?? (value.open ? unknown(`member '${name}'`) : plainMember(machine, value, name))
    case 'native':
      return value.member?.(name) ?? plainMember(machine, value, name)
    case 'host':
      return hostMember(machine, value, name)
    case 'external':
      return externalMember(machine, value, name)
    case 'either':
      return alternativeMember(machine, value, name)
    case 'unknown':
      return (
        value.own?.get(name) ??
        promiseMethod(machine, value, name) ??
        (value.unset ? givenOutside(`member '${name}'`) : unknown(`member '${name}'`))
      )
    default:
      return plainMember(machine, value, name)
  }
}

/** A promise of what a layer lends, or of a module, is that itself. */
function hostMember(machine: Machine, value: Value & { kind: 'host' }, name: string): Value {
  const found = value.member(name)
  return found.kind === 'unknown' || isUndefined(found) ? (promiseMethod(machine, value, name) ?? found) : found
}

function alternativeMember(machine: Machine, { values, unset, assumed }: EitherValue, name: string): Value {
  const found = either(...values.filter((one) => !isUndefined(one)).map((one) => getMember(machine, one, name)))
  return unset && !isUndefined(unset)
    ? markedWith(assumed, withUnset(found, getMember(machine, unset, name), assumed))
    : found
}

/** Where all alternatives agree for now, it still hangs on which of them it is. */
const markedWith = (assumed: string | undefined, value: Value): Value =>
  assumed === undefined ? value : asDefault(value, assumed)

function externalMember(machine: Machine, value: ExternalValue, name: string): Value {
  const own = value.own?.get(name)
  if (own) return own
  if (name === 'default' && value.path.length === 0) return value
  const lent = machine.lender.member?.(value, name)
  if (lent) return lent
  return (
    promiseMethod(machine, value, name) ?? {
      kind: 'external',
      package: value.package,
      path: [...value.path, name],
      args: null,
      of: value,
      call: value.call,
      module: value.module,
    }
  )
}

/** Whether what happens to a thing now is certain, as long as it is there at all. */
export const isSure = (machine: Machine, thing: Value): boolean => openDepth(machine) <= birthOf(thing)

/** Under an open condition the old value may still stand. */
const weakly = (machine: Machine, target: Value, old: Value | undefined, value: Value): Value =>
  old && !isUndefined(old) && !isSure(machine, target) ? underConditions(machine, old, value, birthOf(target)) : value

/** What a name or member is after a write under conditions: where nothing is set from outside, the old value stands, or the new one. */
export function underConditions(machine: Machine, old: Value, value: Value, depth: number): Value {
  const comes = comesHere(machine, depth)
  if (comes === null) return either(old, value)
  return withUnset(
    either(old, value),
    unsetOf(comes ? value : old),
    `${comes ? 'if' : 'unless'} ${describeCondition(machine.condition) ?? 'something'}`,
  )
}

/** A member that is written over another. One that is there only where something is set from outside leaves the other as a default. */
export function overlaid(old: Value | undefined, value: Value): Value {
  if (!old || value.kind !== 'either' || !value.unset || !isUndefined(value.unset)) return value
  return withUnset(either(old, ...value.values.filter((one) => !isUndefined(one))), unsetOf(old), value.assumed)
}

/** Members of unknown names are laid over those of a thing: what it held is a default. */
export function mayOverwrite(thing: Value): void {
  if (thing.kind === 'object') {
    delete thing.foreign
    for (const [name, value] of thing.members) thing.members.set(name, asDefault(value, 'nothing else is said'))
  }
  if (thing.kind === 'object' || thing.kind === 'array') thing.open = true
  if (thing.kind === 'function' || thing.kind === 'class') thing.open = true
}

/** Writes a member; `name` null: one that the files do not name, so that any may have been written. */
export function setMember(machine: Machine, target: Value, name: string | null, value: Value): void {
  if (target.kind === 'either') for (const one of target.values) setMember(machine, one, name, value)
  else if (name === null) setAny(target, value)
  else if (target.kind === 'object') setOwn(machine, target, name, value)
  else if (target.kind === 'class' || target.kind === 'function') setNamed(machine, target, name, value)
  else if (target.kind === 'array') setElement(target, name, value, isSure(machine, target))
  else if (target.kind === 'regex' && name === 'lastIndex') target.lastIndex = value
  else if (target.kind === 'host') target.assign?.(name, value)
  else if ((target.kind === 'unknown' || target.kind === 'external') && !Object.isFrozen(target))
    setForeign(machine, target, name, value)
}

/** What the program writes on something that it did not make is there when it reads it again. */
function setForeign(machine: Machine, target: UnknownValue | ExternalValue, name: string, value: Value): void {
  target.own ??= new Map()
  target.own.set(name, weakly(machine, target, target.own.get(name), value))
}

function setOwn(machine: Machine, target: ObjectValue, name: string, value: Value): void {
  if (target.frozen) return
  const holder = holderOf(target, name)?.holder
  const setter = holder?.setters?.get(name)
  if (setter) invokeSetter(machine, setter, target, value)
  else if (!holder?.getters.has(name)) setNamed(machine, target, name, value)
}

/** A member after a write. Under an open condition the old value may still stand, or none. */
function remaining(
  machine: Machine,
  target: ObjectValue | ClassValue | FunctionValue,
  old: Value | undefined,
  value: Value,
): Value {
  const depth = target.kind === 'object' ? target.depth : undefined
  if (depth === undefined || openDepth(machine) <= depth) return weakly(machine, target, old, value)
  if (old && !isUndefined(old)) return underConditions(machine, old, value, depth)
  return comesHere(machine, depth) === false ? underConditions(machine, UNDEFINED, value, depth) : value
}

function setNamed(
  machine: Machine,
  target: ObjectValue | ClassValue | FunctionValue,
  name: string,
  value: Value,
): void {
  const old = target.members.get(name)
  if (old?.kind === 'host' && old !== value && target.kind === 'object')
    (target.before ??= new Map<string, Value[]>()).set(name, [...(target.before.get(name) ?? []), old])
  target.members.set(name, remaining(machine, target, old, value))
  if (value.kind === 'function') machine.holders.set(value.node, target)
}

/** Writes an element, the length that cuts others off, or a member that is none; `sure` false: the old one may still stand. */
export function setElement(target: ArrayValue, name: string | null, value: Value, sure = true): void {
  if (target.frozen) return
  if (name === null) return setAny(target, value)
  if (name === 'length') return setLength(target, value, sure)
  const old = target.members?.get(name)
  if (!/^(?:0|[1-9]\d{0,3})$/.test(name))
    (target.members ??= new Map()).set(name, sure || !old ? value : either(old, value))
  else setIndex(target, Number(name), value, sure)
}

function setIndex(target: ArrayValue, index: number, value: Value, sure: boolean): void {
  const { items } = target
  const old = items[index]
  if (!old && (!sure || target.open)) target.loose = true
  while (items.length < index) items.push(HOLE)
  items[index] = sure || !old || isUndefined(old) ? value : either(old, value)
}

function setLength(target: ArrayValue, value: Value, sure: boolean): void {
  const length = value.kind === 'constant' && typeof value.value === 'number' && sure ? value.value : null
  if (length === null || length > 5000 || target.open || target.loose) target.loose = true
  else target.items = Array.from({ length }, (_, index) => target.items[index] ?? HOLE)
}

/** What a member is if another was meant, and what it is if not. */
const perhaps = (old: Value, value: Value): Value =>
  withUnset(either(old, value), old.kind === 'either' ? old.unset : old, 'no name from outside is written over it')

/** A write under a name that cannot be known: each member may have been meant, and there may be one more. */
function setAny(target: Value, value: Value): void {
  if (target.kind === 'array') {
    target.items = target.items.map((item) => perhaps(item, value))
    target.open = true
    target.loose = true
  } else if (target.kind === 'object' || target.kind === 'class' || target.kind === 'function') {
    for (const [name, old] of target.members)
      if (name !== 'prototype' && name !== 'constructor') target.members.set(name, perhaps(old, value))
    target.open = true
    if (target.kind === 'object') delete target.foreign
  }
}

/** `delete of.name`; `name` null: of any. */
export function removeMember(of: Value, name: string | null, sure = true): void {
  if (of.kind === 'array' && name !== null && /^\d+$/.test(name) && Number(name) < of.items.length)
    of.items[Number(name)] = sure ? HOLE : unknown('an element')
  if (of.kind !== 'object' && of.kind !== 'class' && of.kind !== 'function') return
  if (name === null || !sure) return setAny(of, UNDEFINED)
  if (of.kind === 'object' && of.frozen) return
  of.members.delete(name)
  if (of.kind !== 'object') return
  of.getters.delete(name)
  of.setters?.delete(name)
}
