import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { without } from './names.ts'
import type { Expr } from './names.ts'
import { reach } from './reach.ts'
import { keyOf } from './script.ts'

/** A text with holes: `/items/${id}` is `['/items/', ['id'], '']`-like; a hole is what nobody can tell before it runs. */
export type Piece = string | { hole: string }

const MAX_DEPTH = 20

const isWord = (name: string): boolean => /^\w+$/.test(name)

/** A hole, called after what a person wrote there. */
function hole(node: TSESTree.Node): Piece[] {
  if (node.type === 'Identifier' && isWord(node.name)) return [{ hole: node.name }]
  return [
    {
      hole:
        node.type === 'MemberExpression' && node.property.type === 'Identifier' && isWord(node.property.name)
          ? node.property.name
          : 'value',
    },
  ]
}

const isGlobal = ({ node, names }: Expr, name: string): boolean =>
  node.type === 'Identifier' && node.name === name && !names.script.variableOf(node)?.defs.length

/** `location.origin`, `window.location.origin`: wherever the page came from. */
function isOwnOrigin({ node, names }: Expr): boolean {
  if (node.type !== 'MemberExpression' || keyOf(node) !== 'origin') return false
  const { object } = node
  if (object.type === 'MemberExpression')
    return (
      keyOf(object) === 'location' &&
      ['window', 'document', 'globalThis', 'self'].some((name) => isGlobal({ node: object.object, names }, name))
    )
  return isGlobal({ node: object, names }, 'location')
}

/** The pieces of a string expression: literals, templates, sums and constants are read through, in whichever file they stand. */
export function piecesOf(given: Expr, depth = 0): Piece[] {
  const plain = { ...given, node: without(given.node) }
  if (depth > MAX_DEPTH || given.absent) return hole(plain.node)
  const { node, names } = reach(plain)
  const inner = (other: TSESTree.Node): Piece[] => piecesOf({ node: other, names }, depth + 1)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string'
        ? [node.value]
        : typeof node.value === 'number'
          ? [String(node.value)]
          : hole(plain.node)
    case 'TemplateLiteral':
      return node.quasis.flatMap(({ value }, index) => {
        const expression = node.expressions[index]
        return [value.cooked ?? '', ...(expression ? inner(expression) : [])]
      })
    case 'BinaryExpression':
      return node.operator === '+' ? [...inner(node.left), ...inner(node.right)] : hole(plain.node)
    case 'MemberExpression':
      return isOwnOrigin({ node, names }) ? [''] : hole(plain.node)
    case 'CallExpression':
      return piecesOfCall(node, { node, names }, depth) ?? hole(plain.node)
    case 'NewExpression':
      return piecesOfUrl(node, { node, names }, depth) ?? hole(plain.node)
    default:
      return hole(plain.node)
  }
}

const SEGMENT_MAKERS = new Set(['encodeURIComponent', 'String'])
const CASES = new Map<string, (text: string) => string>([
  ['toUpperCase', (text) => text.toUpperCase()],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['toString', (text) => text],
])

function piecesOfCall(
  { callee, arguments: [first] }: TSESTree.CallExpression,
  { names }: Expr,
  depth: number,
): Piece[] | null {
  if (callee.type === 'Identifier')
    return first && SEGMENT_MAKERS.has(callee.name) && isGlobal({ node: callee, names }, callee.name)
      ? hole(without(first))
      : null
  const change = callee.type === 'MemberExpression' ? CASES.get(keyOf(callee) ?? '') : undefined
  if (!change || callee.type !== 'MemberExpression') return null
  const pieces = piecesOf({ node: callee.object, names }, depth + 1)
  return pieces.map((piece) => (typeof piece === 'string' ? change(piece) : piece))
}

/** `new URL('/x', base)`: a path from the root takes only the base's origin. */
function piecesOfUrl(
  { callee, arguments: [path, base] }: TSESTree.NewExpression,
  { names }: Expr,
  depth: number,
): Piece[] | null {
  if (!path || !isGlobal({ node: callee, names }, 'URL')) return null
  const pieces = piecesOf({ node: path, names }, depth + 1)
  if (!base) return pieces
  const [first] = pieces
  if (typeof first !== 'string' || !first.startsWith('/')) return null
  const from = textOf({ node: base, names })
  const origin = from === null ? null : /^(?:[a-z]+:\/\/[^/?#]+)?(?=\/|$)/i.exec(from)?.[0]
  return origin === null || origin === undefined ? null : [origin, ...pieces]
}

/** The same, with texts that stand beside each other as one. */
export function joined(pieces: Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') found[found.length - 1] = last + piece
    else found.push(piece)
  }
  return found
}

/** The text, where nothing of it is open. */
export function textOf(expr: Expr): string | null {
  const pieces = piecesOf(expr)
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : null
}

/** A URL whose holes are whole path segments, each written `:name`; null: a hole anywhere else makes it a computed one. */
export function urlOf(pieces: Piece[]): string | null {
  let url = ''
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      url += piece
      continue
    }
    const query = url.includes('?')
    const next = pieces.slice(index + 1).find((other) => other !== '')
    const endsSegment = next === undefined || (typeof next === 'string' && /^[/?#]/.test(next))
    if (!query && !(url.endsWith('/') && !/^[a-z+]+:\/\/$/i.test(url) && endsSegment)) return null
    url += query ? '' : `:${piece.hole}`
  }
  return url
}
