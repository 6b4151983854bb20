import type { Machine } from '../machine.ts'
import { UNDEFINED, constant, isUndefined, native, unknown, type NativeValue, type Value } from '../value.ts'

interface Entry {
  target: Value
  member: Value
  key: Value
  value: Value
}

/** What decorators have noted, by program. */
const notes = new WeakMap<Machine, Entry[]>()

const same = (a: Value, b: Value): boolean =>
  a === b || (a.kind === 'constant' && b.kind === 'constant' && a.value === b.value)

function find(machine: Machine, key: Value, target: Value, member: Value): Entry | undefined {
  return notes
    .get(machine)
    ?.find((entry) => same(entry.target, target) && same(entry.member, member) && same(entry.key, key))
}

function note(machine: Machine, key: Value, value: Value, [target, member]: [Value, Value]): void {
  const known = find(machine, key, target, member)
  if (known) known.value = value
  else notes.set(machine, [...(notes.get(machine) ?? []), { target, member, key, value }])
}

/** A prototype, or class, above another. */
function above(target: Value): Value | null {
  if (target.kind === 'class') return target.parent
  return target.kind === 'object' ? target.proto : null
}

function read(machine: Machine, key: Value, target: Value, member: Value): Value {
  if (target.kind === 'unknown' || target.kind === 'external') return unknown('what a decorator noted')
  for (let at: Value | null = target, links = 0; at && links < MOST_LINKS; at = above(at), links += 1) {
    const found = find(machine, key, at, member)
    if (found) return found.value
  }
  return UNDEFINED
}

/** Prototypes may be set in a circle. */
const MOST_LINKS = 100

/** The functions that reflect-metadata adds to `Reflect`; null: another one. */
export function metadataFunction(machine: Machine, name: string): NativeValue | null {
  switch (name) {
    case 'defineMetadata':
      return native(name, ({ args: [key = UNDEFINED, value = UNDEFINED, target = UNDEFINED, member = UNDEFINED] }) => {
        note(machine, key, value, [target, member])
        return UNDEFINED
      })
    case 'getMetadata':
    case 'getOwnMetadata':
      return native(name, ({ args: [key = UNDEFINED, target = UNDEFINED, member = UNDEFINED] }) =>
        read(machine, key, target, member),
      )
    case 'hasMetadata':
    case 'hasOwnMetadata':
      return native(name, ({ args: [key = UNDEFINED, target = UNDEFINED, member = UNDEFINED] }) => {
        const found = read(machine, key, target, member)
        return found.kind === 'unknown' ? found : constant(!isUndefined(found))
      })
    case 'metadata':
      return native(name, ({ args: [key = UNDEFINED, value = UNDEFINED] }) =>
        native('decorator', ({ args: [target = UNDEFINED, member = UNDEFINED] }) => {
          note(machine, key, value, [target, member])
          return UNDEFINED
        }),
      )
    default:
      return null
  }
}
