import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { iterate } from './access.ts'
import { evaluate, execute, unlabelled } from './evaluator.ts'
import { within, type Completion, MOST_ITERATIONS, textOf, under, type Env, type Machine } from './machine.ts'
import { FORGET, forgetIn } from './writes.ts'
import { MOST_ELEMENTS, looseArray } from './natives/array-shape.ts'
import { isOpen, keysOf } from './natives/object.ts'
import { forgetfulness } from './own-keys.ts'
import { bindPattern } from './patterns.ts'
import { childScope } from './scope.ts'
import { arrayOf, constant, isNullish, truth, unknown, type ArrayValue, type Value } from './value.ts'

type Loop =
  | TSESTree.ForOfStatement
  | TSESTree.ForInStatement
  | TSESTree.ForStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement

/** `label`: of the statement that the loop is. */
export function loop(machine: Machine, node: Loop, env: Env): Completion {
  switch (node.type) {
    case 'ForOfStatement':
      return each(machine, node, iterate(evaluate(machine, node.right, env)), env)
    case 'ForInStatement':
      return each(machine, node, names(evaluate(machine, node.right, env)), env)
    case 'ForStatement':
      return counted(machine, node, env)
    case 'WhileStatement':
      return repeat(machine, node, null, env)
    default: {
      const first = once(machine, node.body, env)
      return first ? unlabelled(first, null, 'break') : repeat(machine, node, null, env)
    }
  }
}

/** What `for … in` visits: what is inherited as well. */
function names(value: Value): ArrayValue {
  const keys = keysOf(value)
  if (!keys) return isNullish(value) ? arrayOf([]) : arrayOf([], true)
  const all = new Set(keys)
  let open = isOpen(value)
  for (let at = value.kind === 'object' ? value.proto : null; at; at = at.proto) {
    for (const key of keysOf(at) ?? []) all.add(key)
    open ||= at.open
  }
  return open ? looseArray([...all].map(constant), true) : arrayOf([...all].map(constant))
}

/** Whether a label, or none, means this loop: its parent names it. */
function isOwn(label: string | null, body: TSESTree.Node): boolean {
  if (label === null) return true
  for (let at = body.parent?.parent; at?.type === 'LabeledStatement'; at = at.parent)
    if (at.label.name === label) return true
  return false
}

/** One round: what is open in it does not last to the next. */
function once(machine: Machine, body: TSESTree.Node, env: Env): Completion {
  const { condition } = machine
  const done = execute(machine, body, env)
  machine.condition = condition
  return done?.kind === 'continue' && isOwn(done.label, body) ? null : done
}

function round(
  machine: Machine,
  node: TSESTree.ForOfStatement | TSESTree.ForInStatement,
  value: Value,
  env: Env,
): Completion {
  const scope = childScope(env.scope)
  const inside = within(env, scope)
  if (node.left.type === 'VariableDeclaration') {
    for (const { id } of node.left.declarations)
      bindPattern(machine, id, value, inside, { declare: scope, more: { init: node.right, keys: ['*'] } })
  } else bindPattern(machine, node.left, value, inside, null)
  return once(machine, node.body, inside)
}

/** What is beyond the bound is as open as what nobody knows. */
function each(
  machine: Machine,
  node: TSESTree.ForOfStatement | TSESTree.ForInStatement,
  { items, open }: ArrayValue,
  env: Env,
): Completion {
  for (const item of items.slice(0, MOST_ELEMENTS)) {
    const done = round(machine, node, item, env)
    if (done) return unlabelled(done, null, 'break')
  }
  if (!open && items.length <= MOST_ELEMENTS) return null
  const text = textOf(env.module, node.right)
  const done = under(
    machine,
    () => `there is more in ${text}`,
    () => round(machine, node, unknown(`an element of ${text}`), env),
  )
  if (done?.kind === 'return') machine.frame.returns.push(done.value)
  forgetIn(node.body, env.scope, forgetfulness(node, env.scope))
  return null
}

function counted(machine: Machine, node: TSESTree.ForStatement, env: Env): Completion {
  const inside = within(env, childScope(env.scope))
  if (node.init?.type === 'VariableDeclaration') execute(machine, node.init, inside)
  else if (node.init) evaluate(machine, node.init, inside)
  return repeat(machine, node, node.update, inside)
}

/** Where the condition cannot be told, the body is carried out once. */
function repeat(
  machine: Machine,
  node: TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement,
  update: TSESTree.Expression | null,
  outer: Env,
): Completion {
  let env = outer
  for (let count = 0; count < MOST_ITERATIONS; count += 1) {
    if (count > 0) env = nextRound(env, node)
    if (count > 0 && update) evaluate(machine, update, env)
    const holds = node.test ? truth(evaluate(machine, node.test, env)) : null
    if (holds === false) return null
    if (holds === null || (node.test?.type === 'Literal' && count > 0)) {
      const done = under(
        machine,
        () => (node.test ? textOf(env.module, node.test) : 'the loop goes on'),
        () => once(machine, node.body, env),
      )
      if (done?.kind === 'return') machine.frame.returns.push(done.value)
      forgetIn(node, env.scope, FORGET)
      return null
    }
    const done = once(machine, node.body, env)
    if (done) return unlabelled(done, null, 'break')
  }
  // What later rounds would register, nobody knows: once more, with what each round changes forgotten.
  forgetIn(node, env.scope, FORGET)
  const done = under(
    machine,
    () => `the loop has more than ${MOST_ITERATIONS} rounds`,
    () => once(machine, node.body, env),
  )
  if (done?.kind === 'return') machine.frame.returns.push(done.value)
  forgetIn(node, env.scope, FORGET)
  return null
}

/** CreatePerIterationEnvironment: what a round closes over is its own. */
function nextRound(env: Env, node: TSESTree.Node): Env {
  if (node.type !== 'ForStatement' || node.init?.type !== 'VariableDeclaration' || node.init.kind === 'var') return env
  const scope = childScope(env.scope.parent)
  for (const [name, binding] of env.scope.bindings) scope.bindings.set(name, { ...binding })
  return within(env, scope)
}
