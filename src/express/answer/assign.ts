import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { declare, findBinding } from '../../javascript/scope.ts'
import { HOLE, UNDEFINED, arrayOf, isUndefined, objectOf } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { child, evaluate, keyName, own } from './expression.ts'
import type { Site } from './expression.ts'
import { getMember } from './member.ts'
import { hostedOf } from './native.ts'
import { propertyKey, textOf } from './operators.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { isCarrier } from './carrier.ts'

/** Gives a value to what stands on the left of an assignment. */
export function assignPattern(run: Run, site: Site, target: TSESTree.Node, value: Value, node: TSESTree.Node): void {
  if (target.type === 'Identifier') return assignName(run, site, target.name, value)
  if (target.type === 'MemberExpression') return assignMember(run, site, target, value, node)
  if (target.type === 'TSAsExpression' || target.type === 'TSNonNullExpression') return assignPattern(run, site, target.expression, value, node)
  takeApart(run, site, target, value, (inner, part) => assignPattern(run, site, inner, part, node))
}

/** Declares the names of a pattern in the present scope. */
export function declarePattern(run: Run, site: Site, target: TSESTree.Node, value: Value): void {
  if (target.type === 'Identifier') return declare(site.scope, target.name, value)
  takeApart(run, site, target, value, (inner, part) => declarePattern(run, site, inner, part))
}

function assignName(run: Run, site: Site, name: string, value: Value): void {
  const binding = findBinding(site.scope, name)
  if (!binding) return
  for (let at: typeof site.scope | null = site.scope; at; at = at.parent) {
    if (!at.bindings.has(name)) continue
    if (run.scopes.has(at)) binding.value = value
    else run.overlay.set(binding, value)
    return
  }
}

function assignMember(run: Run, site: Site, target: TSESTree.MemberExpression, value: Value, node: TSESTree.Node): void {
  if (target.object.type === 'Super') return
  const of = evaluate(run, site, target.object)
  const key = propertyKey(run, site, target)
  const hosted = hostedOf(of)
  if (hosted) {
    if (key !== null) hosted.set?.(run, key, value, { site, node })
    return
  }
  if (isCarrier(run, value)) run.escaped = true
  if (!run.owned.has(of)) return
  if (of.kind === 'array') {
    if (key === 'length') of.items.length = 0
    else if (key !== null && /^\d{1,4}$/.test(key)) {
      while (of.items.length < Number(key)) of.items.push(HOLE)
      of.items[Number(key)] = value
    }
    else of.open = true
  }
  if (of.kind !== 'object') return
  if (key === null) of.open = true
  else of.members.set(key, value)
}

type Bind = (target: TSESTree.Node, value: Value) => void

function takeApart(run: Run, site: Site, target: TSESTree.Node, value: Value, bind: Bind): void {
  if (target.type === 'AssignmentPattern') {
    const missing = isUndefined(value)
    bind(target.left, missing ? evaluate(run, site, target.right) : value)
  } else if (target.type === 'ArrayPattern') {
    target.elements.forEach((element, index) => {
      if (!element) return
      if (element.type === 'RestElement') bind(element.argument, value.kind === 'array' ? own(run, arrayOf(value.items.slice(index), value.open)) : anUnknown('the rest'))
      else bind(element, value.kind === 'array' ? value.items[index] ?? (value.open ? anUnknown('an item') : UNDEFINED) : value.kind === 'unknown' ? child(run, value, String(index)) : anUnknown('an item'))
    })
  } else if (target.type === 'ObjectPattern') takeObjectApart(run, site, target, value, bind)
  else if (target.type === 'RestElement') bind(target.argument, value)
  else if (target.type === 'TSParameterProperty') bind(target.parameter, value)
}

function takeObjectApart(run: Run, site: Site, target: TSESTree.ObjectPattern, value: Value, bind: Bind): void {
  const taken = new Set<string>()
  for (const property of target.properties) {
    if (property.type === 'RestElement') {
      const rest = value.kind === 'object' ? objectOf([...value.members].filter(([name]) => !taken.has(name)), value.open) : anUnknown('the rest')
      bind(property.argument, rest.kind === 'object' ? own(run, rest) : rest)
      continue
    }
    const key = property.computed ? textOf(evaluate(run, site, property.key)) : keyName(property.key)
    if (key !== null) taken.add(key)
    bind(property.value, getMember(run, site.module, property, value, key))
  }
}
