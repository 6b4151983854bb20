import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../javascript/machine.ts'
import type { Finding } from '../../text/finding.ts'
import type { ResponseCall } from './calls.ts'

/** What throws once a response is out; end() does not. */
const THROWS = new Set(['send', 'json', 'jsonp', 'sendStatus', 'redirect', 'render'])
const SENDS = new Set([...THROWS, 'end'])

/** The outermost call of a chain on the response; null: another expression. */
function sending(node: TSESTree.Node | null, response: string): { name: string; call: TSESTree.CallExpression } | null {
  if (
    node?.type !== 'CallExpression' ||
    node.callee.type !== 'MemberExpression' ||
    node.callee.property.type !== 'Identifier' ||
    node.callee.computed
  )
    return null
  let root: TSESTree.Node = node
  while (root.type === 'CallExpression' || root.type === 'MemberExpression')
    root = root.type === 'CallExpression' ? root.callee : root.object
  return root.type === 'Identifier' && root.name === response ? { name: node.callee.property.name, call: node } : null
}

/** The name of a handler's `next`, where it has one. */
function nextOf({ params }: TSESTree.FunctionLike): string | null {
  const param = params[params.length === 4 ? 3 : 2]
  return param?.type === 'Identifier' ? param.name : null
}

const isCallOf = (node: TSESTree.Node | null, name: string | null): node is TSESTree.CallExpression =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name

/** The statement that is surely reached next and answers again, or has somebody else do so. */
function answersAgain(
  rest: TSESTree.Node[],
  { response, owner }: ResponseCall,
): { call: TSESTree.CallExpression; passes: boolean } | null {
  for (const one of rest) {
    if (one.type === 'VariableDeclaration' || one.type === 'EmptyStatement') continue
    const said =
      one.type === 'ExpressionStatement' ? one.expression : one.type === 'ReturnStatement' ? one.argument : null
    if (isCallOf(said, nextOf(owner))) return { call: said, passes: true }
    const found = sending(said, response)
    if (found && THROWS.has(found.name)) return { call: found.call, passes: false }
    if (one.type !== 'ExpressionStatement') return null
  }
  return null
}

/** `status(405)` or `sendStatus(501)`. */
export const isRefusal = ({
  method,
  call: {
    arguments: [status],
  },
}: ResponseCall): boolean =>
  (method === 'status' || method === 'sendStatus') &&
  status?.type === 'Literal' &&
  (status.value === 405 || status.value === 501)

interface Branch {
  branch: TSESTree.Node
  sent: TSESTree.Node
}

/** `if (…) { res.status(405).end() }`, without an else, and `… || res.status(405).end()`: the statement that the handler goes on behind. */
function branchOf(around: readonly TSESTree.Node[], at: number): Branch | null {
  const statement = around[at]
  if (statement?.type !== 'ExpressionStatement') return null
  const { expression } = statement
  if (expression.type === 'LogicalExpression') return { branch: statement, sent: expression.right }
  const block = around[at + 1]
  const branch = block?.type === 'BlockStatement' ? around[at + 2] : block
  if (branch?.type !== 'IfStatement' || branch.alternate) return null
  const rest = block?.type === 'BlockStatement' ? block.body.slice(block.body.indexOf(statement) + 1) : []
  return rest.some(({ type }) => type !== 'ExpressionStatement') ? null : { branch, sent: expression }
}

/** A refusal without a return, and a second answer right behind it. */
export function afterRefusalProblem(one: ResponseCall): Finding | null {
  if (!isRefusal(one)) return null
  const { around, call, module, response } = one
  const found = branchOf(
    around,
    around.findIndex(({ type }) => type === 'ExpressionStatement'),
  )
  const sent = found && sending(found.sent, response)
  if (!found || !sent || !SENDS.has(sent.name) || call.range[0] !== sent.call.range[0]) return null
  const { branch } = found
  const outer = around[around.indexOf(branch) + 1]
  if (outer?.type !== 'BlockStatement') return null
  const again = answersAgain(outer.body.slice(outer.body.findIndex((other) => other === branch) + 1), one)
  return (
    again && {
      ruleId: 'response-after-405',
      range: rangeOf(module, call),
      message: again.passes
        ? 'Expected `return` before this response: the handler goes on to next(), which has an answered request handled again'
        : 'Expected `return` before this response: the handler goes on and answers again, which throws once this one is sent',
      related: [
        { message: again.passes ? 'what passes it on' : 'the second response', range: rangeOf(module, again.call) },
      ],
    }
  )
}
