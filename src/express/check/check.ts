import type { Module } from '../../javascript/module.ts'
import type { Finding } from '../../source/finding.ts'
import { isTest } from '../../source/kind.ts'
import type { Major } from '../path/compile.ts'
import { responseCalls } from './calls.ts'
import { errorPathProblem } from './error-path.ts'

/** What handlers do with their response that only their text shows. */
export function handlerProblems(modules: ReadonlyMap<string, Module>, majorsOf: (file: string) => Major[]): Finding[] {
  void majorsOf
  return [...modules.values()].filter(({ file }) => !isTest(file.path)).flatMap((module) =>
    responseCalls(module).flatMap((call) => [errorPathProblem(call)].filter((found) => found !== null)))
}
