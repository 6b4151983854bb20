import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../javascript/machine.ts'
import type { Finding } from '../../text/finding.ts'
import { walk } from '../answer/syntax.ts'
import type { ResponseCall } from './calls.ts'
import { isRefusal } from './after-refusal.ts'

const SETS = new Set(['status', 'set', 'header', 'append', 'type', 'vary', 'setHeader', 'cookie'])

/** Whether a name is used anywhere in a node, or something is thrown, which Express answers. */
function mentions(node: TSESTree.Node, names: ReadonlySet<string>): boolean {
  let found = false
  walk(node, (one) => {
    found ||= (one.type === 'Identifier' && names.has(one.name)) || one.type === 'ThrowStatement'
    return !found
  })
  return found
}

/** `res.set(…)` and the like on a line of its own: nothing is sent by it. */
function onlySets(node: TSESTree.Node, response: string): boolean {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'CallExpression') return false
  let at: TSESTree.Node = node.expression
  while (
    at.type === 'CallExpression' &&
    at.callee.type === 'MemberExpression' &&
    at.callee.property.type === 'Identifier' &&
    SETS.has(at.callee.property.name)
  )
    at = at.callee.object
  return at.type === 'Identifier' && at.name === response
}

/** Whether nothing before or behind the statement, on every way through it, can send the response or hand it on. */
function staysUnsent({ around, owner, response }: ResponseCall, at: number): boolean {
  const last = owner.params.at(-1)
  const names = new Set([
    response,
    'arguments',
    ...(owner.params.length > 2 && last?.type === 'Identifier' ? [last.name] : []),
  ])
  let inner: TSESTree.Node | undefined = around[at]
  let ended = inner?.type === 'ReturnStatement'
  for (const outer of around.slice(at + 1, around.indexOf(owner))) {
    if (outer.type === 'BlockStatement') {
      const index = outer.body.findIndex((one) => one === inner)
      if (outer.body.slice(0, index).some((one) => isOnTheWay(one) && mentions(one, names) && !onlySets(one, response)))
        return false
      for (const one of ended ? [] : outer.body.slice(index + 1)) {
        if (mentions(one, names) && !onlySets(one, response)) return false
        ended ||= one.type === 'ReturnStatement'
      }
    } else if (outer.type !== 'IfStatement' || mentions(outer.test, names)) return false
    inner = outer
  }
  return true
}

/** A branch that was not taken has done nothing. */
const isOnTheWay = (node: TSESTree.Node): boolean =>
  node.type !== 'IfStatement' || !endsItself(node.consequent) || node.alternate !== null
const endsItself = (node: TSESTree.Statement): boolean =>
  node.type === 'ReturnStatement' || (node.type === 'BlockStatement' && node.body.at(-1)?.type === 'ReturnStatement')

/** `res.status(405)` and no more: Express keeps the client waiting. */
export function unsentProblem(one: ResponseCall): Finding | null {
  const { method, call, around, owner, isHandler, module } = one
  if (method !== 'status' || !isHandler || !isRefusal(one)) return null
  const [outer] = around
  const isWhole =
    outer?.type === 'ExpressionStatement' ||
    (outer?.type === 'ReturnStatement' && outer.argument === call) ||
    outer === owner
  if (!isWhole || (outer === owner ? owner.body !== call : !staysUnsent(one, 0))) return null
  return {
    ruleId: 'response-after-405',
    range: rangeOf(module, call),
    message:
      'Expected this response to be sent, without which the client waits for ever: write `sendStatus`, or `.end()` behind it',
  }
}
