import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { boundNames, childrenOf, isFunction } from './tree.ts'

const lexical = new WeakMap<readonly TSESTree.Node[], readonly string[]>()

/** The names that a list of statements declares for itself: before that, they stand for nothing outside either. */
export function lexicalNames(nodes: readonly TSESTree.Node[]): readonly string[] {
  const known = lexical.get(nodes)
  if (known) return known
  const found = nodes.flatMap((node) => {
    if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      return node.declarations.flatMap(({ id }) => boundNames(id))
    return node.type === 'ClassDeclaration' && node.id ? [node.id.name] : []
  })
  lexical.set(nodes, found)
  return found
}

const vars = new WeakMap<TSESTree.Node, readonly string[]>()

/** The names that `var` declares anywhere in a function: there from its start, undefined. */
export function varNames(body: TSESTree.Node): readonly string[] {
  const known = vars.get(body)
  if (known) return known
  const found: string[] = []
  const open = [body]
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.type === 'VariableDeclaration' && at.kind === 'var')
      for (const { id } of at.declarations) found.push(...boundNames(id))
    if (!isFunction(at) && !/Expression$|Literal$|^TS|Identifier/.test(at.type)) open.push(...childrenOf(at))
  }
  vars.set(body, found)
  return found
}

const blocks = new WeakMap<TSESTree.Node, readonly string[]>()
/** The functions that are declared in blocks: sloppy code finds them outside as well, once the block was carried out (ECMAScript B.3.2). */
export function blockFunctions(body: TSESTree.BlockStatement): readonly string[] {
  const known = blocks.get(body)
  if (known) return known
  const found: string[] = []
  const own = new Set<TSESTree.Node>(body.body)
  const open = [...own]
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.type === 'FunctionDeclaration' && at.id && !own.has(at)) found.push(at.id.name)
    if (!isFunction(at) && !/Expression$|Literal$|^TS|Identifier/.test(at.type)) open.push(...childrenOf(at))
  }
  blocks.set(body, found)
  return found
}
