import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Scope } from '../../javascript/scope.ts'
import type { Value } from '../../javascript/value.ts'
import { MUTATORS, isFunction, rootName, walk } from './syntax.ts'

interface Mutated { names: Set<string>; members: Set<string> }
const programs = new WeakMap<TSESTree.Program, Mutated>()

function note(found: Mutated, target: TSESTree.Node): void {
  if (target.type === 'MemberExpression' && target.object.type === 'ThisExpression' && target.property.type !== 'PrivateIdentifier') {
    if (target.property.type === 'Identifier') found.members.add(target.property.name)
    return
  }
  const name = rootName(target)
  if (name) found.names.add(name)
}

function collect(found: Mutated, body: TSESTree.Node): void {
  walk(body, (node) => {
    if (node.type === 'AssignmentExpression') note(found, node.left)
    if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')) note(found, node.argument)
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.property.type === 'Identifier') {
      const [first] = node.arguments
      if (MUTATORS.has(node.callee.property.name)) note(found, node.callee.object)
      if (node.callee.property.name === 'assign' && first) note(found, first)
    }
    return true
  })
}

/** The variables that some function of the file changes: what they hold when a request comes is not known. */
function mutatedIn(program: TSESTree.Program): Mutated {
  const known = programs.get(program)
  if (known) return known
  const found: Mutated = { names: new Set(), members: new Set() }
  const constructors = new Set<TSESTree.Node>()
  walk(program, (node) => {
    if (node.type === 'MethodDefinition' && node.kind === 'constructor') {
      constructors.add(node.value)
      return true
    }
    if (!isFunction(node)) return true
    const constructs = constructors.has(node)
    if (!constructs && node.body) collect(found, node.body)
    return constructs
  })
  programs.set(program, found)
  return found
}

/** Whether a binding that outlives the request may have changed since the program started. */
export function isMutable(program: TSESTree.Program, scope: Scope, name: string, value: Value, local: ReadonlySet<Scope>): boolean {
  if (value.kind === 'function' || value.kind === 'class' || value.kind === 'native' || value.kind === 'external') return false
  if (value.kind === 'host' || !mutatedIn(program).names.has(name)) return false
  for (let at: Scope | null = scope; at; at = at.parent) if (at.bindings.has(name)) return !local.has(at)
  return false
}

export const isMutableMember = (program: TSESTree.Program, name: string): boolean => mutatedIn(program).members.has(name)
