import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate } from './expression.ts'
import { postpone } from './later.ts'
import { resolve } from './risk.ts'
import { wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { hold } from './scopes.ts'
import type { Site } from './site.ts'
import { isFunction, keyOf, walk } from './syntax.ts'

const REACTIONS = new Set(['then', 'catch', 'finally'])

/** A call that begins a chain of reactions. */
interface Root {
  call: TSESTree.CallExpression
  hasReactions: boolean
}

function rootOf(node: TSESTree.Node): Root | null {
  let hasReactions = false
  let at = node.type === 'UnaryExpression' && node.operator === 'void' ? node.argument : node
  while (
    at.type === 'CallExpression' &&
    at.callee.type === 'MemberExpression' &&
    REACTIONS.has(keyOf(at.callee) ?? '')
  ) {
    hasReactions = true
    at = at.callee.object
  }
  return at.type === 'CallExpression' ? { call: at, hasReactions } : null
}

/** What has an effect as soon as it is carried out. */
const ACTS = new Set(['AssignmentExpression', 'UpdateExpression', 'CallExpression', 'NewExpression', 'YieldExpression'])

const acts = (node: TSESTree.Node, before: number): boolean => {
  let found = false
  walk(node, (at) => {
    found ||= ACTS.has(at.type) && at.range[1] <= before
    return !found && !isFunction(at) && at.range[0] < before
  })
  return found
}

const waits = new WeakMap<TSESTree.Node, boolean>()

/** Whether an async function does nothing before it waits for the first time. */
function beginsByWaiting(node: TSESTree.FunctionLike): boolean {
  if (!('async' in node) || !node.async || ('generator' in node && node.generator)) return false
  const known = waits.get(node)
  if (known !== undefined) return known
  const { body } = node
  let first = Infinity
  if (body)
    walk(body, (at) => {
      if (at.type === 'AwaitExpression') first = Math.min(first, at.range[0])
      return !isFunction(at) && !(at.type === 'ForOfStatement' && at.await)
    })
  const found = body !== null && body !== undefined && first < Infinity && !acts(body, first)
  waits.set(node, found)
  return found
}

/** Whether nothing of a call is done at once: all of it comes once the statements behind it are through. */
function comesLater(run: Run, site: Site, { call, hasReactions }: Root): boolean {
  if (call.arguments.some((argument) => acts(argument, Infinity))) return false
  const { callee: written } = call
  if (written.type === 'ArrowFunctionExpression' || written.type === 'FunctionExpression')
    return beginsByWaiting(written)
  const callee = resolve(run, site, written)
  if (callee?.kind === 'function') return beginsByWaiting(callee.node)
  return (
    hasReactions &&
    (callee === null || callee.kind === 'unknown' || callee.kind === 'external' || callee.kind === 'native')
  )
}

const isBareReturn = (node: TSESTree.Node | undefined): boolean =>
  node === undefined || (node.type === 'ReturnStatement' && !node.argument)

/** A statement whose promise nobody waits for, with statements behind it that are carried out first. */
export function isFloating(
  run: Run,
  site: Site,
  node: TSESTree.Node,
  behind: TSESTree.Node | undefined,
): node is TSESTree.ExpressionStatement {
  if (node.type !== 'ExpressionStatement' || isBareReturn(behind)) return false
  const root = rootOf(node.expression)
  return root !== null && comesLater(run, site, root)
}

/** Leaves such a statement for when the handler has returned. */
export function leaveBehind(run: Run, site: Site, { expression }: TSESTree.ExpressionStatement): void {
  hold(run, site.scope)
  postpone(run, {
    phase: 'unseen',
    due: null,
    timer: null,
    words: wordsOf(site.module, expression),
    matters: true,
    work: () => {
      evaluate(run, site, expression)
    },
  })
}
