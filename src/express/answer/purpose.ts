import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { constructorValue } from '../../javascript/classes.ts'
import { findBinding } from '../../javascript/scope.ts'
import type { Scope } from '../../javascript/scope.ts'
import type { ClassValue, FunctionValue, Value } from '../../javascript/value.ts'
import type { Site } from './site.ts'
import { calleesIn, innermost, insideOf, isRisky, ownerOf, resolve } from './risk.ts'
import type { Run } from './run.ts'
import { isFunction, keyOf, walk } from './syntax.ts'

/** What a function throws itself: nothing, errors of the language that bear no status, or anything. */
export type Purpose = 'nothing' | 'plain' | 'any'

const worse = (a: Purpose, b: () => Purpose): Purpose => {
  if (a === 'any') return a
  const other = b()
  return other === 'nothing' ? a : other
}

/** What a function, or what it calls, throws on purpose, found without carrying anything out. */
export function purposeOf(run: Run, value: Value, owner: Value, seen = new Set<TSESTree.Node>()): Purpose {
  if (value.kind === 'either') return 'any'
  if (value.kind === 'class') return purposeOfClass(run, value, seen)
  if (value.kind !== 'function' || seen.has(value.node)) return 'nothing'
  seen.add(value.node)
  const site = insideOf(value, owner)
  return calleesIn(value.node).reduce(
    (found, callee) => worse(found, () => purposeOfCall(run, site, callee, value, seen)),
    thrownIn(value),
  )
}

/** What making an object of a class throws. */
function purposeOfClass(run: Run, of: ClassValue, seen: Set<TSESTree.Node>): Purpose {
  const maker = constructorValue(of)
  const own: Purpose = maker ? purposeOf(run, maker, of.prototype, seen) : 'nothing'
  return of.parent?.kind === 'class'
    ? worse(own, () => (of.parent ? purposeOf(run, of.parent, of.parent, seen) : 'nothing'))
    : own
}

function purposeOfCall(
  run: Run,
  site: Site,
  callee: TSESTree.Node,
  within: FunctionValue,
  seen: Set<TSESTree.Node>,
): Purpose {
  if (isFunction(callee) || callee.type === 'Super') return 'nothing'
  const root = innermost(callee)
  if (root.type === 'CallExpression' || root.type === 'NewExpression' || isLocal(site, root))
    return isRisky(run, site, callee, within.node) ? 'any' : 'nothing'
  const called = resolve(run, site, callee)
  if (called === null) return 'any'
  // Nobody waits for it: its errors are rejections that no handler gets.
  if (called.kind === 'function' && 'async' in called.node && called.node.async && floatingIn(within.node).has(callee))
    return 'nothing'
  return purposeOf(run, called, ownerOf(run, site, callee), seen)
}

const isLocal = ({ scope }: Site, root: TSESTree.Node): boolean =>
  root.type === 'Identifier' && !findBinding(scope, root.name)

const floating = new WeakMap<TSESTree.Node, ReadonlySet<TSESTree.Node>>()

/** What is called as a statement of its own: `save(x)`, without `await`. */
function floatingIn(fn: TSESTree.Node): ReadonlySet<TSESTree.Node> {
  const known = floating.get(fn)
  if (known) return known
  const found = new Set<TSESTree.Node>()
  walk(fn, (node) => {
    if (node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression')
      found.add(node.expression.callee)
    return true
  })
  floating.set(fn, found)
  return found
}

const throwing = new WeakMap<TSESTree.Node, Purpose>()

function thrownIn({ node: fn, scope }: FunctionValue): Purpose {
  const known = throwing.get(fn)
  if (known) return known
  let found: Purpose = 'nothing'
  walk(fn, (node) => {
    const thrown =
      node.type === 'ThrowStatement'
        ? node.argument
        : node.type === 'CallExpression' && isReject(node.callee)
          ? node.arguments[0]
          : null
    if (thrown !== null) found = worse(found, () => (thrown && isPlainError(scope, thrown) ? 'plain' : 'any'))
    return found !== 'any'
  })
  throwing.set(fn, found)
  return found
}

/** `reject(…)`, `Promise.reject(…)`. */
const isReject = (callee: TSESTree.Node): boolean =>
  (callee.type === 'MemberExpression' ? keyOf(callee) : callee.type === 'Identifier' ? callee.name : null) === 'reject'

const PLAIN_ERRORS: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
])

/** `new TypeError(…)`. */
const isPlainError = (scope: Scope, node: TSESTree.Node): boolean =>
  (node.type === 'NewExpression' || node.type === 'CallExpression') &&
  node.callee.type === 'Identifier' &&
  PLAIN_ERRORS.has(node.callee.name) &&
  !findBinding(scope, node.callee.name)
