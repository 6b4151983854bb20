import type { TSESTree } from '@typescript-eslint/typescript-estree'

const isNode = (value: unknown): value is TSESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** What holds no code. */
const ASIDE = new Set([
  'type',
  'range',
  'loc',
  'parent',
  'typeAnnotation',
  'returnType',
  'typeArguments',
  'typeParameters',
])

const keys = new Map<string, readonly string[]>()

/** The members of nodes of a kind that may hold others: all nodes of a kind have the same members. */
function keysOf(node: TSESTree.Node): readonly string[] {
  const known = keys.get(node.type)
  if (known) return known
  const found = Object.keys(node).filter((key) => !ASIDE.has(key))
  keys.set(node.type, found)
  return found
}

/** The nodes directly below a node. */
export function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (const key of keysOf(node)) {
    const value: unknown = Reflect.get(node, key)
    if (Array.isArray(value))
      for (const one of value) {
        if (isNode(one)) found.push(one)
      }
    else if (isNode(value)) found.push(value)
  }
  return found
}

export const isFunction = (node: TSESTree.Node): node is TSESTree.FunctionLike =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration'

/** The names that a parameter or a declaration's left side declares. */
export function boundNames(node: TSESTree.Node): string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'ObjectPattern':
      return node.properties.flatMap((one) => boundNames(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayPattern':
      return node.elements.flatMap((one) => (one ? boundNames(one) : []))
    case 'AssignmentPattern':
      return boundNames(node.left)
    case 'RestElement':
      return boundNames(node.argument)
    case 'TSParameterProperty':
      return boundNames(node.parameter)
    default:
      return []
  }
}
