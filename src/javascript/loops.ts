import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { iterate } from './access.ts'
import { evaluate } from './evaluate.ts'
import { execute, within } from './execute.ts'
import type { Completion } from './execute.ts'
import { MOST_ITERATIONS, textOf, under } from './machine.ts'
import type { Env, Machine } from './machine.ts'
import { keysOf } from './natives/object.ts'
import { bindPattern } from './patterns.ts'
import { childScope } from './scope.ts'
import { arrayOf, constant, truth, unknown } from './value.ts'
import type { ArrayValue, Value } from './value.ts'

type Loop = TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement

export function loop(machine: Machine, node: Loop, env: Env): Completion {
  switch (node.type) {
    case 'ForOfStatement': return each(machine, node, iterate(evaluate(machine, node.right, env)), env)
    case 'ForInStatement': return each(machine, node, names(evaluate(machine, node.right, env)), env)
    case 'ForStatement': return counted(machine, node, env)
    case 'WhileStatement': return repeat(machine, node, null, env)
    default: {
      const first = once(machine, node.body, env)
      return first?.kind === 'break' ? null : first ?? repeat(machine, node, null, env)
    }
  }
}

function names(value: Value): ArrayValue {
  const keys = keysOf(value)
  return keys ? arrayOf(keys.map(constant)) : arrayOf([], true)
}

/** One round: what is open in it does not last to the next. */
function once(machine: Machine, body: TSESTree.Node, env: Env): Completion {
  const { condition } = machine
  const done = execute(machine, body, env)
  machine.condition = condition
  return done?.kind === 'continue' ? null : done
}

function round(machine: Machine, node: TSESTree.ForOfStatement | TSESTree.ForInStatement, value: Value, env: Env): Completion {
  const scope = childScope(env.scope)
  const inside = within(env, scope)
  if (node.left.type === 'VariableDeclaration') {
    for (const { id } of node.left.declarations) bindPattern(machine, id, value, inside, { declare: scope, more: { init: node.right, keys: ['*'] } })
  } else bindPattern(machine, node.left, value, inside, null)
  return once(machine, node.body, inside)
}

function each(machine: Machine, node: TSESTree.ForOfStatement | TSESTree.ForInStatement, { items, open }: ArrayValue, env: Env): Completion {
  for (const item of items.slice(0, MOST_ITERATIONS)) {
    const done = round(machine, node, item, env)
    if (done) return done.kind === 'break' ? null : done
  }
  if (!open) return null
  const text = textOf(env.module, node.right)
  const done = under(machine, () => `there is more in ${text}`, () => round(machine, node, unknown(`an element of ${text}`), env))
  if (done?.kind === 'return') machine.frame.returns.push(done.value)
  return null
}

function counted(machine: Machine, node: TSESTree.ForStatement, env: Env): Completion {
  const inside = within(env, childScope(env.scope))
  if (node.init?.type === 'VariableDeclaration') execute(machine, node.init, inside)
  else if (node.init) evaluate(machine, node.init, inside)
  return repeat(machine, node, node.update, inside)
}

/** Where the condition cannot be told, the body is carried out once. */
function repeat(machine: Machine, node: TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement, update: TSESTree.Expression | null, env: Env): Completion {
  for (let count = 0; count < MOST_ITERATIONS; count += 1) {
    const holds = node.test ? truth(evaluate(machine, node.test, env)) : null
    if (holds === false) return null
    if (holds === null || (node.test?.type === 'Literal' && count > 0)) {
      const done = under(machine, () => (node.test ? textOf(env.module, node.test) : 'the loop goes on'), () => once(machine, node.body, env))
      if (done?.kind === 'return') machine.frame.returns.push(done.value)
      return null
    }
    const done = once(machine, node.body, env)
    if (done) return done.kind === 'break' ? null : done
    if (update) evaluate(machine, update, env)
  }
  return null
}
