import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { isSure, removeMember } from './access.ts'
import { choose } from './choosing.ts'
import { evaluate } from './evaluator.ts'
import { textOf, type Env, type Machine } from './machine.ts'
import { binary } from './operators.ts'
import { bindPattern, propertyName } from './patterns.ts'
import { constant, type Value } from './value.ts'

/** `left = right`, `left += right`, `left ||= right`. */
export function assignment(machine: Machine, node: TSESTree.AssignmentExpression, env: Env): Value {
  if (node.operator === '=') {
    const value = evaluate(machine, node.right, env)
    bindPattern(machine, node.left, value, env, null)
    return value
  }
  const old = evaluate(machine, node.left, env)
  const operator = node.operator.slice(0, -1)
  const value = ['||', '&&', '??'].includes(operator)
    ? choose(
        machine,
        operator,
        old,
        () => evaluate(machine, node.right, env),
        () => textOf(env.module, node.left),
      )
    : binary(operator, old, evaluate(machine, node.right, env), () => [
        textOf(env.module, node.left),
        textOf(env.module, node.right),
      ])
  bindPattern(machine, node.left, value, env, null)
  return value
}

/** `++` and `--`. */
export function update(machine: Machine, node: TSESTree.UpdateExpression, env: Env): Value {
  const old = evaluate(machine, node.argument, env)
  const value = binary(node.operator === '++' ? '+' : '-', old, constant(1), () => ['', ''])
  bindPattern(machine, node.argument, value, env, null)
  return node.prefix ? value : old
}

/** `delete`. */
export function remove(machine: Machine, node: TSESTree.Node, env: Env): Value {
  if (node.type === 'ChainExpression') return remove(machine, node.expression, env)
  if (node.type === 'MemberExpression' && node.object.type !== 'Super') {
    const of = evaluate(machine, node.object, env)
    removeMember(of, propertyName(machine, node, env), isSure(machine, of))
  }
  return constant(true)
}
