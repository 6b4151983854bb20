import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { callCourse } from './call.ts'
import type { Invocation } from './call.ts'
import { ON, collect, ending, onCase, then } from './course.ts'
import type { Course, Where } from './course.ts'
import { SKIPPED, evaluateLazily } from './expression.ts'
import { leftOf } from './operation.ts'
import type { Site } from './site.ts'
import type { Completion, Ended } from './joins.ts'
import { decide } from './operators.ts'
import { awaited } from './promise.ts'
import { step } from './run.ts'
import type { Run } from './run.ts'
import { merged, settle } from './selector.ts'

/** A call whose value is that of a whole expression: thrown where it would begin, and carried out outside, so that what follows it need not be
 * found anew for each of its ways. */
export class Tail {
  readonly fn: FunctionValue
  readonly invocation: Invocation

  constructor(fn: FunctionValue, invocation: Invocation) {
    this.fn = fn
    this.invocation = invocation
  }
}

const within = (node: TSESTree.Node): TSESTree.Node =>
  SKIPPED.has(node.type) && 'expression' in node && typeof node.expression === 'object' && node.expression
    ? within(node.expression)
    : node

const nothing = (): boolean => false

/** What is done with a value. */
type Use = (value: Value) => Completion

/** Uses that change nothing but how a piece of code ends. */
export const NOTHING: Use = () => null
export const VALUE: Use = (value) => ({ kind: 'value', value })
export const RETURN: Use = (value) => ({ kind: 'return', value })
const PLAIN = new Set([NOTHING, VALUE, RETURN])

/** An expression, and what is done with its value. `skips`: whether it makes no difference, so that nothing of it happens. */
export function withValue(
  run: Run,
  site: Site,
  where: Where,
  node: TSESTree.Node,
  use: Use,
  skips: () => boolean = nothing,
): Course {
  const last = within(node)
  if (last.type === 'CallExpression') return lastCall(run, site, where, node, last, use, skips)
  if (last.type !== 'AwaitExpression' && last.type !== 'ConditionalExpression' && last.type !== 'LogicalExpression') {
    return collect(run, where, () => {
      step(run)
      return skips() ? null : use(evaluateLazily(run, site, node))
    })
  }
  const begun = collect(run, where, () => {
    step(run)
    return skips() ? { kind: 'case', at: 0 } : null
  })
  return then(run, where, begun, (end) => {
    if (!('completion' in end)) return end
    return end.completion === null ? onMerged(run, where, valueOf(run, site, where, last), use) : ON
  })
}

/** An expression that ends with a call: what the function does is not part of it. */
function lastCall(
  run: Run,
  site: Site,
  where: Where,
  node: TSESTree.Node,
  call: TSESTree.CallExpression,
  use: Use,
  skips: () => boolean,
): Course {
  const head = collect(run, where, () => {
    step(run)
    if (skips()) return null
    run.tail = call
    return use(evaluateLazily(run, site, node))
  })
  return then(
    run,
    where,
    head,
    (end) => ('tail' in end ? onMerged(run, where, callCourse(run, end.tail.fn, end.tail.invocation), use) : end),
    (end) => !('tail' in end),
  )
}

/** An expression, branch by branch: it ends with its value. */
function valueOf(run: Run, site: Site, where: Where, given: TSESTree.Node): Course {
  const node = within(given)
  switch (node.type) {
    case 'AwaitExpression':
      return onValue(run, where, valueOf(run, site, where, node.argument), (value) =>
        VALUE(awaited(run, site.module, node, settle(run, value))),
      )
    case 'ConditionalExpression': {
      const test = collect(run, where, () => ({ kind: 'case', at: decide(run, site, node.test) ? 0 : 1 }))
      return onCase(run, where, test, (at) => valueOf(run, site, where, at === 0 ? node.consequent : node.alternate))
    }
    case 'LogicalExpression': {
      const left = onValue(run, where, valueOf(run, site, where, node.left), (value) => {
        const { isRight, left: known } = leftOf(run, site, node, value)
        return isRight ? { kind: 'case', at: 0 } : VALUE(known)
      })
      return onCase(run, where, left, () => valueOf(run, site, where, node.right))
    }
    default:
      return withValue(run, site, where, given, VALUE)
  }
}

const onValue = (run: Run, where: Where, course: Course, use: Use): Course =>
  then(
    run,
    where,
    course,
    (end) => (isValue(end) ? collect(run, where, () => use(end.completion.value)) : end),
    (end) => !isValue(end),
  )

const isValue = (end: Ended): end is { completion: { kind: 'value'; value: Value } } =>
  'completion' in end && end.completion?.kind === 'value'

const onMerged = (run: Run, where: Where, course: Course, use: Use): Course =>
  PLAIN.has(use)
    ? ending(run, course, (end) => (isValue(end) ? { completion: use(merged(run, end.completion.value)) } : end))
    : onValue(run, where, course, (value) => use(merged(run, value)))
