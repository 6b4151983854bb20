import { callBack, isInteresting } from '../call.ts'
import type { Machine } from '../machine.ts'
import { native, unknown } from '../value.ts'
import type { NativeValue, Value } from '../value.ts'

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
    if (!isInteresting(callback)) return callBack(machine, callback, [value], call)
    const { conditions } = machine
    const held = [...conditions]
    machine.deferred.push(() => {
      machine.conditions = held
      callBack(machine, callback, [value], call)
    })
    return unknown('a promise')
  })
}
