import { rangeOf } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import type { Finding } from '../../text/finding.ts'
import { isTest } from '../../files/kind.ts'
import type { Major } from '../path/compile.ts'
import { responseCalls } from './calls.ts'
import type { HandlerNodes, ResponseCall } from './calls.ts'
import { createdErrorProblems, errorPathProblem } from './error-path.ts'
import { afterRefusalProblem } from './after-refusal.ts'
import { unsentProblem } from './never-sent.ts'
import { createdProblems, httpErrorsIn, statusProblem } from './status-argument.ts'

const NONE: HandlerNodes = new Set()

/** What handlers do with their response that only their text shows. */
export function handlerProblems(
  modules: ReadonlyMap<string, Module>,
  handlers: ReadonlyMap<Module, HandlerNodes>,
  majorsOf: (file: string) => Major[],
): Finding[] {
  const ofCall = (one: ResponseCall): (Finding | null)[] => [
    errorPathProblem(one),
    afterRefusalProblem(one),
    unsentProblem(one),
    statusProblem(one, majorsOf(rangeOf(one.module, one.call).file)),
  ]
  return [...modules.values()]
    .filter(({ file }) => !isTest(file.path))
    .flatMap((module) => {
      const name = httpErrorsIn(module)
      return [
        ...responseCalls(module, handlers.get(module) ?? NONE).flatMap(ofCall),
        ...createdProblems(module, name),
        ...createdErrorProblems(module, name),
      ].filter((found) => found !== null)
    })
}
