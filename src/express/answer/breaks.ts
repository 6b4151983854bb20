import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Site } from './site.ts'
import { globalValue } from './globals.ts'
import { lacks } from './request.ts'
import { resolve } from './risk.ts'
import type { Run } from './run.ts'
import { candidatesOf } from './selector.ts'
import { childrenOf, isFunction, keyOf, walk } from './syntax.ts'
import { isNoConstructor, isNoFunction, isNoList } from './type-errors.ts'

/** What may throw as it is carried out, nested functions left out. */
interface Uses {
  /** What members are read of. */
  read: TSESTree.Node[]
  called: TSESTree.Node[]
  constructed: TSESTree.Node[]
  /** What is spread, walked or taken apart as a list. */
  walked: TSESTree.Node[]
  /** The right sides of `in` and `instanceof`. */
  asked: TSESTree.Node[]
  /** Calls with plain arguments only, which a function of the language may not like. */
  plain: { callee: TSESTree.Node; names: TSESTree.Node[] }[]
  /** Names that are read. */
  names: string[]
}

const isLiteral = (node: TSESTree.Node): boolean =>
  node.type === 'Literal' || (node.type === 'UnaryExpression' && isLiteral(node.argument))
const isPlain = (node: TSESTree.Node): boolean => isLiteral(node) || node.type === 'Identifier'

const used = new WeakMap<TSESTree.Node, Uses>()

function usesIn(node: TSESTree.Node): Uses {
  const known = used.get(node)
  if (known) return known
  const found: Uses = {
    read: [],
    called: [],
    constructed: [],
    walked: [],
    asked: [],
    plain: [],
    names: namesRead(node),
  }
  walk(node, (at) => {
    note(found, at)
    return !isFunction(at)
  })
  used.set(node, found)
  return found
}

function note(found: Uses, at: TSESTree.Node): void {
  if (at.type === 'MemberExpression' && !at.optional) found.read.push(at.object)
  if (at.type === 'CallExpression' && !at.optional) found.called.push(at.callee)
  if (at.type === 'NewExpression') found.constructed.push(at.callee)
  if (at.type === 'BinaryExpression' && (at.operator === 'in' || at.operator === 'instanceof'))
    found.asked.push(at.right)
  if (at.type === 'ForOfStatement') found.walked.push(at.right)
  if (at.type === 'VariableDeclarator' && at.init) notePattern(found, at.id, at.init)
  if (at.type === 'AssignmentExpression') notePattern(found, at.left, at.right)
  if (at.type === 'ArrayExpression' || at.type === 'CallExpression' || at.type === 'NewExpression') {
    const given = at.type === 'ArrayExpression' ? at.elements : at.arguments
    for (const one of given) if (one?.type === 'SpreadElement') found.walked.push(one.argument)
  }
  if (
    (at.type === 'CallExpression' || at.type === 'NewExpression') &&
    at.arguments.length > 0 &&
    at.arguments.every(isPlain)
  )
    found.plain.push({ callee: at.callee, names: at.arguments.filter((one) => !isLiteral(one)) })
}

function notePattern(found: Uses, target: TSESTree.Node, init: TSESTree.Node): void {
  if (target.type === 'ArrayPattern') found.walked.push(init)
  if (target.type === 'ObjectPattern') found.read.push(init)
}

/** The names whose values are read: no names of members, of what is declared or assigned here, or of what `typeof` asks. */
function namesRead(node: TSESTree.Node): string[] {
  const found = new Set<string>()
  const read = (at: TSESTree.Node): void => {
    if (isFunction(at) || at.type.startsWith('JSX')) return
    switch (at.type) {
      case 'Identifier':
        found.add(at.name)
        return
      case 'MemberExpression':
        read(at.object)
        if (at.computed) read(at.property)
        return
      case 'Property':
        if (at.computed) read(at.key)
        read(at.value)
        return
      case 'VariableDeclarator':
        if (at.init) read(at.init)
        return
      case 'UnaryExpression':
        if (at.operator !== 'typeof' || at.argument.type !== 'Identifier') read(at.argument)
        return
      case 'AssignmentExpression':
        if (at.left.type === 'MemberExpression') read(at.left)
        read(at.right)
        return
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return
      case 'LabeledStatement':
        read(at.body)
        return
      default:
        for (const child of childrenOf(at)) read(child)
    }
  }
  read(node)
  return [...found]
}

/** Whether carrying it out may surely throw: it reads a member of nothing, calls what is no function, or names what is declared nowhere. */
export function breaks(run: Run, site: Site, node: TSESTree.Node): boolean {
  const { read, called, constructed, walked, asked, plain, names } = usesIn(node)
  const may = (at: TSESTree.Node, is: (value: Value) => boolean): boolean => {
    if (at.type === 'Literal') return at.raw === 'null' && is({ kind: 'constant', value: null })
    const value = isFunction(at) ? null : resolve(run, site, at)
    return value !== null && candidatesOf(run, value).some(is)
  }
  return (
    plain.some((one) => one.names.every((name) => may(name, isConstant)) && isOfLanguage(run, site, one.callee)) ||
    called.some((one) => may(one, isNoFunction)) ||
    constructed.some((one) => one.type === 'ArrowFunctionExpression' || may(one, isNoConstructor)) ||
    walked.some((one) => may(one, isNoList)) ||
    asked.some((one) => may(one, isConstant)) ||
    read.some((one) => lacksMember(run, site, one) || may(one, isNothing)) ||
    names.some((name) => run.lacksName(site.module, name))
  )
}

const isConstant = ({ kind }: Value): boolean => kind === 'constant'

const isNothing = (value: Value): boolean =>
  value.kind === 'constant' && (value.value === undefined || value.value === null)

/** `req.user` where nobody has put one there. */
function lacksMember(run: Run, site: Site, object: TSESTree.Node): boolean {
  if (object.type !== 'MemberExpression' || resolve(run, site, object.object) !== run.request) return false
  const key = keyOf(object)
  return key !== null && lacks(run, key)
}

/** `JSON.parse`, `Object.keys`: what it makes of plain values is known, that it throws as well. */
function isOfLanguage(run: Run, site: Site, callee: TSESTree.Node): boolean {
  const [root, key] = callee.type === 'MemberExpression' ? [callee.object, keyOf(callee)] : [callee, null]
  if (root.type !== 'Identifier' || resolve(run, site, root)?.kind !== 'unknown') return false
  const of = globalValue(root.name)
  const value = key === null ? of : memberOf(of, key)
  return value?.kind === 'native' && value.language !== undefined
}

const memberOf = (of: Value, key: string): Value | undefined =>
  of.kind === 'host' ? of.member(key) : of.kind === 'native' ? of.language?.members?.get(key) : undefined

/** Whether a function names what is declared nowhere. */
export const namesNothing = (run: Run, { module, node }: FunctionValue): boolean =>
  node.body != null && usesIn(node.body).names.some((name) => run.lacksName(module, name))
