import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from './module.ts'
import type { Scope } from './scope.ts'
import type { Value } from './value.ts'

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
