import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { collectionOf } from '../../javascript/natives/collection.ts'
import type { Scope } from '../../javascript/scope.ts'
import type { Module } from '../../javascript/scope.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { activationsIn } from './activations.ts'
import type { Activations } from './activations.ts'
import { heldBy } from './expression.ts'
import { MUTATORS, childrenOf, isFunction, keyOf, rootName } from './syntax.ts'

/** Whose variables: the function's that declares them, or the program's. */
type Owner = TSESTree.Node

/** What functions that run later change: variables by who declares them, members by name of what variables hold, and members of `this`. */
interface Mutated {
  assigned: Map<Owner, Set<string>>
  changed: Map<Owner, Set<string>>
  written: Map<Owner, Map<string, Set<string>>>
  members: Set<string>
}
const programs = new WeakMap<TSESTree.Program, Mutated>()

class Collector implements Mutated {
  readonly assigned = new Map<Owner, Set<string>>()
  readonly changed = new Map<Owner, Set<string>>()
  readonly written = new Map<Owner, Map<string, Set<string>>>()
  readonly members = new Set<string>()
  readonly activations: Activations

  constructor(activations: Activations) {
    this.activations = activations
  }

  /** A write in a function: of what that call of it has made itself, nobody later finds any. */
  note(found: Map<Owner, Set<string>>, fn: Owner, name: string): void {
    const owner = this.laterOwner(fn, name)
    if (owner) found.set(owner, (found.get(owner) ?? new Set()).add(name))
  }

  /** Who declares a name that a function writes which runs later. */
  private laterOwner(fn: Owner, name: string): Owner | null {
    const owner = this.activations.ownerOf(fn, name)
    return owner && this.activations.activationOf(fn) !== owner ? owner : null
  }

  private noteMember(fn: Owner, name: string, member: string): void {
    const owner = this.laterOwner(fn, name)
    if (!owner) return
    const names = this.written.get(owner) ?? new Map<string, Set<string>>()
    this.written.set(owner, names.set(name, (names.get(name) ?? new Set()).add(member)))
  }

  target(fn: Owner, target: TSESTree.Node): void {
    if (target.type === 'Identifier') return this.note(this.assigned, fn, target.name)
    if (target.type !== 'MemberExpression') {
      for (const child of childrenOf(target))
        if (child.type !== 'Identifier' || target.type !== 'Property') this.target(fn, child)
      if (target.type === 'Property') this.target(fn, target.value)
      return
    }
    this.change(fn, target)
  }

  /** What a name holds is changed: `name.x = …`, `name.push(…)`. */
  change(fn: Owner, target: TSESTree.Node): void {
    if (
      target.type === 'MemberExpression' &&
      target.object.type === 'ThisExpression' &&
      target.property.type === 'Identifier'
    ) {
      if (!this.activations.isConstructor(fn)) this.members.add(target.property.name)
      return
    }
    const name = rootName(target)
    if (!name) return
    const member = firstMember(target)
    if (member === null) this.note(this.changed, fn, name)
    else this.noteMember(fn, name, member)
  }

  call(fn: Owner, { callee, arguments: [first] }: TSESTree.CallExpression): void {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
    if (MUTATORS.has(callee.property.name)) this.change(fn, callee.object)
    if (callee.property.name === 'assign' && first) this.change(fn, first)
  }

  read(fn: Owner, node: TSESTree.Node): void {
    if (node.type === 'AssignmentExpression') this.target(fn, node.left)
    if (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete'))
      this.target(fn, node.argument)
    if (node.type === 'CallExpression') this.call(fn, node)
    const inside = isFunction(node) ? node : fn
    for (const child of childrenOf(node)) this.read(inside, child)
  }
}

/** The first of the members that lead from a name to a place: `a` of `name.a.b`; null: the name itself, or a member that is computed. */
function firstMember(target: TSESTree.Node): string | null {
  if (target.type !== 'MemberExpression') return null
  return target.object.type === 'MemberExpression' ? firstMember(target.object) : keyOf(target)
}

/** What functions change that run when the program is up: what it holds when a request comes is not known. */
function mutatedIn(program: TSESTree.Program): Mutated {
  const known = programs.get(program)
  if (known) return known
  const found = new Collector(activationsIn(program))
  found.read(program, program)
  programs.set(program, found)
  return found
}

const suspects = new WeakSet<object>()

/** Whether a class has members that change while the program runs. */
export const isChanged = (value: Value): boolean => suspects.has(value)

const changing = new WeakMap<ObjectValue, Set<string>>()

/** Whether a member of a thing is written by functions that run when the program is up. */
export const isWrittenLater = (of: ObjectValue, name: string): boolean => changing.get(of)?.has(name) ?? false

export const namesWrittenLater = (of: ObjectValue): Iterable<string> => changing.get(of) ?? []

function markWritten(value: Value, members: ReadonlySet<string> | undefined): void {
  if (value.kind === 'object' && members) changing.set(value, new Set([...(changing.get(value) ?? []), ...members]))
}

/** Notes of what the modules hold which members are written when the program is up: other modules read them, too. */
export function noteWrites(modules: Iterable<Module>): void {
  for (const { program, scope } of modules)
    for (const [name, members] of mutatedIn(program).written.get(program) ?? []) {
      const binding = scope.bindings.get(name)
      if (binding) markWritten(heldBy(binding, name), members)
    }
}

/** Whether a binding that outlives the request may have changed since the program started. */
export function isMutable(
  program: TSESTree.Program,
  scope: Scope,
  name: string,
  value: Value,
  local: Pick<ReadonlySet<Scope>, 'has'>,
): boolean {
  const owner = ownerIn(program, scope, name, local)
  if (!owner) return false
  const { assigned, changed, written } = mutatedIn(program)
  if (assigned.get(owner)?.has(name)) return true
  const members = written.get(owner)?.get(name)
  if (owner !== program) markWritten(value, members)
  if (!changed.get(owner)?.has(name) && (!members || value.kind === 'object')) return false
  if (value.kind === 'class') suspects.add(value)
  if (value.kind === 'host') return collectionOf(value) !== undefined
  return value.kind !== 'function' && value.kind !== 'class' && value.kind !== 'native' && value.kind !== 'external'
}

/** Who declares a name that outlives the request; null: the request does. */
function ownerIn(
  program: TSESTree.Program,
  scope: Scope,
  name: string,
  local: Pick<ReadonlySet<Scope>, 'has'>,
): Owner | null {
  let found = false
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.bindings.has(name)) {
      if (local.has(at)) return null
      found = true
    }
    if (found && (at.of || !at.parent)) return at.of ?? program
  }
  return null
}

export const isMutableMember = (program: TSESTree.Program, name: string): boolean =>
  mutatedIn(program).members.has(name)
