import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { parseScoped, type Scoped } from '../javascript/parse.ts'
import { childrenOf } from '../javascript/tree.ts'
import type { SourceFile } from '../text/source-file.ts'

export type Variable = Scoped['scopeManager']['scopes'][number]['variables'][number]
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression
type Owner = ClassNode | TSESTree.ObjectExpression

/** `object.name = value`; `name` null: computed. */
export interface Setting {
  object: TSESTree.Node
  name: string | null
  value: TSESTree.Node
  owner: Owner | null
}

/** What a file exports under a name: one of its own variables or expressions, or what another module exports. */
export type Exported =
  | { kind: 'variable'; variable: Variable }
  | { kind: 'node'; node: TSESTree.Node }
  | { kind: 'from'; specifier: string; name: string }

/** A file of client code: what its names mean, and what it exports. */
export interface Script {
  file: SourceFile
  ast: TSESTree.Program
  /** The variable that an identifier refers to; null: a global. */
  variableOf(node: TSESTree.Identifier): Variable | null
  /** In source order. */
  calls: TSESTree.CallExpression[]
  /** Calls on whose result `.use(…)` is called, over other calls or at once. */
  plugged: ReadonlySet<TSESTree.Node>
  settings: Setting[]
  /** The class or object that each `this` stands for. */
  owners: Map<TSESTree.ThisExpression, Owner>
  exports: Map<string, Exported>
  /** The modules of `export * from`. */
  stars: string[]
  /** `module.exports = …`. */
  whole: TSESTree.Node | null
}

/** null: a syntax error. */
export function readScript(file: SourceFile): Script | null {
  const scoped = parseScoped(file)
  if (!scoped) return null
  const references = new Map<unknown, Variable | null>()
  for (const { references: used, variables } of scoped.scopeManager.scopes) {
    for (const variable of variables)
      for (const identifier of variable.identifiers) references.set(identifier, variable)
    for (const { identifier, resolved } of used) references.set(identifier, resolved)
  }
  const found = walk(scoped.ast)
  const script: Script = {
    file,
    ast: scoped.ast,
    variableOf: (node) => references.get(node) ?? null,
    ...found,
    exports: new Map(),
    stars: [],
    whole: null,
  }
  const top = scoped.scopeManager.scopes.find(({ type }) => type === 'module')?.set ?? new Map<string, Variable>()
  for (const node of scoped.ast.body) readExport(script, node, top)
  for (const setting of found.settings) readCommonExport(script, setting)
  return script
}

/** The name of a property; null: computed. */
export function keyOf({ computed, property }: TSESTree.MemberExpression): string | null {
  if (!computed) return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : null
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
}

interface Visit {
  node: TSESTree.Node
  parent: TSESTree.Node | null
  grand: TSESTree.Node | null
  self: Owner | null
}

/** Whom `this` stands for below a node: a class, the object whose method it is, or nobody that can be told. */
function selfBelow({ node, parent, grand, self }: Visit): Owner | null {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return node
  if (node.type === 'FunctionDeclaration') return null
  if (node.type !== 'FunctionExpression' || parent?.type === 'MethodDefinition') return self
  return parent?.type === 'Property' && parent.value === node && grand?.type === 'ObjectExpression' ? grand : null
}

/** The calls that a chain which ends in `.use(…)` is made of: a few, for nobody writes more. */
function pluggedBy({ callee }: TSESTree.CallExpression): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  if (callee.type !== 'MemberExpression' || keyOf(callee) !== 'use') return found
  let at: TSESTree.Node = callee.object
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression' && found.length < MOST_CHAINED) {
    found.push(at)
    at = at.callee.object
  }
  return found
}

const MOST_CHAINED = 40

/** One look at every node; no recursion, for code nests as deep as a machine likes. */
function walk(program: TSESTree.Program): Pick<Script, 'calls' | 'plugged' | 'settings' | 'owners'> {
  const calls: TSESTree.CallExpression[] = []
  const settings: Setting[] = []
  const owners = new Map<TSESTree.ThisExpression, Owner>()
  const waiting: Visit[] = [{ node: program, parent: null, grand: null, self: null }]
  for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
    const { node, parent, self } = visit
    if (node.type === 'CallExpression') calls.push(node)
    if (node.type === 'ThisExpression' && self) owners.set(node, self)
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') {
      settings.push({ object: node.left.object, name: keyOf(node.left), value: node.right, owner: self })
    }
    const below = selfBelow(visit)
    for (const child of childrenOf(node)) waiting.push({ node: child, parent: node, grand: parent, self: below })
  }
  const byPlace = (a: { range: [number, number] }, b: { range: [number, number] }): number => a.range[0] - b.range[0]
  const plugged = new Set(calls.flatMap(pluggedBy))
  return { calls: calls.sort(byPlace), plugged, settings: settings.sort((a, b) => byPlace(a.object, b.object)), owners }
}

const nameOf = (node: TSESTree.Identifier | TSESTree.StringLiteral): string =>
  node.type === 'Identifier' ? node.name : node.value

function readExport(script: Script, node: TSESTree.Node, top: Map<string, Variable>): void {
  const own = (exported: string, local: string): void => {
    const variable = top.get(local)
    if (variable) script.exports.set(exported, { kind: 'variable', variable })
  }
  if (node.type === 'ExportDefaultDeclaration') script.exports.set('default', { kind: 'node', node: node.declaration })
  if (node.type === 'ExportAllDeclaration' && !node.exported) script.stars.push(node.source.value)
  if (node.type === 'ExportAllDeclaration' && node.exported)
    script.exports.set(nameOf(node.exported), { kind: 'from', specifier: node.source.value, name: '*' })
  if (node.type !== 'ExportNamedDeclaration') return
  for (const one of node.specifiers) {
    if (node.source)
      script.exports.set(nameOf(one.exported), { kind: 'from', specifier: node.source.value, name: nameOf(one.local) })
    else own(nameOf(one.exported), nameOf(one.local))
  }
  const { declaration } = node
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) for (const name of namesIn(id)) own(name, name)
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier')
    own(declaration.id.name, declaration.id.name)
}

function namesIn(node: TSESTree.Node): string[] {
  if (node.type === 'Identifier') return [node.name]
  return node.type === 'ObjectPattern'
    ? node.properties.flatMap((one) => (one.type === 'Property' ? namesIn(one.value) : []))
    : []
}

const isNamed = (node: TSESTree.Node, name: string): boolean => node.type === 'Identifier' && node.name === name

/** `module.exports = …`, `module.exports.name = …`, `exports.name = …`. */
function readCommonExport(script: Script, { object, name, value }: Setting): void {
  const isModule = isNamed(object, 'module') && name === 'exports'
  const isExports =
    isNamed(object, 'exports') ||
    (object.type === 'MemberExpression' && isNamed(object.object, 'module') && keyOf(object) === 'exports')
  if (isModule) script.whole = value
  else if (isExports && name !== null) script.exports.set(name, { kind: 'node', node: value })
}
