import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/module.ts'
import { childrenOf, isFunction } from '../answer/syntax.ts'

/** A call of a method on the response that a handler was given. `around`: the nodes that it stands in, innermost first. */
export interface ResponseCall { module: Module; call: TSESTree.CallExpression; method: string; response: string; around: readonly TSESTree.Node[] }

const RESPONSE = /^_?(?:res|response)$/
/** The handlers of other frameworks name their responses alike. */
const OTHERS = /\b(?:NextApiResponse|VercelResponse|FastifyReply|NextResponse)\b/

/** The identifier that a chain of calls begins with: `res` of `res.status(405).json(…)`. */
function rootOf(node: TSESTree.Node): TSESTree.Node {
  let at = node
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') at = at.type === 'MemberExpression' ? at.object : at.callee
  return at
}

/** A handler's parameter: after the request, or after the error and the request. */
const isGiven = (name: string, around: readonly TSESTree.Node[]): boolean => {
  const owner = around.find((node) => isFunction(node) && node.params.some((param) => param.type === 'Identifier' && param.name === name))
  return owner !== undefined && isFunction(owner) && [1, 2].some((index) => {
    const param = owner.params[index]
    return param?.type === 'Identifier' && param.name === name
  })
}

interface Chain { node: TSESTree.Node; up: Chain | null }

function ancestors(chain: Chain | null): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (let at = chain; at; at = at.up) found.push(at.node)
  return found
}

function responseCall(module: Module, { node, up }: Chain): ResponseCall | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed || node.callee.property.type !== 'Identifier') return null
  const root = rootOf(node)
  if (root.type !== 'Identifier' || !RESPONSE.test(root.name)) return null
  const around = ancestors(up)
  if (!isGiven(root.name, around)) return null
  return { module, call: node, method: node.callee.property.name, response: root.name, around }
}

/** The calls on responses in a file, in the order in which they stand there. */
export function responseCalls(module: Module): ResponseCall[] {
  const found: ResponseCall[] = []
  if (!/\bres(?:ponse)?\b/.test(module.file.text) || OTHERS.test(module.file.text)) return found
  const open: Chain[] = [{ node: module.program, up: null }]
  for (let at = open.pop(); at; at = open.pop()) {
    const call = responseCall(module, at)
    if (call) found.push(call)
    const up = at
    open.push(...childrenOf(at.node).reverse().map((node) => ({ node, up })))
  }
  return found
}
