import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Environment } from '../deployment/service.ts'
import type { Module } from '../javascript/scope.ts'
import type { Reading } from '../model/reading.ts'
import type { Finding } from '../text/finding.ts'
import type { Disk } from '../files/disk.ts'
import { Ledger, type Limits } from '../text/limits.ts'
import type { SourceFile } from '../text/source-file.ts'
import { handlerProblems } from './check/check.ts'
import { declarePassing } from './register/declared.ts'
import { nodeProblems, oldNodeOf } from './check/node-version.ts'
import type { OldNode } from './check/node-version.ts'
import { expressOrigin, reachable } from './describe/origin.ts'
import type { Major } from './path/compile.ts'
import { pathProblems } from './check/paths.ts'
import { readRouters } from './register/routers.ts'
import { rootsOf, routeRows } from './describe/rows.ts'
import { handlersIn } from './register/stack.ts'
import type { RouterModel } from './register/stack.ts'
import { majorsFor } from './path/version.ts'

/** `environment`: what a compose file sets for the program; `passes`: packages, and files relative to the working directory, whose middleware
 * passes every request on. */
export interface ExpressOptions {
  version?: string
  environment?: Environment
  passes?: readonly string[]
  limits?: Partial<Limits>
}

/** The functions that Express is given, by the file that they stand in. */
function handlersByModule(models: RouterModel[]): Map<Module, Set<TSESTree.FunctionLike>> {
  const found = new Map<Module, Set<TSESTree.FunctionLike>>()
  for (const handler of models.flatMap(({ stack }) => stack.flatMap(({ handlers }) => handlers.flatMap(handlersIn)))) {
    if (handler.kind !== 'function') continue
    const known = found.get(handler.module) ?? new Set()
    found.set(handler.module, known.add(handler.node))
  }
  return found
}

const tooDeepIn = (file: SourceFile): Finding => ({
  ruleId: 'syntax',
  severity: 'warn',
  message: 'Expected code that nests less deeply, for not all of this file can be followed',
  range: file.range(0, Math.min(1, file.text.length)),
})

/** Reads the express files of a site: its origins, its routes, and what is wrong with the files themselves. */
export function readExpress(files: SourceFile[], disk: Disk, options: ExpressOptions): Reading {
  const ledger = new Ledger(options.limits)
  const routers = readRouters(files, disk, options.environment, ledger)
  const { machine, modules, problems } = routers.program
  const known = new Map<string, Major[]>()
  const majorsIn = (file: string): Major[] => {
    const majors = known.get(file) ?? majorsFor(disk, `${disk.cwd}/${file}`, options.version)
    known.set(file, majors)
    return majors
  }
  const majorsOf = ({ range }: RouterModel): Major[] => majorsIn(range.file)
  const oldNode = ({ range }: RouterModel): OldNode | null => oldNodeOf(disk, `${disk.cwd}/${range.file}`)
  const roots = rootsOf(routers).filter((model) => model.stack.length > 0 || model.addresses.length > 0)
  const models = reachable(...roots)
  const routes = routeRows(routers, ledger, majorsOf)
  declarePassing(models, routers.program, disk.cwd, options.passes ?? [])
  return {
    origins: roots.map((model) =>
      expressOrigin({
        model,
        machine,
        modules,
        disk,
        majors: majorsOf(model),
        hasQuery: oldNode(model) === null,
        limits: ledger.limits,
      }),
    ),
    routes,
    leftOut: ledger.leftOut,
    problems: [
      ...problems,
      ...[...machine.tooDeep].map(tooDeepIn),
      ...pathProblems(models, majorsOf),
      ...nodeProblems(models, disk, oldNode),
      ...(roots.length > 0 ? handlerProblems(modules, handlersByModule(models), majorsIn) : []),
    ],
    trees: [],
    faults: machine.faults,
  }
}
