import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { SourceFile } from '../source/source-file.ts'

/** One file, parsed once. */
export interface Module { file: SourceFile; program: TSESTree.Program }
