import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { keyOf, rootName } from './syntax.ts'

/** What calls of these do with what they are given: they look at it. */
const LOOKING =
  /^(?:log|info|warn|error|debug|trace|includes|indexOf|has|get|concat|join|startsWith|endsWith|test|match|equals|compare|stringify|keys|values|entries|isArray|parse\w*|is[A-Z]\w*|String|Number|Boolean|Date|URL|encodeURI\w*|decodeURI\w*)$/

/** By its name alone: a function of the program's own is looked into where it can be named. */
export const onlyLooks = (callee: TSESTree.Node): boolean =>
  callee.type === 'Identifier'
    ? LOOKING.test(callee.name)
    : callee.type === 'MemberExpression' && LOOKING.test(keyOf(callee) ?? '')

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
