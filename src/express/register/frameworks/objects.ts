import { propertyName } from '../../../javascript/patterns.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { isUndefined, unknown } from '../../../javascript/value.ts'
import type { ClassValue, Value } from '../../../javascript/value.ts'
import { construct, keyOf, put, resolve } from '../injection.ts'
import type { Shelf } from '../injection.ts'
import { envOf } from './controllers.ts'

export const aDependency = (): Value => unknown('a dependency')

/** A class and those that it extends. */
export function lineOf(value: ClassValue): ClassValue[] {
  const line: ClassValue[] = []
  for (let at: Value | null = value; at?.kind === 'class' && !line.includes(at); at = at.parent) line.push(at)
  return line
}

/** Fields that are declared and not set as an object is made are set later, by whom nobody sees. */
function openFields(machine: Machine, value: ClassValue, made: Value): void {
  if (made.kind !== 'object') return
  for (const of of lineOf(value))
    for (const member of of.node.body.body) {
      if (member.type !== 'PropertyDefinition' || member.static || member.value) continue
      const name = propertyName(machine, member, envOf(of))
      const held = name === null ? undefined : made.members.get(name)
      if (name !== null && (!held || isUndefined(held))) made.members.set(name, unknown('a field'))
    }
}

/** An object of a class, made by a container with what its constructor asks for. */
export function madeBy(own: Shelf, value: ClassValue): Value {
  if (value.node.abstract) return aDependency()
  const made = construct(own, value)
  openFields(own.machine, value, made)
  return made
}

/** The one object of a class that a framework holds: a controller, a guard, middleware. */
export function objectIn(own: Shelf, value: ClassValue): Value {
  if (!own.makers.has(keyOf(value))) put(own, value, () => madeBy(own, value))
  return resolve(own, value)
}
