import { callBack } from '../evaluator.ts'
import { isInteresting } from '../interest.ts'
import type { Machine } from '../machine.ts'
import {
  native,
  unknown,
  type Call,
  type FunctionValue,
  type NativeValue,
  type UnknownValue,
  type Value,
} from '../value.ts'

/** Whether what a callback returns may matter: one with a block that returns nothing is there for what it does. */
const givesValue = (callback: Value): boolean =>
  callback.kind !== 'function' ||
  callback.node.body?.type !== 'BlockStatement' ||
  /\breturn\s+[^;\s]/.test(textOf(callback))

const textOf = ({ module, node }: FunctionValue): string => module.file.text.slice(node.range[0], node.range[1])

/** What is known of a promise whose callback waits for the running modules to end; null: it has not run yet. */
interface Waiting {
  value: Value | null
}

const waiting = new WeakMap<Value, Waiting>()

/** How often work may be put off for a promise that is not settled. */
const MOST_WAITS = 20

/** The value of a promise, through promises of promises; null: it is not settled yet. */
function settledValue(value: Value): Value | null {
  const state = waiting.get(value)
  if (!state) return value
  return state.value && settledValue(state.value)
}

function whenSettled(machine: Machine, value: Value, work: (settled: Value) => void, waits = 0): void {
  machine.deferred.push(() => {
    const settled = settledValue(value)
    if (settled || waits >= MOST_WAITS) work(settled ?? value)
    else whenSettled(machine, value, work, waits + 1)
  })
}

/** The promise of what a callback gives when the running modules, and the promise before it, have ended. */
function putOff(machine: Machine, value: Value, callback: Value, call: Call): Value {
  const { condition } = machine
  const state: Waiting = { value: null }
  whenSettled(machine, value, (settled) => {
    machine.condition = condition
    state.value = callBack(machine, callback, [settled], call)
  })
  const promise: UnknownValue = unknown('a promise')
  waiting.set(promise, state)
  return promise
}

/** Promises are transparent: a promise of a value is the value. What a callback registers happens when the running modules have ended. */
export function promiseMethod(machine: Machine, value: Value, name: string): NativeValue | null {
  if (name === 'catch' || name === 'finally') {
    return native(name, (call) => {
      const [callback] = call.args
      if (name === 'finally' && callback) machine.deferred.push(() => void callBack(machine, callback, [], call))
      return value
    })
  }
  if (name !== 'then') return null
  return native(name, (call) => {
    const [callback] = call.args
    if (!callback) return value
    if (!waiting.has(value) && givesValue(callback) && !isInteresting(callback))
      return callBack(machine, callback, [value], call)
    return putOff(machine, value, callback, call)
  })
}
