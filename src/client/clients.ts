import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { ClientCall } from '../model/site.ts'
import { importOf, requiredBy } from './names.ts'
import type { Expr, Imported } from './names.ts'
import { propertyOf, reach } from './reach.ts'
import { joined, piecesOf, urlOf } from './fold.ts'
import { keyOf } from './script.ts'

export type Client = ClientCall['client']

/** What a callee is: a client itself, or one made with defaults. `open`: what it puts before a URL cannot be told. */
export interface Made {
  client: Client
  prefix: Expr | null
  open: boolean
}

const PACKAGES: Record<string, Client> = { axios: 'axios', ky: 'ky', got: 'got', superagent: 'superagent' }
/** What a package calls itself, beside its default. */
const OWN_NAMES = new Set(['default', '*', 'axios', 'ky', 'got', 'superagent', 'Axios', 'request'])
const GLOBALS = new Set(['window', 'globalThis', 'self'])
const MAKERS = new Set(['create', 'extend', 'agent', 'instance'])
const MAX_DEPTH = 8

const plain = (client: Client): Made => ({ client, prefix: null, open: false })

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
  const imported = importedBy(expr)
  const known = imported && OWN_NAMES.has(imported.name) ? PACKAGES[imported.package] : undefined
  if (known) return withDefaults(plain(known), names.modules.changes.get(known))
  if (node.type !== 'Identifier') return null
  const variable = names.script.variableOf(node)
  if (!variable || variable.defs.length === 0) return node.name === 'fetch' ? plain('fetch') : null
  return node.name === '$http' && variable.defs[0]?.type === 'Parameter' ? plain('$http') : null
}

/** `axios.create({ baseURL })`, `ky.extend({ prefixUrl })`: the client with what it puts before every URL. */
function madeBy(node: TSESTree.CallExpression, { names }: Expr, depth: number): Made | null {
  const {
    callee,
    arguments: [options],
  } = node
  const from =
    callee.type === 'MemberExpression' && MAKERS.has(keyOf(callee) ?? '')
      ? clientOf({ node: callee.object, names }, depth + 1)
      : null
  if (!from || from.client === 'fetch') return null
  const given = options ? ['baseURL', 'prefixUrl'].map((name) => propertyOf({ node: options, names }, name)) : []
  const hooks = options ? propertyOf({ node: options, names }, 'hooks') : null
  const prefix = given.find((one) => one && !one.absent) ?? from.prefix
  const open = from.open || given.some((one) => one === null) || (hooks !== null && !hooks.absent)
  return withDefaults({ client: from.client, prefix, open }, names.modules.changes.get(node))
}

/** `axios.defaults.baseURL = …`: set later, it counts for every call; set twice, nobody knows. */
function withDefaults(made: Made, changes: { name: string | null; value: Expr }[] = []): Made {
  const set = changes.filter(({ name }) => name === 'baseURL' || name === null)
  const [only, ...others] = set
  if (!only) return made
  return { ...made, prefix: only.value, open: made.open || only.name === null || others.length > 0 }
}

/** A client's prefix and the path given to it, joined with one slash. */
export function urlWith({ prefix, open }: Made, given: Expr | null): string | null {
  if (!given || given.absent || open) return null
  const pieces = joined(piecesOf(given))
  if (!prefix || (typeof pieces[0] === 'string' && /^[a-z]+:\/\//i.test(pieces[0]))) return urlOf(pieces)
  const [first, ...rest] = pieces
  const head = typeof first === 'string' ? first.replace(/^\//, '') : first
  const base = joined(piecesOf(prefix))
  const last = base.at(-1)
  const ended = typeof last === 'string' ? [...base.slice(0, -1), last.replace(/\/$/, '')] : base
  return urlOf([...ended, '/', ...(head === undefined ? [] : [head]), ...rest])
}
