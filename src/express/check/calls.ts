import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { childrenOf, isFunction } from '../answer/syntax.ts'

/** A call of a method on the response that a function was given. `around`: the nodes that it stands in, innermost first; `isHandler`: Express
 * itself calls the owner, so that nobody makes anything of what it returns. */
export interface ResponseCall {
  module: Module
  call: TSESTree.CallExpression
  method: string
  response: string
  around: readonly TSESTree.Node[]
  owner: TSESTree.FunctionLike
  isHandler: boolean
}

const RESPONSE = /^_?(?:res|response)$/
/** The handlers of other frameworks name their responses alike. */
const OTHERS = /\b(?:NextApiResponse|VercelResponse|FastifyReply|NextResponse)\b/

/** The identifier that a chain of calls begins with: `res` of `res.status(405).json(…)`. */
function rootOf(node: TSESTree.Node): TSESTree.Node {
  let at = node
  while (at.type === 'MemberExpression' || at.type === 'CallExpression')
    at = at.type === 'MemberExpression' ? at.object : at.callee
  return at
}

/** The functions that Express is given; of each, the parameter that is the response: behind the request, or behind the error and the request. */
export type HandlerNodes = ReadonlySet<TSESTree.FunctionLike>

const responseOf = ({ params }: TSESTree.FunctionLike): TSESTree.Parameter | undefined =>
  params[params.length === 4 ? 2 : 1]

const isNamed = (param: TSESTree.Parameter | undefined, name: string): boolean =>
  param?.type === 'Identifier' && param.name === name

/** The function whose response the name is, where Express is known to call it, or where its parameters are called as everybody calls them. */
function ownerOf(name: string, around: readonly TSESTree.Node[], handlers: HandlerNodes): TSESTree.FunctionLike | null {
  const owner = around.find(
    (node): node is TSESTree.FunctionLike => isFunction(node) && node.params.some((param) => isNamed(param, name)),
  )
  if (!owner) return null
  if (handlers.has(owner)) return isNamed(responseOf(owner), name) ? owner : null
  return RESPONSE.test(name) && [1, 2].some((index) => isNamed(owner.params[index], name)) ? owner : null
}

interface Chain {
  node: TSESTree.Node
  up: Chain | null
}

function ancestors(chain: Chain | null): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (let at = chain; at; at = at.up) found.push(at.node)
  return found
}

function responseCall(module: Module, { node, up }: Chain, handlers: HandlerNodes): ResponseCall | null {
  if (
    node.type !== 'CallExpression' ||
    node.callee.type !== 'MemberExpression' ||
    node.callee.computed ||
    node.callee.property.type !== 'Identifier'
  )
    return null
  const root = rootOf(node)
  if (root.type !== 'Identifier') return null
  const around = ancestors(up)
  const owner = ownerOf(root.name, around, handlers)
  return (
    owner && {
      module,
      call: node,
      method: node.callee.property.name,
      response: root.name,
      around,
      owner,
      isHandler: handlers.has(owner),
    }
  )
}

/** Every node of a file with what it stands in, in the order in which they stand there. */
function* chainsIn(module: Module): Iterable<Chain> {
  const open: Chain[] = [{ node: module.program, up: null }]
  for (let at = open.pop(); at; at = open.pop()) {
    yield at
    const up = at
    open.push(
      ...childrenOf(at.node)
        .reverse()
        .map((node) => ({ node, up })),
    )
  }
}

/** The calls on responses in a file. */
export function responseCalls(module: Module, handlers: HandlerNodes): ResponseCall[] {
  const found: ResponseCall[] = []
  if ((handlers.size === 0 && !/\bres(?:ponse)?\b/.test(module.file.text)) || OTHERS.test(module.file.text))
    return found
  for (const chain of chainsIn(module)) {
    const call = responseCall(module, chain, handlers)
    if (call) found.push(call)
  }
  return found
}

/** A call, and what it stands in. */
export type PlacedCall = Pick<ResponseCall, 'module' | 'call' | 'around'>

/** The calls of a function that the file knows by a name. */
export function callsOf(module: Module, name: string): PlacedCall[] {
  const found: PlacedCall[] = []
  for (const { node, up } of chainsIn(module))
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name)
      found.push({ module, call: node, around: ancestors(up) })
  return found
}
