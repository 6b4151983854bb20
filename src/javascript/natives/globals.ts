import type { Environment } from '../../deployment/service.ts'
import { callBack } from '../evaluator.ts'
import { isInteresting } from '../interest.ts'
import { iterate, setMember } from '../access.ts'
import { reflectApply } from './function.ts'
import { requireFunction } from './require.ts'
import type { Env, Machine } from '../machine.ts'
import type { Module } from '../scope.ts'
import {
  UNDEFINED,
  arrayOf,
  constant,
  givenOutside,
  native,
  objectOf,
  unknown,
  type Call,
  type ConstantValue,
  type HostValue,
  type NativeValue,
  type Value,
} from '../value.ts'
import { GLOBALS } from './language.ts'
import { metadataFunction } from './metadata.ts'

const withMembers = (value: NativeValue, member: (name: string) => Value): NativeValue => ({ ...value, member })

const fromEnvironment: Value = Object.freeze(givenOutside('set from outside'))

/** Nobody knows the environment, but for what a compose file or the program itself sets in it; `sampled`: what a sample file would set. */
function environment(given: Environment, sampled: (name: string) => ConstantValue | null): HostValue {
  const set = new Map<string, Value>(
    [...given].map(([name, value]) => [name, value === null ? unknown('set by the compose file') : constant(value)]),
  )
  return {
    kind: 'host',
    of: set,
    member: (name) => {
      const sample = set.has(name) ? null : sampled(name)
      return sample
        ? Object.freeze({ ...givenOutside('set from outside'), sample })
        : (set.get(name) ?? fromEnvironment)
    },
    assign: (name, value) => {
      if (value.kind === 'constant') set.set(name, value)
    },
    computed: () => fromEnvironment,
  }
}

/** `process`, one for a program. */
export function processValue(
  cwd: (module: Module) => string,
  given: Environment = new Map(),
  sampled: (name: string) => ConstantValue | null = () => null,
): HostValue {
  const env = environment(given, sampled)
  const member = (name: string): Value => {
    if (name === 'env') return env
    // Programs are started in the folder of their package.
    return native(name, ({ module }) => (name === 'cwd' ? constant(cwd(module)) : unknown(`process.${name}`)))
  }
  return { kind: 'host', of: env, member }
}

const first = (call: Call): Value => call.args[0] ?? UNDEFINED

/** A timer that so many others have led to sets itself again without end. */
const MOST_TIMERS = 20

/** A callback of a timer or a promise's executor: taken to run once, when the running modules have ended. */
function later(machine: Machine, call: Call): Value {
  const callback = first(call)
  const depth = machine.timerDepth + 1
  const run = (): void => {
    machine.timerDepth = depth
    try {
      callBack(machine, callback, [], call)
    } finally {
      machine.timerDepth = 0
    }
  }
  if (depth <= MOST_TIMERS && isInteresting(callback)) machine.deferred.push(run)
  return unknown('a timer')
}

function promiseFunction(name: string): NativeValue {
  if (name === 'all' || name === 'allSettled')
    return native(name, (call) => {
      const { items, open } = iterate(first(call))
      return arrayOf(
        name === 'all'
          ? items
          : items.map((value) =>
              objectOf([
                ['status', unknown('status')],
                ['value', value],
              ]),
            ),
        open,
      )
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

/** What stands before an application answers as it does; so does what stands before anything, unless a trap says what its members are. */
function proxyOf(machine: Machine, call: Call): Value {
  const [target = UNDEFINED, handler = UNDEFINED] = call.args
  const get = handler.kind === 'object' ? handler.members.get('get') : undefined
  if (target.kind === 'host' || (!get && target.kind === 'object')) return target
  if (get?.kind !== 'function') return unknown('Proxy')
  const self: HostValue = {
    kind: 'host',
    of: { target },
    member: (name) => callBack(machine, get, [target, constant(name), self], call),
    assign: (name, value) => setMember(machine, target, name, value),
  }
  return self
}

/** `Reflect`, with what reflect-metadata adds to it. */
const reflect = (machine: Machine): HostValue => ({
  kind: 'host',
  of: Reflect,
  keys: () => [],
  member: (name) =>
    name === 'apply'
      ? reflectApply
      : (metadataFunction(machine, name) ?? native(`Reflect.${name}`, () => unknown(`Reflect.${name}`))),
})

/** A name that the program declares nowhere. */
export function globalValue(machine: Machine, name: string, env: Env): Value {
  const known = GLOBALS.get(name)
  if (known) return known
  switch (name) {
    case 'require':
      return requireFunction(machine, env)
    case 'process':
      return machine.process
    case 'Promise':
      return withMembers(
        native(name, (call) => executor(machine, call)),
        (member) => promiseFunction(member),
      )
    case 'Proxy':
      return native(name, (call) => proxyOf(machine, call))
    case 'Reflect':
      return reflect(machine)
    case 'setTimeout':
    case 'setImmediate':
    case 'queueMicrotask':
    case 'setInterval':
      return native(name, (call) => later(machine, call))
    case 'console':
      return withMembers(
        native(name, () => UNDEFINED),
        (member) => native(`console.${member}`, () => UNDEFINED),
      )
    case 'globalThis':
    case 'global':
      return machine.globals
    default:
      return machine.globals.members.get(name) ?? unknown(`'${name}' is declared nowhere`)
  }
}
