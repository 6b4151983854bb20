import type { TSESTree } from '@typescript-eslint/typescript-estree'

/** What Function#length says: the parameters before the first default or rest. */
export function arity(node: TSESTree.FunctionLike): number {
  const params = node.params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))
  const end = params.findIndex((param) => param.type === 'AssignmentPattern' || param.type === 'RestElement')
  return end < 0 ? params.length : end
}
