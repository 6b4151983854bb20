import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/module.ts'
import { declare, findBinding, readBinding } from '../../javascript/scope.ts'
import type { Binding, Scope } from '../../javascript/scope.ts'
import { HOLE, UNDEFINED, arrayOf, constant, objectOf, truth } from '../../javascript/value.ts'
import type { ClassValue, FunctionValue, ObjectValue, Value } from '../../javascript/value.ts'
import { assignPattern } from './assign.ts'
import { callValue, constructValue, parentOf } from './call.ts'
import { globalValue } from './globals.ts'
import { getMember } from './member.ts'
import { awaited } from './promise.ts'
import { askText, compared, operand, testText } from './question.ts'
import { anUnknown, step, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { LONGEST, arithmetic, compare, decide, isNullish, propertyKey, settle, textOf } from './operators.ts'
import { isMutable } from './mutation.ts'

/** Where an expression stands. `self`: its `this`. */
export interface Site { module: Module; scope: Scope; self: Value; home: ClassValue | null }

const SKIPPED = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSTypeAssertion', 'TSSatisfiesExpression', 'TSInstantiationExpression', 'ChainExpression'])

/** A break in an optional chain: the whole chain is undefined. */
class Short {}
const SHORT = new Short()

export function evaluate(run: Run, site: Site, node: TSESTree.Node): Value {
  step(run)
  return settle(run, open(run, site, node))
}

function open(run: Run, site: Site, node: TSESTree.Node): Value {
  switch (node.type) {
    case 'Literal': return 'regex' in node ? { kind: 'regex', source: node.regex.pattern, flags: node.regex.flags } : constant(node.value)
    case 'TemplateLiteral': return template(run, site, node)
    case 'Identifier': return identifier(run, site, node.name)
    case 'ThisExpression': return site.self
    case 'ChainExpression': return chain(run, site, node.expression)
    case 'TSAsExpression': case 'TSNonNullExpression': case 'TSTypeAssertion': case 'TSSatisfiesExpression': case 'TSInstantiationExpression':
      return evaluate(run, site, node.expression)
    case 'MemberExpression': return member(run, site, node)
    case 'CallExpression': return call(run, site, node)
    case 'NewExpression': return constructValue(run, site, node, evaluate(run, site, node.callee), spread(run, site, node.arguments))
    case 'ObjectExpression': return object(run, site, node)
    case 'ArrayExpression': {
      const { items, open: more } = spread(run, site, node.elements)
      return own(run, arrayOf(items, more))
    }
    case 'ArrowFunctionExpression': return functionValue(site, node, site.self)
    case 'FunctionExpression': return functionValue(site, node, null)
    case 'ConditionalExpression': return evaluate(run, site, decide(run, site, node.test) ? node.consequent : node.alternate)
    case 'LogicalExpression': return logical(run, site, node)
    case 'UnaryExpression': return unary(run, site, node)
    case 'BinaryExpression': return binary(run, site, node)
    case 'AssignmentExpression': return assignment(run, site, node)
    case 'UpdateExpression': {
      const before = evaluate(run, site, node.argument)
      const after = before.kind === 'constant' && typeof before.value === 'number' ? constant(before.value + (node.operator === '++' ? 1 : -1)) : anUnknown('counted')
      assignPattern(run, site, node.argument, after, node)
      return node.prefix ? after : before
    }
    case 'SequenceExpression': return node.expressions.map((one) => evaluate(run, site, one)).at(-1) ?? UNDEFINED
    case 'AwaitExpression': return awaited(run, site.module, node, evaluate(run, site, node.argument))
    case 'TaggedTemplateExpression': return anUnknown('a tagged template')
    case 'ImportExpression': return anUnknown('a dynamic import')
    case 'ClassExpression': return anUnknown('a class of its own')
    default: return anUnknown(node.type)
  }
}

function chain(run: Run, site: Site, node: TSESTree.Node): Value {
  try {
    return evaluate(run, site, node)
  } catch (error) {
    if (error === SHORT) return UNDEFINED
    throw error
  }
}

function template(run: Run, site: Site, node: TSESTree.TemplateLiteral): Value {
  let text = ''
  let known = true
  node.quasis.forEach((quasi, index) => {
    text += quasi.value.cooked
    const hole = node.expressions[index]
    if (!hole) return
    const said = textOf(evaluate(run, site, hole))
    if (said === null) known = false
    text += said ?? '${…}'
  })
  return known && text.length <= LONGEST ? constant(text) : { kind: 'open-text', text: text.slice(0, LONGEST) }
}

const imports = new WeakMap<Binding, Value>()

/** What a name holds now that the program has run: an import is looked up once. */
export function heldBy(binding: Binding, name: string): Value {
  if (!binding.read) return binding.value
  const value = imports.get(binding) ?? readBinding(binding, name)
  imports.set(binding, value)
  return value
}

function identifier(run: Run, site: Site, name: string): Value {
  if (name === 'undefined') return UNDEFINED
  const binding = findBinding(site.scope, name)
  if (!binding) return globalValue(run, name)
  const value = run.overlay.get(binding) ?? heldBy(binding, name)
  if (run.overlay.has(binding) || !isMutable(site.module.program, site.scope, name, value, run.scopes)) return value
  return child(run, binding, `\`${name}\` changes while the program runs`)
}

/** Marks what the run made, and may therefore change. */
export function own<T extends Value>(run: Run, value: T): T {
  run.owned.add(value)
  return value
}

/** The same open thing asked twice is one unknown, so that it is decided once. */
export function child(run: Run, of: object, name: string): Value {
  const known = run.children.get(of) ?? new Map<string, Value>()
  run.children.set(of, known)
  const value = known.get(name) ?? anUnknown(name)
  known.set(name, value)
  return value
}

function member(run: Run, site: Site, node: TSESTree.MemberExpression): Value {
  if (node.object.type === 'Super') return anUnknown('super')
  const of = evaluate(run, site, node.object)
  if (node.optional && isNullish(of)) throw SHORT
  return getMember(run, site.module, node, of, propertyKey(run, site, node))
}

export interface Spread { items: Value[]; open: boolean }

export function spread(run: Run, site: Site, nodes: readonly (TSESTree.Node | null)[]): Spread {
  const items: Value[] = []
  let more = false
  for (const node of nodes) {
    if (!node) items.push(HOLE)
    else if (node.type !== 'SpreadElement') items.push(evaluate(run, site, node))
    else {
      const value = evaluate(run, site, node.argument)
      if (value.kind === 'array') for (const item of value.items) items.push(item)
      else if (value.kind === 'host' && value.iterate) for (const item of value.iterate().items) items.push(item)
      if (value.kind !== 'host' && (value.kind !== 'array' || value.open)) more = true
    }
  }
  return items.length > MOST_ITEMS ? { items: items.slice(0, MOST_ITEMS), open: true } : { items, open: more }
}

const MOST_ITEMS = 5000

function call(run: Run, site: Site, node: TSESTree.CallExpression): Value {
  if (node.callee.type === 'Super') {
    const args = spread(run, site, node.arguments)
    return constructValue(run, site, node, (site.home && parentOf(run, site, site.home)) ?? UNDEFINED, args, site.self)
  }
  let callee: TSESTree.Node = node.callee
  while (SKIPPED.has(callee.type) && 'expression' in callee && typeof callee.expression === 'object' && callee.expression) callee = callee.expression
  let self: Value = UNDEFINED
  let target: Value
  if (callee.type === 'MemberExpression') {
    if (callee.object.type === 'Super') {
      self = site.self
      const parent = site.home?.parent
      target = parent?.kind === 'class' ? getMember(run, site.module, callee, parent.prototype, propertyKey(run, site, callee)) : anUnknown('super')
    } else {
      const of = operand(run, site, callee.object)
      self = of.value
      if (callee.optional && isNullish(self)) throw SHORT
      target = getMember(run, site.module, callee, self, propertyKey(run, site, callee))
      if (of.held.size) return askText(run, site, node, target, of)
    }
  } else target = evaluate(run, site, callee)
  if (node.optional && isNullish(target)) throw SHORT
  const [first] = node.arguments
  if (self.kind === 'regex' && first && node.arguments.length === 1) return testText(run, site, node, target, self, first)
  return callValue(run, site, node, settle(run, target), self, spread(run, site, node.arguments))
}

function object(run: Run, site: Site, node: TSESTree.ObjectExpression): ObjectValue {
  const made = own(run, objectOf())
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') spreadInto(made, evaluate(run, site, property.argument))
    else {
      const key = property.computed ? textOf(evaluate(run, site, property.key)) : keyName(property.key)
      const value = property.kind === 'init' ? evaluate(run, site, property.value) : anUnknown('an accessor')
      if (key === null) made.open = true
      else made.members.set(key, value)
    }
  }
  return made
}

function spreadInto(made: ObjectValue, value: Value): void {
  if (value.kind === 'object') {
    for (const [name, one] of value.members) made.members.set(name, one)
    if (!value.open && !value.getters.size) return
  }
  if (value.kind === 'constant') return
  // What the unknown part holds may stand in for anything set before it.
  for (const name of made.members.keys()) made.members.set(name, anUnknown('spread over'))
  made.open = true
}

export const keyName = (key: TSESTree.Node): string | null =>
  key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null

export const functionValue = (site: Site, node: TSESTree.FunctionLike, self: Value | null): FunctionValue =>
  ({ kind: 'function', node, module: site.module, scope: site.scope, self, home: self ? site.home : null, members: new Map() })

function logical(run: Run, site: Site, node: TSESTree.LogicalExpression): Value {
  const left = evaluate(run, site, node.left)
  if (node.operator === '??') return isNullish(left) ? evaluate(run, site, node.right) : left
  // A written default is what the files decide, where the environment may say otherwise.
  const unset = left.kind === 'unknown' && left.unset ? truth(left.unset) : null
  const holds = unset === false && node.operator === '||' ? false : decide(run, site, node.left, left)
  if (node.operator === '&&') return holds ? evaluate(run, site, node.right) : left
  return holds ? left : evaluate(run, site, node.right)
}

function unary(run: Run, site: Site, node: TSESTree.UnaryExpression): Value {
  if (node.operator === 'typeof' && node.argument.type === 'Identifier' && !findBinding(site.scope, node.argument.name) && !(node.argument.name in globalThis)) return constant('undefined')
  if (node.operator === 'typeof') return typeOf(node.argument.type === 'Identifier' && !findBinding(site.scope, node.argument.name) ? globalValue(run, node.argument.name) : evaluate(run, site, node.argument))
  const value = evaluate(run, site, node.argument)
  switch (node.operator) {
    case '!': return constant(!decide(run, site, node.argument, value))
    case '-': return value.kind === 'constant' && typeof value.value === 'number' ? constant(-value.value) : anUnknown('-')
    case '+': return value.kind === 'constant' && typeof value.value !== 'bigint' ? constant(Number(value.value)) : anUnknown('+')
    case '~': return value.kind === 'constant' && typeof value.value === 'number' ? constant(~value.value) : anUnknown('~')
    case 'void': return UNDEFINED
    case 'delete': {
      if (node.argument.type === 'MemberExpression' && node.argument.object.type !== 'Super') {
        const of = evaluate(run, site, node.argument.object)
        const key = propertyKey(run, site, node.argument)
        if (of.kind === 'object' && key !== null) of.members.delete(key)
      }
      return constant(true)
    }
    default: return anUnknown('an operator')
  }
}

function typeOf(value: Value): Value {
  switch (value.kind) {
    case 'constant': return constant(value.value === null ? 'object' : typeof value.value)
    case 'open-text': return constant('string')
    case 'function': case 'class': case 'native': return constant('function')
    case 'object': case 'array': case 'regex': return constant('object')
    case 'host': return constant(value.call ? 'function' : 'object')
    default: return anUnknown('typeof')
  }
}

function binary(run: Run, site: Site, node: TSESTree.BinaryExpression): Value {
  if (node.left.type === 'PrivateIdentifier') return anUnknown('#in')
  const { value: left, held } = operand(run, site, node.left)
  const right = evaluate(run, site, node.right)
  const same = compare(run, node.operator, left, right)
  if (held.size) compared(run, { value: left, held }, right, same)
  return same ?? arithmetic(node.operator, left, right) ?? anUnknown(wordsOf(site.module, node))
}

const COMPOUND: Record<string, string> = { '+=': '+', '-=': '-', '*=': '*', '/=': '/', '%=': '%', '|=': '|', '&=': '&' }

function assignment(run: Run, site: Site, node: TSESTree.AssignmentExpression): Value {
  if (node.operator === '=') {
    const value = evaluate(run, site, node.right)
    assignPattern(run, site, node.left, value, node)
    return value
  }
  const before = evaluate(run, site, node.left)
  if (node.operator === '||=' || node.operator === '&&=' || node.operator === '??=') {
    const keep = node.operator === '??=' ? !isNullish(before) : decide(run, site, node.left, before) === (node.operator === '||=')
    if (keep) return before
    const value = evaluate(run, site, node.right)
    assignPattern(run, site, node.left, value, node)
    return value
  }
  const value = arithmetic(COMPOUND[node.operator] ?? '', before, evaluate(run, site, node.right)) ?? anUnknown(wordsOf(site.module, node))
  assignPattern(run, site, node.left, value, node)
  return value
}

/** The bindings of a class declared inside a function: what it is made of stays open. */
export function declareClass(site: Site, node: TSESTree.ClassDeclaration): void {
  if (node.id) declare(site.scope, node.id.name, anUnknown('a class of its own'))
}

