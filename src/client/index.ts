import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { parseScoped } from '../javascript/parse.ts'
import type { ClientCall } from '../model/site.ts'
import type { SourceFile } from '../source/source-file.ts'
import { callOf } from './calls.ts'
import { namesOf } from './fold.ts'

/** The calls of HTTP clients in scripts that are no servers. A file with a syntax error has none. */
export const readClientCalls = (files: SourceFile[]): ClientCall[] => files.flatMap(callsIn)

function callsIn(file: SourceFile): ClientCall[] {
  const scoped = parseScoped(file)
  if (!scoped) return []
  const names = namesOf(scoped)
  return everyCall(scoped.ast, scoped.visitorKeys).flatMap((node) => {
    const call = callOf(node, names)
    if (!call) return []
    const { client, method, methodNode, url } = call
    // Where the method is a constant declared elsewhere, the call is what a person looks for.
    const written = methodNode?.type === 'Literal' || (node.callee.type === 'MemberExpression' && methodNode === node.callee.property)
    return [{ client, method, url, range: file.range(...node.range), methodRange: methodNode && written ? file.range(...methodNode.range) : null }]
  })
}

type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>

const isNode = (value: unknown): value is TSESTree.Node => typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every call expression, in source order; no recursion, for code nests as deep as a machine likes. */
function everyCall(program: TSESTree.Program, keys: VisitorKeys): TSESTree.CallExpression[] {
  const found: TSESTree.CallExpression[] = []
  const waiting: TSESTree.Node[] = [program]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'CallExpression') found.push(node)
    const fields = new Map(Object.entries(node))
    for (const key of keys[node.type] ?? []) {
      const value: unknown = fields.get(key)
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) waiting.push(child)
    }
  }
  return found.sort((a, b) => a.range[0] - b.range[0])
}
