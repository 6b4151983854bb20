import type { Machine } from '../../javascript/machine.ts'
import { objectOf } from '../../javascript/value.ts'
import type { ExternalValue, ObjectValue } from '../../javascript/value.ts'

/** What a program puts on every request and response: `app.response.problem = …`. Of what Express has put there, nothing is known here. */
export interface Prototypes {
  request: ObjectValue
  response: ObjectValue
}

const known = new WeakMap<Machine, Prototypes>()

export function prototypesOf(machine: Machine): Prototypes {
  const made = known.get(machine) ?? { request: objectOf([], true), response: objectOf([], true) }
  known.set(machine, made)
  return made
}

const CLASSES: Readonly<Record<string, keyof Prototypes>> = { IncomingMessage: 'request', ServerResponse: 'response' }

/** `express.response`, `http.IncomingMessage.prototype`; null: another member. */
export function prototypeMember(
  machine: Machine,
  { package: name, path }: ExternalValue,
  key: string,
): ObjectValue | null {
  const of = path.filter((part) => part !== 'default')
  if (name === 'express' && of.length === 0 && (key === 'request' || key === 'response'))
    return prototypesOf(machine)[key]
  const [only = '', ...more] = of
  if (!/^(?:node:)?http$/.test(name) || key !== 'prototype' || more.length > 0) return null
  const kind = Object.hasOwn(CLASSES, only) ? CLASSES[only] : undefined
  return kind ? prototypesOf(machine)[kind] : null
}
