import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Completion, Env, Invocation, Machine } from './machine.ts'
import { UNDEFINED, type Call, type FunctionValue, type Value } from './value.ts'

/** The evaluator, as what it is made of and what stands below it call it: program.ts puts its parts together. */

export const evaluate = (machine: Machine, node: TSESTree.Node, env: Env): Value =>
  machine.evaluator.evaluate(machine, node, env)

export const execute = (machine: Machine, node: TSESTree.Node, env: Env): Completion =>
  machine.evaluator.execute(machine, node, env)

export const executeAll = (machine: Machine, nodes: readonly TSESTree.Node[], env: Env): Completion =>
  machine.evaluator.executeAll(machine, nodes, env)

const invoke = (machine: Machine, fn: FunctionValue, how: Invocation): Value =>
  machine.evaluator.invoke(machine, fn, how)

const callValue = (machine: Machine, callee: Value, call: Call): Value =>
  machine.evaluator.callValue(machine, callee, call)

export const invokeGetter = (machine: Machine, getter: FunctionValue, self: Value): Value =>
  invoke(machine, getter, { self, args: [], open: false, call: null, from: null, callback: true })

export const invokeSetter = (machine: Machine, setter: FunctionValue, self: Value, value: Value): Value =>
  invoke(machine, setter, { self, args: [value], open: false, call: null, from: null, callback: true })

/** A call that the language or a package makes: the call of `forEach`, not the person's. */
export function callBack(machine: Machine, callback: Value, args: Value[], call: Call, self: Value = UNDEFINED): Value {
  if (callback.kind !== 'function') return callValue(machine, callback, { ...call, args, open: false, self })
  const from: Env = { scope: call.scope, self: UNDEFINED, module: call.module, home: null }
  return invoke(machine, callback, { self, args, open: args.length === 0, call: call.node, from, callback: true })
}

/** Past the statement that a label names, or the round of its loop. */
export const unlabelled = (done: Completion, label: string | null, kind: 'break' | 'continue'): Completion =>
  done?.kind === kind && done.label === label ? null : done
