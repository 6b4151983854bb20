import { getMember, iterate, overlaid } from '../access.ts'
import type { Machine } from '../machine.ts'
import { UNDEFINED, arrayOf, asDefault, assumptionOf, constant, native, objectOf, settled, stringOf, unknown } from '../value.ts'
import type { Call, NativeValue, Value } from '../value.ts'

/** The names of an object's own members, as far as they are known; null: nothing is. */
export function keysOf(value: Value): string[] | null {
  if (value.kind === 'object') return [...value.members.keys(), ...value.getters.keys()]
  if (value.kind === 'class' || value.kind === 'function') return [...value.members.keys()].filter((name) => name !== 'prototype')
  if (value.kind === 'array') return value.items.map((_, index) => String(index))
  if (value.kind === 'host') return value.keys?.() ?? null
  return null
}

const isOpen = (value: Value): boolean => (value.kind === 'object' || value.kind === 'array' ? value.open : false)

/** What is listed of a default is one. */
function list(given: Value, pick: (name: string, of: Value) => Value): Value {
  const value = settled(given)
  const words = assumptionOf(given)
  const keys = keysOf(value)
  if (!keys) return arrayOf([], true)
  const items = keys.map((name) => pick(name, value))
  return arrayOf(words === null ? items : items.map((item) => asDefault(item, words)), isOpen(value))
}

function assign(machine: Machine, { args: [target = UNDEFINED, ...sources] }: Call): Value {
  if (target.kind !== 'object' && target.kind !== 'function' && target.kind !== 'class') return target
  for (const source of sources) {
    for (const name of keysOf(source) ?? []) target.members.set(name, overlaid(target.members.get(name), getMember(machine, source, name)))
    if (target.kind === 'object' && (isOpen(source) || (keysOf(source) === null && source.kind !== 'constant'))) target.open = true
  }
  return target
}

function define(machine: Machine, { args: [target = UNDEFINED, name = UNDEFINED, descriptor = UNDEFINED] }: Call): Value {
  const key = stringOf(name)
  if (key === null || (target.kind !== 'object' && target.kind !== 'function')) return target
  const getter = descriptor.kind === 'object' ? descriptor.members.get('get') : undefined
  if (getter?.kind === 'function' && target.kind === 'object') target.getters.set(key, getter)
  else target.members.set(key, getMember(machine, descriptor, 'value'))
  return target
}

function fromEntries(pairs: Value): Value {
  const { items, open } = iterate(pairs)
  const made = objectOf([], open)
  for (const pair of items) {
    const [name, value] = iterate(pair).items
    const key = name?.kind === 'constant' ? String(name.value) : null
    if (key === null) made.open = true
    else made.members.set(key, value ?? UNDEFINED)
  }
  return made
}

function create(proto: Value): Value {
  const made = objectOf([], proto.kind !== 'object' && proto.kind !== 'constant')
  if (proto.kind === 'object') made.proto = proto
  return made
}

/** The functions of `Object`. */
export function objectFunction(machine: Machine, name: string): NativeValue {
  const first = (call: Call): Value => call.args[0] ?? UNDEFINED
  switch (name) {
    case 'keys': case 'getOwnPropertyNames': return native(name, (call) => list(first(call), (key) => constant(key)))
    case 'values': return native(name, (call) => list(first(call), (key, of) => getMember(machine, of, key)))
    case 'entries': return native(name, (call) => list(first(call), (key, of) => arrayOf([constant(key), getMember(machine, of, key)])))
    case 'assign': return native(name, (call) => assign(machine, call))
    case 'freeze': case 'seal': case 'preventExtensions': return native(name, first)
    case 'fromEntries': return native(name, (call) => fromEntries(first(call)))
    case 'defineProperty': return native(name, (call) => define(machine, call))
    case 'create': return native(name, (call) => create(first(call)))
    case 'getPrototypeOf': return native(name, (call) => {
      const of = first(call)
      return of.kind === 'object' && of.proto ? of.proto : unknown(name)
    })
    case 'setPrototypeOf': return native(name, (call) => {
      const [target = UNDEFINED, proto = UNDEFINED] = call.args
      if (target.kind === 'object' && proto.kind === 'object') target.proto = proto
      return target
    })
    default: return native(name, () => unknown(`Object.${name}`))
  }
}
