import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { keyOf, rootName } from './syntax.ts'

/** Functions and methods that only look at what they are given. Methods of other names may be those of what a loop or a callback goes through. */
const FUNCTIONS = /^(?:parse(?:Int|Float)|is(?:NaN|Finite)|String|Number|Boolean|Date|URL|(?:en|de)codeURI\w*)$/
const METHODS =
  /^(?:log|info|warn|error|debug|trace|includes|indexOf|has|get|concat|join|startsWith|endsWith|stringify|keys|values|entries|isArray)$/

export const onlyLooks = (callee: TSESTree.Node): boolean =>
  callee.type === 'Identifier'
    ? FUNCTIONS.test(callee.name)
    : callee.type === 'MemberExpression' && METHODS.test(keyOf(callee) ?? '')

/** A timer may be the one that would answer. */
const TAKES_BACK = /^clear(?:Timeout|Interval|Immediate)$/

export const takesBack = (callee: TSESTree.Node): boolean =>
  callee.type === 'Identifier' && TAKES_BACK.test(callee.name)

/** The names of what a call is given in whole or in part: `fill(state)`, `fill(state.inner)`, `fill({ state })`. */
export function rootsIn(node: TSESTree.Node): string[] {
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [rootName(node) ?? []].flat()
    case 'ObjectExpression':
      return node.properties.flatMap((one) => rootsIn(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayExpression':
      return node.elements.flatMap((one) => (one ? rootsIn(one) : []))
    case 'SpreadElement':
      return rootsIn(node.argument)
    default:
      return []
  }
}
