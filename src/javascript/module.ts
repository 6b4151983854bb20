import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { SourceFile } from '../text/source-file.ts'
import type { Scope } from './scope.ts'
import type { Value } from './value.ts'

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
