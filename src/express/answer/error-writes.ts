import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { constructorValue } from '../../javascript/classes.ts'
import type { Value } from '../../javascript/value.ts'
import { calleesIn, innermost, insideOf, ownerOf, resolve } from './risk.ts'
import type { Run } from './run.ts'
import { boundNames, isFunction, keyOf, rootName, walk } from './syntax.ts'

/** Names of code that asks about an error, reports it, hands it on or wraps it. Any other may complete it, as `boom.boomify(error)` does. */
const LOOKS =
  /^_*(?:is|has|can|should|report|log|logger|capture|notify|notice|track|record|send|print|write|warn|error|fatal|info|debug|trace|emit|inspect|dump|alert|count|increment|observe|stringify|format|seriali[sz]e|describe|to|get|find|extract|pick|omit|match|check|next|done|cb|callback|reject|resolve|String|Boolean)(?![a-z])|(?:Stringify|Error|Exception)$/

/** Whether code of that name, which cannot be seen, leaves an error as it is. */
export const leavesErrors = (words: string): boolean => LOOKS.test(words.replace(/\(.*$/s, '').split('.').at(-1) ?? '')

/** The members that a function, or what it calls, writes on anything, found without carrying anything out; null: any. */
export function membersWritten(
  run: Run,
  value: Value,
  owner: Value,
  seen = new Set<TSESTree.Node>(),
): ReadonlySet<string> | null {
  if (value.kind === 'either') return null
  const fn = value.kind === 'class' ? constructorValue(value) : value
  if (fn?.kind !== 'function' || seen.has(fn.node)) return NONE
  seen.add(fn.node)
  const own = writtenIn(fn.node)
  if (own === null) return null
  const all = new Set(own.names)
  const site = insideOf(fn, owner)
  for (const callee of calleesIn(fn.node)) {
    const called = isNamed(callee) ? resolve(run, site, callee) : null
    const isSeen = called?.kind === 'function' || called?.kind === 'class'
    if (!isSeen && own.given.has(callee) && !leavesErrors(nameOf(callee))) return null
    const more = isSeen ? membersWritten(run, called, ownerOf(run, site, callee), seen) : NONE
    if (more === null) return null
    for (const name of more) all.add(name)
  }
  return all
}

const NONE: ReadonlySet<string> = new Set()

const isNamed = (callee: TSESTree.Node): boolean => ['Identifier', 'ThisExpression'].includes(innermost(callee).type)

const nameOf = (callee: TSESTree.Node): string =>
  callee.type === 'MemberExpression' ? (keyOf(callee) ?? '') : callee.type === 'Identifier' ? callee.name : ''

/** `names`: the members that a function's own text writes; `given`: what it hands things to. */
interface Written {
  names: ReadonlySet<string>
  given: ReadonlySet<TSESTree.Node>
}

const written = new WeakMap<TSESTree.Node, Written | null>()

function writtenIn(fn: TSESTree.FunctionLike): Written | null {
  const known = written.get(fn)
  if (known !== undefined) return known
  const found = readWrites(fn)
  written.set(fn, found)
  return found
}

/** What is assigned under a name that is made as the code runs may be any member of what the function was given; null. */
function readWrites(fn: TSESTree.FunctionLike): Written | null {
  const names = new Set<string>()
  const given = new Set<TSESTree.Node>()
  const params = paramsIn(fn)
  let any = false
  const target = (node: TSESTree.Node): void => {
    if (node.type !== 'MemberExpression') return
    const key = keyOf(node)
    if (key !== null) names.add(key)
    else any ||= innermost(node).type === 'ThisExpression' || params.has(rootName(node) ?? '')
  }
  walk(fn, (node) => {
    if (node.type === 'AssignmentExpression') target(node.left)
    if (node.type === 'UpdateExpression') target(node.argument)
    if (node.type === 'UnaryExpression' && node.operator === 'delete') target(node.argument)
    if ((node.type === 'CallExpression' || node.type === 'NewExpression') && node.arguments.some(mayHoldThings))
      given.add(node.callee)
    return !any
  })
  return any ? null : { names, given }
}

const mayHoldThings = ({ type }: TSESTree.Node): boolean =>
  ['Identifier', 'ThisExpression', 'ObjectExpression', 'ArrayExpression', 'SpreadElement'].includes(type)

function paramsIn(fn: TSESTree.FunctionLike): ReadonlySet<string> {
  const names = new Set<string>()
  walk(fn, (node) => {
    if (isFunction(node)) for (const param of node.params) for (const name of boundNames(param)) names.add(name)
    return true
  })
  return names
}
