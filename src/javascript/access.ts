import { invokeGetter } from './call.ts'
import { arrayMethod } from './natives/array.ts'
import { functionMember } from './natives/function.ts'
import { promiseMethod } from './natives/promise.ts'
import { stringMethod } from './natives/string.ts'
import { comesHere, describeCondition, openDepth } from './machine.ts'
import type { Machine } from './machine.ts'
import { HOLE, UNDEFINED, asDefault, constant, either, givenOutside, assumptionOf, isUndefined, native, unknown, unsetOf, withUnset } from './value.ts'
import type { ArrayValue, ClassValue, EitherValue, ExternalValue, FunctionValue, ObjectValue, UnknownValue, Value } from './value.ts'

/** Prototypes may be set in a circle. */
const MOST_LINKS = 100

/** A member that was written or inherited; null: there is none. */
function findMember(machine: Machine, object: ObjectValue, name: string, self: Value): Value | null {
  let links = 0
  for (let at: ObjectValue | null = object; at && links < MOST_LINKS; at = at.proto, links += 1) {
    const getter = at.getters.get(name)
    if (getter) return invokeGetter(machine, getter, self)
    const member = at.members.get(name)
    if (member) return member
    if (at.open) return unknown(`'${name}' of an object of which not all is known`)
  }
  return null
}

function objectMember(machine: Machine, object: ObjectValue, name: string): Value {
  const found = findMember(machine, object, name, object)
  if (found) return found
  if (name === 'hasOwnProperty') return native(name, ({ args: [key = UNDEFINED] }) => (object.open || key.kind !== 'constant' ? unknown(name) : constant(object.members.has(String(key.value)) || object.getters.has(String(key.value)))))
  return promiseMethod(machine, object, name) ?? UNDEFINED
}

function arrayMember(machine: Machine, array: ArrayValue, name: string): Value {
  if (name === 'length') return array.open ? unknown('length') : constant(array.items.length)
  if (/^\d+$/.test(name)) return array.items[Number(name)] ?? (array.open ? unknown('element') : UNDEFINED)
  return arrayMethod(machine, array, name) ?? promiseMethod(machine, array, name) ?? UNDEFINED
}

function classMember(machine: Machine, value: ClassValue, name: string): Value {
  const own = value.members.get(name)
  if (own) return own
  if (name === 'prototype') return value.prototype
  if (name === 'name') return constant(value.node.id?.name ?? '')
  if (value.open) return unknown(`member '${name}'`)
  return value.parent && !isUndefined(value.parent) ? getMember(machine, value.parent, name) : UNDEFINED
}

export function getMember(machine: Machine, value: Value, name: string): Value {
  switch (value.kind) {
    case 'object': return objectMember(machine, value, name)
    case 'array': return arrayMember(machine, value, name)
    case 'class': return classMember(machine, value, name)
    case 'function': return value.members.get(name) ?? (value.open ? unknown(`member '${name}'`) : functionMember(machine, value, name))
    case 'native': return value.member?.(name) ?? functionMember(machine, value, name)
    case 'host': return hostMember(machine, value, name)
    case 'external': return externalMember(machine, value, name)
    case 'either': return alternativeMember(machine, value, name)
    case 'constant': return typeof value.value === 'string' ? stringMember(value, value.value, name) : promiseMethod(machine, value, name) ?? unknown(`member '${name}'`)
    case 'regex': return name === 'source' ? constant(value.source) : unknown(name)
    case 'unknown': return value.own?.get(name) ?? promiseMethod(machine, value, name) ?? (value.unset ? givenOutside(`member '${name}'`) : unknown(`member '${name}'`))
    default: return promiseMethod(machine, value, name) ?? unknown(`member '${name}'`)
  }
}

/** A promise of what a layer lends is that itself. */
function hostMember(machine: Machine, value: Value & { kind: 'host' }, name: string): Value {
  const found = value.member(name)
  return found.kind === 'unknown' ? promiseMethod(machine, value, name) ?? found : found
}

/** What is made of a default is one. */
function stringMember(value: Value, text: string, name: string): Value {
  const member = stringMethod(text, name)
  const words = assumptionOf(value)
  if (words === null) return member
  return member.kind === 'native' ? { ...member, call: (call) => asDefault(member.call(call), words) } : asDefault(member, words)
}

function alternativeMember(machine: Machine, { values, unset, assumed }: EitherValue, name: string): Value {
  const found = either(...values.filter((one) => !isUndefined(one)).map((one) => getMember(machine, one, name)))
  return unset && !isUndefined(unset) ? markedWith(assumed, withUnset(found, getMember(machine, unset, name), assumed)) : found
}

/** Where all alternatives agree for now, it still hangs on which of them it is. */
const markedWith = (assumed: string | undefined, value: Value): Value => (assumed === undefined ? value : asDefault(value, assumed))

function externalMember(machine: Machine, value: ExternalValue, name: string): Value {
  const own = value.own?.get(name)
  if (own) return own
  if (name === 'default' && value.path.length === 0) return value
  const lent = machine.lender.member?.(value, name)
  if (lent) return lent
  return promiseMethod(machine, value, name) ?? { kind: 'external', package: value.package, path: [...value.path, name], args: null, of: value, call: value.call, module: value.module }
}

/** Under an open condition the old value may still stand. */
const weakly = (machine: Machine, old: Value | undefined, value: Value): Value =>
  (machine.condition && old && !isUndefined(old) ? either(old, value) : value)

/** What a name or member is after a write under conditions: where nothing is set from outside, the old value stands, or the new one. */
export function underConditions(machine: Machine, old: Value, value: Value, depth: number): Value {
  const comes = comesHere(machine, depth)
  if (comes === null) return either(old, value)
  return withUnset(either(old, value), unsetOf(comes ? value : old), `${comes ? 'if' : 'unless'} ${describeCondition(machine.condition) ?? 'something'}`)
}

/** A member that is written over another. One that is there only where something is set from outside leaves the other as a default. */
export function overlaid(old: Value | undefined, value: Value): Value {
  if (!old || value.kind !== 'either' || !value.unset || !isUndefined(value.unset)) return value
  return withUnset(either(old, ...value.values.filter((one) => !isUndefined(one))), unsetOf(old), value.assumed)
}

/** Writes a member; `name` null: one that the files do not name, so that any may have been written. */
export function setMember(machine: Machine, target: Value, name: string | null, value: Value): void {
  if (target.kind === 'either') for (const one of target.values) setMember(machine, one, name, value)
  else if (name === null) setAny(target, value)
  else if (target.kind === 'object' || target.kind === 'class' || target.kind === 'function') setNamed(machine, target, name, value)
  else if (target.kind === 'array') setElement(machine, target, name, value)
  else if (target.kind === 'host') target.assign?.(name, value)
  else if ((target.kind === 'unknown' || target.kind === 'external') && !Object.isFrozen(target)) setOwn(machine, target, name, value)
}

/** What the program writes on something that it did not make is there when it reads it again. */
function setOwn(machine: Machine, target: UnknownValue | ExternalValue, name: string, value: Value): void {
  target.own ??= new Map()
  target.own.set(name, weakly(machine, target.own.get(name), value))
}

/** A member after a write. Under an open condition the old value may still stand, or none. */
function remaining(machine: Machine, target: ObjectValue | ClassValue | FunctionValue, old: Value | undefined, value: Value): Value {
  const depth = target.kind === 'object' ? target.depth : undefined
  if (depth === undefined || openDepth(machine) <= depth) return weakly(machine, old, value)
  if (old && !isUndefined(old)) return underConditions(machine, old, value, depth)
  return comesHere(machine, depth) === false ? underConditions(machine, UNDEFINED, value, depth) : value
}

function setNamed(machine: Machine, target: ObjectValue | ClassValue | FunctionValue, name: string, value: Value): void {
  const old = target.members.get(name)
  if (old?.kind === 'host' && old !== value && target.kind === 'object') (target.before ??= new Map<string, Value[]>()).set(name, [...target.before.get(name) ?? [], old])
  target.members.set(name, remaining(machine, target, old, value))
  if (value.kind === 'function') machine.holders.set(value.node, target)
}

function setElement(machine: Machine, { items }: ArrayValue, name: string, value: Value): void {
  if (!/^\d{1,4}$/.test(name)) return
  const index = Number(name)
  while (items.length < index) items.push(HOLE)
  items[index] = weakly(machine, items[index], value)
}

/** What a member is if another was meant, and what it is if not. */
const perhaps = (old: Value, value: Value): Value => withUnset(either(old, value), old, 'no name from outside is written over it')

/** A write under a name that cannot be known: each member may have been meant, and there may be one more. */
function setAny(target: Value, value: Value): void {
  if (target.kind === 'array') {
    target.items = target.items.map((item) => perhaps(item, value))
    target.open = true
  } else if (target.kind === 'object' || target.kind === 'class' || target.kind === 'function') {
    for (const [name, old] of target.members) if (name !== 'prototype' && name !== 'constructor') target.members.set(name, perhaps(old, value))
    target.open = true
  }
}

/** The elements of something that can be walked with `for … of` or spread. */
export function iterate(value: Value): ArrayValue {
  if (value.kind === 'array') return value
  if (value.kind === 'host' && value.iterate) return value.iterate()
  if (value.kind === 'constant' && typeof value.value === 'string') return { kind: 'array', items: [...value.value].map(constant), open: false }
  if (value.kind === 'either') {
    const all = value.values.filter((one) => one.kind !== 'constant').map(iterate)
    return { kind: 'array', items: all.flatMap((one) => one.items), open: true }
  }
  return { kind: 'array', items: [], open: value.kind !== 'constant' }
}
