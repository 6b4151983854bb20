import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding, type Scope } from './scope.ts'
import { childrenOf } from './tree.ts'
import type { Value } from './value.ts'
import { FORGET, MUTATORS, blur, rootOf, type Forget } from './writes.ts'

type Keyed = TSESTree.ForOfStatement | TSESTree.ForInStatement

/** The name of the thing whose keys a loop visits: `for (const key in settings)`, `for (const key of Object.keys(settings))`. */
function walked(node: Keyed): string | null {
  if (node.type === 'ForInStatement') return node.right.type === 'Identifier' ? node.right.name : null
  if (node.right.type !== 'CallExpression' || node.right.callee.type !== 'MemberExpression') return null
  const { object, property } = node.right.callee
  const [of] = node.right.arguments
  return object.type === 'Identifier' &&
    object.name === 'Object' &&
    property.type === 'Identifier' &&
    property.name === 'keys' &&
    of?.type === 'Identifier'
    ? of.name
    : null
}

function keyOf({ left }: Keyed): string | null {
  const id = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
  return id?.type === 'Identifier' ? id.name : null
}

/** What a statement writes to, where that is plain. */
function targetOf(node: TSESTree.Node): TSESTree.Node | null {
  if (node.type === 'AssignmentExpression') return node.left
  if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete'))
    return node.argument
  if (
    node.type !== 'CallExpression' ||
    node.callee.type !== 'MemberExpression' ||
    node.callee.property.type !== 'Identifier'
  )
    return null
  const { object, property } = node.callee
  if (MUTATORS.has(property.name)) return object
  return ['assign', 'defineProperty'].includes(property.name) ? (node.arguments[0] ?? null) : null
}

/** Whether all that a piece of code writes of a thing is the member under a key. */
function writesOnly(node: TSESTree.Node, thing: string, key: string): boolean {
  const target = targetOf(node)
  if (target && rootOf(target) === thing) {
    const own =
      target.type === 'MemberExpression' &&
      target.computed &&
      target.object.type === 'Identifier' &&
      target.property.type === 'Identifier' &&
      target.property.name === key
    if (!own) return false
  }
  return [...childrenOf(node)].every((child) => writesOnly(child, thing, key))
}

/** How to forget what a loop over a thing's own keys has written: rounds for keys that nobody knows do not touch the members that are known. */
export function forgetfulness(node: Keyed, scope: Scope): Forget {
  const [thing, key] = [walked(node), keyOf(node)]
  if (thing === null || key === null || !writesOnly(node.body, thing, key)) return FORGET
  const own: Value | undefined = findBinding(scope, thing)?.value
  return {
    ...FORGET,
    thing: (value) => {
      if (value !== own) blur(value, () => true)
    },
  }
}
