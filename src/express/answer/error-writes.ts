import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { constructorValue } from '../../javascript/classes.ts'
import { findBinding } from '../../javascript/scope.ts'
import type { Value } from '../../javascript/value.ts'
import { globalValue } from './globals.ts'
import type { Site } from './site.ts'
import { calleesIn, innermost, insideOf, ownerOf, resolve } from './risk.ts'
import type { Run } from './run.ts'
import { boundNames, isFunction, keyOf, walk } from './syntax.ts'

/** Names of code that asks about an error, reports it, hands it on or wraps it. Any other may complete it, as `boom.boomify(error)` does. */
const LOOKS =
  /^_*(?:is|has|can|should|report|log|logger|capture|notify|notice|track|record|send|print|write|warn|error|fatal|info|debug|trace|emit|inspect|dump|alert|count|increment|observe|stringify|format|seriali[sz]e|describe|to|get|find|extract|pick|omit|match|check|next|done|cb|callback|reject|resolve|String|Boolean)(?![a-z])|(?:Stringify|Error|Exception)$/

/** Names of code that keeps an error among others, unless the program has code of that name: `global.errors.push({ error })`. */
const KEEPS = /^(?:push|unshift|add|append|concat|enqueue|insert(?:One|Many)?|save|store)$/

/** Whether code of that name, which cannot be seen, leaves an error as it is. */
export function leavesErrors({ isDefined }: Run, words: string): boolean {
  const name = words.replace(/\(.*$/s, '').split('.').at(-1) ?? ''
  return LOOKS.test(name) || (KEEPS.test(name) && !isDefined(name))
}

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
    if (!isSeen && own.given.has(callee) && !leaves(run, site, called, callee)) return null
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

/** Functions of the language that write on what they are given. */
const WRITING: ReadonlySet<string> = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'set'])

/** Whether what is called is a function of the language: `Math.floor`, `/x/.test`, `['a'].includes`. */
function isOfLanguage({ scope }: Site, called: Value | null, callee: TSESTree.Node): boolean {
  const root = innermost(callee)
  if (called?.kind === 'native') return true
  if (root.type === 'Identifier') return !findBinding(scope, root.name) && globalValue(root.name).kind !== 'unknown'
  return ['Literal', 'ArrayExpression', 'TemplateLiteral'].includes(root.type)
}

const leaves = (run: Run, site: Site, called: Value | null, callee: TSESTree.Node): boolean =>
  isOfLanguage(site, called, callee) ? !WRITING.has(nameOf(callee)) : leavesErrors(run, nameOf(callee))

/** `names`: the members that a function's own text writes; `given`: what it hands something to that may be what it was given itself. */
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
  const held = heldIn(fn)
  let any = false
  const write = (node: TSESTree.Node): boolean => {
    if (node.type !== 'MemberExpression') return true
    const key = keyOf(node)
    if (key !== null) names.add(key)
    // `counts[name] = 1` writes on what is counted in, not on what its name was made of.
    else any ||= mentions(innermost(node), held)
    return false
  }
  /** `error.status`, `[error.status, error.code]`. */
  const target = (node: TSESTree.Node): void => {
    walk(node, write)
  }
  walk(fn, (node) => {
    if (node.type === 'AssignmentExpression') target(node.left)
    if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') target(node.left)
    if (node.type === 'UpdateExpression') target(node.argument)
    if (node.type === 'UnaryExpression' && node.operator === 'delete') target(node.argument)
    if (node.type === 'CallExpression' || node.type === 'NewExpression')
      if (node.arguments.some((arg) => HOLDS_THINGS.has(arg.type) && mentions(arg, held))) given.add(node.callee)
    return !any
  })
  return any ? null : { names, given }
}

/** Expressions that may give a thing which they name; a text, a number or a call is none. */
const HOLDS_THINGS: ReadonlySet<string> = new Set([
  'Identifier',
  'ThisExpression',
  'ObjectExpression',
  'ArrayExpression',
  'SpreadElement',
  'ConditionalExpression',
  'LogicalExpression',
  'TSAsExpression',
  'TSNonNullExpression',
])

function mentions(node: TSESTree.Node, names: ReadonlySet<string>): boolean {
  let found = false
  walk(node, (one) => {
    found ||= one.type === 'ThisExpression' || (one.type === 'Identifier' && names.has(one.name))
    return !found
  })
  return found
}

/** The names in a function that may stand for what it was given: its parameters, and what is made of those. */
function heldIn(fn: TSESTree.FunctionLike): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (to: TSESTree.Node, from: TSESTree.Node): void => {
    if (mentions(from, names)) for (const name of boundNames(to)) names.add(name)
  }
  for (let before = -1; before < names.size;) {
    before = names.size
    walk(fn, (node) => {
      if (isFunction(node)) for (const param of node.params) for (const name of boundNames(param)) names.add(name)
      if (node.type === 'VariableDeclarator' && node.init) add(node.id, node.init)
      if (node.type === 'AssignmentExpression') add(node.left, node.right)
      return true
    })
  }
  return names
}
