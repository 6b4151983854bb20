import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { UNDEFINED, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { assignPattern, declarePattern } from './assign.ts'
import { ON, choose, collect, ending, inTurn, isAbrupt, onCase, then } from './course.ts'
import type { Course } from './course.ts'
import { isUnseenError } from './errors.ts'
import { evaluate, evaluateLazily, functionValue } from './expression.ts'
import { isFloating, leaveBehind } from './floating.ts'
import type { Site } from './site.ts'
import { isIdle, isNeeded, sourceOf } from './idle.ts'
import type { Ended } from './joins.ts'
import { each, loop } from './loop.ts'
import { compare, decide } from './operators.ts'
import { Thrown, anUnknown, placeOf, rangeOf, step, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { assume, settle, settleTruth } from './selector.ts'
import { openScope } from './scopes.ts'
import { declareIn } from './trail.ts'
import { isFunction, walk } from './syntax.ts'
import { NOTHING, RETURN, withValue } from './tail.ts'
import { derivedOperation } from './derived.ts'
import { isUnread } from './unread.ts'

export function block(run: Run, site: Site): Site {
  return { ...site, scope: openScope(run, site.scope) }
}

/** Function declarations are there before the first statement runs. */
export function hoist(run: Run, site: Site, body: readonly TSESTree.Node[]): void {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration' && node.id)
      declareIn(run, site.scope, node.id.name, functionValue(run, site, node, null))
    if (node.type === 'ClassDeclaration' && node.id)
      declareIn(run, site.scope, node.id.name, anUnknown('a class of its own'))
  }
}

/** The statements of a list. */
export function executeAll(run: Run, site: Site, body: readonly TSESTree.Node[]): Course {
  hoist(run, site, body)
  return inTurn(
    run,
    ON,
    body.entries(),
    isAbrupt,
    ([, node]) => ({ module: site.module, node }),
    ([at, node]) => executeNext(run, site, node, body[at + 1]),
  )
}

/** What nobody waits for comes after the statements behind it. */
function executeNext(run: Run, site: Site, node: TSESTree.Node, behind: TSESTree.Node | undefined): Course {
  if (!isFloating(run, site, node, behind) || isIdle(run, site, node)) return execute(run, site, node)
  leaveBehind(run, site, node)
  return ON
}

/** Carries a statement out. */
export function execute(run: Run, site: Site, node: TSESTree.Node): Course {
  const where = { module: site.module, node }
  switch (node.type) {
    case 'BlockStatement':
      return executeAll(run, block(run, site), node.body)
    case 'ThrowStatement':
      return collect(run, where, () => raise(run, site, node))
    case 'BreakStatement':
    case 'ContinueStatement':
      return {
        completion: { kind: node.type === 'BreakStatement' ? 'break' : 'continue', label: node.label?.name ?? null },
      }
    case 'LabeledStatement':
      return then(run, where, execute(run, site, node.body), (end) => (leaves(end, node.label.name) ? ON : end))
    case 'ExpressionStatement':
      return expression(run, site, node)
    case 'VariableDeclaration':
      return declareFrom(run, site, node, 0)
    case 'ReturnStatement':
      return giveBack(run, site, node)
    case 'IfStatement':
      return branch(run, site, node)
    case 'TryStatement':
      return attemptAll(run, site, node)
    case 'SwitchStatement':
      return select(run, site, node)
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return loop(run, site, node)
    case 'ForOfStatement':
    case 'ForInStatement':
      return each(run, site, node)
    default:
      return ON
  }
}

/** Whether a break or continue leaves what has this label. */
const leaves = (end: Ended, label: string): boolean =>
  'completion' in end && end.completion !== null && 'label' in end.completion && end.completion.label === label

function expression(run: Run, site: Site, node: TSESTree.ExpressionStatement): Course {
  const where = { module: site.module, node }
  const skips = (): boolean => isIdle(run, site, node)
  const { expression: one } = node
  if (one.type !== 'AssignmentExpression' || one.operator !== '=' || one.left.type !== 'Identifier')
    return withValue(run, site, where, one, NOTHING, skips)
  return withValue(
    run,
    site,
    where,
    one.right,
    (value) => {
      assignPattern(run, site, one.left, value, one)
      return null
    },
    skips,
  )
}

const giveBack = (run: Run, site: Site, node: TSESTree.ReturnStatement): Course =>
  node.argument
    ? withValue(run, site, { module: site.module, node }, node.argument, RETURN)
    : { completion: { kind: 'return', value: UNDEFINED } }

/** An error thrown again keeps the place where it arose. */
function raise(run: Run, site: Site, node: TSESTree.ThrowStatement): never {
  const value = evaluate(run, site, node.argument)
  const place = run.thrownAt.get(value) ?? placeOf(run, site.module, node)
  run.thrownAt.set(value, place)
  throw new Thrown(value, rangeOf(site.module, node), false, place)
}

const opens = new WeakMap<TSESTree.Node, boolean>()
const WAYS = new Set([
  'CallExpression',
  'NewExpression',
  'AwaitExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'TemplateLiteral',
  'BinaryExpression',
  'UnaryExpression',
])

/** Whether evaluating it may take several ways, or ask something of the request for nothing: what does not is simply evaluated. */
function isOpen(node: TSESTree.Node): boolean {
  if (node.type !== 'ObjectExpression' && node.type !== 'ArrayExpression') return WAYS.has(node.type)
  const known = opens.get(node)
  if (known !== undefined) return known
  let open = false
  walk(node, (at) => {
    open ||= at.type === 'MemberExpression' || WAYS.has(at.type)
    return !open && !isFunction(at)
  })
  opens.set(node, open)
  return open
}

/** The variables of a declaration, from one of them on. */
function declareFrom(run: Run, site: Site, node: TSESTree.VariableDeclaration, at: number): Course {
  const one = node.declarations[at]
  if (!one) return ON
  const course = declareOne(run, site, node, one)
  return then(
    run,
    { module: site.module, node },
    course,
    () => declareFrom(run, site, node, at + 1),
    undefined,
    isAbrupt,
  )
}

export function declareOne(
  run: Run,
  site: Site,
  node: TSESTree.VariableDeclaration,
  { id, init }: TSESTree.VariableDeclarator,
): Course {
  const where = { module: site.module, node }
  const bind = (value: Value): null => {
    if (node.kind === 'var') assignPattern(run, site, id, value, node)
    else declarePattern(run, site, id, value)
    return null
  }
  if (!init) return node.kind === 'var' ? ON : collect(run, where, () => bind(UNDEFINED))
  const skips = (): boolean => {
    if (node.kind === 'var' || !isOpen(init) || isNeeded(run, site, id) || !isIdle(run, site, init)) return false
    bind(anUnknown(wordsOf(site.module, init), sourceOf(run, site, init)))
    return true
  }
  return withValue(run, site, where, init, bind, skips)
}

function branch(run: Run, site: Site, node: TSESTree.IfStatement): Course {
  const { consequent, alternate } = node
  const find = (): number | null => {
    step(run)
    if (isIdle(run, site, node)) return null
    const value = settleTruth(run, evaluateLazily(run, site, node.test))
    if (
      truth(value) === null &&
      !run.truths.has(value) &&
      isIdle(run, site, consequent) &&
      (!alternate || isIdle(run, site, alternate))
    )
      return null
    return decide(run, site, node.test, value) ? 0 : 1
  }
  return onCase(run, { module: site.module, node }, choose(run, { module: site.module, node }, find), (at) => {
    const next = at === 0 ? consequent : alternate
    return next ? execute(run, block(run, site), next) : ON
  })
}

function attemptAll(run: Run, site: Site, node: TSESTree.TryStatement): Course {
  const where = { module: site.module, node }
  const { guard } = run
  if (node.handler) run.guard = ++run.guards
  const tried = ending(run, executeAll(run, block(run, site), node.block.body), (end) => end, guard)
  const { handler, finalizer } = node
  const caught = handler
    ? then(
        run,
        where,
        tried,
        (end) => (hasThrown(end) ? rescue(run, site, handler, end.error) : end),
        (end) => !hasThrown(end),
      )
    : tried
  if (!finalizer) return caught
  return then(run, where, caught, (end) => {
    if ('error' in end && !(end.error instanceof Thrown)) return end
    return then(run, where, executeAll(run, block(run, site), finalizer.body), (after) =>
      isAbrupt(after) ? after : end,
    )
  })
}

const hasThrown = (end: Ended): end is { error: Thrown } => 'error' in end && end.error instanceof Thrown

function rescue(run: Run, site: Site, { param, body }: TSESTree.CatchClause, error: Thrown): Course {
  const inner = block(run, site)
  const where = { module: site.module, node: body }
  if (isUnseenError(error.value)) run.exchange.failed = true
  const named = param
    ? collect(run, where, () => {
        declarePattern(run, inner, param, error.value)
        return null
      })
    : ON
  return then(run, where, named, () => executeAll(run, inner, body.body), isAbrupt)
}

function select(run: Run, site: Site, node: TSESTree.SwitchStatement): Course {
  const where = { module: site.module, node }
  const inner = block(run, site)
  const find = (): number | null => {
    step(run)
    return isIdle(run, site, node) ? null : caseOf(run, site, inner, node)
  }
  return onCase(run, where, choose(run, where, find), (at) => {
    const statements = node.cases.slice(at).flatMap(({ consequent }) => consequent)
    return then(run, where, executeAll(run, inner, statements), (end) =>
      'completion' in end && end.completion?.kind === 'break' && end.completion.label === null ? ON : end,
    )
  })
}

/** The case that a switch goes to; null: none. */
function caseOf(run: Run, site: Site, inner: Site, node: TSESTree.SwitchStatement): number | null {
  const found = evaluateLazily(run, site, node.discriminant)
  const value = isUnread(found) ? found : settle(run, found)
  for (const [index, { test }] of node.cases.entries()) {
    if (!test) continue
    const other = evaluate(run, inner, test)
    const asked =
      derivedOperation(run, '===', value, other) ??
      compare(run, '===', settle(run, value), other) ??
      anUnknown('a case')
    const same = settleTruth(run, asked)
    const words = `${wordsOf(site.module, node.discriminant)} === ${wordsOf(site.module, test)}`
    const holds =
      truth(same) ??
      run.truths.get(same) ??
      run.choices.pick((way) => (way === 0 ? `if \`${words}\`` : `unless \`${words}\``), 2) === 0
    // What is plain needs no remembering: a switch may have thousands of cases.
    if (truth(same) === null) assume(run, same, holds)
    if (holds) return index
  }
  const otherwise = node.cases.findIndex(({ test }) => test === null)
  return otherwise < 0 ? null : otherwise
}
