import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { metaOf } from '../../javascript/natives/require.ts'
import { declare, findBinding, readBinding } from '../../javascript/scope.ts'
import type { Binding } from '../../javascript/scope.ts'
import { HOLE, UNDEFINED, arrayOf, regexOf } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { callValue, constructValue, parentOf } from './call.ts'
import { collect } from './course.ts'
import { methodOfEach } from './each-of.ts'
import { isGlobalObject } from './global-object.ts'
import { globalValue } from './globals.ts'
import { object, template } from './literal.ts'
import { getMember } from './member.ts'
import { literalOf } from './misread.ts'
import { awaited } from './promise.ts'
import { own } from './made.ts'
import { joinedValue } from './piece.ts'
import { anUnknown, child, step } from './run.ts'
import type { Run } from './run.ts'
import { decide, isNullish, propertyKey, settle, textOf } from './operators.ts'
import { isMutable } from './mutation.ts'
import { assignment, binary, logical, unary, update } from './operation.ts'
import { candidatesOf, isOpenEither, merged, ofEach } from './selector.ts'
import { hold } from './scopes.ts'
import type { Site, Spread } from './site.ts'
import { keyOf, isFunction } from './syntax.ts'
import { derivedMember } from './derived.ts'
import { notDefined, walked } from './type-errors.ts'
import { memberAmong } from './lookup.ts'
import { isUnread } from './unread.ts'

/** What stands around an expression and changes nothing of its value. */
export const SKIPPED = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSSatisfiesExpression',
  'TSInstantiationExpression',
  'ChainExpression',
])

/** A break in an optional chain: the whole chain is undefined. */
class Short {}
const SHORT = new Short()

export function evaluate(run: Run, site: Site, node: TSESTree.Node): Value {
  step(run)
  return settle(run, open(run, site, node))
}

/** The same, for whoever only keeps the value: which of several it is may be left open. */
export function evaluateLazily(run: Run, site: Site, node: TSESTree.Node): Value {
  step(run)
  return merged(run, lazily(run, site, node))
}

/** The same, of which a text of the request alone is left as it is. */
export function evaluateUnread(run: Run, site: Site, node: TSESTree.Node): Value {
  const value = evaluateLazily(run, site, node)
  return isUnread(value) ? value : settle(run, value)
}

function lazily(run: Run, site: Site, node: TSESTree.Node): Value {
  const branches =
    node.type === 'ConditionalExpression' || (node.type === 'LogicalExpression' && node.operator !== '??')
  return branches
    ? joinedValue(run, [], () =>
        collect(run, { module: site.module, node }, () => ({ kind: 'value', value: open(run, site, node) })),
      )
    : open(run, site, node)
}

function open(run: Run, site: Site, node: TSESTree.Node): Value {
  switch (node.type) {
    case 'Literal':
      return 'regex' in node ? regexOf(node.regex) : literalOf(run, site.module, node)
    case 'TemplateLiteral':
      return template(run, site, node)
    case 'Identifier':
      return identifier(run, site, node, node.name)
    case 'ThisExpression':
      return site.self
    case 'MetaProperty':
      return node.meta.name === 'import' ? own(run, metaOf(run.machine, site.module)) : anUnknown('new.target')
    case 'ChainExpression':
      return chain(run, site, node.expression)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
      return evaluateLazily(run, site, node.expression)
    case 'MemberExpression':
      return member(run, site, node)
    case 'CallExpression':
      return call(run, site, node)
    case 'NewExpression':
      return constructValue(run, site, node, evaluate(run, site, node.callee), spread(run, site, node.arguments))
    case 'ObjectExpression':
      return object(run, site, node)
    case 'ArrayExpression': {
      const { items, open: more } = spread(run, site, node.elements)
      return own(run, arrayOf(items, more))
    }
    case 'ArrowFunctionExpression':
      return functionValue(run, site, node, site.self)
    case 'FunctionExpression':
      return functionValue(run, site, node, null)
    case 'ConditionalExpression':
      return evaluateLazily(run, site, decide(run, site, node.test) ? node.consequent : node.alternate)
    case 'LogicalExpression':
      return logical(run, site, node)
    case 'UnaryExpression':
      return unary(run, site, node)
    case 'BinaryExpression':
      return binary(run, site, node)
    case 'AssignmentExpression':
      return assignment(run, site, node)
    case 'UpdateExpression':
      return update(run, site, node)
    case 'SequenceExpression':
      return node.expressions.map((one) => evaluate(run, site, one)).at(-1) ?? UNDEFINED
    case 'AwaitExpression':
      return awaited(run, site.module, node, evaluate(run, site, node.argument))
    case 'TaggedTemplateExpression':
      return anUnknown('a tagged template')
    case 'ImportExpression':
      return anUnknown('a dynamic import')
    case 'ClassExpression':
      return anUnknown('a class of its own')
    default:
      return anUnknown(node.type)
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

const imports = new WeakMap<Binding, Value>()

/** What a name holds now that the program has run: an import is looked up once. */
export function heldBy(binding: Binding, name: string): Value {
  if (!binding.read) return binding.value
  const known = imports.get(binding)
  if (known) return known
  const value = readBinding(binding, name)
  imports.set(binding, value)
  return value
}

function identifier(run: Run, site: Site, node: TSESTree.Node, name: string): Value {
  if (name === 'undefined') return UNDEFINED
  const binding = findBinding(site.scope, name)
  if (!binding) {
    if (run.lacksName(site.module, name)) throw notDefined(site.module, node, name)
    return isGlobalObject(name) ? run.globals : globalValue(name)
  }
  const value = run.overlay.get(binding) ?? heldBy(binding, name)
  if (run.overlay.has(binding) || !isMutable(site.module.program, site.scope, name, value, run.scopes)) return value
  return child(run, binding, `\`${name}\` changes while the program runs`)
}

function member(run: Run, site: Site, node: TSESTree.MemberExpression): Value {
  if (node.object.type === 'Super') return anUnknown('super')
  const of = evaluateLazily(run, site, node.object)
  if (isOpenEither(of) && keyOf(node) !== null && candidatesOf(run, of).every(isPlain))
    return ofEach(run, of, keyOf(node) ?? '', (one) => settledMember(run, site, node, one))
  const known = derivedMember(run, of, keyOf(node))
  if (known) return known
  const only = settle(run, of)
  if (node.optional && isNullish(only)) throw SHORT
  return memberAt(run, site, node, only)
}

/** A member of a thing; of one of which nothing is known, the text of the request that names the member is not looked at. */
function memberAt(run: Run, site: Site, node: TSESTree.MemberExpression, of: Value): Value {
  const isTable = of.kind === 'unknown' || of.kind === 'object'
  const key = node.computed && isTable ? evaluateLazily(run, site, node.property) : null
  if (!key) return getMember(run, site.module, node, of, propertyKey(run, site, node))
  if (of.kind === 'unknown' && isUnread(key)) return child(run, of, `[${key.by.key}]`)
  const name = of.kind === 'object' && isUnread(key) ? memberAmong(run, of, key) : null
  return getMember(run, site.module, node, of, name ?? textOf(settle(run, key)))
}

/** A thing whose members are read without any effect. */
const isPlain = (value: Value): boolean =>
  (value.kind === 'object' && value.getters.size === 0 && value.proto === null) ||
  (value.kind === 'unknown' && value.unset === null)

function settledMember(run: Run, site: Site, node: TSESTree.MemberExpression, of: Value): Value {
  if (isOpenEither(of)) return ofEach(run, of, keyOf(node) ?? '', (one) => settledMember(run, site, node, one))
  return getMember(run, site.module, node, of, propertyKey(run, site, node))
}

export function spread(run: Run, site: Site, nodes: readonly (TSESTree.Node | null)[]): Spread {
  const items: Value[] = []
  let more = false
  for (const node of nodes) {
    if (!node) items.push(HOLE)
    else if (node.type !== 'SpreadElement') items.push(evaluateLazily(run, site, node))
    else {
      const value = evaluate(run, site, node.argument)
      const list = walked(site.module, node.argument, value)
      for (const item of list.items) items.push(item)
      if (list.open || list.loose) more = true
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
  while (
    SKIPPED.has(callee.type) &&
    'expression' in callee &&
    typeof callee.expression === 'object' &&
    callee.expression
  )
    callee = callee.expression
  let self: Value = UNDEFINED
  let target: Value
  if (callee.type === 'MemberExpression') {
    if (callee.object.type === 'Super') {
      self = site.self
      const parent = site.home?.parent
      target =
        parent?.kind === 'class'
          ? getMember(run, site.module, callee, parent.prototype, propertyKey(run, site, callee))
          : anUnknown('super')
    } else {
      const of = promiseOrValue(run, site, node, callee)
      const text = isUnread(of) && isText(of.values[0]) ? of.values[0] : null
      if (isOpenEither(of)) return callOfSeveral(run, site, node, callee, of)
      self = text ? of : settle(run, of)
      if (callee.optional && isNullish(self)) throw SHORT
      target = memberAt(run, site, callee, text ?? self)
    }
  } else target = evaluate(run, site, callee)
  if (node.optional && isNullish(target)) throw SHORT
  return callValue(run, site, node, settle(run, target), self, spread(run, site, node.arguments))
}

/** What a method is called on. Of a promise, that its failure is waited for. */
function promiseOrValue(
  run: Run,
  site: Site,
  { arguments: [first, second] }: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
): Value {
  const name = callee.computed ? null : keyName(callee.property)
  const handler = name === 'catch' ? first : name === 'then' ? second : undefined
  if (!handler || !isFunction(handler)) return evaluateLazily(run, site, callee.object)
  const { isAwaited } = run
  run.isAwaited = true
  try {
    return evaluateLazily(run, site, callee.object)
  } finally {
    run.isAwaited = isAwaited
  }
}

const isText = (value: Value): boolean => value.kind === 'constant' && typeof value.value === 'string'

/** A method of one of several things. */
function callOfSeveral(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  of: Value,
): Value {
  const isPlainly = !callee.optional && !node.optional && candidatesOf(run, of).every(({ kind }) => DATA.has(kind))
  const args = isPlainly ? spread(run, site, node.arguments) : null
  const found = args && methodOfEach(run, site, node, callee, of, args)
  if (found) return found
  const self = settle(run, of)
  if (callee.optional && isNullish(self)) throw SHORT
  const target = getMember(run, site.module, callee, self, propertyKey(run, site, callee))
  if (node.optional && isNullish(target)) throw SHORT
  return callValue(run, site, node, settle(run, target), self, args ?? spread(run, site, node.arguments))
}

const DATA: ReadonlySet<string> = new Set(['constant', 'open-text', 'unknown'])

export const keyName = (key: TSESTree.Node): string | null =>
  key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : null

export function functionValue(
  run: Run,
  { module, scope, home }: Site,
  node: TSESTree.FunctionLike,
  self: Value | null,
): FunctionValue {
  hold(run, scope)
  return { kind: 'function', node, module, scope, self, home: self ? home : null, members: new Map() }
}

/** The bindings of a class declared inside a function: what it is made of stays open. */
export function declareClass(site: Site, node: TSESTree.ClassDeclaration): void {
  if (node.id) declare(site.scope, node.id.name, anUnknown('a class of its own'))
}
