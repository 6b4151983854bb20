import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { importOf, requiredBy } from './names.ts'
import type { Expr, Imported } from './names.ts'
import { propertyOf, reach } from './reach.ts'
import { joined, piecesOf, textOf, urlOf } from './fold.ts'
import { AGENT_SETTERS, type Client, MAKERS, packageClient, PREFIXES } from './packages.ts'
import { keyOf } from './script.ts'

/** What a callee is: a client itself, or one made with defaults. `open`: what it puts before a URL cannot be told; `method`: what it asks by where
 * a call names none, null for GET. */
export interface Made {
  client: Client
  prefix: Expr | null
  open: boolean
  method: Expr | 'open' | null
}

const GLOBALS = new Set(['window', 'globalThis', 'self'])
const MAX_DEPTH = 8

const plain = (client: Client): Made => ({ client, prefix: null, open: false, method: null })

/** The package that an expression stands for, and the name taken from it. */
function importedBy({ node, names }: Expr, depth = 0): Imported | null {
  if (depth > MAX_DEPTH) return null
  const required = requiredBy(node, names)
  if (required !== null) return { package: required, name: '*' }
  if (node.type === 'MemberExpression') {
    const from = importedBy(reach({ node: node.object, names }), depth + 1)
    const name = keyOf(node)
    return from && name !== null && (from.name === '*' || from.name === 'default')
      ? { package: from.package, name }
      : null
  }
  const variable = node.type === 'Identifier' ? names.script.variableOf(node) : null
  const found = variable && importOf(variable)
  return found && { package: found.specifier, name: found.name }
}

/** Which client an expression stands for; null: none, or nobody can tell. */
export function clientOf(given: Expr, depth = 0): Made | null {
  const expr = reach(given)
  const { node, names } = expr
  if (depth > MAX_DEPTH) return null
  if (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    GLOBALS.has(node.object.name) &&
    keyOf(node) === 'fetch'
  )
    return plain('fetch')
  if (node.type === 'CallExpression' && requiredBy(node, names) === null) return madeBy(node, expr, depth)
  if (node.type === 'NewExpression') return madeByClass(node, expr)
  const imported = importedBy(expr)
  const known = imported ? packageClient(imported) : undefined
  if (known) return withDefaults(plain(known), names.modules.changes.get(known))
  // `ofetch.raw` gives the whole response.
  if (node.type === 'MemberExpression' && keyOf(node) === 'raw') {
    const inner = clientOf({ node: node.object, names }, depth + 1)
    return inner?.client === 'ofetch' ? inner : null
  }
  if (node.type !== 'Identifier') return null
  const variable = names.script.variableOf(node)
  // `$fetch` is Nuxt's.
  if (!variable || variable.defs.length === 0)
    return node.name === 'fetch' ? plain('fetch') : node.name === '$fetch' ? plain('ofetch') : null
  return node.name === '$http' && variable.defs[0]?.type === 'Parameter' ? plain('$http') : null
}

/** `axios.create({ baseURL })`, `ky.extend({ prefixUrl })`: the client with what it puts before every URL. */
function madeBy(node: TSESTree.CallExpression, { names }: Expr, depth: number): Made | null {
  const { callee, arguments: given } = node
  if (callee.type !== 'MemberExpression') return null
  const name = keyOf(callee) ?? ''
  const from =
    MAKERS.has(name) || name === 'use' || AGENT_SETTERS.has(name)
      ? clientOf({ node: callee.object, names }, depth + 1)
      : null
  if (!from || from.client === 'fetch' || from.client === 'node-fetch') return null
  // A plugin of an agent may send a request anywhere.
  if (!MAKERS.has(name)) return from.client === 'superagent' ? { ...from, open: from.open || name === 'use' } : null
  const [options, ...more] = given
  const made = options ? withOptions(from, { node: options, names }) : from
  return withDefaults(more.length > 0 ? { ...made, open: true, method: 'open' } : made, names.modules.changes.get(node))
}

/** `new Axios({ baseURL })`. */
function madeByClass({ callee, arguments: [options] }: TSESTree.NewExpression, { names }: Expr): Made | null {
  const imported = importedBy({ node: callee, names })
  if (imported?.package !== 'axios' || imported.name !== 'Axios') return null
  return options ? withOptions(plain('axios'), { node: options, names }) : plain('axios')
}

/** A client with other defaults. */
function withOptions(from: Made, options: Expr): Made {
  const given = (PREFIXES[from.client] ?? []).map((name) => propertyOf(options, name))
  const [hooks, base, method] = ['hooks', 'baseUrl', 'method'].map((name) => propertyOf(options, name))
  // Since version 2 ky resolves a URL against its `baseUrl`, as a browser does.
  const isMoved = from.client === 'ky' && base?.absent !== true
  return {
    client: from.client,
    prefix: given.find((one) => one && !one.absent) ?? from.prefix,
    open: from.open || given.some((one) => one === null) || hooks?.absent !== true || isMoved,
    method: !method ? 'open' : method.absent ? from.method : method,
  }
}

/** What the options of one call put before its URL; options that nobody can read are taken to leave it. */
export function withPrefix(made: Made, options: Expr | null): Made {
  const given = options ? (PREFIXES[made.client] ?? []).map((name) => propertyOf(options, name)) : []
  const own = given.find((one) => one && !one.absent)
  return own ? { ...made, prefix: own, open: false } : made
}

/** `axios.defaults.baseURL = …`: set later, it counts for every call; set twice, nobody knows. */
function withDefaults(made: Made, changes: { name: string | null; value: Expr }[] = []): Made {
  const set = changes.filter(({ name }) => name === 'baseURL' || name === null)
  const [only, ...others] = set
  if (!only) return made
  return { ...made, prefix: only.value, open: made.open || only.name === null || others.length > 0 }
}

/** A client's prefix and the path given to it, joined with one slash. */
export function urlWith({ client, prefix, open }: Made, given: Expr | null): string | null {
  if (!given || given.absent || open) return null
  const pieces = joined(piecesOf(given))
  // ofetch leaves a path as it is that begins with the prefix, but not in every version.
  if (client === 'ofetch' && prefix && typeof pieces[0] === 'string' && pieces[0].startsWith(String(textOf(prefix))))
    return null
  if (!prefix || (typeof pieces[0] === 'string' && /^[a-z]+:\/\//i.test(pieces[0]))) return urlOf(pieces)
  const [first, ...rest] = pieces
  const head = typeof first === 'string' ? first.replace(/^\//, '') : first
  const base = joined(piecesOf(prefix))
  const last = base.at(-1)
  const ended = typeof last === 'string' ? [...base.slice(0, -1), last.replace(/\/$/, '')] : base
  return urlOf([...ended, '/', ...(head === undefined ? [] : [head]), ...rest])
}
