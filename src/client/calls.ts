import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { isWhole, initOf, piecesOf, propertyOf, textOf, urlOf, type Names, type Variable } from './fold.ts'

export type Client = 'fetch' | 'XMLHttpRequest' | 'axios' | 'ky' | 'got' | 'superagent' | '$http'

/** A call as it is written: its method's and URL's expressions read as far as they are constant. */
export interface Call { client: Client; node: TSESTree.CallExpression; method: string | null; methodNode: TSESTree.Node | null; url: string | null }

/** What a callee is: a client itself, or one made with defaults. */
interface Made { client: Client; prefix: TSESTree.Node | null; open: boolean }

const PACKAGES: Record<string, Client> = { axios: 'axios', ky: 'ky', got: 'got', superagent: 'superagent' }
const VERBS = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options'])
const GLOBALS = new Set(['window', 'globalThis', 'self'])

const nameOf = (node: TSESTree.Node): string | null => (node.type === 'Identifier' ? node.name : null)

/** The package that an import or a require brings in under this name. */
function packageOf(variable: Variable): string | null {
  const [only, ...others] = variable.defs
  if (!only || others.length > 0) return null
  if (only.type === 'ImportBinding' && only.parent?.type === 'ImportDeclaration') return only.node.type === 'ImportSpecifier' && nameOf(only.node.imported) !== 'default' ? null : only.parent.source.value
  const init = initOf(variable)
  const [wanted] = init?.type === 'CallExpression' && nameOf(init.callee) === 'require' ? init.arguments : []
  return wanted?.type === 'Literal' && typeof wanted.value === 'string' ? wanted.value : null
}

/** `axios.create({ baseURL })`, `ky.extend({ prefixUrl })`: the client with what it puts before every URL. */
function madeBy(init: TSESTree.Node, names: Names, depth: number): Made | null {
  if (init.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return null
  const how = nameOf(init.callee.property)
  const from = how === 'create' || how === 'extend' ? clientOf(init.callee.object, names, depth + 1) : null
  if (!from) return null
  const [options] = init.arguments
  const prefix = propertyOf(options, 'baseURL', names) ?? propertyOf(options, 'prefixUrl', names)
  return { client: from.client, prefix: prefix ?? from.prefix, open: from.open || !isWhole(options, names) }
}

/** Which client an expression stands for; null: none, or nobody can tell. */
function clientOf(node: TSESTree.Node, names: Names, depth = 0): Made | null {
  if (node.type === 'MemberExpression' && GLOBALS.has(nameOf(node.object) ?? '') && nameOf(node.property) === 'fetch') return { client: 'fetch', prefix: null, open: false }
  if (node.type !== 'Identifier' || depth > 5) return null
  const variable = names.variableOf(node)
  if (!variable || variable.defs.length === 0) return node.name === 'fetch' ? { client: 'fetch', prefix: null, open: false } : null
  if (node.name === '$http' && variable.defs[0]?.type === 'Parameter') return { client: '$http', prefix: null, open: false }
  const known = PACKAGES[packageOf(variable) ?? '']
  if (known) return { client: known, prefix: null, open: false }
  const init = initOf(variable)
  return init ? madeBy(init, names, depth) : null
}

/** A client's prefix and the path given to it, joined with one slash. */
function urlWith({ prefix, open }: Made, given: TSESTree.Node | undefined, names: Names): string | null {
  if (!given || open) return null
  const pieces = piecesOf(given, names)
  if (!prefix || (typeof pieces[0] === 'string' && /^[a-z]+:\/\//i.test(pieces[0]))) return urlOf(pieces)
  const [first, ...rest] = pieces
  const head = typeof first === 'string' ? first.replace(/^\//, '') : first
  const base = piecesOf(prefix, names)
  const last = base.at(-1)
  const ended = typeof last === 'string' ? [...base.slice(0, -1), last.replace(/\/$/, '')] : base
  return urlOf([...ended, '/', ...(head === undefined ? [] : [head]), ...rest])
}

interface Method { method: string | null; methodNode: TSESTree.Node | null }

/** The method that options name; GET where they surely name none. */
function methodIn(options: TSESTree.Node | undefined, names: Names): Method {
  const node = propertyOf(options, 'method', names)
  if (node) return { method: textOf(node, names), methodNode: node }
  return { method: isWhole(options, names) ? 'GET' : null, methodNode: null }
}

/** `axios.patch(url)`, `request.get(url)`, `ky.post(url)`. */
function verbCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression, names: Names): Call | null {
  const made = callee.computed ? null : clientOf(callee.object, names)
  const verb = nameOf(callee.property) ?? ''
  if (!made || made.client === 'fetch') return null
  const [first] = node.arguments
  if (verb === 'request' && made.client === 'axios') {
    return { client: made.client, node, ...methodIn(first, names), url: urlWith(made, propertyOf(first, 'url', names), names) }
  }
  const method = verb === 'del' && made.client === 'superagent' ? 'delete' : verb
  return VERBS.has(method) ? { client: made.client, node, method: method.toUpperCase(), methodNode: callee.property, url: urlWith(made, first, names) } : null
}

/** `fetch(url, options)`, `axios(config)`, `request('PATCH', url)`. */
function plainCall(node: TSESTree.CallExpression, names: Names): Call | null {
  const made = clientOf(node.callee, names)
  const [first, second] = node.arguments
  if (!made || !first) return null
  const { client } = made
  if (client === 'superagent') {
    if (!second) return { client, node, method: 'GET', methodNode: null, url: urlWith(made, first, names) }
    return { client, node, method: textOf(first, names), methodNode: first, url: urlWith(made, second, names) }
  }
  const config = first.type === 'ObjectExpression' && (client === 'axios' || client === '$http')
  const method = methodIn(config ? first : second, names)
  return { client, node, ...method, url: urlWith(made, config ? propertyOf(first, 'url', names) : first, names) }
}

/** `xhr.open('PATCH', url)` on a `new XMLHttpRequest()`. */
function openCall(node: TSESTree.CallExpression, callee: TSESTree.MemberExpression, names: Names): Call | null {
  if (nameOf(callee.property) !== 'open' || callee.object.type !== 'Identifier') return null
  const init = initOf(names.variableOf(callee.object))
  if (init?.type !== 'NewExpression' || nameOf(init.callee) !== 'XMLHttpRequest') return null
  const [method, url] = node.arguments
  return method && url ? { client: 'XMLHttpRequest', node, method: textOf(method, names), methodNode: method, url: urlOf(piecesOf(url, names)) } : null
}

/** The client call that an expression makes; null: it makes none. */
export function callOf(node: TSESTree.CallExpression, names: Names): Call | null {
  const { callee } = node
  if (callee.type !== 'MemberExpression') return plainCall(node, names)
  return openCall(node, callee, names) ?? verbCall(node, callee, names) ?? plainCall(node, names)
}
