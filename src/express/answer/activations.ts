import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { boundNames, childrenOf, isFunction } from './syntax.ts'

type Owner = TSESTree.Node

/** Which functions of a program are carried out as a part of which: what a callback of `forEach` does, the function around it does. */
export interface Activations {
  /** Who declares a name that is seen in a function; null: nobody in this program. */
  ownerOf(fn: Owner, name: string): Owner | null
  /** The function, or the program, as a part of which a function is carried out: itself, if it may be called later. */
  activationOf(fn: Owner): Owner
  isConstructor(fn: Owner): boolean
}

/** Methods that call what they are given at once, and keep nothing. */
const AT_ONCE = new Set([
  'forEach',
  'map',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'some',
  'every',
  'reduce',
  'reduceRight',
  'flatMap',
  'sort',
  'replace',
  'replaceAll',
  'from',
])

interface Use {
  fn: Owner
  called: boolean
}

class Reader {
  readonly around = new Map<Owner, Owner>()
  readonly declared = new Map<Owner, Set<string>>()
  /** Functions that stand where they are called. */
  readonly inline = new Set<Owner>()
  readonly constructors = new Set<Owner>()
  /** Named functions, by who declares the name. */
  readonly named = new Map<Owner, Map<string, Owner>>()
  readonly names: { name: string; use: Use }[] = []

  declare(fn: Owner, name: string): void {
    this.declared.set(fn, (this.declared.get(fn) ?? new Set()).add(name))
  }

  name(fn: Owner, name: string, value: Owner): void {
    this.named.set(fn, (this.named.get(fn) ?? new Map<string, Owner>()).set(name, value))
  }

  declaration(fn: Owner, node: TSESTree.Node): void {
    if (node.type === 'VariableDeclarator') {
      for (const name of boundNames(node.id)) this.declare(fn, name)
      if (node.id.type === 'Identifier' && node.init && isFunction(node.init)) this.name(fn, node.id.name, node.init)
    } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) {
      this.declare(fn, node.id.name)
      if (node.type === 'FunctionDeclaration') this.name(fn, node.id.name, node)
    } else if (
      node.type === 'ImportSpecifier' ||
      node.type === 'ImportDefaultSpecifier' ||
      node.type === 'ImportNamespaceSpecifier'
    )
      this.declare(fn, node.local.name)
    else if (node.type === 'CatchClause' && node.param)
      for (const name of boundNames(node.param)) this.declare(fn, name)
  }

  call(fn: Owner, { callee, arguments: args }: TSESTree.CallExpression | TSESTree.NewExpression): void {
    if (isFunction(callee)) this.inline.add(callee)
    if (callee.type === 'Identifier') this.names.push({ name: callee.name, use: { fn, called: true } })
    if (
      callee.type !== 'MemberExpression' ||
      callee.property.type !== 'Identifier' ||
      !AT_ONCE.has(callee.property.name)
    )
      return
    for (const arg of args) if (isFunction(arg)) this.inline.add(arg)
  }

  read(fn: Owner, node: TSESTree.Node): void {
    this.declaration(fn, node)
    if (node.type === 'CallExpression' || node.type === 'NewExpression') this.call(fn, node)
    if (node.type === 'MethodDefinition' && node.kind === 'constructor') this.constructors.add(node.value)
    if (node.type === 'Identifier') this.names.push({ name: node.name, use: { fn, called: false } })
    const inside = isFunction(node) ? node : fn
    if (inside !== fn) this.around.set(inside, fn)
    if (isFunction(node))
      for (const param of node.params) for (const name of boundNames(param)) this.declare(node, name)
    for (const child of childrenOf(node)) if (!isCallee(node, child) && !isLabel(node, child)) this.read(inside, child)
  }
}

/** The name that a call calls is noted as one. */
const isCallee = (node: TSESTree.Node, child: TSESTree.Node): boolean =>
  (node.type === 'CallExpression' || node.type === 'NewExpression') &&
  node.callee === child &&
  child.type === 'Identifier'

/** Names that stand for no variable: of members and properties, and those that a declaration gives. */
function isLabel(node: TSESTree.Node, child: TSESTree.Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return !node.computed && node.property === child
    case 'Property':
      return !node.computed && node.key === child && node.value !== child
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return !node.computed && node.key === child
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
      return node.id === child
    case 'VariableDeclarator':
      return node.id === child && child.type === 'Identifier'
    default:
      return false
  }
}

const known = new WeakMap<TSESTree.Program, Activations>()

export function activationsIn(program: TSESTree.Program): Activations {
  const before = known.get(program)
  if (before) return before
  const reader = new Reader()
  reader.read(program, program)
  const ownerOf = (fn: Owner, name: string): Owner | null => {
    for (let at: Owner | undefined = fn; at; at = reader.around.get(at))
      if (reader.declared.get(at)?.has(name)) return at
    return null
  }
  const uses = usesOf(reader, ownerOf)
  const parts = new Map<Owner, Owner>()
  for (const fn of reader.inline) parts.set(fn, reader.around.get(fn) ?? program)
  const activationOf = (fn: Owner): Owner => {
    let at = fn
    for (let links = 0, next = parts.get(at); next && links < 50; links += 1, next = parts.get(at)) at = next
    return at
  }
  // A helper whose every use is a call from one place is a part of that; each round may settle the callers of others.
  for (let round = 0; round < 5; round += 1)
    for (const [fn, calls] of uses) {
      const callers = new Set(calls.map((use) => activationOf(use.fn)).filter((caller) => caller !== fn))
      const [only] = callers
      if (only && callers.size === 1 && calls.every(({ called }) => called)) parts.set(fn, only)
    }
  const made: Activations = { ownerOf, activationOf, isConstructor: (fn) => reader.constructors.has(fn) }
  known.set(program, made)
  return made
}

/** How named functions are used. */
function usesOf({ named, names }: Reader, ownerOf: Activations['ownerOf']): Map<Owner, Use[]> {
  const uses = new Map<Owner, Use[]>()
  for (const { name, use } of names) {
    const owner = ownerOf(use.fn, name)
    const fn = owner && named.get(owner)?.get(name)
    if (fn) uses.set(fn, [...(uses.get(fn) ?? []), use])
  }
  return uses
}
