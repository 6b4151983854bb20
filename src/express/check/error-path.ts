import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import type { Finding } from '../../text/finding.ts'
import { isFunction, walk } from '../answer/syntax.ts'
import { callsOf } from './calls.ts'
import type { PlacedCall, ResponseCall } from './calls.ts'

const MEANT = /not\W?(?:yet\W)?(?:implement|support|avail|enabl|install)|unsupport|unavail|unimplement|disabled/i
/** What system calls say of what the system cannot do. */
const UNABLE = /\b(?:ENOSYS|ENOTSUP|EOPNOTSUPP)\b/

/** The one failure that a test picks out, so that anything else takes the other side: `error.code === 'ENOENT'`. */
const picksOut = (test: TSESTree.Node, operator: string): boolean =>
  test.type === 'BinaryExpression' &&
  test.operator === operator &&
  test.right.type === 'Literal' &&
  typeof test.right.value === 'string' &&
  !MEANT.test(test.right.value) &&
  !UNABLE.test(test.right.value)

/** 501 as a number or by its name: `501`, `StatusCodes.NOT_IMPLEMENTED`; what stands for a missing status or for any other failure, too. */
function is501(node: TSESTree.Node | undefined): boolean {
  if (node?.type === 'Literal') return node.value === 501
  if (node?.type === 'ConditionalExpression')
    return (
      (picksOut(node.test, '===') && is501(node.alternate)) || (picksOut(node.test, '!==') && is501(node.consequent))
    )
  if (node?.type === 'LogicalExpression') return node.operator !== '&&' && is501(node.right)
  return (
    node?.type === 'MemberExpression' &&
    node.property.type === 'Identifier' &&
    /^not_?implemented$/i.test(node.property.name) &&
    !node.computed
  )
}

/** Statements that leave it to nothing but the failure whether the call is reached. */
const PLAIN = new Set([
  'BlockStatement',
  'ExpressionStatement',
  'ReturnStatement',
  'CallExpression',
  'MemberExpression',
  'AwaitExpression',
  'UnaryExpression',
  'ThrowStatement',
])
const isBranch = ({ type }: TSESTree.Node): boolean =>
  type === 'IfStatement' || type === 'SwitchStatement' || type === 'TryStatement' || type === 'ThrowStatement'

/** Some branch before it sorts the failures. */
const sortsBefore = (block: TSESTree.Node, inner: TSESTree.Node, text: string): boolean =>
  block.type === 'BlockStatement' &&
  block.body.some(
    (one) =>
      one.range[1] <= inner.range[0] &&
      isBranch(one) &&
      !(one.type === 'IfStatement' && /^!?\w+\.headersSent$/.test(text.slice(...one.test.range))),
  )

const firstName = (node: TSESTree.FunctionLike): string | null =>
  node.params[0]?.type === 'Identifier' ? node.params[0].name : null

/** A function that is called with a failure: `.catch(fn)`, `.then(done, fn)`, `(err, req, res, next) => …`. */
function takesFailure(node: TSESTree.FunctionLike, outer: TSESTree.Node | undefined): boolean {
  const [first, , , last] = node.params
  if (
    node.params.length === 4 &&
    first?.type === 'Identifier' &&
    /err|^_?ex?$|exception/i.test(first.name) &&
    last?.type === 'Identifier'
  )
    return true
  if (
    outer?.type !== 'CallExpression' ||
    outer.callee.type !== 'MemberExpression' ||
    outer.callee.property.type !== 'Identifier'
  )
    return false
  const { name } = outer.callee.property
  return (name === 'catch' && outer.arguments[0] === node) || (name === 'then' && outer.arguments[1] === node)
}

/** A file of the program's own: it is there. */
const isOwnFile = (name: TSESTree.Node | undefined): boolean =>
  name?.type === 'Literal' && typeof name.value === 'string' && name.value.startsWith('.')

/** What is tried may be there or not: a driver that is not installed is no failure. */
function looksForModule(block: TSESTree.Node): boolean {
  let looks = false
  walk(block, (node) => {
    const name =
      node.type === 'ImportExpression'
        ? node.source
        : node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
          ? node.arguments[0]
          : null
    looks ||= name !== null && !isOwnFile(name)
    return !looks
  })
  return looks
}

/** The failure that alone leads here, in words; null: something else may. */
function failureAround({ call, around, module }: PlacedCall): string | null {
  let inner: TSESTree.Node = call
  for (const [index, node] of around.entries()) {
    if (node.type === 'CatchClause') {
      const block = around[index + 1]
      return block?.type === 'TryStatement' && !looksForModule(block.block) ? 'in this catch block' : null
    }
    if (isFunction(node)) return takesFailure(node, around[index + 1]) ? 'in this error handler' : null
    if (node.type === 'IfStatement') {
      const owner = around.slice(index).find(isFunction)
      const { test } = node
      const isError =
        test.type === 'Identifier' &&
        /^_?(?:err|error)$/.test(test.name) &&
        owner !== undefined &&
        firstName(owner) === test.name &&
        node.consequent === inner
      return isError && around[around.indexOf(owner) + 1]?.type === 'CallExpression' ? 'where a call has failed' : null
    }
    if (!PLAIN.has(node.type) || sortsBefore(node, inner, module.file.text)) return null
    inner = node
  }
  return null
}

/** A text that says what 501 says. */
function saysSo({ around, module }: PlacedCall): boolean {
  const statement = around.find(({ type }) => type.endsWith('Statement'))
  let says = false
  if (statement)
    walk(statement, (node) => {
      if (node.type === 'Literal' || node.type === 'TemplateElement')
        says ||= MEANT.test(module.file.text.slice(...node.range))
      return true
    })
  return says
}

function problemAt(one: PlacedCall): Finding | null {
  const where = failureAround(one)
  if (where === null || saysSo(one)) return null
  return {
    ruleId: '501-in-error-path',
    range: rangeOf(one.module, one.call),
    message: `Expected 500 (or 502, 503, 504) instead of 501 ${where}, since 501 says that the server knows no such method and may be cached`,
  }
}

/** 501 out of an error handler, a catch block or a callback's error. */
export const errorPathProblem = (one: ResponseCall): Finding | null =>
  ['status', 'sendStatus', 'writeHead'].includes(one.method) && is501(one.call.arguments[0]) ? problemAt(one) : null

/** The same of an error that http-errors makes there. */
export const createdErrorProblems = (module: Module, name: string | undefined): Finding[] =>
  name === undefined
    ? []
    : callsOf(module, name).flatMap((one) => (is501(one.call.arguments[0]) ? (problemAt(one) ?? []) : []))
