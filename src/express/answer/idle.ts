import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Scope } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { memberSource, plainSource } from '../packages/failures.ts'
import { breaks } from './breaks.ts'
import { isCarrier } from './carrier.ts'
import type { Site } from './site.ts'
import { behaviourOf } from './native.ts'
import { matters, relevanceOf } from './relevance.ts'
import type { Relevance } from './relevance.ts'
import { calleesIn, isRiskyIn, isUnseen, resolve } from './risk.ts'
import type { Run } from './run.ts'
import { anUnknown } from './run.ts'
import { boundNames, isFunction, keyOf, namesIn, walk } from './syntax.ts'
import { mayFail } from './unseen.ts'

/**
 * Whether it makes no difference to the answer that a statement is carried out, or an expression evaluated whose value nobody needs.
 * What may fail inside a try may still do so.
 */
export function isIdle(run: Run, site: Site, node: TSESTree.Node): boolean {
  const frame = run.frames.at(-1)
  if (!frame || frame.fn.node.body?.type !== 'BlockStatement') return false
  frame.relevance ??= relevanceIn(run, site, frame.fn)
  if (matters(frame.relevance, node)) return false
  const names = namesIn(node)
  for (const [name, value] of heldIn(run, site.scope)) if (names.has(name) && isActive(run, value)) return false
  if (breaks(run, site, node)) return false
  const call = run.guard ? failing(run, site, node) : undefined
  if (call) mayFail(run, site.module, call, failsPlainly(run, site, node))
  return true
}

/** Whether nobody needs a variable's value: its declaration may be passed over if that is idle. */
export function isNeeded(run: Run, site: Site, target: TSESTree.Node): boolean {
  const frame = run.frames.at(-1)
  if (!frame || frame.fn.node.body?.type !== 'BlockStatement') return true
  frame.relevance ??= relevanceIn(run, site, frame.fn)
  const { needed } = frame.relevance
  return boundNames(target).some((name) => needed.has(name))
}

/** Values that change in place. */
const MUTABLE: ReadonlySet<Value['kind']> = new Set(['object', 'array', 'host', 'either'])

const relevances = new WeakMap<TSESTree.Node, Map<string, Relevance>>()

/** A function's relevance, by what its names hold now. */
function relevanceIn(run: Run, site: Site, { node, scope }: FunctionValue): Relevance {
  const inside = scopeOf(site.scope, scope)
  const carriers = new Set<string>()
  const requests = new Set<string>()
  const captured = new Set<string>()
  const names = namesIn(node)
  for (const [name, value] of heldIn(run, inside)) {
    if (names.has(name) && MUTABLE.has(value.kind)) captured.add(name)
    if (value === run.request) requests.add(name)
    else if (names.has(name) && isActive(run, value)) carriers.add(name)
  }
  if (isCarrier(run, site.self)) carriers.add('this')
  const within = { ...site, scope: inside }
  const risky = calleesIn(node).filter((callee) => isRiskyIn(run, within, callee, node))
  const key = `${[...carriers].join()}|${[...requests].join()}|${[...captured].join()}|${risky.map((callee) => callee.range[0]).join()}`
  const known = relevances.get(node) ?? new Map<string, Relevance>()
  relevances.set(node, known)
  const relevance = known.get(key) ?? relevanceOf(node, { carriers, requests, captured, risky: new Set(risky) })
  known.set(key, relevance)
  return relevance
}

/** What can answer the request, or settle a promise or an option that was asked for. */
const isActive = (run: Run, value: Value): boolean =>
  (value.kind === 'either' && value.values.some((one) => isActive(run, one))) ||
  ((value.kind === 'native' || value.kind === 'host') && behaviourOf(value) !== undefined) ||
  isCarrier(run, value)

/** The names that the run itself has given values so far. */
function* heldIn(run: Run, scope: Scope): Iterable<[string, Value]> {
  for (let at: Scope | null = scope; at && run.scopes.has(at); at = at.parent)
    for (const [name, { value }] of at.bindings) yield [name, value]
}

/** The scope of a function that is being carried out, found from a block inside. */
function scopeOf(at: Scope, around: Scope): Scope {
  let inside = at
  while (inside.parent && inside.parent !== around) inside = inside.parent
  return inside
}

const attempts = new WeakMap<TSESTree.Node, TSESTree.Node[]>()

/** The calls and awaits outside nested functions. */
function attemptsIn(node: TSESTree.Node): TSESTree.Node[] {
  const known = attempts.get(node)
  if (known) return known
  const found: TSESTree.Node[] = []
  walk(node, (at) => {
    if (at.type === 'CallExpression' || at.type === 'AwaitExpression' || at.type === 'NewExpression') found.push(at)
    return !isFunction(at)
  })
  attempts.set(node, found)
  return found
}

/** Whether all that may fail in it is of packages whose errors bear no status. */
const failsPlainly = (run: Run, site: Site, node: TSESTree.Node): boolean =>
  attemptsIn(node).every((at) => {
    if (at.type === 'CallExpression' || at.type === 'NewExpression')
      return !isUnseen(run, site, at.callee) || sourceOf(run, site, at.callee) !== undefined
    return at.type === 'AwaitExpression' && at.argument.type === 'CallExpression'
  })

/** The package that an expression's value comes from, where its errors are known. */
export function sourceOf(run: Run, site: Site, node: TSESTree.Node): string | undefined {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return sourceOf(run, site, node.callee)
  if (node.type === 'AwaitExpression') return sourceOf(run, site, node.argument)
  if (node.type !== 'MemberExpression') return plainSource(resolve(run, site, node))
  const source = sourceOf(run, site, node.object)
  return source === undefined ? undefined : memberSource(run, anUnknown(source, source), keyOf(node))
}

/** The first call or await that may fail. */
const failing = (run: Run, site: Site, node: TSESTree.Node): TSESTree.Node | undefined =>
  attemptsIn(node).find((at) => {
    if (at.type === 'CallExpression' || at.type === 'NewExpression') return isUnseen(run, site, at.callee)
    return at.type === 'AwaitExpression' && at.argument.type !== 'CallExpression'
  })
