import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { jsonValue } from '../../javascript/natives/json.ts'
import { UNDEFINED, arrayOf, constant, objectOf } from '../../javascript/value.ts'
import type { FunctionValue, NativeValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { builtInError, isErrorName } from './errors.ts'
import { own } from './expression.ts'
import type { Site, Spread } from './expression.ts'
import { argument, behaviourOf, lend } from './native.ts'
import type { NativeCall } from './native.ts'
import { newTable, objectStatic } from './objects.ts'
import { textOf } from './operators.ts'
import { newPromise, promiseStatic } from './promise.ts'
import { Thrown, anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { requireIn } from './packages.ts'
import { truth } from '../../javascript/value.ts'

/** `before`: how many arguments stand before those of the callback. */
const later = (before: number) => ({ run, site, node, args }: NativeCall): Value => {
  const fn = argument(args, 0)
  run.later.push(() => { callBack(run, site, node, fn, args.items.slice(before)) })
  return anUnknown('a timer')
}

const toNumber = (read: (text: string) => number) => ({ args }: NativeCall): Value => {
  const text = textOf(argument(args, 0))
  return text === null ? anUnknown('a number') : constant(read(text))
}

const GLOBALS: Record<string, Value> = {
  NaN: constant(NaN), Infinity: constant(Infinity),
  setTimeout: lend('setTimeout', later(2)), setImmediate: lend('setImmediate', later(1)), queueMicrotask: lend('queueMicrotask', later(1)), setInterval: lend('setInterval', later(2)),
  parseInt: lend('parseInt', toNumber((text) => parseInt(text, 10))), parseFloat: lend('parseFloat', toNumber(parseFloat)),
  isNaN: lend('isNaN', ({ args }) => { const text = textOf(argument(args, 0)); return text === null ? anUnknown('isNaN') : constant(Number.isNaN(Number(text))) }),
  Boolean: lend('Boolean', ({ args }) => { const known = truth(argument(args, 0)); return known === null ? argument(args, 0) : constant(known) }),
  String: lend('String', ({ args }) => { const text = textOf(argument(args, 0)); return text === null ? anUnknown('String') : constant(text) }),
  Number: lend('Number', toNumber(Number)),
  Array: lend('Array', () => anUnknown('Array')),
  Object: lend('Object', ({ args }) => argument(args, 0)),
  JSON: lend('JSON', () => UNDEFINED), Math: lend('Math', () => UNDEFINED), Promise: lend('Promise', () => UNDEFINED), Map: lend('Map', () => UNDEFINED), Set: lend('Set', () => UNDEFINED),
  Headers: lend('Headers', () => UNDEFINED), process: lend('process', () => UNDEFINED), Date: lend('Date', () => anUnknown('Date')), RegExp: lend('RegExp', () => anUnknown('RegExp')),
  require: lend('require', (call) => requireIn(call)),
}
for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError']) {
  GLOBALS[name] = lend(name, ({ run, args }) => own(run, builtInError(name, argument(args, 0))))
}

export const globalValue = (run: Run, name: string): Value => {
  void run
  return (Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined) ?? anUnknown(name)
}

/** A value of the language that another evaluator names: ours, so that its behaviour is known. */
export const ownNative = (value: NativeValue): Value => (behaviourOf(value) ? value : GLOBALS[value.name] ?? value)

const STATICS: Record<string, Value> = {
  'Array.isArray': lend('Array.isArray', ({ args }) => { const { kind } = argument(args, 0); return kind === 'unknown' ? anUnknown('Array.isArray') : constant(kind === 'array') }),
  'Array.from': lend('Array.from', ({ run, site, node, args }) => {
    const from = argument(args, 0)
    const list = from.kind === 'host' && from.iterate ? from.iterate() : from
    if (list.kind !== 'array') return anUnknown('Array.from')
    const fn = argument(args, 1)
    return own(run, arrayOf(fn.kind === 'constant' ? [...list.items] : list.items.map((item, index) => callBack(run, site, node, fn, [item, constant(index)])), list.open))
  }),
  'Array.of': lend('Array.of', ({ run, args }) => own(run, arrayOf(args.items, args.open))),
  'Number.isInteger': lend('Number.isInteger', ({ args }) => { const one = argument(args, 0); return one.kind === 'constant' ? constant(Number.isInteger(one.value)) : anUnknown('Number.isInteger') }),
  'process.nextTick': lend('process.nextTick', later(1)),
  'Error.captureStackTrace': lend('Error.captureStackTrace', () => UNDEFINED),
  'JSON.parse': lend('JSON.parse', ({ run, site, node, args }) => {
    const text = argument(args, 0)
    return text.kind === 'constant' ? parse(run, site, node, String(text.value)) : anUnknown('JSON.parse')
  }),
  'JSON.stringify': lend('JSON.stringify', () => ({ kind: 'open-text', text: '${…}' })),
}

function parse(run: Run, site: Site, node: TSESTree.Node, text: string): Value {
  try {
    return jsonValue(JSON.parse(text))
  } catch {
    throw new Thrown(own(run, builtInError('SyntaxError', constant('not JSON'))), site.module.file.range(node.range[0], node.range[1]))
  }
}

/** `Object.keys`, `JSON.parse`: a member of a function of the language. */
export function globalMember(of: NativeValue, key: string): Value {
  const known = STATICS[`${of.name}.${key}`]
  if (known) return known
  if (of.name === 'Object') return objectStatic(key)
  if (of.name === 'Promise') return promiseStatic(key)
  if (key === 'call' || key === 'apply' || key === 'bind') return functionMember(of, key)
  return anUnknown(`${of.name}.${key}`)
}

/** `fn.call`, `fn.apply`, `fn.bind`, `fn.name`, `fn.length`. */
export function functionMember(fn: FunctionValue | NativeValue, key: string): Value {
  const rest = (args: Spread): Value[] => args.items.slice(1)
  if (key === 'call') return lend('call', ({ run, site, node, args }) => callBack(run, site, node, fn, rest(args), argument(args, 0)))
  if (key === 'apply') return lend('apply', ({ run, site, node, args }) => {
    const list = argument(args, 1)
    return callBack(run, site, node, fn, list.kind === 'array' ? list.items : [], argument(args, 0))
  })
  if (key === 'bind') return lend('bind', ({ run, args }) => {
    const [self = UNDEFINED, ...first] = args.items
    if (fn.kind === 'function' && !first.length) return { ...fn, self }
    const bound = lend(`bound`, (call) => callBack(call.run, call.site, call.node, fn, [...first, ...call.args.items], self))
    run.bound.add(bound)
    return bound
  })
  if (key === 'name' && fn.kind === 'function') return constant('id' in fn.node && fn.node.id ? fn.node.id.name : '')
  return key === 'toString' ? anUnknown(key) : UNDEFINED
}

/** `new` on a function of the language. */
export function construct(run: Run, site: Site, node: TSESTree.Node, callee: NativeValue, args: Spread): Value {
  const first = argument(args, 0)
  if (callee.name === 'Map' || callee.name === 'Set' || callee.name === 'Headers') return newTable(callee.name, first)
  if (callee.name === 'Promise') return newPromise({ run, site, node, self: UNDEFINED, args })
  if (callee.name === 'RegExp') {
    const source = textOf(first)
    const flags = args.items[1] ? textOf(args.items[1]) : ''
    return source !== null && flags !== null && first.kind === 'constant' ? { kind: 'regex', source, flags } : anUnknown('a pattern')
  }
  if (isErrorName(callee.name)) return own(run, builtInError(callee.name, first))
  return callee.name === 'Object' ? own(run, objectOf()) : anUnknown(`new ${callee.name}`)
}
