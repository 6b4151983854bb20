import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { removeMember } from '../../javascript/access.ts'
import { onOne, operate, typeOf as typeName } from '../../javascript/operators.ts'
import { findBinding } from '../../javascript/scope.ts'
import { UNDEFINED, constant, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { assignPattern } from './assign.ts'
import { derived, derivedOperation } from './derived.ts'
import { evaluate, evaluateLazily, evaluateUnread } from './expression.ts'
import { globalValue } from './globals.ts'
import { hostedOf } from './native.ts'
import { compare, decide, isNullish, propertyKey, settle, textOf } from './operators.ts'
import { keepPart } from './parts.ts'
import { anUnknown, child, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { isOpenEither, ofEach } from './selector.ts'
import type { Site } from './site.ts'
import { owns } from './trail.ts'
import { needsObject, notNothing } from './type-errors.ts'
import { isUnread } from './unread.ts'

const noNames = (): [string, string] => ['…', '…']

export function logical(run: Run, site: Site, node: TSESTree.LogicalExpression): Value {
  const { left, isRight } = leftOf(run, site, node, evaluateLazily(run, site, node.left))
  return isRight ? evaluateLazily(run, site, node.right) : left
}

/** Whether the right side of an expression counts, given what stands on the left. */
export function leftOf(
  run: Run,
  site: Site,
  node: TSESTree.LogicalExpression,
  given: Value,
): { left: Value; isRight: boolean } {
  const left = node.operator === '??' ? settle(run, given) : given
  if (node.operator === '??') return { left: isThere(node.right) ? present(run, left) : left, isRight: isNullish(left) }
  // A written default is what the files decide, where the environment may say otherwise.
  const unset = left.kind === 'unknown' && left.unset ? truth(left.unset) : null
  const holds = unset === false && node.operator === '||' ? false : decide(run, site, node.left, left)
  return { left, isRight: holds === (node.operator === '&&') }
}

/** An expression that is never null or undefined, as it is written. */
const isThere = (node: TSESTree.Node): boolean =>
  /^(?:Object|Array|Function|ArrowFunction|Class|New)Expression$|^TemplateLiteral$/.test(node.type) ||
  (node.type === 'Literal' && node.value !== null) ||
  (node.type === 'LogicalExpression' && node.operator !== '&&' && isThere(node.right))

/** What `??` leaves of an open value. */
function present(run: Run, value: Value): Value {
  if (value.kind !== 'unknown' || value.present || value.unset) return value
  const around = run.children.get(value) ?? new Map<string, Value>()
  run.children.set(value, around)
  const there = around.get(PRESENT) ?? { ...value, present: value }
  around.set(PRESENT, there)
  return there
}
const PRESENT = '?? …'

export function unary(run: Run, site: Site, node: TSESTree.UnaryExpression): Value {
  if (
    node.operator === 'typeof' &&
    node.argument.type === 'Identifier' &&
    !findBinding(site.scope, node.argument.name) &&
    !(node.argument.name in globalThis)
  )
    return constant('undefined')
  if (node.operator === 'typeof')
    return typeOf(
      node.argument.type === 'Identifier' && !findBinding(site.scope, node.argument.name)
        ? globalValue(node.argument.name)
        : evaluate(run, site, node.argument),
    )
  if (node.operator === 'delete') return remove(run, site, node.argument)
  const given =
    node.operator === '!' ? evaluateLazily(run, site, node.argument) : evaluateUnread(run, site, node.argument)
  const known = derived(run, node.operator, [given], ([value = UNDEFINED]) => onOne(node.operator, value) ?? UNDEFINED)
  if (known) return known
  if (node.operator === '!') return constant(!decide(run, site, node.argument, given))
  const value = settle(run, given)
  return onOne(node.operator, value) ?? anUnknown(node.operator)
}

function remove(run: Run, site: Site, node: TSESTree.Expression): Value {
  if (node.type === 'ChainExpression') return remove(run, site, node.expression)
  if (node.type !== 'MemberExpression' || node.object.type === 'Super') return constant(true)
  const of = evaluate(run, site, node.object)
  notNothing(site.module, node, of)
  const key = propertyKey(run, site, node)
  if (hostedOf(of)?.remove) hostedOf(of)?.remove?.(run, key)
  else if (owns(run, of)) {
    removeMember(of, key)
    keepPart(run, of)
  }
  return constant(true)
}

const typeOf = (value: Value): Value => {
  const type = typeName(value)
  return type === null ? anUnknown('typeof') : constant(type)
}

export function binary(run: Run, site: Site, node: TSESTree.BinaryExpression): Value {
  if (node.left.type === 'PrivateIdentifier') return anUnknown('#in')
  const left = evaluateLazily(run, site, node.left)
  const right = evaluateLazily(run, site, node.right)
  if (isOpenEither(left) && right.kind !== 'either')
    return ofEach(run, left, `${node.operator} ${textOf(right) ?? `${node.range[0]}`}`, (one) =>
      apply(run, site, node, settle(run, one), right),
    )
  return derivedOperation(run, node.operator, left, right) ?? comparing(run, site, node, left, right)
}

/** Whether a text of the request is something that nobody knows is no question to the text. */
function comparing(run: Run, site: Site, node: TSESTree.BinaryExpression, left: Value, right: Value): Value {
  const [text, other] = isUnread(left) ? [left, right] : [right, left]
  if (isUnread(text) && /^[!=]=/.test(node.operator) && (other.kind === 'unknown' || other.kind === 'external'))
    return child(run, other, `${node.operator} (${text.by.key})`)
  return apply(run, site, node, settle(run, left), settle(run, right))
}

function apply(run: Run, site: Site, node: TSESTree.BinaryExpression, left: Value, right: Value): Value {
  needsObject(site.module, node, right)
  return (
    compare(run, node.operator, left, right) ??
    operate(node.operator, left, right, noNames) ??
    anUnknown(wordsOf(site.module, node))
  )
}

export function assignment(run: Run, site: Site, node: TSESTree.AssignmentExpression): Value {
  if (node.operator === '=') {
    const value = evaluateLazily(run, site, node.right)
    assignPattern(run, site, node.left, value, node)
    return value
  }
  const before = evaluateUnread(run, site, node.left)
  if (node.operator === '||=' || node.operator === '&&=' || node.operator === '??=') {
    const keep =
      node.operator === '??='
        ? !isNullish(settle(run, before))
        : decide(run, site, node.left, before) === (node.operator === '||=')
    if (keep) return before
    const value = evaluate(run, site, node.right)
    assignPattern(run, site, node.left, value, node)
    return value
  }
  const operator = node.operator.slice(0, -1)
  const right = evaluateUnread(run, site, node.right)
  const value =
    derivedOperation(run, operator, before, right) ??
    operate(operator, settle(run, before), settle(run, right), noNames) ??
    anUnknown(wordsOf(site.module, node))
  assignPattern(run, site, node.left, value, node)
  return value
}

/** `i++`, `--i`. */
export function update(run: Run, site: Site, node: TSESTree.UpdateExpression): Value {
  const before = evaluate(run, site, node.argument)
  const number = onOne('+', before)
  const after =
    (number && operate(node.operator === '++' ? '+' : '-', number, constant(1), noNames)) ?? anUnknown('counted')
  assignPattern(run, site, node.argument, after, node)
  return node.prefix ? after : (number ?? anUnknown('counted'))
}
