import { openDepth } from './machine.ts'
import type { Machine } from './machine.ts'
import { unknown } from './value.ts'
import type { Value } from './value.ts'

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
