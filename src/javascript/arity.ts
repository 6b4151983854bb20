import type { TSESTree } from '@typescript-eslint/typescript-estree'

/** What a function is given: TypeScript's `this` is no argument. */
export const parametersOf = ({ params }: TSESTree.FunctionLike): TSESTree.Parameter[] =>
  params.filter((param) => !(param.type === 'Identifier' && param.name === 'this'))

/** What Function#length says: the parameters before the first default or rest. */
export function arity(node: TSESTree.FunctionLike): number {
  const params = parametersOf(node)
  const end = params.findIndex((param) => param.type === 'AssignmentPattern' || param.type === 'RestElement')
  return end < 0 ? params.length : end
}
