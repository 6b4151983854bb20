import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding, type Binding, type Scope } from './scope.ts'
import { boundNames, childrenOf, isFunction } from './tree.ts'
import { unknown, type FunctionValue, type ObjectValue, type Value } from './value.ts'

/** What a piece of code writes, as names: variables it assigns, and those whose things it changes. */
export interface Writes {
  assigned: ReadonlySet<string>
  changed: ReadonlySet<string>
  calls: ReadonlySet<string>
}

export const MUTATORS = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'set',
  'add',
  'delete',
  'clear',
  'append',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
])

const known = new WeakMap<TSESTree.Node, Writes>()

/** `a` of `a.b.c`; null: it is no name. */
export const rootOf = (node: TSESTree.Node): string | null => {
  if (node.type === 'MemberExpression') return rootOf(node.object)
  if (node.type === 'ThisExpression') return 'this'
  return node.type === 'Identifier' ? node.name : null
}

/** The names that a function declares itself. */
function declaredIn(fn: TSESTree.FunctionLike): Set<string> {
  const names = new Set<string>()
  const declare = (node: TSESTree.Node): void => {
    if (node.type === 'VariableDeclarator') for (const name of boundNames(node.id)) names.add(name)
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) names.add(node.id.name)
    if (!isFunction(node)) for (const child of childrenOf(node)) declare(child)
  }
  for (const param of fn.params) for (const name of boundNames(param)) names.add(name)
  if (fn.body) for (const child of childrenOf(fn.body)) declare(child)
  return names
}

class Reader {
  readonly assigned = new Set<string>()
  readonly changed = new Set<string>()
  readonly calls = new Set<string>()

  target(node: TSESTree.Node): void {
    if (node.type === 'Identifier') this.assigned.add(node.name)
    else if (node.type === 'MemberExpression') this.change(node.object)
    else if (node.type === 'AssignmentPattern') this.target(node.left)
    else if (node.type === 'RestElement') this.target(node.argument)
    else if (node.type === 'ArrayPattern')
      for (const one of node.elements) {
        if (one) this.target(one)
      }
    else if (node.type === 'ObjectPattern')
      for (const one of node.properties) this.target(one.type === 'Property' ? one.value : one.argument)
  }

  change(node: TSESTree.Node): void {
    const root = rootOf(node)
    if (root !== null) this.changed.add(root)
  }

  call({ callee, arguments: [first] }: TSESTree.CallExpression): void {
    if (callee.type === 'Identifier') this.calls.add(callee.name)
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
    if (MUTATORS.has(callee.property.name)) this.change(callee.object)
    if (['assign', 'defineProperty', 'setPrototypeOf'].includes(callee.property.name) && first) this.change(first)
  }

  read(node: TSESTree.Node): void {
    if (node.type === 'AssignmentExpression') this.target(node.left)
    if (node.type === 'UpdateExpression') this.target(node.argument)
    if (node.type === 'UnaryExpression' && node.operator === 'delete') this.target(node.argument)
    if ((node.type === 'ForOfStatement' || node.type === 'ForInStatement') && node.left.type !== 'VariableDeclaration')
      this.target(node.left)
    if (node.type === 'CallExpression') this.call(node)
    for (const child of childrenOf(node)) this.enter(child)
  }

  /** What a nested function writes of its own is nobody else's. */
  enter(node: TSESTree.Node): void {
    if (!isFunction(node)) return this.read(node)
    const inner = writesIn(node)
    for (const name of inner.assigned) this.assigned.add(name)
    for (const name of inner.changed) this.changed.add(name)
    for (const name of inner.calls) this.calls.add(name)
  }
}

/** Nested functions count: whoever gets them may call them. */
export function writesIn(node: TSESTree.Node): Writes {
  const before = known.get(node)
  if (before) return before
  const reader = new Reader()
  reader.read(node)
  if (isFunction(node))
    for (const name of declaredIn(node))
      for (const found of [reader.assigned, reader.changed, reader.calls]) found.delete(name)
  known.set(node, reader)
  return reader
}

/** How deep helpers are followed, and things inside things. */
const DEEPEST = 4

/** What a binding, or a thing, has become; nobody knows. */
export interface Forget {
  binding(binding: Binding): void
  thing(value: Value): void
  read(binding: Binding): Value
}

/** Everything that a function may have written, having run any number of times, is forgotten. */
export function forget(fn: FunctionValue, how: Forget, seen = new Set<object>()): void {
  forgetIn(fn.node, fn.scope, how, seen)
}

/** The same for a piece of code, seen from where it stands. */
export function forgetIn(node: TSESTree.Node, scope: Scope, how: Forget, seen = new Set<object>()): void {
  if (seen.has(node) || seen.size > 200) return
  seen.add(node)
  const { assigned, changed, calls } = writesIn(node)
  for (const name of assigned) {
    const binding = findBinding(scope, name)
    if (binding) how.binding(binding)
  }
  for (const name of changed) {
    const binding = findBinding(scope, name)
    if (binding) how.thing(how.read(binding))
  }
  for (const name of calls) {
    const binding = findBinding(scope, name)
    const value = binding && how.read(binding)
    if (value?.kind === 'function' && value.scope) forget(value, how, seen)
  }
}

/** Which members of a thing stay as they are, whoever has it in hand. */
export type Spared = (thing: ObjectValue, name: string) => boolean

const nothing: Spared = () => false

/** The members of a thing, and of what it holds, become open; what stands in it stays among what may. */
export function blur(value: Value, owns: (thing: Value) => boolean, spared = nothing, depth = 0): void {
  if (depth > DEEPEST || !owns(value)) return
  if (value.kind === 'array') {
    if (value.open && value.loose) return
    value.open = true
    value.loose = true
    for (const item of value.items) blur(item, owns, spared, depth + 1)
  } else if (value.kind === 'object') {
    if (value.open && depth > 0) return
    value.open = true
    for (const [name, member] of value.members) {
      if (spared(value, name)) continue
      blur(member, owns, spared, depth + 1)
      if (['constant', 'open-text', 'either'].includes(member.kind))
        value.members.set(name, unknown(`'${name}' may have been changed`))
    }
  }
}

const isPlain = ({ kind }: Value): boolean => kind === 'constant' || kind === 'open-text' || kind === 'either'

/** At load: functions, routers and what they are kept in stay. */
export const FORGET: Forget = {
  read: (binding) => (binding.read ? unknown('an import') : binding.value),
  binding: (binding) => {
    if (!binding.read && isPlain(binding.value)) binding.value = unknown('it may have been written since')
  },
  thing: (value) => blur(value, () => true),
}

/** What a callback writes that somebody unseen may call, any number of times, now or later. */
export function forgetWrites(fn: Value): void {
  if (fn.kind === 'function') forget(fn, FORGET)
}
