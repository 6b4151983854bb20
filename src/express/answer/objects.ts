import { UNDEFINED, arrayOf, constant, objectOf } from '../../javascript/value.ts'
import type { ArrayValue, HostValue, NativeValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { own } from './expression.ts'
import { argument, host, lend } from './native.ts'
import type { Hosted, NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { anUnknown } from './run.ts'

/** Object.prototype's methods. */
export function objectMember(key: string): Value | null {
  if (key === 'hasOwnProperty') return lend(key, ({ self, args }) => has(self, textOf(argument(args, 0))))
  if (key === 'toString') return lend(key, ({ self }) => constant(textOf(self) ?? '[object Object]'))
  return null
}

function has(of: Value, key: string | null): Value {
  if (of.kind !== 'object' || key === null) return anUnknown('hasOwn')
  return of.members.has(key) ? constant(true) : of.open ? anUnknown('hasOwn') : constant(false)
}

/** The names and values that Object.keys and its like list; null: open. */
export function entriesOf(value: Value): [string, Value][] | null {
  if (value.kind === 'array') return value.open ? null : value.items.map((item, index) => [String(index), item])
  if (value.kind === 'object') return value.open ? null : [...value.members]
  if (value.kind === 'constant') return typeof value.value === 'string' ? [...value.value].map((char, index) => [String(index), constant(char)]) : []
  return null
}

function listing(name: string, make: (entry: [string, Value]) => Value): NativeValue {
  return lend(name, ({ run, args }) => {
    const entries = entriesOf(argument(args, 0))
    return entries ? own(run, arrayOf(entries.map(make))) : anUnknown(name)
  })
}

function assign({ run, args }: NativeCall): Value {
  const [target = UNDEFINED, ...sources] = args.items
  if (target.kind !== 'object' || !run.owned.has(target)) return target
  for (const source of sources) {
    if (source.kind === 'object') {
      for (const [name, value] of source.members) target.members.set(name, value)
      target.open ||= source.open
    } else if (source.kind !== 'constant') target.open = true
  }
  return target
}

const OBJECT: Record<string, Value> = {
  keys: listing('Object.keys', ([name]) => constant(name)),
  values: listing('Object.values', ([, value]) => value),
  entries: listing('Object.entries', ([name, value]) => arrayOf([constant(name), value])),
  assign: lend('Object.assign', assign),
  freeze: lend('Object.freeze', ({ args }) => argument(args, 0)),
  seal: lend('Object.seal', ({ args }) => argument(args, 0)),
  hasOwn: lend('Object.hasOwn', ({ args }) => has(argument(args, 0), textOf(argument(args, 1)))),
  create: lend('Object.create', ({ run }) => own(run, objectOf())),
  getOwnPropertyNames: listing('Object.getOwnPropertyNames', ([name]) => constant(name)),
  setPrototypeOf: lend('Object.setPrototypeOf', ({ args }) => argument(args, 0)),
  fromEntries: lend('Object.fromEntries', ({ run, args }) => {
    const list = argument(args, 0)
    const made = own(run, objectOf())
    if (list.kind !== 'array' || list.open) return anUnknown('Object.fromEntries')
    for (const pair of list.items) {
      const key = pair.kind === 'array' && pair.items[0] ? textOf(pair.items[0]) : null
      if (key === null || pair.kind !== 'array') made.open = true
      else made.members.set(key, pair.items[1] ?? UNDEFINED)
    }
    return made
  }),
}

export const objectStatic = (name: string): Value => (Object.hasOwn(OBJECT, name) ? OBJECT[name] : undefined) ?? anUnknown(`Object.${name}`)

/** A Map, a Set or Headers that the run made: keys by their text. */
export interface Table extends Hosted { entries: Map<string, [Value, Value]>; open: boolean; kind: 'Map' | 'Set' | 'Headers' }
const tables = new WeakMap<HostValue, Table>()
export const tableOf = (value: Value): Table | undefined => (value.kind === 'host' ? tables.get(value) : undefined)

const keyOf = (value: Value): string | null => (value.kind === 'constant' ? `${typeof value.value}:${String(value.value)}` : null)

function put(table: Table, key: Value, value: Value): void {
  const text = keyOf(key)
  if (text === null) table.open = true
  else table.entries.set(table.kind === 'Headers' ? text.toLowerCase() : text, [key, value])
}

/** `new Map(entries)`, `new Set(items)`, `new Headers(object)`. */
export function newTable(kind: Table['kind'], from: Value): Value {
  const members: Record<string, (call: NativeCall) => Value> = {
    get: ({ args }) => lookUp(args.items[0], (entry) => entry?.[1] ?? (kind === 'Headers' ? constant(null) : UNDEFINED)),
    has: ({ args }) => lookUp(args.items[0], (entry) => constant(entry !== undefined)),
    set: ({ args, self }) => { put(table, argument(args, 0), argument(args, 1)); return self },
    add: ({ args, self }) => { put(table, argument(args, 0), argument(args, 0)); return self },
    append: ({ args }) => { put(table, argument(args, 0), argument(args, 1)); return UNDEFINED },
    delete: ({ args }) => { table.entries.delete(keyOf(argument(args, 0)) ?? ''); return anUnknown('delete') },
    keys: () => listOf(([key]) => key), values: () => listOf(([, value]) => value), entries: () => listOf(([key, value]) => arrayOf([key, value])),
    forEach: ({ run, site, node, args }) => {
      for (const [key, value] of table.entries.values()) callBack(run, site, node, argument(args, 0), [value, key])
      return UNDEFINED
    },
  }
  const listOf = (make: (entry: [Value, Value]) => Value): ArrayValue => arrayOf([...table.entries.values()].map(make), table.open)
  const lookUp = (key: Value | undefined, make: (entry: [Value, Value] | undefined) => Value): Value => {
    const text = key && keyOf(key)
    if (!text || table.open) return anUnknown('an entry')
    return make(table.entries.get(kind === 'Headers' ? text.toLowerCase() : text))
  }
  const table: Table = {
    entries: new Map(), open: false, kind,
    get: (_, name) => {
      if (name === 'size') return table.open ? anUnknown('size') : constant(table.entries.size)
      const member = Object.hasOwn(members, name) ? members[name] : undefined
      return member ? lend(name, member) : UNDEFINED
    },
    iterate: () => (kind === 'Set' ? listOf(([key]) => key) : listOf(([key, value]) => arrayOf([key, value]))),
  }
  fill(table, from)
  const made = host(table)
  made.iterate = () => (kind === 'Set' ? listOf(([key]) => key) : listOf(([key, value]) => arrayOf([key, value])))
  tables.set(made, table)
  return made
}

function fill(table: Table, from: Value): void {
  if (from.kind === 'constant') return
  if (table.kind === 'Headers' && from.kind === 'object') {
    for (const [name, value] of from.members) put(table, constant(name), value)
    table.open = from.open
    return
  }
  if (from.kind !== 'array') {
    table.open = true
    return
  }
  table.open = from.open
  for (const item of from.items) {
    if (table.kind === 'Set') put(table, item, item)
    else if (item.kind === 'array') put(table, item.items[0] ?? UNDEFINED, item.items[1] ?? UNDEFINED)
    else table.open = true
  }
}
