import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding } from '../../javascript/scope.ts'
import type { Scope } from '../../javascript/scope.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { namesNothing } from './breaks.ts'
import { isCarrier } from './carrier.ts'
import { heldBy } from './expression.ts'
import type { Site } from './site.ts'
import { OBJECT_METHODS } from '../../javascript/natives/object.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { MUTATORS, boundNames, isFunction, keyOf, rootName, walk } from './syntax.ts'

/** Of what a module declares, the answer is the same every time. */
const settledRisks = new WeakMap<TSESTree.Node, boolean>()

/** Whether a call may throw on purpose, or do something else that the caller could see. */
export function isRiskyIn(run: Run, site: Site, callee: TSESTree.Node, fn: TSESTree.Node): boolean {
  const known = settledRisks.get(callee)
  if (known !== undefined) return known
  const risky = isRisky(run, site, callee, fn)
  const root = innermost(callee)
  if (root.type === 'Identifier' && isOfModule(site.scope, root.name)) settledRisks.set(callee, risky)
  return risky
}

function isOfModule(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at; at = at.parent) if (at.bindings.has(name)) return at.parent === null
  return false
}

const callees = new WeakMap<TSESTree.Node, TSESTree.Node[]>()

/** What a function calls, nested functions included. */
export function calleesIn(node: TSESTree.Node): TSESTree.Node[] {
  const known = callees.get(node)
  if (known) return known
  const found: TSESTree.Node[] = []
  walk(node, (at) => {
    if (at.type === 'CallExpression' || at.type === 'NewExpression') found.push(at.callee)
    return true
  })
  callees.set(node, found)
  return found
}

export function isRisky(run: Run, site: Site, callee: TSESTree.Node, fn: TSESTree.Node, depth = 0): boolean {
  if (isFunction(callee) || callee.type === 'Super') return false
  const root = innermost(callee)
  if (root.type === 'CallExpression' || root.type === 'NewExpression')
    return givesObject(resolve(run, site, root.callee))
  const name = root.type === 'Identifier' ? root.name : null
  if (name !== null && !findBinding(site.scope, name)) {
    const init = initOf(fn, name)
    if (!init) return /^decodeURI/.test(name)
    return isFunction(init) ? !isQuiet(init) : holdsOwn(run, site, init, fn, depth)
  }
  const value = resolve(run, site, callee)
  return value === null || !isHarmless(run, value, ownerOf(run, site, callee), depth)
}

/** What `this` is in a function that is called as a member: `this` of the service, whose method calls another. */
export const ownerOf = (run: Run, site: Site, callee: TSESTree.Node): Value =>
  (callee.type === 'MemberExpression' ? resolve(run, site, callee.object) : null) ?? anUnknown('this')

export const insideOf = ({ module, scope, self, home }: FunctionValue, owner: Value): Site => ({
  module,
  scope,
  self: self ?? owner,
  home,
})

/** Whether calling it may give something whose methods are the project's own. */
const givesObject = (value: Value | null): boolean =>
  value?.kind !== 'unknown' && value?.kind !== 'external' && value?.kind !== 'native'

/** Whether a variable may hold something whose methods are the project's own. */
function holdsOwn(run: Run, site: Site, init: TSESTree.Node, fn: TSESTree.Node, depth: number): boolean {
  if (depth > DEEPEST) return true
  const also = (node: TSESTree.Node): boolean => holdsOwn(run, site, node, fn, depth + 1)
  switch (init.type) {
    case 'AwaitExpression':
      return also(init.argument)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ChainExpression':
      return also(init.expression)
    case 'ConditionalExpression':
      return also(init.consequent) || also(init.alternate)
    case 'LogicalExpression':
      return also(init.left) || also(init.right)
    case 'CallExpression':
    case 'NewExpression':
      return givesObject(resolve(run, site, init.callee))
    case 'ArrayExpression':
      return init.elements.some((one) => one !== null && (isFunction(one) || also(one)))
    case 'ObjectExpression':
      return init.properties.some((one) => one.type === 'Property' && isFunction(one.value))
    case 'Identifier':
    case 'MemberExpression':
    case 'ThisExpression':
      break
    default:
      return false
  }
  const root = innermost(init)
  const local = root.type === 'Identifier' && !findBinding(site.scope, root.name) ? initOf(fn, root.name) : undefined
  return local ? also(local) : isOwn(resolve(run, site, init))
}

/** Whether a thing may have methods that are the project's own. */
const isOwn = (value: Value | null): boolean =>
  value === null ||
  value.kind === 'function' ||
  value.kind === 'class' ||
  value.kind === 'object' ||
  value.kind === 'either'

const inits = new WeakMap<TSESTree.Node, ReadonlyMap<string, TSESTree.Node>>()

/** What a function declares a variable with. */
function initOf(fn: TSESTree.Node, name: string): TSESTree.Node | undefined {
  const known = inits.get(fn)
  if (known) return known.get(name)
  const found = new Map<string, TSESTree.Node>()
  walk(fn, (node) => {
    if (node.type === 'VariableDeclarator' && node.init)
      for (const bound of boundNames(node.id)) found.set(bound, node.init)
    if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration')
      for (const bound of node.left.declarations.flatMap(({ id }) => boundNames(id))) found.set(bound, node.right)
    return true
  })
  inits.set(fn, found)
  return found.get(name)
}

export function innermost(node: TSESTree.Node): TSESTree.Node {
  let at = node
  while (at.type === 'MemberExpression') at = at.object
  return at
}

/** What an expression of names and members is, found without carrying anything out; null: that would have to be done. */
export function resolve(run: Run, site: Site, node: TSESTree.Node): Value | null {
  if (node.type === 'ThisExpression') return site.self
  if (node.type === 'Identifier') {
    if (node.name === 'undefined') return UNDEFINED
    const binding = findBinding(site.scope, node.name)
    return binding ? (run.overlay.get(binding) ?? heldBy(binding, node.name)) : anUnknown(node.name)
  }
  if (node.type !== 'MemberExpression') return null
  const key = keyOf(node)
  const of = resolve(run, site, node.object)
  if (of === null || of.kind === 'unknown' || of.kind === 'external') return of
  if (key === null) return null
  if (of === run.request) return run.exchange.bag.get(`req.${key}`) ?? anUnknown(key)
  return memberOf(of, key)
}

function memberOf(of: Value, key: string): Value | null {
  switch (of.kind) {
    case 'constant':
    case 'open-text':
    case 'array':
    case 'regex':
      return { kind: 'native', name: key, call: () => anUnknown(key) }
    case 'function':
    case 'class':
      return of.members.get(key) ?? null
    case 'native':
      return of.member?.(key) ?? anUnknown(key)
    case 'host':
      return of.iterate || of.keys ? of.member(key) : null
    case 'object':
      break
    default:
      return null
  }
  for (let at: typeof of | null = of; at; at = at.proto) {
    const value = at.getters.get(key) ?? at.members.get(key)
    if (value) return value
    if (at.open) return anUnknown(key)
  }
  return OBJECT_METHODS.get(key) ?? UNDEFINED
}

const DEEPEST = 4

/** Whether calling a value has no effect but its result. */
function isHarmless(run: Run, value: Value, owner: Value, depth: number): boolean {
  if (value.kind === 'class' || value.kind === 'either') return false
  if (value.kind === 'native') return !/^decodeURI/.test(value.name)
  if (value.kind !== 'function') return true
  if (depth > DEEPEST || isCarrier(run, value) || !isQuiet(value.node) || namesNothing(run, value)) return false
  const site = insideOf(value, owner)
  return !calleesIn(value.node).some((callee) => isRisky(run, site, callee, value.node, depth + 1))
}

/** Functions of the platform that never fail, whatever they are given. */
const NEVER_FAIL = new Map<string, RegExp>([
  ['console', /^(?:log|info|warn|error|debug|trace|dir|table|time|timeEnd|timeLog|count|group|groupEnd|assert)$/],
  ['Error', /^captureStackTrace$/],
  ['Date', /^now$/],
  ['performance', /^now$/],
  ['Array', /^isArray$/],
])

function neverFails(site: Site, callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false
  const { name } = callee.object
  return NEVER_FAIL.get(name)?.test(keyOf(callee) ?? '') === true && !findBinding(site.scope, name)
}

/** Whether a call reaches code that cannot be seen, and may fail there. */
export function isUnseen(run: Run, site: Site, callee: TSESTree.Node, depth = 0): boolean {
  if (neverFails(site, callee)) return false
  const value = isFunction(callee) ? null : resolve(run, site, callee)
  if (
    value === null ||
    value.kind === 'unknown' ||
    value.kind === 'external' ||
    value.kind === 'class' ||
    value.kind === 'either'
  )
    return true
  if (value.kind !== 'function' || depth > DEEPEST) return value.kind === 'function'
  const inside = insideOf(value, ownerOf(run, site, callee))
  return calleesIn(value.node).some((inner) => isUnseen(run, inside, inner, depth + 1))
}

const quiet = new WeakMap<TSESTree.Node, boolean>()

/** Whether a function throws nothing itself, and changes only what it has declared itself. */
function isQuiet(fn: TSESTree.FunctionLike): boolean {
  const known = quiet.get(fn)
  if (known !== undefined) return known
  const locals = new Set<string>()
  walk(fn, (node) => {
    if (node.type === 'VariableDeclarator') for (const name of boundNames(node.id)) locals.add(name)
    return true
  })
  const own = (target: TSESTree.Node): boolean => locals.has(rootName(target) ?? '')
  let found = true
  walk(fn, (node) => {
    switch (node.type) {
      case 'ThrowStatement':
      case 'YieldExpression':
        found = false
        break
      case 'AssignmentExpression':
        found &&= own(node.left)
        break
      case 'UpdateExpression':
        found &&= own(node.argument)
        break
      case 'UnaryExpression':
        found &&= node.operator !== 'delete' || own(node.argument)
        break
      case 'CallExpression':
        found &&= !changesOther(node, own)
        break
      default:
    }
    return found
  })
  quiet.set(fn, found)
  return found
}

/** `list.push(x)`, `Object.assign(x, …)`, `Promise.reject(…)`. */
function changesOther(
  { callee, arguments: [first] }: TSESTree.CallExpression,
  own: (target: TSESTree.Node) => boolean,
): boolean {
  if (callee.type === 'Identifier') return callee.name === 'reject'
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const { name } = callee.property
  if (name === 'reject') return true
  if (name === 'assign' && first) return rootName(first) !== null && !own(first)
  return MUTATORS.has(name) && rootName(callee.object) !== null && !own(callee.object)
}
