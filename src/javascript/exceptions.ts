import { openDepth, type Machine } from './machine.ts'
import { unknown, type Value } from './value.ts'

/** What a program threw, on its way to the `catch` that it has. */
export class Thrown {
  value: Value
  constructor(value: Value) {
    this.value = value
  }
}

/** Throws, where the program catches it; elsewhere it would end there, and is taken to have gone on, for nobody keeps one that ends. */
export function raise(machine: Machine, value: Value): Value {
  const { guard } = machine
  if (!guard) return unknown('it throws')
  if (openDepth(machine) <= guard.depth) throw new Thrown(value)
  guard.maybe = true
  return unknown('it may throw')
}

/** What promises were rejected with. */
const rejections = new WeakMap<Value, Value>()

/** What an async function gives: its caller gets what it throws only by waiting for it. */
export function asPromise(machine: Machine, work: () => Value): Value {
  const { guard, nesting } = machine
  const own = guard && { depth: openDepth(machine), maybe: false }
  machine.guard = own
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    machine.nesting = nesting
    const promise = unknown('a rejected promise')
    rejections.set(promise, error.value)
    return promise
  } finally {
    if (guard && own?.maybe) guard.maybe = true
    machine.guard = guard
  }
}

/** What `await` gives. */
export function awaited(machine: Machine, promise: Value): Value {
  const reason = rejections.get(promise)
  return reason ? raise(machine, reason) : promise
}
