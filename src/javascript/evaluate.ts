import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember, isSure, iterate, overlaid, removeMember } from './access.ts'
import { callValue } from './call.ts'
import { constructValue, classValue, constructParent, superMember } from './classes.ts'
import { awaited } from './exceptions.ts'
import { readable } from './installed.ts'
import { importedModule } from './linking.ts'
import { metaOf } from './natives/require.ts'
import { looseArray } from './natives/array-shape.ts'
import { globalValue } from './natives/globals.ts'
import { defineAccessor, isOpen, keysOf } from './natives/object.ts'
import {
  functionValue,
  MOST_NESTING,
  born,
  makeCall,
  openDepth,
  spent,
  textOf,
  under,
  type Env,
  type Machine,
} from './machine.ts'
import { binary, joinText, textParts, unary } from './operators.ts'
import { bindPattern, propertyName } from './patterns.ts'
import { findBinding, readBinding } from './scope.ts'
import {
  HOLE,
  UNDEFINED,
  arrayOf,
  asDefault,
  assumptionOf,
  constant,
  either,
  isUndefined,
  objectOf,
  regexOf,
  settled,
  stringOf,
  textOf as textOfValue,
  truth,
  unknown,
  unsetOf,
  withUnset,
  type Condition,
  type FunctionValue,
  type ObjectValue,
  type Value,
} from './value.ts'

/** What an expression is, carried out with the bindings that hold there. */
export function evaluate(machine: Machine, node: TSESTree.Node, env: Env): Value {
  if (machine.steps <= 0) {
    spent(machine, env)
    return unknown('too much work')
  }
  if (machine.nesting >= MOST_NESTING) return unknown('too deep')
  machine.steps -= 1
  machine.nesting += 1
  try {
    return expression(machine, node, env)
  } finally {
    machine.nesting -= 1
  }
}

function expression(machine: Machine, node: TSESTree.Node, env: Env): Value {
  switch (node.type) {
    case 'Literal':
      return literal(node)
    case 'TemplateLiteral':
      return template(machine, node, env)
    case 'Identifier':
      return identifier(machine, node.name, env)
    case 'ThisExpression':
      return env.self
    case 'MemberExpression':
      return member(machine, node, env).value
    case 'CallExpression':
      return call(machine, node, env)
    case 'NewExpression':
      return construct(machine, node, env)
    case 'ObjectExpression':
      return object(machine, node, env)
    case 'ArrayExpression':
      return elements(machine, node.elements, env)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return remember(machine, functionValue(node, env))
    case 'ClassExpression':
      return classValue(machine, node, env)
    case 'AssignmentExpression':
      return assignment(machine, node, env)
    case 'LogicalExpression':
      return logical(machine, node, env)
    case 'ConditionalExpression':
      return conditional(machine, node, env)
    case 'BinaryExpression':
      return binary(
        node.operator,
        operand(machine, node, node.left, env),
        operand(machine, node, node.right, env),
        () => [textOf(env.module, node.left), textOf(env.module, node.right)],
      )
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? remove(machine, node.argument, env)
        : unary(node.operator, evaluate(machine, node.argument, env))
    case 'UpdateExpression':
      return update(machine, node, env)
    case 'AwaitExpression':
      return awaited(machine, evaluate(machine, node.argument, env))
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
      return evaluate(machine, node.expression, env)
    case 'YieldExpression':
      return node.argument ? evaluate(machine, node.argument, env) : UNDEFINED
    case 'SequenceExpression':
      return node.expressions.map((one) => evaluate(machine, one, env)).at(-1) ?? UNDEFINED
    case 'ImportExpression':
      return importedModule(machine, env.module, stringOf(evaluate(machine, node.source, env)), 'import')
    case 'MetaProperty':
      return node.meta.name === 'import' ? metaOf(machine, env.module) : unknown('new.target')
    default:
      return unknown(node.type)
  }
}

/** A part of a text may be a constant of an installed package. */
function operand(machine: Machine, { operator }: TSESTree.BinaryExpression, node: TSESTree.Node, env: Env): Value {
  const value = evaluate(machine, node, env)
  return operator === '+' ? readable(machine, value) : value
}

function remove(machine: Machine, node: TSESTree.Node, env: Env): Value {
  if (node.type === 'ChainExpression') return remove(machine, node.expression, env)
  if (node.type === 'MemberExpression' && node.object.type !== 'Super') {
    const of = evaluate(machine, node.object, env)
    removeMember(of, propertyName(machine, node, env), isSure(machine, of))
  }
  return constant(true)
}

function literal(node: TSESTree.Literal): Value {
  if ('regex' in node) return regexOf(node.regex)
  return constant(node.value)
}

function template(machine: Machine, node: TSESTree.TemplateLiteral, env: Env): Value {
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

function identifier(machine: Machine, name: string, env: Env): Value {
  if (name === 'undefined') return UNDEFINED
  const binding = findBinding(env.scope, name)
  if (binding?.within && holdsStill(machine, binding.within.condition)) return binding.within.value
  return binding ? readBinding(binding, name) : globalValue(machine, name, env)
}

function holdsStill(machine: Machine, wanted: Condition): boolean {
  for (let at = machine.condition; at && at.depth >= wanted.depth; at = at.outer) if (at === wanted) return true
  return false
}

/** A member and the object it was found on, which a call takes as `this`. */
function member(machine: Machine, node: TSESTree.MemberExpression, env: Env): { self: Value; value: Value } {
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

function argumentsOf(machine: Machine, nodes: TSESTree.Node[], env: Env): { args: Value[]; open: boolean } {
  const { items, open } = elements(machine, nodes, env)
  return { args: items, open }
}

function elements(machine: Machine, nodes: (TSESTree.Node | null)[], env: Env): Value & { kind: 'array' } {
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

function call(machine: Machine, node: TSESTree.CallExpression, env: Env): Value {
  const { callee } = node
  if (callee.type === 'Super') {
    const { args, open } = argumentsOf(machine, node.arguments, env)
    return env.home
      ? constructParent(machine, env.home, env.self, makeCall(machine, node, env, env.self, args, open))
      : unknown('super')
  }
  const target = unwrap(callee)
  const { self, value } =
    target.type === 'MemberExpression'
      ? member(machine, target, env)
      : { self: UNDEFINED, value: evaluate(machine, target, env) }
  if (node.optional && isUndefined(value)) return UNDEFINED
  const { args, open } = argumentsOf(machine, node.arguments, env)
  return callValue(machine, value, makeCall(machine, node, env, self, args, open))
}

function unwrap(node: TSESTree.Node): TSESTree.Node {
  if (
    node.type === 'ChainExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSInstantiationExpression'
  )
    return unwrap(node.expression)
  return node
}

function construct(machine: Machine, node: TSESTree.NewExpression, env: Env): Value {
  const callee = evaluate(machine, node.callee, env)
  const { args, open } = argumentsOf(machine, node.arguments, env)
  return constructValue(machine, callee, makeCall(machine, node, env, UNDEFINED, args, open))
}

/** Every function value is remembered, so that those which are never called can be looked at in the end. */
function remember(machine: Machine, value: FunctionValue): FunctionValue {
  machine.functions.set(value.node, value)
  return value
}

function object(machine: Machine, node: TSESTree.ObjectExpression, env: Env): Value {
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

function assignment(machine: Machine, node: TSESTree.AssignmentExpression, env: Env): Value {
  if (node.operator === '=') {
    const value = evaluate(machine, node.right, env)
    bindPattern(machine, node.left, value, env, null)
    return value
  }
  const old = evaluate(machine, node.left, env)
  const operator = node.operator.slice(0, -1)
  const value = ['||', '&&', '??'].includes(operator)
    ? choose(
        machine,
        operator,
        old,
        () => evaluate(machine, node.right, env),
        () => textOf(env.module, node.left),
      )
    : binary(operator, old, evaluate(machine, node.right, env), () => [
        textOf(env.module, node.left),
        textOf(env.module, node.right),
      ])
  bindPattern(machine, node.left, value, env, null)
  return value
}

/** `||`, `&&` and `??`. What comes from the environment is taken as not set where a default is written. */
function choose(machine: Machine, operator: string, left: Value, right: () => Value, name: () => string): Value {
  const holds = operator === '??' ? present(left) : truth(left)
  if (operator === '&&') {
    if (holds !== null) return holds ? right() : left
    const test = unsetOf(left)
    const other = under(machine, name, right, test && truth(test))
    const given = either(constant(false), other)
    return test ? withUnset(given, truth(test) ? unsetOf(other) : test, assumptionOf(left)) : given
  }
  if (holds !== null) return holds ? left : right()
  const unset = unsetOf(left)
  if (left.kind === 'unknown' && unset) return asDefault(right(), `${name()} is not set`)
  const other = under(
    machine,
    () => `not ${name()}`,
    right,
    unset && !(operator === '??' ? present(unset) : truth(unset)),
  )
  const kept = left.kind === 'either' ? left.values.filter((one) => truth(one) !== false) : [left]
  return withUnset(
    either(...kept, other),
    unset ? ((operator === '??' ? present(unset) : truth(unset)) ? unset : other) : writtenDefault(left, other),
    assumptionOf(left) ?? `${name()} is not set`,
  )
}

/** A text that is written for where an option says nothing; what the option is, nobody knows. */
const writtenDefault = (left: Value, other: Value): Value | null =>
  (left.kind === 'unknown' || left.kind === 'external') && stringOf(other) !== null ? other : null

function present(value: Value): boolean | null {
  if (value.kind === 'constant') return value.value !== null && value.value !== undefined
  return value.kind === 'unknown' || value.kind === 'external' || value.kind === 'either' ? null : true
}

const logical = (machine: Machine, node: TSESTree.LogicalExpression, env: Env): Value =>
  choose(
    machine,
    node.operator,
    evaluate(machine, node.left, env),
    () => evaluate(machine, node.right, env),
    () => textOf(env.module, node.left),
  )

function conditional(machine: Machine, node: TSESTree.ConditionalExpression, env: Env): Value {
  const value = evaluate(machine, node.test, env)
  const holds = truth(value)
  if (holds !== null) return evaluate(machine, holds ? node.consequent : node.alternate, env)
  const test = (): string => textOf(env.module, node.test)
  const unset = unsetOf(value)
  const taken = unset && truth(unset)
  const yes = under(machine, test, () => evaluate(machine, node.consequent, env), taken)
  const no = under(
    machine,
    () => `not ${test()}`,
    () => evaluate(machine, node.alternate, env),
    taken === null ? null : !taken,
  )
  return withUnset(
    either(yes, no),
    unset && (truth(unset) ? yes : no),
    assumptionOf(value) ?? `${test()} is ${truth(unset ?? value) ? 'true' : 'false'}`,
  )
}

function update(machine: Machine, node: TSESTree.UpdateExpression, env: Env): Value {
  const old = evaluate(machine, node.argument, env)
  const value = binary(node.operator === '++' ? '+' : '-', old, constant(1), () => ['', ''])
  bindPattern(machine, node.argument, value, env, null)
  return node.prefix ? value : old
}
