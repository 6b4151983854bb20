import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { boundNames, childrenOf, isFunction } from '../../javascript/tree.ts'

export { boundNames, childrenOf, isFunction }

/** Every node below, `visit` returning false for those not to enter. */
export function walk(node: TSESTree.Node, visit: (node: TSESTree.Node) => boolean): void {
  const open = [node]
  for (let at = open.pop(); at; at = open.pop()) {
    if (visit(at)) open.push(...childrenOf(at))
  }
}

/** The identifiers that a piece of code mentions, members' names left out. */
const mentioned = new WeakMap<TSESTree.Node, ReadonlySet<string>>()
export function namesIn(node: TSESTree.Node): ReadonlySet<string> {
  const known = mentioned.get(node)
  if (known) return known
  const names = new Set<string>()
  walk(node, (at) => {
    if (at.type === 'Identifier') names.add(at.name)
    if (at.type === 'ThisExpression') names.add('this')
    return true
  })
  mentioned.set(node, names)
  return names
}

const memberNames = new WeakMap<TSESTree.Program, ReadonlySet<string>>()
/** The names of members that a file reads, by a dot, by brackets or taken apart. */
export function membersRead(program: TSESTree.Program): ReadonlySet<string> {
  const known = memberNames.get(program)
  if (known) return known
  const names = new Set<string>()
  const assigned = new Set<TSESTree.Node>()
  walk(program, (at) => {
    if (at.type === 'AssignmentExpression' && at.operator === '=') assigned.add(at.left)
    if (at.type === 'MemberExpression' && !assigned.has(at)) {
      if (at.property.type === 'Identifier' && !at.computed) names.add(at.property.name)
      if (at.property.type === 'Literal') names.add(String(at.property.value))
    }
    if (at.type === 'ObjectPattern')
      for (const one of at.properties)
        if (one.type === 'Property' && one.key.type === 'Identifier') names.add(one.key.name)
    return true
  })
  memberNames.set(program, names)
  return names
}

const methodNames = new WeakMap<TSESTree.Program, ReadonlySet<string>>()
/** The names under which a file puts functions of its own on objects and classes. */
export function membersDefined(program: TSESTree.Program): ReadonlySet<string> {
  const known = methodNames.get(program)
  if (known) return known
  const names = new Set<string>()
  const name = (key: TSESTree.Node): void => {
    if (key.type === 'Identifier') names.add(key.name)
    if (key.type === 'Literal') names.add(String(key.value))
  }
  walk(program, (at) => {
    if ((at.type === 'Property' || at.type === 'PropertyDefinition') && at.value && isFunction(at.value)) name(at.key)
    if (at.type === 'MethodDefinition') name(at.key)
    if (at.type === 'AssignmentExpression' && at.left.type === 'MemberExpression' && isFunction(at.right))
      name(at.left.property)
    return true
  })
  methodNames.set(program, names)
  return names
}

export { arity } from '../../javascript/arity.ts'

/** Methods that change what they are called on. */
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
  'sort',
  'reverse',
  'fill',
  'copyWithin',
])

/** `a` of `a.b.c`; null: it is no name. */
export const rootName = (node: TSESTree.Node): string | null =>
  node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? rootName(node.object) : null

/** The name of a member, where it is written. */
export function keyOf({ property, computed }: TSESTree.MemberExpression): string | null {
  if (property.type === 'Identifier' && !computed) return property.name
  return property.type === 'Literal' && computed ? String(property.value) : null
}
