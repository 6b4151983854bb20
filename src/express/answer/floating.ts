import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { acts, beginsByWaiting, floatingCall } from '../../javascript/floating.ts'
import type { Floating } from '../../javascript/floating.ts'
import { isFunction } from '../../javascript/tree.ts'
import { evaluate } from './expression.ts'
import { postpone } from './later.ts'
import { resolve } from './risk.ts'
import { wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { hold } from './scopes.ts'
import type { Site } from './site.ts'

/** Whether nothing of a call is done at once: all of it comes once the statements behind it are through. */
function comesLater(run: Run, site: Site, { call, hasReactions }: Floating): boolean {
  if (call.arguments.some((argument) => acts(argument))) return false
  if (isFunction(call.callee)) return beginsByWaiting(call.callee)
  const callee = resolve(run, site, call.callee)
  if (callee?.kind === 'function') return beginsByWaiting(callee.node)
  const isOther = callee === null || callee.kind === 'unknown' || callee.kind === 'external' || callee.kind === 'native'
  return hasReactions && isOther
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
  const floating = floatingCall(node.expression)
  return floating !== null && comesLater(run, site, floating)
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
