import { callBack, isInteresting } from '../call.ts'
import type { Machine } from '../machine.ts'
import { native, unknown } from '../value.ts'
import type { FunctionValue, NativeValue, Value } from '../value.ts'

/** Whether what a callback returns may matter: one with a block that returns nothing is there for what it does. */
const givesValue = (callback: Value): boolean =>
  callback.kind !== 'function' || callback.node.body?.type !== 'BlockStatement' || /\breturn\s+[^;\s]/.test(textOf(callback))

const textOf = ({ module, node }: FunctionValue): string => module.file.text.slice(node.range[0], node.range[1])

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
    if (givesValue(callback) && !isInteresting(callback)) return callBack(machine, callback, [value], call)
    const { condition } = machine
    machine.deferred.push(() => {
      machine.condition = condition
      callBack(machine, callback, [value], call)
    })
    return unknown('a promise')
  })
}
