import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember } from './access.ts'
import { superMember } from './classes.ts'
import { evaluate } from './evaluator.ts'
import type { Env, Machine } from './machine.ts'
import { propertyName } from './patterns.ts'
import {
  UNDEFINED,
  assumptionOf,
  either,
  isUndefined,
  textOf as textOfValue,
  unknown,
  unsetOf,
  withUnset,
  type Value,
} from './value.ts'

/** A member and the object it was found on, which a call takes as `this`. */
export function member(machine: Machine, node: TSESTree.MemberExpression, env: Env): { self: Value; value: Value } {
  const above = node.object.type === 'Super'
  const self = above ? env.self : evaluate(machine, node.object, env)
  const holder = above ? superMember(env.home, self) : self
  if (node.optional && isUndefined(self)) return { self, value: UNDEFINED }
  if (!node.computed) return { self, value: getMember(machine, holder, propertyName(machine, node, env) ?? '', self) }
  return { self, value: computedMember(machine, holder, evaluate(machine, node.property, env), self) }
}

/** `holder[key]`. Where defaults decide both, they decide the member. */
function computedMember(machine: Machine, holder: Value, key: Value, self: Value): Value {
  const name = textOfValue(key)
  if (name !== null) return getMember(machine, holder, name, self)
  const found = openMember(machine, holder, key)
  const [of, by] = [unsetOf(holder), unsetOf(key)]
  const plain = of && by && textOfValue(by)
  if (plain === null || !of || of === holder) return found
  const unset = getMember(machine, of, plain)
  return found.kind === 'unknown' ? { ...found, unset } : withUnset(found, unset, assumptionOf(key))
}

function openMember(machine: Machine, holder: Value, key: Value): Value {
  if (key.kind === 'either') {
    const names = key.values.map((one) => (one.kind === 'constant' ? String(one.value) : null))
    if (names.every((name) => name !== null)) return either(...names.map((name) => getMember(machine, holder, name)))
  }
  return (holder.kind === 'host' ? holder.computed?.() : oneOf(holder)) ?? unknown('a computed member')
}

/** A member of a table of functions whose name the files leave open: it is one of them. */
function oneOf(holder: Value): Value | null {
  if (holder.kind !== 'object' || holder.open || holder.members.size === 0) return null
  const members = [...holder.members.values()]
  return members.every(({ kind }) => kind === 'function') ? either(...members) : null
}
