import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { objectOf } from '../../javascript/value.ts'
import type { ObjectValue } from '../../javascript/value.ts'
import { activationsIn } from './activations.ts'
import { childrenOf, isFunction, keyOf } from './syntax.ts'

const NAMES: ReadonlySet<string> = new Set(['global', 'globalThis'])

/** A program that writes members of unknown names may have written any. */
const ANY = '*'

export const isGlobalObject = (name: string): boolean => NAMES.has(name)

const isGlobal = (node: TSESTree.Node | undefined): boolean => node?.type === 'Identifier' && NAMES.has(node.name)

/** The member of the global object that is written; null: something else is. */
function written(node: TSESTree.Node): string | null {
  if (node.type === 'CallExpression')
    return node.callee.type === 'MemberExpression' && keyOf(node.callee) === 'assign' && isGlobal(node.arguments[0])
      ? ANY
      : null
  const target =
    node.type === 'AssignmentExpression'
      ? node.left
      : node.type === 'UpdateExpression'
        ? node.argument
        : node.type === 'UnaryExpression' && node.operator === 'delete'
          ? node.argument
          : null
  return target?.type === 'MemberExpression' && isGlobal(target.object) ? (keyOf(target) ?? ANY) : null
}

const knownChanges = new WeakMap<TSESTree.Program, ReadonlySet<string>>()

/** What functions write that may run again when the program is up: only what a module or a constructor does is done with then. */
function changedLater(program: TSESTree.Program): ReadonlySet<string> {
  const known = knownChanges.get(program) ?? findChanges(program)
  knownChanges.set(program, known)
  return known
}

function findChanges(program: TSESTree.Program): ReadonlySet<string> {
  const { activationOf, isConstructor } = activationsIn(program)
  const found = new Set<string>()
  const read = (fn: TSESTree.Node, node: TSESTree.Node): void => {
    const name = written(node)
    if (name !== null && activationOf(fn) !== program && !isConstructor(fn)) found.add(name)
    const inside = isFunction(node) ? node : fn
    for (const child of childrenOf(node)) read(inside, child)
  }
  read(program, program)
  return found
}

/** The global object as a request finds it: plain values that the program hung on it as it started, and nobody changes later. */
export function globalObject({ globals }: Machine, modules: ReadonlyMap<string, Module>): ObjectValue {
  const later = new Set(
    [...modules.values()].flatMap(({ file, program }) =>
      /\bglobal(?:This)?\b/.test(file.text) ? [...changedLater(program)] : [],
    ),
  )
  const kept = later.has(ANY)
    ? []
    : [...globals.members].filter(([name, { kind }]) => !later.has(name) && (kind === 'constant' || kind === 'unknown'))
  return objectOf(kept, true)
}
