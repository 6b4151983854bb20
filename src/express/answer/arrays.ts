import { UNDEFINED, arrayOf, constant, truth } from '../../javascript/value.ts'
import type { ArrayValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { isCarrier } from './carrier.ts'
import { own } from './expression.ts'
import { argument, lend } from './native.ts'
import type { Behaviour, NativeCall } from './native.ts'
import { LONGEST, compare, textOf } from './operators.ts'
import { anUnknown, wordsOf } from './run.ts'

const MOST_ITEMS = 5000

type Method = (array: ArrayValue, call: NativeCall) => Value

const isUndefinedItem = (value: Value): boolean => value.kind === 'constant' && (value.value === undefined || value.value === null)

function join(array: ArrayValue, { args }: NativeCall): Value {
  const by = args.items.length ? textOf(argument(args, 0)) : ','
  const parts = array.items.map((item) => (isUndefinedItem(item) ? '' : textOf(item)))
  if (array.open || by === null) return anUnknown('join')
  if (parts.includes(null)) return { kind: 'open-text', text: parts.map((part) => part ?? '${…}').join(by) }
  const text = parts.join(by)
  return text.length > LONGEST ? anUnknown('join') : constant(text)
}

/** Asks a callback about an item; where the files leave its answer open, both are taken. */
function holds({ run, site, node }: NativeCall, fn: Value, args: Value[]): boolean {
  const value = callBack(run, site, node, fn, args)
  return truth(value) ?? run.choices.pick((way) => `${way === 0 ? 'if' : 'unless'} \`${wordsOf(site.module, node)}\``, 2) === 0
}

const withIndex = (item: Value, index: number, array: ArrayValue): Value[] => [item, constant(index), array]
const find = (array: ArrayValue, call: NativeCall): number => array.items.findIndex((item, index) => holds(call, argument(call.args, 0), withIndex(item, index, array)))

function includes(array: ArrayValue, { run, args }: NativeCall): Value {
  const wanted = argument(args, 0)
  const found = array.items.map((item) => compare(run, '===', item, wanted)).map((same) => same && truth(same))
  if (found.includes(true)) return constant(true)
  return found.includes(null) || array.open ? anUnknown('includes') : constant(false)
}

function indexOf(array: ArrayValue, { run, args }: NativeCall): Value {
  const found = array.items.map((item) => compare(run, '===', item, argument(args, 0))).map((same) => same && truth(same))
  const at = found.indexOf(true)
  return found.includes(null) || array.open ? anUnknown('indexOf') : constant(at)
}

const closed = (method: Method): Method => (array, call) => (array.open ? openly(array, call) : method(array, call))

/** On an array of which not all items are known. */
function openly(array: ArrayValue, { run, args }: NativeCall): Value {
  if (args.items.some((arg) => isCarrier(run, arg))) run.escaped = true
  void array
  return anUnknown('an open array')
}

const bounded = (items: Value[], open = false): ArrayValue => (items.length > MOST_ITEMS ? arrayOf([], true) : arrayOf(items, open))

const METHODS: Record<string, Method> = {
  join, includes, indexOf,
  map: closed((array, call) => own(call.run, arrayOf(array.items.map((item, index) => callBack(call.run, call.site, call.node, argument(call.args, 0), withIndex(item, index, array)))))),
  filter: closed((array, call) => {
    const fn = argument(call.args, 0)
    const keep = fn.kind === 'native' && fn.name === 'Boolean' ? (item: Value): boolean => truth(item) !== false : null
    if (keep) return own(call.run, arrayOf(array.items.filter(keep)))
    const kept = array.items.map((item, index) => truth(callBack(call.run, call.site, call.node, fn, withIndex(item, index, array))))
    return own(call.run, arrayOf(array.items.filter((_, index) => kept[index] === true), kept.includes(null)))
  }),
  forEach: closed((array, call) => { array.items.forEach((item, index) => callBack(call.run, call.site, call.node, argument(call.args, 0), withIndex(item, index, array))); return UNDEFINED }),
  some: closed((array, call) => constant(find(array, call) >= 0)),
  every: closed((array, call) => constant(array.items.every((item, index) => holds(call, argument(call.args, 0), withIndex(item, index, array))))),
  find: closed((array, call) => array.items[find(array, call)] ?? UNDEFINED),
  findIndex: closed((array, call) => constant(find(array, call))),
  reduce: closed((array, call) => {
    const [first, ...rest] = call.args.items.length > 1 ? [argument(call.args, 1), ...array.items] : array.items
    return rest.reduce((sum, item, index) => callBack(call.run, call.site, call.node, argument(call.args, 0), [sum, item, constant(index)]), first ?? UNDEFINED)
  }),
  concat: (array, { run, args }) => own(run, bounded([...array.items, ...args.items.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))], array.open || args.items.some((arg) => (arg.kind === 'array' ? arg.open : arg.kind === 'unknown')))),
  slice: closed((array, { run, args }) => {
    const [from, to] = [argument(args, 0), argument(args, 1)].map((arg) => (arg.kind === 'constant' && typeof arg.value === 'number' ? arg.value : undefined))
    return own(run, arrayOf(array.items.slice(from, to)))
  }),
  flat: closed((array, { run }) => own(run, bounded(array.items.flatMap((item) => (item.kind === 'array' ? item.items : [item]))))),
  flatMap: closed((array, call) => own(call.run, bounded(array.items.map((item, index) => callBack(call.run, call.site, call.node, argument(call.args, 0), withIndex(item, index, array))).flatMap((item) => (item.kind === 'array' ? item.items : [item]))))),
  reverse: closed((array, { run }) => changed(run.owned.has(array), array, [...array.items].reverse())),
  sort: closed((array, { run, args }) => {
    const texts = array.items.map(textOf)
    if (args.items.length || texts.includes(null)) return anUnknown('sort')
    return changed(run.owned.has(array), array, [...array.items].sort((a, b) => ((textOf(a) ?? '') < (textOf(b) ?? '') ? -1 : 1)))
  }),
  push: (array, { run, args }) => {
    if (args.items.some((arg) => isCarrier(run, arg))) run.escaped = true
    if (run.owned.has(array) && array.items.length < MOST_ITEMS) array.items.push(...args.items)
    if (args.open && run.owned.has(array)) array.open = true
    return constant(array.items.length)
  },
  unshift: (array, { run, args }) => {
    if (run.owned.has(array)) array.items.unshift(...args.items)
    return constant(array.items.length)
  },
  pop: closed((array, { run }) => (run.owned.has(array) ? array.items.pop() : array.items.at(-1)) ?? UNDEFINED),
  shift: closed((array, { run }) => (run.owned.has(array) ? array.items.shift() : array.items[0]) ?? UNDEFINED),
  at: closed((array, { args }) => {
    const index = argument(args, 0)
    return index.kind === 'constant' && typeof index.value === 'number' ? array.items.at(index.value) ?? UNDEFINED : anUnknown('at')
  }),
  keys: closed((array, { run }) => own(run, arrayOf(array.items.map((_, index) => constant(index))))),
  values: (array: ArrayValue) => array,
  entries: closed((array, { run }) => own(run, arrayOf(array.items.map((item, index) => arrayOf([constant(index), item]))))),
  toString: (array: ArrayValue) => { const text = textOf(array); return text === null ? anUnknown('toString') : constant(text) },
}

function changed(owned: boolean, array: ArrayValue, items: Value[]): ArrayValue {
  if (owned) array.items = items
  return owned ? array : arrayOf(items)
}

export function arrayMember(run: NativeCall['run'], array: ArrayValue, key: string): Value {
  void run
  if (key === 'length') return array.open ? anUnknown('length') : constant(array.items.length)
  if (/^\d+$/.test(key)) return array.items[Number(key)] ?? (array.open ? anUnknown('an item') : UNDEFINED)
  const method = Object.hasOwn(METHODS, key) ? METHODS[key] : undefined
  if (!method) return array.open ? anUnknown(key) : key in Array.prototype ? anUnknown(key) : UNDEFINED
  const behaviour: Behaviour = (call) => method(array, call)
  return lend(key, behaviour)
}
