import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Resolved } from '../javascript/resolve.ts'
import type { Script, Variable } from './script.ts'

/** An expression, and what the names in it mean. `absent`: nothing is there, surely. */
export interface Expr {
  node: TSESTree.Node
  names: Names
  absent?: true
}

/** What names mean at a place: those of its file, and the parameters that a call fills. */
export interface Names {
  script: Script
  modules: Modules
  /** Parameters of the calls that led here. */
  bound: ReadonlyMap<Variable, Expr>
  /** The object that `this` is, where a call says so. */
  self: Expr | null
}

/** The files of client code together. */
export interface Modules {
  /** null: not there, not to be read, or with a syntax error. */
  load(path: string): Script | null
  resolve(from: string, specifier: string): Resolved
  /** Whether a build or a container sets a name of the environment; where it does, nobody knows to what. */
  isSet(from: string, variable: string): boolean
  /** What is set on the objects and clients that an expression made: the names of its properties, with the values. */
  changes: Map<TSESTree.Node | string, Change[]>
}

export interface Change {
  name: string | null
  value: Expr
}

export const namesOf = (script: Script, modules: Modules): Names => ({ script, modules, bound: new Map(), self: null })

/** A package, and the name that is taken from it. */
export interface Imported {
  package: string
  name: string
}

const MAX_DEPTH = 40

/** An expression without what only a type checker reads. */
export function without(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
    case 'TSInstantiationExpression':
      return without(node.expression)
    case 'AwaitExpression':
      return without(node.argument)
    default:
      return node
  }
}

/** The expression that a variable always holds: declared once, and never assigned again. */
export function initOf(variable: Variable): TSESTree.Node | null {
  const [only, ...others] = variable.defs
  if (!only || others.length > 0 || variable.references.some((reference) => reference.isWrite() && !reference.init))
    return null
  const { node } = only
  if (node.type === 'VariableDeclarator') return node.id.type === 'Identifier' ? node.init : null
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' || node.type === 'TSEnumDeclaration'
    ? node
    : null
}

/** `const { http } = api`: the object and the name that a variable is taken from it by. */
export function takenFrom(variable: Variable): { object: TSESTree.Node; name: string } | null {
  const [only] = variable.defs
  if (only?.node.type !== 'VariableDeclarator' || only.node.id.type !== 'ObjectPattern' || !only.node.init) return null
  if (variable.references.some((reference) => reference.isWrite() && !reference.init)) return null
  for (const one of only.node.id.properties) {
    if (one.type !== 'Property' || one.computed || one.key.type !== 'Identifier') continue
    if (one.value.type === 'Identifier' && one.value.name === variable.name)
      return { object: only.node.init, name: one.key.name }
  }
  return null
}

/** The module and name that an import brings in under a variable's name; `*`: the whole of it. */
export function importOf({ defs: [only] }: Variable): { specifier: string; name: string } | null {
  if (only?.type !== 'ImportBinding' || only.parent?.type !== 'ImportDeclaration') return null
  const { node, parent } = only
  const specifier = parent.source.value
  if (node.type === 'ImportNamespaceSpecifier') return { specifier, name: '*' }
  if (node.type !== 'ImportSpecifier') return { specifier, name: 'default' }
  return { specifier, name: node.imported.type === 'Identifier' ? node.imported.name : node.imported.value }
}

/** `require('./api')`: what it names; null: no such call. */
export function requiredBy(node: TSESTree.Node, { script }: Names): string | null {
  if (
    node.type !== 'CallExpression' ||
    node.callee.type !== 'Identifier' ||
    node.callee.name !== 'require' ||
    script.variableOf(node.callee)
  )
    return null
  const [wanted] = node.arguments
  return wanted?.type === 'Literal' && typeof wanted.value === 'string' ? wanted.value : null
}

/** The file of a module, as an expression of its own: its members are what it exports. null: a package, or not there. */
export function moduleAt({ script, modules }: Names, specifier: string): Expr | null {
  const found = modules.resolve(script.file.absolute, specifier)
  const target = found.kind === 'file' ? modules.load(found.path) : null
  return target && { node: target.ast, names: namesOf(target, modules) }
}

/** What a module exports under a name; null: nobody can tell. */
export function exportOf(from: Expr, name: string, depth = 0): Expr | null {
  const { names } = from
  const { script } = names
  if (depth > MAX_DEPTH) return null
  if (name === '*') return from
  const own = script.exports.get(name)
  if (own?.kind === 'node') return { node: own.node, names }
  const [identifier] = own?.kind === 'variable' ? own.variable.identifiers : []
  if (identifier?.type === 'Identifier') return { node: identifier, names }
  if (own?.kind === 'from') {
    const module = moduleAt(names, own.specifier)
    return module && exportOf(module, own.name, depth + 1)
  }
  if (name === 'default' && script.whole) return { node: script.whole, names }
  for (const specifier of name === 'default' ? [] : script.stars) {
    const module = moduleAt(names, specifier)
    const found = module && exportOf(module, name, depth + 1)
    if (found) return found
  }
  return null
}

/** The expression behind a variable: its only value, a parameter's argument, or another module's export. null: nobody can tell. */
export function definitionOf(variable: Variable, names: Names, depth = 0): Expr | null {
  const bound = names.bound.get(variable)
  if (bound) return bound
  const init = initOf(variable)
  if (init) return { node: init, names }
  const imported = importOf(variable)
  const module = imported && moduleAt(names, imported.specifier)
  return imported && module && exportOf(module, imported.name, depth + 1)
}
