import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { childScope } from '../../javascript/scope.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { assignPattern, declarePattern } from './assign.ts'
import { evaluate, evaluateLazily, functionValue } from './expression.ts'
import type { Site } from './expression.ts'
import { isIdle, isNeeded, sourceOf } from './idle.ts'
import { hostedOf } from './native.ts'
import { joined } from './joins.ts'
import type { Completion } from './joins.ts'
import { compare, decide } from './operators.ts'
import { compared, operand } from './question.ts'
import { Bound, GiveUp, Thrown, anUnknown, placeOf, rangeOf, step, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { assume } from './selector.ts'
import { declareIn } from './trail.ts'
import { isFunction, walk } from './syntax.ts'
import { truth } from '../../javascript/value.ts'

const MOST_ROUNDS = 200

export function block(run: Run, site: Site): Site {
  const scope = childScope(site.scope)
  run.scopes.add(scope)
  return { ...site, scope }
}

/** Function declarations are there before the first statement runs; so are `var`s, undefined. */
export function hoist(run: Run, site: Site, body: readonly TSESTree.Node[]): void {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration' && node.id) declareIn(run, site.scope, node.id.name, functionValue(site, node, null))
    if (node.type === 'ClassDeclaration' && node.id) declareIn(run, site.scope, node.id.name, anUnknown('a class of its own'))
  }
}

export function executeAll(run: Run, site: Site, body: readonly TSESTree.Node[]): Completion {
  hoist(run, site, body)
  for (const node of body) {
    const end = execute(run, site, node)
    if (end) return end
  }
  return null
}

export function execute(run: Run, site: Site, node: TSESTree.Node): Completion {
  step(run)
  switch (node.type) {
    case 'BlockStatement': return executeAll(run, block(run, site), node.body)
    case 'ThrowStatement': return raise(run, site, node)
    case 'BreakStatement': case 'ContinueStatement': return { kind: node.type === 'BreakStatement' ? 'break' : 'continue', label: node.label?.name ?? null }
    case 'LabeledStatement': {
      const end = execute(run, site, node.body)
      return end && 'label' in end && end.label === node.label.name ? null : end
    }
    case 'VariableDeclaration': case 'TryStatement': case 'ReturnStatement': break
    case 'ExpressionStatement': case 'IfStatement': case 'SwitchStatement': case 'ForStatement': case 'WhileStatement': case 'DoWhileStatement': case 'ForOfStatement': case 'ForInStatement':
      if (isIdle(run, site, node)) return null
      break
    default: return null
  }
  return joined(run, { module: site.module, node }, () => carryOut(run, site, node))
}

/** A statement that may have several ways. */
function carryOut(run: Run, site: Site, node: TSESTree.Node): Completion {
  switch (node.type) {
    case 'ExpressionStatement': evaluateLazily(run, site, node.expression); return null
    case 'VariableDeclaration': return declareAll(run, site, node)
    case 'ReturnStatement': return { kind: 'return', value: node.argument ? evaluateLazily(run, site, node.argument) : UNDEFINED }
    case 'IfStatement': return branch(run, site, node)
    case 'TryStatement': return attempt(run, site, node)
    case 'SwitchStatement': return select(run, site, node)
    case 'ForStatement': case 'WhileStatement': case 'DoWhileStatement': return loop(run, site, node)
    case 'ForOfStatement': case 'ForInStatement': return each(run, site, node)
    default: return null
  }
}

/** An error thrown again keeps the place where it arose. */
function raise(run: Run, site: Site, node: TSESTree.ThrowStatement): never {
  const value = evaluate(run, site, node.argument)
  const place = run.thrownAt.get(value) ?? placeOf(run, site.module, node)
  run.thrownAt.set(value, place)
  throw new Thrown(value, rangeOf(site.module, node), false, place)
}

const opens = new WeakMap<TSESTree.Node, boolean>()
const WAYS = new Set(['CallExpression', 'NewExpression', 'AwaitExpression', 'LogicalExpression', 'ConditionalExpression', 'TemplateLiteral', 'BinaryExpression', 'UnaryExpression'])

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

function declareAll(run: Run, site: Site, node: TSESTree.VariableDeclaration): null {
  for (const { id, init } of node.declarations) {
    const passed = init && node.kind !== 'var' && isOpen(init) && !isNeeded(run, site, id) && isIdle(run, site, init)
    declarePattern(run, site, id, passed ? anUnknown(wordsOf(site.module, init), sourceOf(run, site, init)) : init ? evaluateLazily(run, site, init) : UNDEFINED)
    if (id.type === 'Identifier') {
      const binding = site.scope.bindings.get(id.name)
      if (binding) binding.init = node
    }
  }
  return null
}

function branch(run: Run, site: Site, node: TSESTree.IfStatement): Completion {
  const value = evaluate(run, site, node.test)
  if (truth(value) === null && !run.truths.has(value) && isIdle(run, site, node.consequent) && (!node.alternate || isIdle(run, site, node.alternate))) return null
  if (decide(run, site, node.test, value)) return execute(run, block(run, site), node.consequent)
  return node.alternate ? execute(run, block(run, site), node.alternate) : null
}

function attempt(run: Run, site: Site, node: TSESTree.TryStatement): Completion {
  const finish = (): Completion => (node.finalizer ? executeAll(run, block(run, site), node.finalizer.body) : null)
  const { guard } = run
  const { frames } = run
  const depth = frames.length
  let end: Completion
  try {
    if (node.handler) run.guard = ++run.guards
    end = executeAll(run, block(run, site), node.block.body)
    run.guard = guard
  } catch (error) {
    run.guard = guard
    frames.length = depth
    if (!(error instanceof Thrown)) throw error
    if (!node.handler) {
      const after = finish()
      if (after) return after
      throw error
    }
    const inner = block(run, site)
    if (node.handler.param) declarePattern(run, inner, node.handler.param, error.value)
    try {
      end = executeAll(run, inner, node.handler.body.body)
    } catch (again) {
      if (again instanceof Thrown) {
        const after = finish()
        if (after) return after
      }
      throw again
    }
  }
  return finish() ?? end
}

function select(run: Run, site: Site, node: TSESTree.SwitchStatement): Completion {
  const { value, held } = operand(run, site, node.discriminant)
  const inner = block(run, site)
  let start = node.cases.findIndex(({ test }) => test === null)
  for (const [index, { test }] of node.cases.entries()) {
    if (!test) continue
    const other = evaluate(run, inner, test)
    const same = compare(run, '===', value, other) ?? anUnknown('a case')
    if (held.size) compared(run, { value, held }, other, same)
    const known = truth(same)
    const words = `${wordsOf(site.module, node.discriminant)} === ${wordsOf(site.module, test)}`
    const holds = known ?? run.truths.get(same) ?? run.choices.pick((way) => (way === 0 ? `if \`${words}\`` : `unless \`${words}\``), 2) === 0
    assume(run, same, holds)
    if (!holds) continue
    start = index
    break
  }
  if (start < 0) return null
  for (const { consequent } of node.cases.slice(start)) {
    const end = executeAll(run, inner, consequent)
    if (end?.kind === 'break' && end.label === null) return null
    if (end) return end
  }
  return null
}

type Loop = TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement

/** One round of a loop; 'out': the loop is over. */
function round(run: Run, site: Site, body: TSESTree.Node): { out: boolean; end: Completion } {
  const end = execute(run, block(run, site), body)
  if (!end) return { out: false, end: null }
  if (end.kind === 'break' && end.label === null) return { out: true, end: null }
  if (end.kind === 'continue' && end.label === null) return { out: false, end: null }
  return { out: true, end }
}

function loop(run: Run, site: Site, node: Loop): Completion {
  const inner = block(run, site)
  if (node.type === 'ForStatement' && node.init) {
    if (node.init.type === 'VariableDeclaration') declareAll(run, inner, node.init)
    else evaluate(run, inner, node.init)
  }
  let opened = false
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
    if (node.test && !(node.type === 'DoWhileStatement' && rounds === 0)) {
      const value = evaluate(run, inner, node.test)
      const known = truth(value)
      if (known === null && (opened || isIdle(run, inner, node.body))) return null
      if (known === null) opened = true
      if (!decide(run, inner, node.test, value)) return null
    }
    const { out, end } = orEndless(site, node, rounds, () => round(run, inner, node.body))
    if (out) return end
    if (opened) return null
    if (node.type === 'ForStatement' && node.update) evaluate(run, inner, node.update)
  }
  throw new GiveUp('a loop is too long to follow', rangeOf(site.module, node))
}

/** Steps that run out while a loop goes on do not say that it ends. */
function orEndless<T>(site: Site, node: Loop, rounds: number, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (rounds > 1 && error instanceof Bound) throw new GiveUp('a loop is too long to follow', rangeOf(site.module, node))
    throw error
  }
}

function each(run: Run, site: Site, node: TSESTree.ForOfStatement | TSESTree.ForInStatement): Completion {
  const of = evaluate(run, site, node.right)
  const { items, open } = itemsOf(node, of)
  const bind = (value: Value): Site => {
    const inner = block(run, site)
    if (node.left.type === 'VariableDeclaration') {
      const target = node.left.declarations[0]?.id
      if (target) declarePattern(run, inner, target, value)
    } else assignPattern(run, inner, node.left, value, node)
    return inner
  }
  for (const value of items) {
    const { out, end } = round(run, bind(value), node.body)
    if (out) return end
  }
  if (!open || isIdle(run, bind(anUnknown('an item')), node.body)) return null
  const words = wordsOf(site.module, node.right)
  if (run.choices.pick((way) => (way === 0 ? `if \`${words}\` is empty` : `if \`${words}\` is not empty`), 2) === 0) return null
  return round(run, bind(anUnknown(`an item of ${words}`)), node.body).end
}

function itemsOf(node: TSESTree.ForOfStatement | TSESTree.ForInStatement, of: Value): { items: Value[]; open: boolean } {
  if (node.type === 'ForInStatement') {
    if (of.kind === 'object') return { items: [...of.members.keys()].map((name) => constant(name)), open: of.open }
    if (of.kind === 'array') return { items: of.items.map((_, index) => constant(String(index))), open: of.open }
    return { items: [], open: of.kind !== 'constant' }
  }
  if (of.kind === 'array') return { items: of.items, open: of.open }
  if (of.kind === 'constant' && typeof of.value === 'string') return { items: [...of.value].map((char) => constant(char)), open: false }
  const hosted = hostedOf(of)
  const list = hosted?.iterate?.()
  if (list) return { items: list.items, open: list.open }
  if (of.kind === 'host' && of.iterate) return { items: of.iterate().items, open: of.iterate().open }
  return { items: [], open: true }
}
