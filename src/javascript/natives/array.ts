import { callBack } from '../call.ts'
import { iterate } from '../access.ts'
import { under } from '../machine.ts'
import type { Machine } from '../machine.ts'
import { UNDEFINED, alternatives, arrayOf, constant, either, native, textValue, truth, unknown } from '../value.ts'
import type { ArrayValue, Call, NativeValue, Value } from '../value.ts'

type Method = (machine: Machine, self: ArrayValue, call: Call) => Value

const first = (call: Call): Value => call.args[0] ?? UNDEFINED
const number = (value: Value | undefined): number | undefined => (value?.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined)

/** The elements, and one that stands for those nobody knows, taken under that condition. */
function each<T>(machine: Machine, self: ArrayValue, visit: (item: Value, index: number) => T): T[] {
  const results = self.items.map(visit)
  if (!self.open) return results
  return [...results, under(machine, () => 'the list has more', () => visit(unknown('an element'), self.items.length))]
}

const mapped = (machine: Machine, self: ArrayValue, call: Call): Value[] =>
  each(machine, self, (item, index) => callBack(machine, first(call), [item, constant(index), self], call))

/** Which elements a test keeps; those it may keep stay, and the result is then open. */
function kept(machine: Machine, self: ArrayValue, call: Call): { items: Value[]; open: boolean } {
  const callback = first(call)
  if (callback.kind === 'native' && callback.name === 'Boolean') return { items: self.items.filter((item) => truth(item) !== false), open: self.open }
  let open = self.open
  const items = self.items.filter((item, index) => {
    const keeps = truth(callBack(machine, callback, [item, constant(index), self], call))
    if (keeps === null) open = true
    return keeps !== false
  })
  return { items, open }
}

function find(machine: Machine, self: ArrayValue, call: Call): Value {
  const found: Value[] = []
  for (const [index, item] of self.items.entries()) {
    const holds = truth(callBack(machine, first(call), [item, constant(index), self], call))
    if (holds !== false) found.push(item)
    if (holds) return either(...found)
  }
  return self.open || found.length > 0 ? either(...found, unknown('an element')) : UNDEFINED
}

function decide(machine: Machine, self: ArrayValue, call: Call, stop: boolean): Value {
  const results = self.items.map((item, index) => truth(callBack(machine, first(call), [item, constant(index), self], call)))
  if (results.some((one) => one === stop)) return constant(stop)
  return self.open || results.some((one) => one === null) ? unknown('a test') : constant(!stop)
}

function reduce(machine: Machine, self: ArrayValue, call: Call): Value {
  const items = [...self.items]
  let value = call.args[1] ?? items.shift() ?? UNDEFINED
  for (const item of items) value = callBack(machine, first(call), [value, item], call)
  return self.open ? unknown('reduce') : value
}

const flattened = (values: Value[], depth: number): Value[] =>
  values.flatMap((value) => (value.kind === 'array' && depth > 0 ? flattened(value.items, Math.min(depth, DEEPEST) - 1) : [value]))

function add(self: ArrayValue, call: Call, end: 'push' | 'unshift'): Value {
  // Under an open condition the element may not be there: it is kept, for losing it would be worse.
  if (self.items.length < MOST_ELEMENTS) self.items[end](...call.args)
  if (call.open) self.open = true
  return constant(self.items.length)
}

const MOST_ELEMENTS = 5000
/** Lists may hold themselves. */
const DEEPEST = 5

function join(self: ArrayValue, call: Call): Value {
  const separator = call.args[0] ? first(call) : constant(',')
  const parts = self.items.map((item) => (item.kind === 'constant' ? String(item.value ?? '') : null))
  if (self.open || separator.kind !== 'constant' || parts.some((part) => part === null)) return unknown('join')
  return textValue(parts.join(String(separator.value)))
}

function includes(self: ArrayValue, wanted: Value): Value {
  const constants = self.items.every((item) => item.kind === 'constant')
  if (wanted.kind !== 'constant') return self.items.includes(wanted) ? constant(true) : unknown('includes')
  if (self.items.some((item) => item.kind === 'constant' && item.value === wanted.value)) return constant(true)
  return self.open || !constants ? unknown('includes') : constant(false)
}

const METHODS = new Map<string, Method>(Object.entries<Method>({
  map: (machine, self, call) => arrayOf(mapped(machine, self, call).slice(0, self.items.length), self.open),
  flatMap: (machine, self, call) => arrayOf(flattened(mapped(machine, self, call).slice(0, self.items.length), 1), self.open),
  forEach: (machine, self, call) => {
    mapped(machine, self, call)
    return UNDEFINED
  },
  filter: (machine, self, call) => {
    const { items, open } = kept(machine, self, call)
    return arrayOf(items, open)
  },
  find,
  some: (machine, self, call) => decide(machine, self, call, true),
  every: (machine, self, call) => decide(machine, self, call, false),
  reduce,
  push: (_, self, call) => add(self, call, 'push'),
  unshift: (_, self, call) => add(self, call, 'unshift'),
  pop: (_, self) => self.items.pop() ?? UNDEFINED,
  shift: (_, self) => self.items.shift() ?? UNDEFINED,
  concat: (_, self, call) => arrayOf([...self.items, ...flattened(call.args, 1)], self.open || call.args.some((arg) => arg.kind !== 'constant' && (arg.kind !== 'array' || arg.open))),
  slice: (_, self, call) => arrayOf(self.items.slice(number(call.args[0]), number(call.args[1])), self.open),
  splice: (_, self, call) => {
    self.open = true
    return arrayOf(self.items.slice(number(call.args[0]) ?? 0), true)
  },
  flat: (_, self, call) => arrayOf(flattened(self.items, number(call.args[0]) ?? 1), self.open),
  reverse: (_, self) => arrayOf(self.items.reverse(), self.open),
  sort: (_, self) => self,
  join: (_, self, call) => join(self, call),
  toString: (_: Machine, self: ArrayValue, call: Call) => join(self, { ...call, args: [] }),
  includes: (_, self, call) => includes(self, first(call)),
  indexOf: (_, self, call) => {
    const index = self.items.findIndex((item) => item === first(call) || (item.kind === 'constant' && alternatives(first(call)).some((one) => one.kind === 'constant' && one.value === item.value)))
    return index < 0 && self.open ? unknown('indexOf') : constant(index)
  },
  at: (_, self, call) => (self.open ? unknown('at') : self.items.at(number(call.args[0]) ?? 0) ?? UNDEFINED),
  keys: (_, self) => arrayOf(self.items.map((__, index) => constant(index)), self.open),
  values: (_, self) => self,
  entries: (_, self) => arrayOf(self.items.map((item, index) => arrayOf([constant(index), item])), self.open),
}))

export function arrayMethod(machine: Machine, self: ArrayValue, name: string): NativeValue | null {
  const method = METHODS.get(name)
  return method ? native(name, (call) => method(machine, self, call)) : null
}

/** The functions of `Array`. */
export function arrayFunction(machine: Machine, name: string): NativeValue {
  switch (name) {
    case 'isArray': return native(name, (call) => {
      const value = first(call)
      return value.kind === 'array' ? constant(true) : ['unknown', 'either', 'external'].includes(value.kind) ? unknown(name) : constant(false)
    })
    case 'from': return native(name, (call) => {
      const { items, open } = iterate(first(call))
      const self = arrayOf([...items], open)
      const callback = call.args[1]
      return callback ? arrayOf(self.items.map((item, index) => callBack(machine, callback, [item, constant(index)], call)), open) : self
    })
    case 'of': return native(name, (call) => arrayOf(call.args, call.open))
    case 'prototype': return native(name, () => unknown(name))
    default: return native(name, () => unknown(`Array.${name}`))
  }
}
