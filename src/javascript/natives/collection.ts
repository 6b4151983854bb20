import { callBack } from '../call.ts'
import { iterate } from '../access.ts'
import { under } from '../machine.ts'
import type { Machine } from '../machine.ts'
import { UNDEFINED, arrayOf, constant, native, unknown } from '../value.ts'
import type { Call, HostValue, Value } from '../value.ts'

interface Entries { pairs: [Value, Value][]; open: boolean }

const same = (a: Value, b: Value): boolean => a === b || (a.kind === 'constant' && b.kind === 'constant' && a.value === b.value)

function set(entries: Entries, key: Value, value: Value): void {
  const found = entries.pairs.find(([other]) => same(other, key))
  if (found) found[1] = value
  else if (entries.pairs.length < MOST_PAIRS) entries.pairs.push([key, value])
}

const MOST_PAIRS = 1000

function get(entries: Entries, key: Value): Value {
  const found = entries.pairs.find(([other]) => same(other, key))
  if (found) return found[1]
  return entries.open || key.kind !== 'constant' ? unknown('an entry') : UNDEFINED
}

function walk(machine: Machine, entries: Entries, call: Call): Value {
  const callback = call.args[0] ?? UNDEFINED
  for (const [key, value] of entries.pairs) callBack(machine, callback, [value, key], call)
  if (entries.open) under(machine, () => 'there are more entries', () => callBack(machine, callback, [], call))
  return UNDEFINED
}

/** `new Map(…)` or `new Set(…)`: a set's keys are its values. */
export function collection(machine: Machine, kind: 'Map' | 'Set', from: Value): HostValue {
  const source = iterate(from)
  const entries: Entries = { pairs: [], open: source.open }
  for (const item of source.items) {
    const [key = UNDEFINED, value = UNDEFINED] = kind === 'Map' ? iterate(item).items : [item, item]
    set(entries, key, value)
  }
  const listed = (pick: (pair: [Value, Value]) => Value): Value & { kind: 'array' } => arrayOf(entries.pairs.map(pick), entries.open)
  const both = kind === 'Map'
  const member = (name: string): Value => {
    switch (name) {
      case 'get': return native(name, ({ args: [key = UNDEFINED] }) => get(entries, key))
      case 'has': return native(name, ({ args: [key = UNDEFINED] }) => (entries.open || key.kind !== 'constant' ? unknown(name) : constant(entries.pairs.some(([other]) => same(other, key)))))
      case 'set': return native(name, ({ args: [key = UNDEFINED, value = UNDEFINED] }) => (set(entries, key, value), self))
      case 'add': return native(name, ({ args: [key = UNDEFINED] }) => (set(entries, key, key), self))
      case 'forEach': return native(name, (call) => walk(machine, entries, call))
      case 'keys': return native(name, () => listed(([key]) => key))
      case 'values': return native(name, () => listed(([, value]) => value))
      case 'entries': return native(name, () => listed(([key, value]) => arrayOf([key, value])))
      case 'size': return entries.open ? unknown(name) : constant(entries.pairs.length)
      default: return native(name, () => unknown(`${kind}.${name}`))
    }
  }
  const self: HostValue = { kind: 'host', of: entries, member, iterate: () => listed(([key, value]) => (both ? arrayOf([key, value]) : key)) }
  return self
}
