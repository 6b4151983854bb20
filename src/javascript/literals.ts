import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember, iterate, overlaid } from './access.ts'
import { evaluate } from './evaluator.ts'
import { readable } from './installed.ts'
import { born, openDepth, textOf, type Env, type Machine } from './machine.ts'
import { looseArray } from './natives/array-shape.ts'
import { defineAccessor, isOpen, keysOf } from './natives/object.ts'
import { joinText, textParts } from './operators.ts'
import { propertyName } from './patterns.ts'
import {
  HOLE,
  arrayOf,
  asDefault,
  assumptionOf,
  constant,
  objectOf,
  regexOf,
  settled,
  type ObjectValue,
  type Value,
} from './value.ts'

/** A text, a number, a pattern … */
export function literal(node: TSESTree.Literal): Value {
  if ('regex' in node) return regexOf(node.regex)
  return constant(node.value)
}

/** `` `text ${hole}` ``. */
export function template(machine: Machine, node: TSESTree.TemplateLiteral, env: Env): Value {
  return joinText(
    node.quasis.flatMap((quasi, index) => {
      const hole = node.expressions[index]
      const text = { text: quasi.value.cooked ?? quasi.value.raw, known: true }
      return hole
        ? [text, textParts(readable(machine, evaluate(machine, hole, env)), textOf(env.module, hole))]
        : [text]
    }),
  )
}

/** The elements of an array, or the arguments of a call. */
export function elements(machine: Machine, nodes: (TSESTree.Node | null)[], env: Env): Value & { kind: 'array' } {
  const items: Value[] = []
  let open = false
  for (const node of nodes) {
    if (!node) items.push(HOLE)
    else if (node.type === 'SpreadElement') {
      const spread = iterate(evaluate(machine, node.argument, env))
      for (const item of spread.items) items.push(item)
      open ||= spread.open
    } else items.push(evaluate(machine, node, env))
  }
  return born(machine, open && nodes.at(-1)?.type !== 'SpreadElement' ? looseArray(items, open) : arrayOf(items, open))
}

/** `{ name: value, ...from }`. */
export function object(machine: Machine, node: TSESTree.ObjectExpression, env: Env): Value {
  const made = objectOf()
  made.depth = openDepth(machine)
  made.born = { node, scope: env.scope, frame: machine.frame }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      spread(machine, made, evaluate(machine, property.argument, env), textOf(env.module, property.argument))
      continue
    }
    const name = propertyName(machine, property, env)
    if (name === null) {
      made.open = true
      continue
    }
    const value = evaluate(machine, property.value, env)
    if (value.kind === 'function' && property.kind === 'get') defineAccessor(made, name, value)
    else if (value.kind === 'function' && property.kind === 'set') defineAccessor(made, name, undefined, value)
    else if (name === '__proto__' && !property.computed) setProto(made, value)
    else if (property.kind === 'init') {
      made.getters.delete(name)
      made.members.set(name, value)
      if (value.kind === 'function') machine.holders.set(value.node, made)
    }
  }
  return made
}

/** `{ __proto__: value }`. */
function setProto(made: ObjectValue, value: Value): void {
  if (value.kind === 'object') made.proto = value
  else if (value.kind === 'constant' && value.value === null) made.bare = true
  else if (value.kind !== 'constant') made.open = true
}

/** `{ ...from }`. What nobody knows may say otherwise of what is already there. */
function spread(machine: Machine, made: ObjectValue, given: Value, name: string): void {
  const from = settled(given)
  const words = assumptionOf(given)
  if (words !== null) for (const [key, value] of made.members) made.members.set(key, asDefault(value, words))
  for (const key of keysOf(from) ?? []) {
    const value = getMember(machine, from, key)
    made.getters.delete(key)
    made.members.set(key, overlaid(made.members.get(key), words === null ? value : asDefault(value, words)))
  }
  if (from.kind === 'unknown' || from.kind === 'external' || from.kind === 'either')
    for (const [key, value] of made.members) made.members.set(key, asDefault(value, `${name} says nothing else`))
  made.open ||= isOpen(from) || keysOf(from) === null
}
