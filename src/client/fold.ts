import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Scoped } from '../javascript/parse.ts'

/** What a name means in a file. */
export interface Names {
  /** The variable that an identifier refers to; null: a global. */
  variableOf(node: TSESTree.Identifier): Variable | null
}

export type Variable = Scoped['scopeManager']['scopes'][number]['variables'][number]

export function namesOf({ scopeManager }: Scoped): Names {
  const references = new Map<unknown, Variable | null>()
  for (const scope of scopeManager.scopes) for (const { identifier, resolved } of scope.references) references.set(identifier, resolved)
  return { variableOf: (node) => references.get(node) ?? null }
}

/** The expression that a variable always holds: declared once, and never assigned again. */
export function initOf(variable: Variable | null): TSESTree.Expression | null {
  const [only, ...others] = variable?.defs ?? []
  if (!variable || !only || others.length > 0 || only.node.type !== 'VariableDeclarator' || only.node.id.type !== 'Identifier') return null
  return variable.references.some((reference) => reference.isWrite() && !reference.init) ? null : only.node.init
}

/** A text with holes: `/items/${id}` is `['/items/', ['id'], '']`-like; a hole is what nobody can tell before it runs. */
export type Piece = string | { hole: string }

const MAX_DEPTH = 20

const without = (node: TSESTree.Node): TSESTree.Node =>
  node.type === 'TSAsExpression' || node.type === 'TSNonNullExpression' || node.type === 'TSSatisfiesExpression' || node.type === 'TSTypeAssertion' ? without(node.expression) : node

const hole = (node: TSESTree.Node): Piece[] => [{ hole: node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : 'value' }]

/** The pieces of a string expression: literals, templates, sums and constants are read through. */
export function piecesOf(given: TSESTree.Node, names: Names, depth = 0): Piece[] {
  const node = without(given)
  if (depth > MAX_DEPTH) return hole(node)
  switch (node.type) {
    case 'Literal': return typeof node.value === 'string' ? [node.value] : typeof node.value === 'number' ? [String(node.value)] : hole(node)
    case 'TemplateLiteral':
      return node.quasis.flatMap(({ value }, index) => {
        const expression = node.expressions[index]
        return [value.cooked ?? '', ...(expression ? piecesOf(expression, names, depth + 1) : [])]
      })
    case 'BinaryExpression': return node.operator === '+' ? [...piecesOf(node.left, names, depth + 1), ...piecesOf(node.right, names, depth + 1)] : hole(node)
    case 'Identifier': {
      const init = initOf(names.variableOf(node))
      return init ? piecesOf(init, names, depth + 1) : hole(node)
    }
    case 'CallExpression': return node.callee.type === 'Identifier' && node.callee.name === 'encodeURIComponent' && node.arguments[0] ? hole(without(node.arguments[0])) : hole(node)
    default: return hole(node)
  }
}

/** The text, where nothing of it is open. */
export function textOf(node: TSESTree.Node, names: Names): string | null {
  const pieces = piecesOf(node, names)
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : null
}

/** A URL whose holes are whole path segments, each written `:name`; null: a hole anywhere else makes it a computed one. */
export function urlOf(pieces: Piece[]): string | null {
  let url = ''
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') { url += piece; continue }
    const query = url.includes('?')
    const next = pieces.slice(index + 1).find((other) => other !== '')
    const endsSegment = next === undefined || (typeof next === 'string' && /^[/?#]/.test(next))
    if (!query && !(url.endsWith('/') && !/^[a-z+]+:\/\/$/i.test(url) && endsSegment)) return null
    url += query ? '' : `:${piece.hole}`
  }
  return url
}

/** The value of a property that an object literal writes out; undefined: it is not there, or something may hide it. */
export function propertyOf(given: TSESTree.Node | undefined, name: string, names: Names): TSESTree.Node | undefined {
  const node = given && without(given)
  const object = node?.type === 'Identifier' ? initOf(names.variableOf(node)) : node
  if (object?.type !== 'ObjectExpression') return undefined
  for (const property of object.properties.toReversed()) {
    if (property.type !== 'Property' || property.computed) return undefined
    const key = property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? property.key.value : null
    if (key === name) return property.value
  }
  return undefined
}

/** Whether an object is written out, so that what it does not name is not there. */
export function isWhole(given: TSESTree.Node | undefined, names: Names): boolean {
  if (given === undefined) return true
  const node = without(given)
  const object = node.type === 'Identifier' ? initOf(names.variableOf(node)) : node
  return object?.type === 'ObjectExpression' && object.properties.every((property) => property.type === 'Property' && !property.computed)
}
