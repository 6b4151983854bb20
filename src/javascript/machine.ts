import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Disk } from '../source/disk.ts'
import type { SourceRange } from '../source/range.ts'
import type { Frame } from './frame.ts'
import type { Module } from './module.ts'
import type { Resolve } from './resolve.ts'
import type { Scope } from './scope.ts'
import type { Call, ClassValue, ExternalValue, FunctionValue, HostValue, ObjectValue, Value } from './value.ts'

/** What a layer knows of the packages that programs use. */
export interface Lender {
  /** Whether it says what a package is, so that the package's own source need not. */
  knows(name: string): boolean
  /** What calling (or constructing) something of a package gives; null: nothing that the layer knows. */
  external(callee: ExternalValue, call: Call): Value | null
  /** Values that are handed to code which cannot be seen, by a call or otherwise. */
  escape(values: Value[], call: Call, to: Value): void
}

/** The abstract machine that carries out modules: every statement once, both sides of what the files leave open. */
export interface Machine {
  disk: Disk
  resolve: Resolve
  /** Parses a file; null: not there, or it has a syntax error. */
  load(path: string): Module | null
  lender: Lender
  frame: Frame
  /** The open conditions that hold here, outermost first. */
  conditions: string[]
  /** What is left of the work that one module may make. */
  steps: number
  nesting: number
  /** What waits for the running modules to end: callbacks of promises and packages. */
  deferred: (() => void)[]
  functions: Map<TSESTree.FunctionLike, FunctionValue>
  classes: Map<TSESTree.Node, ClassValue>
  entered: Set<TSESTree.Node>
  /** The last object made of a class. */
  instances: Map<ClassValue, Value>
  process: HostValue
  /** What the program hangs on `globalThis`. */
  globals: ObjectValue
}

export interface Env { scope: Scope; self: Value; module: Module; home: ClassValue | null }

export const STEPS_PER_MODULE = 400_000
export const MOST_NESTING = 500
export const MOST_CALLS = 40
export const MOST_RECURSION = 8
export const MOST_ITERATIONS = 500

export const rangeOf = (module: Module, node: TSESTree.Node): SourceRange => module.file.range(node.range[0], node.range[1])

export const textOf = (module: Module, node: TSESTree.Node): string => {
  const text = module.file.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

export const openConditions = (machine: Machine): string | null => machine.conditions.join(' and ') || null

/** Carries something out that happens only if a condition holds which the files leave open. */
export function under<T>(machine: Machine, condition: string, work: () => T): T {
  const { length } = machine.conditions
  machine.conditions.push(condition)
  try {
    return work()
  } finally {
    machine.conditions.length = length
  }
}

export function makeCall(machine: Machine, node: TSESTree.Node, env: Env, self: Value, args: Value[], open = false): Call {
  return { self, args, open, node, module: env.module, when: openConditions(machine), frame: machine.frame, scope: env.scope }
}
