import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate } from './evaluator.ts'
import { textOf, under, type Env, type Machine } from './machine.ts'
import { asDefault, assumptionOf, constant, either, stringOf, truth, unsetOf, withUnset, type Value } from './value.ts'

/** `||`, `&&` and `??`. What comes from the environment is taken as not set where a default is written. */
export function choose(machine: Machine, operator: string, left: Value, right: () => Value, name: () => string): Value {
  const holds = operator === '??' ? present(left) : truth(left)
  if (operator === '&&') {
    if (holds === false && assumptionOf(left) !== null) under(machine, name, right, false)
    if (holds !== null) return holds ? right() : left
    const test = unsetOf(left)
    const other = under(machine, name, right, test && truth(test))
    const given = either(constant(false), other)
    return test ? withUnset(given, truth(test) ? unsetOf(other) : test, assumptionOf(left)) : given
  }
  if (holds !== null) return holds ? left : right()
  const unset = unsetOf(left)
  if (left.kind === 'unknown' && unset) return asDefault(right(), `${name()} is not set`)
  const other = under(
    machine,
    () => `not ${name()}`,
    right,
    unset && !(operator === '??' ? present(unset) : truth(unset)),
  )
  const kept = left.kind === 'either' ? left.values.filter((one) => truth(one) !== false) : [left]
  return withUnset(
    either(...kept, other),
    unset ? ((operator === '??' ? present(unset) : truth(unset)) ? unset : other) : writtenDefault(left, other),
    assumptionOf(left) ?? `${name()} is not set`,
  )
}

/** A text that is written for where an option says nothing; what the option is, nobody knows. */
const writtenDefault = (left: Value, other: Value): Value | null =>
  (left.kind === 'unknown' || left.kind === 'external') && stringOf(other) !== null ? other : null

function present(value: Value): boolean | null {
  if (value.kind === 'constant') return value.value !== null && value.value !== undefined
  return value.kind === 'unknown' || value.kind === 'external' || value.kind === 'either' ? null : true
}

/** What `||`, `&&` or `??` chooses. */
export const logical = (machine: Machine, node: TSESTree.LogicalExpression, env: Env): Value =>
  choose(
    machine,
    node.operator,
    evaluate(machine, node.left, env),
    () => evaluate(machine, node.right, env),
    () => textOf(env.module, node.left),
  )

/** `test ? consequent : alternate`; both, where the files leave the test open. */
export function conditional(machine: Machine, node: TSESTree.ConditionalExpression, env: Env): Value {
  const value = evaluate(machine, node.test, env)
  const holds = truth(value)
  if (holds !== null) return evaluate(machine, holds ? node.consequent : node.alternate, env)
  const test = (): string => textOf(env.module, node.test)
  const unset = unsetOf(value)
  const taken = unset && truth(unset)
  const yes = under(machine, test, () => evaluate(machine, node.consequent, env), taken)
  const no = under(
    machine,
    () => `not ${test()}`,
    () => evaluate(machine, node.alternate, env),
    taken === null ? null : !taken,
  )
  return withUnset(
    either(yes, no),
    unset && (truth(unset) ? yes : no),
    assumptionOf(value) ?? `${test()} is ${truth(unset ?? value) ? 'true' : 'false'}`,
  )
}
