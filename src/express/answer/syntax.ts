import type { TSESTree } from '@typescript-eslint/typescript-estree'

const isNode = (value: unknown): value is TSESTree.Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The nodes directly below a node. */
export function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent' || key === 'typeAnnotation' || key === 'returnType' || key === 'typeArguments' || key === 'typeParameters') continue
    if (Array.isArray(value)) for (const one of value) { if (isNode(one)) found.push(one) }
    else if (isNode(value)) found.push(value)
  }
  return found
}

export const isFunction = (node: TSESTree.Node): node is TSESTree.FunctionLike =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration'

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

/** What Function#length says: the parameters before the first default or rest. */
export function arity(node: TSESTree.FunctionLike): number {
  const params = node.params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
  const end = params.findIndex((param) => param.type === 'AssignmentPattern' || param.type === 'RestElement')
  return end < 0 ? params.length : end
}
