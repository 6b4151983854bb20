import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { isBare } from './content-type.ts'
import { clientOf, type Made, urlWith, withPrefix } from './clients.ts'
import type { Client } from './packages.ts'
import { piecesOf, textOf, urlOf } from './fold.ts'
import type { Expr } from './names.ts'
import { filled, isFunction, propertyOf, reach } from './reach.ts'
import type { FunctionNode } from './reach.ts'
import { keyOf } from './script.ts'

/** A call with its method and URL read as far as they are constant. `through`: the client's own call, in the function that is called here. */
export interface Call {
  client: Client
  node: TSESTree.CallExpression
  method: string | null
  methodAt: Expr | null
  url: string | null
  through?: Expr
  /** It surely goes out without a Content-Type. */ bare?: true
}

const VERBS = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options'])

/** Whether a QUERY goes out bare: of other methods nobody asks. */
const bareness = (client: Client, { method }: Method, options: Expr | null): Pick<Call, 'bare'> =>
  method?.toUpperCase() === 'QUERY' && isBare(client, options) ? { bare: true } : {}
/** How many functions of the project may lie between a call and its client. */
const MAX_WRAPPERS = 4

interface Method {
  method: string | null
  methodAt: Expr | null
}

const UNKNOWN: Method = { method: null, methodAt: null }
const GET: Method = { method: 'GET', methodAt: null }

/** The method that options name; what the client asks by else, where they surely name none. */
function methodIn(options: Expr | null, { client, method }: Pick<Made, 'client' | 'method'>): Method {
  const found = options && propertyOf(options, 'method')
  if (found && !found.absent) return { method: textOf(found), methodAt: found }
  if ((options && !found) || method === 'open') return UNKNOWN
  if (method) return { method: textOf(method), methodAt: null }
  if (client !== 'undici' || !options) return GET
  // undici's index.js: what has a body is a PUT.
  const body = propertyOf(options, 'body')
  return !body ? UNKNOWN : body.absent ? GET : { method: 'PUT', methodAt: null }
}

/** Where a client's own function for a method takes its options. */
const optionsAt = (client: Client, verb: string): number =>
  client === 'axios' && (verb === 'post' || verb === 'put' || verb === 'patch') ? 2 : 1

/** An expression among a call's arguments, where a spread before it hides nothing. */
function argument({ node, names }: Expr, index: number): Expr | null {
  const args = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.arguments : []
  const given = args[index]
  return given && args.slice(0, index + 1).every(({ type }) => type !== 'SpreadElement') ? { node: given, names } : null
}

/** `axios.patch(url)`, `request.get(url)`, `ky.post(url)`. */
function verbCall(expr: Expr, node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Call | null {
  const { names } = expr
  const verb = callee.computed ? '' : (keyOf(callee) ?? '')
  if (!VERBS.has(verb) && verb !== 'request' && verb !== 'del' && verb !== 'query') return null
  const made = clientOf({ node: callee.object, names })
  if (!made || made.client === 'fetch') return null
  const { client } = made
  const first = argument(expr, 0)
  if (verb === 'request' && client === 'axios')
    return {
      client,
      node,
      ...methodIn(first, made),
      ...bareness(client, methodIn(first, made), first),
      url: urlWith(withPrefix(made, first), first && propertyOf(first, 'url')),
    }
  const method = verb === 'del' && client === 'superagent' ? 'delete' : verb
  return VERBS.has(method) || (verb === 'query' && client === 'axios')
    ? {
        client,
        node,
        method: method.toUpperCase(),
        methodAt: { node: callee.property, names },
        url: urlWith(withPrefix(made, argument(expr, optionsAt(client, method))), first),
      }
    : null
}

/** `new Request(url, options)` as it is handed to fetch. */
function requestIn(given: Expr): Expr | null {
  const made = reach(given)
  const { node, names } = made
  const isRequest =
    node.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'Request' &&
    !names.script.variableOf(node.callee)?.defs.length
  return isRequest ? made : null
}

/** undici's `path` takes the place of that in the URL. */
const isElsewhere = (client: Client, options: Expr | null): boolean =>
  client === 'undici' && options !== null && propertyOf(options, 'path')?.absent !== true

/** Clients whose one argument may be an object with the URL in it. */
const TAKES_CONFIG = new Set<Client>(['axios', '$http', 'got'])

/** `fetch(url, options)`, `axios(config)`, `request('PATCH', url)`. */
function plainCall(expr: Expr, node: TSESTree.CallExpression): Call | null {
  const made = clientOf({ node: node.callee, names: expr.names })
  const [first, second] = [argument(expr, 0), argument(expr, 1)]
  if (!made || !first) return null
  const { client } = made
  if (client === 'superagent') {
    if (!second) return { client, node, ...GET, url: urlWith(made, first) }
    return { client, node, method: textOf(first), methodAt: first, url: urlWith(made, second) }
  }
  const request = client === 'fetch' ? requestIn(first) : null
  if (request) {
    const over = second ? methodIn(second, made) : GET
    const options = over === GET ? argument(request, 1) : null
    const method = over === GET ? methodIn(options, made) : over
    return { client, node, ...method, ...bareness(client, method, options), url: urlWith(made, argument(request, 0)) }
  }
  const isConfig = TAKES_CONFIG.has(client) && reach(first).node.type === 'ObjectExpression'
  const options = isConfig ? first : second
  return {
    client,
    node,
    ...methodIn(options, made),
    ...bareness(client, methodIn(options, made), options),
    url: isElsewhere(client, options)
      ? null
      : urlWith(withPrefix(made, options), isConfig ? propertyOf(first, 'url') : first),
  }
}

/** `xhr.open('PATCH', url)` on a `new XMLHttpRequest()`. */
function openCall(expr: Expr, node: TSESTree.CallExpression, callee: TSESTree.MemberExpression): Call | null {
  if (keyOf(callee) !== 'open') return null
  const made = reach({ node: callee.object, names: expr.names }).node
  if (made.type !== 'NewExpression' || made.callee.type !== 'Identifier' || made.callee.name !== 'XMLHttpRequest')
    return null
  const [method, url] = [argument(expr, 0), argument(expr, 1)]
  return method && url
    ? { client: 'XMLHttpRequest', node, method: textOf(method), methodAt: method, url: urlOf(piecesOf(url)) }
    : null
}

/** The client's call that a function of the project makes, where it makes only one and leaves it to its caller what is asked. */
export function callInside(fn: Expr, node: FunctionNode, depth: number): TSESTree.CallExpression | null {
  const { script } = fn.names
  const known = wrapped.get(node)
  if (known !== undefined) return known
  wrapped.set(node, null)
  let only: Call | null = null
  for (const call of callsWithin(script.calls, node)) {
    const made = callOf({ node: call, names: fn.names }, depth + 1)
    if (made && only) return null
    only ??= made
  }
  const found = only && (only.method === null || only.url === null) ? only.node : null
  wrapped.set(node, found)
  return found
}

/** Those of a script's calls, which stand in source order, that lie in a function. */
function* callsWithin(
  calls: readonly TSESTree.CallExpression[],
  node: FunctionNode,
): Generator<TSESTree.CallExpression> {
  let [from, to] = [0, calls.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const call = calls[middle]
    if (call && call.range[0] < node.range[0]) from = middle + 1
    else to = middle
  }
  for (let index = from; ; index++) {
    const call = calls[index]
    if (!call || call.range[0] > node.range[1]) return
    if (isWithin(call, node)) yield call
  }
}

const isWithin = ({ range: [start, end] }: TSESTree.Node, { range }: TSESTree.Node): boolean =>
  range[0] <= start && end <= range[1]

const wrapped = new WeakMap<FunctionNode, TSESTree.CallExpression | null>()

/** A call of a function of the project that makes a client's call of what it is given. */
function throughFunction(expr: Expr, node: TSESTree.CallExpression, depth: number): Call | null {
  if (depth > MAX_WRAPPERS) return null
  const fn = reach({ node: node.callee, names: expr.names })
  if (!isFunction(fn.node)) return null
  const inner = callInside(fn, fn.node, depth)
  if (!inner) return null
  const through = { node: inner, names: filled(fn, fn.node, { args: node.arguments, names: expr.names }) }
  const call = callOf(through, depth + 1)
  const says =
    call &&
    (call.url !== null ||
      (call.methodAt?.names.script === expr.names.script && isWithin(reach(call.methodAt).node, node)))
  return says ? { ...call, node, through: call.through ?? through } : null
}

/** The client call that an expression makes; null: it makes none. */
export function callOf(expr: Expr, depth = 0): Call | null {
  const { node } = expr
  if (node.type !== 'CallExpression') return null
  const { callee } = node
  const own = callee.type === 'MemberExpression' ? (openCall(expr, node, callee) ?? verbCall(expr, node, callee)) : null
  const direct = own ?? plainCall(expr, node)
  // `request.put('/a').use(prefix('/api'))`: a plugin sends it anywhere.
  if (direct) return expr.names.script.plugged.has(node) ? { ...direct, url: null } : direct
  return throughFunction(expr, node, depth)
}
