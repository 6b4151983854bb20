import type { Environment } from '../../deployment/service.ts'
import { callBack, isInteresting } from '../call.ts'
import { iterate } from '../access.ts'
import { requireFunction } from '../linking.ts'
import type { Env, Machine } from '../machine.ts'
import type { Module } from '../module.ts'
import { UNDEFINED, arrayOf, constant, givenOutside, native, objectOf, stringOf, unknown, unsetOf } from '../value.ts'
import type { Call, HostValue, NativeValue, Value } from '../value.ts'
import { arrayFunction } from './array.ts'
import { collection } from './collection.ts'
import { metadataFunction } from './metadata.ts'
import { objectFunction } from './object.ts'

const withMembers = (value: NativeValue, member: (name: string) => Value): NativeValue => ({ ...value, member })

const fromEnvironment: Value = Object.freeze(givenOutside('set from outside'))

/** Nobody knows the environment, but for what a compose file or the program itself sets in it. */
function environment(given: Environment): HostValue {
  const set = new Map<string, Value>([...given].map(([name, value]) => [name, value === null ? unknown('set by the compose file') : constant(value)]))
  return {
    kind: 'host', of: set,
    member: (name) => set.get(name) ?? fromEnvironment,
    assign: (name, value) => { if (value.kind === 'constant') set.set(name, value) },
    computed: () => fromEnvironment,
  }
}

/** `process`, one for a program. */
export function processValue(cwd: (module: Module) => string, given: Environment = new Map()): HostValue {
  const env = environment(given)
  const member = (name: string): Value => {
    if (name === 'env') return env
    // Programs are started in the folder of their package.
    return native(name, ({ module }) => (name === 'cwd' ? constant(cwd(module)) : unknown(`process.${name}`)))
  }
  return { kind: 'host', of: env, member }
}

const first = (call: Call): Value => call.args[0] ?? UNDEFINED

const convert = (name: string, how: (value: string | number | bigint | boolean | null | undefined) => Value): NativeValue =>
  native(name, (call) => {
    const value = first(call)
    if (value.kind === 'constant') return how(value.value)
    if (name === 'String' && value.kind === 'open-text') return value
    const unset = unsetOf(value)
    return { kind: 'unknown', why: name, unset: unset?.kind === 'constant' ? how(unset.value) : null }
  })

/** A place that sets a timer more often is its own callback's, without end. */
const MOST_TIMERS = 20

/** A callback of a timer or a promise's executor: taken to run once, when the running modules have ended. */
function later(machine: Machine, call: Call): Value {
  const callback = first(call)
  const times = machine.timers.get(call.node) ?? 0
  machine.timers.set(call.node, times + 1)
  if (times < MOST_TIMERS && isInteresting(callback)) machine.deferred.push(() => void callBack(machine, callback, [], call))
  return unknown('a timer')
}

function promiseFunction(name: string): NativeValue {
  if (name === 'all' || name === 'allSettled') return native(name, (call) => {
    const { items, open } = iterate(first(call))
    return arrayOf(name === 'all' ? items : items.map((value) => objectOf([['status', unknown('status')], ['value', value]])), open)
  })
  return native(name, (call) => (name === 'resolve' ? first(call) : unknown(`Promise.${name}`)))
}

/** `new Promise((resolve) => …)`: what resolve is given is what the promise is. */
function executor(machine: Machine, call: Call): Value {
  let given: Value = unknown('a promise')
  const resolve = native('resolve', ({ args }) => {
    given = args[0] ?? UNDEFINED
    return UNDEFINED
  })
  callBack(machine, first(call), [resolve, native('reject', () => UNDEFINED)], call)
  return given
}

function numberMember(machine: Machine, name: string, env: Env): Value {
  if (name === 'isInteger') return convert(name, (value) => constant(Number.isInteger(value)))
  return ['parseInt', 'parseFloat', 'isNaN', 'isFinite'].includes(name) ? globalValue(machine, name, env) : native(name, () => unknown(`Number.${name}`))
}

function reflect(machine: Machine, name: string): Value {
  return metadataFunction(machine, name) ?? native(`Reflect.${name}`, () => unknown(`Reflect.${name}`))
}

/** A name that the program declares nowhere. */
export function globalValue(machine: Machine, name: string, env: Env): Value {
  switch (name) {
    case 'require': return requireFunction(machine, env)
    case 'process': return machine.process
    case 'Object': return withMembers(native(name, first), (member) => objectFunction(machine, member))
    case 'Array': return withMembers(native(name, (call) => arrayOf(call.args.length > 1 ? call.args : [], call.args.length === 1)), (member) => arrayFunction(machine, member))
    case 'Map': case 'WeakMap': return native(name, (call) => collection(machine, 'Map', first(call)))
    case 'Set': case 'WeakSet': return native(name, (call) => collection(machine, 'Set', first(call)))
    case 'Promise': return withMembers(native(name, (call) => executor(machine, call)), (member) => promiseFunction(member))
    case 'String': return convert(name, (value) => constant(String(value)))
    case 'Number': return withMembers(convert(name, (value) => constant(Number(value))), (member) => numberMember(machine, member, env))
    case 'Boolean': return convert(name, (value) => constant(Boolean(value)))
    case 'parseInt': return convert(name, (value) => constant(Number.parseInt(String(value), 10)))
    case 'parseFloat': return convert(name, (value) => constant(Number.parseFloat(String(value))))
    case 'isNaN': return convert(name, (value) => constant(Number.isNaN(Number(value))))
    case 'isFinite': return convert(name, (value) => constant(Number.isFinite(Number(value))))
    case 'encodeURIComponent': return convert(name, (value) => constant(encodeURIComponent(String(value).replaceAll(/[\ud800-\udfff]/g, '?'))))
    case 'RegExp': return native(name, ({ args: [source = UNDEFINED, flags = UNDEFINED] }) => {
      const text = stringOf(source)
      if (source.kind === 'regex') return source
      return text === null ? unknown(name) : { kind: 'regex', source: text, flags: stringOf(flags) ?? '' }
    })
    case 'Proxy': return native(name, first)
    case 'Reflect': return withMembers(native(name, () => unknown(name)), (member) => reflect(machine, member))
    case 'structuredClone': return native(name, first)
    case 'NaN': return constant(Number.NaN)
    case 'Infinity': return constant(Number.POSITIVE_INFINITY)
    case 'setTimeout': case 'setImmediate': case 'queueMicrotask': case 'setInterval': return native(name, (call) => later(machine, call))
    case 'console': return withMembers(native(name, () => UNDEFINED), (member) => native(`console.${member}`, () => UNDEFINED))
    case 'globalThis': case 'global': return machine.globals
    default: return machine.globals.members.get(name) ?? unknown(`'${name}' is declared nowhere`)
  }
}
