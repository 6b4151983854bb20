import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { SourceFile } from '../text/source-file.ts'
import { unknown, type Condition, type ObjectValue, type Value } from './value.ts'

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

/** The name under which a module's default export is bound. */
export const DEFAULT = '*default*'

/** One file, parsed once and carried out once. */
export interface Module {
  file: SourceFile
  program: TSESTree.Program
  scope: Scope
  /** Whether it has import or export declarations. */
  esm: boolean
  state: 'new' | 'running' | 'done'
  /** Of an installed package, and carried out for its values alone. */
  foreign: boolean
  /** What it exports by ES declarations: read when asked, so that circles work. */
  exports: Map<string, () => Value>
  /** `export * from`, read when asked. */
  stars: (() => Value)[]
  /** `module.exports`. */
  common: { exports: Value }
  /** The names that are being looked up: modules may hand on each other's exports in a circle. */
  asked: Set<string>
}

/** A function that is being carried out, and the call that a person wrote to get there. */
export interface Frame {
  parent: Frame | null
  depth: number
  /** How many open conditions held when it was called. */
  openDepth: number
  /** null: the body of a module. */
  node: TSESTree.FunctionLike | null
  call: TSESTree.Node | null
  /** The module and bindings of the call. */
  module: Module | null
  scope: Scope | null
  /** Called by the language or a package, not by a written call: a callback of `forEach`. */
  callback: boolean
  /** What it was given. */
  args: Value[]
  /** Values returned under conditions that the files leave open. */
  returns: Value[]
  /** What it returns where nothing is set from outside, once that is decided. */
  unset: Value | null
  /** Whether something else may have made it return. */
  doubt: boolean
}

export const rootFrame = (): Frame => ({
  parent: null,
  depth: 0,
  openDepth: 0,
  node: null,
  call: null,
  module: null,
  scope: null,
  callback: false,
  args: [],
  returns: [],
  unset: null,
  doubt: false,
})
