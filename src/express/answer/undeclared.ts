import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { isKnown } from '../packages/run.ts'
import { boundNames, childrenOf, isFunction, keyOf } from './syntax.ts'

/** What modules have, and what newer Nodes and browsers have. */
const GIVEN: ReadonlySet<string> = new Set(
  'require module exports __dirname __filename arguments undefined NaN Infinity eval global process Buffer setImmediate clearImmediate navigator WebSocket EventSource localStorage sessionStorage Storage CloseEvent CustomEvent ErrorEvent Iterator Float16Array Temporal DisposableStack AsyncDisposableStack SuppressedError URLPattern window self document'.split(
    ' ',
  ),
)

/** Packages that hang nothing on the global object. */
const QUIET =
  /^(?:express|http-errors|statuses|dotenv|mongoose|mongodb|pg|mysql2?|redis|ioredis|sqlite3|better-sqlite3|sequelize|knex|lodash|uuid|nanoid|axios|jsonwebtoken|bcrypt(?:js)?|joi|zod|winston|pino|debug|multer|ejs|pug|ws|socket\.io|dayjs|moment|nodemailer|stripe|node-fetch|undici)$/

const NODE =
  /^(?:node:.*|assert|async_hooks|buffer|child_process|cluster|crypto|dns|events|fs|fs\/promises|http|http2|https|net|os|path|perf_hooks|process|punycode|querystring|readline|stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib)$/

const IMPORT = /(?:\brequire\(|\bimport\s*\(?|\bfrom)\s*['"`]([^'"`]+)['"`]/g

const isQuiet = (name: string): boolean =>
  /^\.{0,2}\//.test(name) || /^\.{1,2}$/.test(name) || NODE.test(name) || QUIET.test(name) || isKnown(name)

/** Whether only what is known not to do so may hang names on the global object, apart from the program itself. */
const isSeenWhole = ({ file }: Module): boolean =>
  !/\b(?:eval|with|runInThisContext|Function)\s*\(/.test(file.text) &&
  [...file.text.matchAll(IMPORT)].every(([, name = '']) => isQuiet(name))

const GLOBALS: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

const isGlobal = (node: TSESTree.Node): boolean => node.type === 'Identifier' && GLOBALS.has(node.name)

/** Whether the global object itself is handed on, or gets a member of a name that is found out as the program runs. */
function lendsGlobals(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return node.arguments.some(isGlobal)
    case 'Property':
      return isGlobal(node.value)
    case 'VariableDeclarator':
      return node.init !== null && isGlobal(node.init)
    case 'AssignmentExpression':
      return (
        isGlobal(node.right) ||
        (node.left.type === 'MemberExpression' && isGlobal(node.left.object) && keyOf(node.left) === null)
      )
    case 'LogicalExpression':
      return isGlobal(node.left) || isGlobal(node.right)
    case 'ConditionalExpression':
      return isGlobal(node.consequent) || isGlobal(node.alternate)
    case 'ArrayExpression':
      return node.elements.some((one) => one !== null && isGlobal(one))
    case 'ReturnStatement':
    case 'SpreadElement':
      return node.argument !== null && isGlobal(node.argument)
    case 'ArrowFunctionExpression':
      return isGlobal(node.body)
    default:
      return false
  }
}

/** Every name that a file declares anywhere, assigns, or writes as a member: whatever becomes global is among them. null: unless others get the
 * global object into their hands. */
function namesMadeIn(program: TSESTree.Program): Set<string> | null {
  const found = new Set<string>()
  const add = (node: TSESTree.Node | null | undefined): void => {
    if (node) for (const name of boundNames(node)) found.add(name)
  }
  const open: TSESTree.Node[] = [program]
  for (let node = open.pop(); node; node = open.pop()) {
    if (lendsGlobals(node)) return null
    if (node.type === 'VariableDeclarator') add(node.id)
    else if (isFunction(node)) for (const param of node.params) add(param)
    else if (node.type === 'CatchClause') add(node.param)
    else if (node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement') {
      add(node.left)
      const key = node.left.type === 'MemberExpression' ? keyOf(node.left) : null
      if (key !== null) found.add(key)
    }
    if ('local' in node && node.local) add(node.local)
    if ('id' in node && node.id?.type === 'Identifier') found.add(node.id.name)
    open.push(...childrenOf(node))
  }
  return found
}

/** Whether a name of a file is certainly declared nowhere: not by the program, nor by Node, nor by a package that may do so. */
export type LacksName = (module: Module, name: string) => boolean

export function lacksName(modules: ReadonlyMap<string, Module>): LacksName {
  let made: ReadonlySet<string> | null | undefined
  const look = (): ReadonlySet<string> | null => {
    const all = [...modules.values()]
    if (!all.every((module) => module.foreign || isSeenWhole(module))) return null
    const names = all.map(({ program }) => namesMadeIn(program))
    return names.includes(null) ? null : new Set(names.flatMap((one) => [...(one ?? [])]))
  }
  return ({ file }, name) => {
    if (GIVEN.has(name) || name in globalThis || /\.[cm]?tsx?$/.test(file.path)) return false
    if (made === undefined) made = look()
    return made !== null && !made.has(name)
  }
}
