import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Frame } from './frame.ts'
import { unknown } from './value.ts'
import type { Condition, ObjectValue, Value } from './value.ts'

/** What a name stands for. */
export interface Binding {
  value: Value
  /** What was written last under an open condition: that is its value as long as the condition holds. */
  within?: { condition: Condition; value: Value }
  /** Objects that a layer lends which the name stood for before: an application swaps its routers. */
  before?: Value[]
  /** An import: looked up whenever it is read, for modules may import each other in a circle. */
  read?: () => Value
  /** How many open conditions held when it was declared. */
  depth: number
  /** For a parameter: whose, which argument it takes, and which members of it. */
  parameter?: { frame: Frame; index: number; rest: boolean; keys: string[] }
  /** For a variable: the expression it was declared with. */
  init?: TSESTree.Node
  /** Which members of that it takes. */
  keys?: string[]
  /** The object that a pattern took it from. */
  holder?: ObjectValue
}

/** The bindings of a block, function or module. */
export interface Scope {
  bindings: Map<string, Binding>
  parent: Scope | null
  /** Of a function or module: where `var` goes. */
  outer: boolean
  /** The function whose it is. */
  of?: TSESTree.FunctionLike
}

export const childScope = (parent: Scope | null, outer = false): Scope => ({ bindings: new Map(), parent, outer })

/** Where a `var` in a block is declared. */
export function outerScope(scope: Scope): Scope {
  let at = scope
  while (at.parent && !at.outer) at = at.parent
  return at
}

export function findBinding(scope: Scope | null, name: string): Binding | null {
  for (let at = scope; at; at = at.parent) {
    const binding = at.bindings.get(name)
    if (binding) return binding
  }
  return null
}

export function declare(scope: Scope, name: string, value: Value, more: Partial<Binding> = {}): void {
  scope.bindings.set(name, { value, depth: 0, ...more })
}

export const readBinding = (binding: Binding | null, name: string): Value =>
  binding ? (binding.read?.() ?? binding.value) : unknown(`'${name}' is declared nowhere`)
