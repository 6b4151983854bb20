import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate } from '../../../javascript/evaluate.ts'
import type { Env, Machine } from '../../../javascript/machine.ts'
import { childrenOf } from '../../../javascript/tree.ts'
import { UNDEFINED } from '../../../javascript/value.ts'
import type { ClassValue, FunctionValue, Value } from '../../../javascript/value.ts'
import { envOf } from './controllers.ts'

/** What a decorator of the program's own may do to a method: nothing that shows in an answer, refuse some requests, or whatever it likes. */
type Effect = 'nothing' | 'guards' | 'anything'

const ORDER: readonly Effect[] = ['nothing', 'guards', 'anything']
const worst = (effects: Effect[]): Effect =>
  ORDER[Math.max(0, ...effects.map((one) => ORDER.indexOf(one)))] ?? 'anything'

/** Nest's decorators that show in an answer. */
const LOUD = /^(?:Use(?:Interceptors|Pipes|Filters)|HttpCode|Header|Redirect|Render|Sse|Version)$/

function effectOfName(name: string): Effect {
  return name === 'UseGuards' ? 'guards' : LOUD.test(name) ? 'anything' : 'nothing'
}

/** All that is called in a function's body, by its value. */
function calledIn(machine: Machine, fn: FunctionValue): Value[] {
  const env: Env = { scope: fn.scope, self: UNDEFINED, module: fn.module, home: null }
  const found: Value[] = []
  const visit = (node: TSESTree.Node): void => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier')
      found.push(evaluate(machine, node.callee, env))
    for (const child of childrenOf(node)) visit(child)
  }
  if (fn.node.body) visit(fn.node.body)
  return found
}

/** By function: each is looked into once, one that calls itself too. */
const effects = new WeakMap<TSESTree.Node, Effect>()

function effectOfFunction(machine: Machine, fn: FunctionValue): Effect {
  const known = effects.get(fn.node)
  if (known) return known
  effects.set(fn.node, 'nothing')
  const found = lookInto(machine, fn)
  effects.set(fn.node, found)
  return found
}

function lookInto(machine: Machine, fn: FunctionValue): Effect {
  const [start, end] = fn.node.range
  if (/\.value\b|defineProperty|\bdescriptor\b/.test(fn.module.file.text.slice(start, end))) return 'anything'
  return worst(
    calledIn(machine, fn).map((called): Effect => {
      if (called.kind === 'external') return effectOfName(called.path.at(-1) ?? '')
      if (called.kind === 'function') return effectOfFunction(machine, called)
      return called.kind === 'native' ? 'nothing' : 'anything'
    }),
  )
}

/** What the decorators of a method do that are not Nest's own or a package's, whose marks are read elsewhere. */
export const effectOf = (machine: Machine, owner: ClassValue, nodes: TSESTree.Decorator[]): Effect =>
  worst(
    nodes.map(({ expression }): Effect => {
      if (evaluate(machine, expression, envOf(owner)).kind === 'external') return 'nothing'
      const callee = expression.type === 'CallExpression' ? expression.callee : expression
      const fn = evaluate(machine, callee, envOf(owner))
      return fn.kind === 'function' ? effectOfFunction(machine, fn) : 'anything'
    }),
  )
