import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { childrenOf, isFunction } from './tree.ts'

const REACTIONS = new Set(['then', 'catch', 'finally'])

/** A call that nobody waits for, and whether reactions are chained to it: `start().catch(report)`. */
export interface Floating {
  call: TSESTree.CallExpression
  hasReactions: boolean
}

const isReaction = ({ callee }: TSESTree.CallExpression): boolean =>
  callee.type === 'MemberExpression' &&
  !callee.computed &&
  callee.property.type === 'Identifier' &&
  REACTIONS.has(callee.property.name)

/** The call at the left end of a statement's expression; null: it begins with none. */
export function floatingCall(node: TSESTree.Node): Floating | null {
  let hasReactions = false
  let at = node.type === 'UnaryExpression' && node.operator === 'void' ? node.argument : node
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && isReaction(at)) {
    hasReactions = true
    at = at.callee.object
  }
  return at.type === 'CallExpression' ? { call: at, hasReactions } : null
}

/** What has an effect as soon as it is carried out. */
const ACTS = new Set(['AssignmentExpression', 'UpdateExpression', 'CallExpression', 'NewExpression', 'YieldExpression'])

/** Whether something of a piece of code that ends before a place has an effect; functions have none before they are called. */
export function acts(node: TSESTree.Node, before = Infinity): boolean {
  const open = [node]
  for (let at = open.pop(); at; at = open.pop()) {
    if (ACTS.has(at.type) && at.range[1] <= before) return true
    if (!isFunction(at) && at.range[0] < before) open.push(...childrenOf(at))
  }
  return false
}

/** Where a function waits for the first time; Infinity: nowhere. */
function firstWait(body: TSESTree.Node): number {
  let first = Infinity
  const open = [body]
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.type === 'AwaitExpression') first = Math.min(first, at.range[0])
    if (!isFunction(at)) open.push(...childrenOf(at))
  }
  return first
}

const begins = new WeakMap<TSESTree.Node, boolean>()

/** Whether an async function does nothing before it waits for the first time: all that it does comes later. */
export function beginsByWaiting(node: TSESTree.FunctionLike): boolean {
  const known = begins.get(node)
  if (known !== undefined) return known
  const isAsync = 'async' in node && node.async && !('generator' in node && node.generator)
  const first = isAsync && node.body ? firstWait(node.body) : Infinity
  const found = first < Infinity && node.body !== null && node.body !== undefined && !acts(node.body, first)
  begins.set(node, found)
  return found
}
