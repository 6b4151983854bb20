import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding } from '../../javascript/scope.ts'
import { holderOf, setElement } from '../../javascript/access.ts'
import { looseArray } from '../../javascript/natives/array-shape.ts'
import { isOpen, keysOf } from '../../javascript/natives/object.ts'
import { UNDEFINED, arrayOf, isUndefined, objectOf } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { callFunction } from './call.ts'
import { GIVEN_STATUS, isStatus } from './errors.ts'
import { evaluate, keyName } from './expression.ts'
import { own } from './made.ts'
import type { Site } from './site.ts'
import { getMember } from './member.ts'
import { hostedOf } from './native.ts'
import { keepPart } from './parts.ts'
import { propertyKey, textOf } from './operators.ts'
import { anUnknown, child } from './run.ts'
import type { Run } from './run.ts'
import { isCarrier } from './carrier.ts'
import { settle } from './selector.ts'
import { notNothing, walked } from './type-errors.ts'
import { declareIn, owns, writeBinding, writeMember } from './trail.ts'

/** Gives a value to what stands on the left of an assignment. */
export function assignPattern(run: Run, site: Site, target: TSESTree.Node, value: Value, node: TSESTree.Node): void {
  if (target.type === 'Identifier') return assignName(run, site, target.name, value)
  if (target.type === 'MemberExpression') return assignMember(run, site, target, value, node)
  if (target.type === 'TSAsExpression' || target.type === 'TSNonNullExpression')
    return assignPattern(run, site, target.expression, value, node)
  takeApart(run, site, target, value, (inner, part) => assignPattern(run, site, inner, part, node))
}

/** Declares the names of a pattern in the present scope. */
export function declarePattern(run: Run, site: Site, target: TSESTree.Node, value: Value): void {
  if (target.type === 'Identifier') return declareIn(run, site.scope, target.name, value)
  takeApart(run, site, target, value, (inner, part) => declarePattern(run, site, inner, part))
}

function assignName(run: Run, site: Site, name: string, value: Value): void {
  const binding = findBinding(site.scope, name)
  if (!binding) return
  for (let at: typeof site.scope | null = site.scope; at; at = at.parent) {
    if (!at.bindings.has(name)) continue
    if (run.scopes.has(at)) {
      writeBinding(run, binding, value)
      if (run.overlay.has(binding)) run.overlay = new Map([...run.overlay].filter(([other]) => other !== binding))
    } else run.overlay = new Map(run.overlay).set(binding, value)
    return
  }
}

function assignMember(
  run: Run,
  site: Site,
  target: TSESTree.MemberExpression,
  value: Value,
  node: TSESTree.Node,
): void {
  const of = target.object.type === 'Super' ? site.self : evaluate(run, site, target.object)
  setMember(run, site, node, { of, name: propertyKey(run, site, target) }, value)
}

/** Where a value is written; `name` null: under a name that is open. */
interface Place {
  of: Value
  name: string | null
}

/** Writes a member. What outlives the request keeps what it had: who reads it asks whether it may change. */
export function setMember(run: Run, site: Site, node: TSESTree.Node, { of, name }: Place, value: Value): void {
  notNothing(site.module, node, of)
  const hosted = hostedOf(of)
  if (hosted) {
    if (name !== null) hosted.set?.(run, name, value, { site, node })
    return
  }
  if (isCarrier(run, value)) run.escaped = true
  if (of.kind === 'unknown' && of.plain && (name === null || isStatus(name)))
    run.failures = new Set(run.failures).add(GIVEN_STATUS)
  const setter = of.kind === 'object' && name !== null ? holderOf(of, name)?.holder.setters?.get(name) : undefined
  if (setter) {
    callFunction(run, setter, {
      self: of,
      args: { items: [value], open: false },
      node,
      caller: site.module,
      callback: false,
    })
    return
  }
  if (!run.owned.has(of)) return
  if (of.kind === 'object' && name !== null) {
    if (!of.frozen && !holderOf(of, name)?.holder.getters.has(name)) writeMember(run, of, name, value)
    keepPart(run, of)
    return
  }
  if (!owns(run, of)) return
  if (of.kind === 'array') setElement(of, name, value)
  else if (of.kind === 'regex' && name === 'lastIndex') of.lastIndex = value
  else if (of.kind === 'object' && !of.frozen) setAny(of)
  keepPart(run, of)
}

function setAny(of: ObjectValue): void {
  for (const key of of.members.keys()) of.members.set(key, anUnknown('written under an open name'))
  of.open = true
}

type Bind = (target: TSESTree.Node, value: Value) => void

function takeApart(run: Run, site: Site, target: TSESTree.Node, open: Value, bind: Bind): void {
  const value = settle(run, open)
  if (target.type === 'AssignmentPattern') {
    const missing = isUndefined(value)
    bind(target.left, missing ? evaluate(run, site, target.right) : value)
  } else if (target.type === 'ArrayPattern') {
    const list = walked(site.module, target, value)
    target.elements.forEach((element, index) => {
      if (!element) return
      const { items, open, loose } = list
      if (element.type === 'RestElement')
        bind(element.argument, own(run, loose ? looseArray(items, open) : arrayOf(items.slice(index), open)))
      else
        bind(
          element,
          (loose ? undefined : items[index]) ?? (open || loose ? child(run, value, String(index)) : UNDEFINED),
        )
    })
  } else if (target.type === 'ObjectPattern') takeObjectApart(run, site, target, value, bind)
  else if (target.type === 'RestElement') bind(target.argument, value)
  else if (target.type === 'TSParameterProperty') bind(target.parameter, value)
}

function takeObjectApart(run: Run, site: Site, target: TSESTree.ObjectPattern, value: Value, bind: Bind): void {
  const taken = new Set<string>()
  let open = false
  for (const property of target.properties) {
    if (property.type === 'RestElement') {
      bind(property.argument, open ? anUnknown('the rest') : restOf(run, site, target, value, taken))
      continue
    }
    const key = property.computed ? textOf(evaluate(run, site, property.key)) : keyName(property.key)
    if (key !== null) taken.add(key)
    else open = true
    bind(property.value, getMember(run, site.module, property, value, key))
  }
}

/** What a pattern has left of an object, getters read. */
function restOf(run: Run, site: Site, node: TSESTree.Node, value: Value, taken: ReadonlySet<string>): Value {
  const names = keysOf(value)
  if (!names || value.kind === 'host') return anUnknown('the rest')
  const rest = names
    .filter((name) => !taken.has(name))
    .map((name): [string, Value] => [name, getMember(run, site.module, node, value, name)])
  return own(run, objectOf(rest, isOpen(value)))
}
