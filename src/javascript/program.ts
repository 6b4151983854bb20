import type { Environment } from '../deployment/service.ts'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import { complaint } from '../text/faults.ts'
import { Ledger } from '../text/limits.ts'
import type { SourceFile } from '../text/source-file.ts'
import { callValue, invoke } from './call.ts'
import { evaluate } from './evaluate.ts'
import { execute, executeAll } from './execute.ts'
import { cwdOf } from './files.ts'
import { rootFrame, type Module } from './scope.ts'
import { makeModule, run } from './linking.ts'
import { sampleOf } from './samples.ts'
import { allowance, type Lender, type Machine } from './machine.ts'
import { processValue } from './natives/globals.ts'
import { parseJavaScript } from './parse.ts'
import { createResolver } from './resolve.ts'
import { UNDEFINED, objectOf, type Value } from './value.ts'

/** Only code that was instrumented for tests has counters: `if (global.__coverage__)`. */
const INSTRUMENTED: [string, Value] = ['__coverage__', UNDEFINED]

/** The JavaScript of a site: its modules, each parsed at most once, and the machine that carries them out. */
export interface Program {
  machine: Machine
  modules: ReadonlyMap<string, Module>
  problems: Finding[]
  load(file: SourceFile): Module | null
}

export function createProgram(
  disk: Disk,
  files: SourceFile[],
  lender: Lender,
  environment?: Environment,
  ledger = new Ledger(),
): Program {
  const modules = new Map<string, Module | null>()
  const parsed = new Map<string, Module>()
  const problems: Finding[] = []
  const given = new Map(files.map((file) => [file.absolute, file]))

  const load = (file: SourceFile): Module | null => {
    const known = modules.get(file.absolute)
    if (known !== undefined) return known
    const { program, problem } = parseJavaScript(file)
    if (problem && !machine.foreign) problems.push(problem)
    const module = program ? makeModule(file, program) : null
    modules.set(file.absolute, module)
    if (module) parsed.set(file.absolute, module)
    return module
  }

  const machine: Machine = {
    evaluator: { evaluate, execute, executeAll, invoke, callValue },
    disk,
    lender,
    resolve: createResolver(disk),
    frame: rootFrame(),
    condition: null,
    steps: ledger.limits.steps,
    taken: 0,
    begun: 0,
    registered: new Map(),
    tooDeep: new Set(),
    nesting: 0,
    ledger,
    timerDepth: 0,
    deferred: [],
    functions: new Map(),
    classes: new Map(),
    entered: new Set(),
    hands: new Map(),
    openCalls: new Map(),
    idle: new Map(),
    stirs: 0,
    instances: new Map(),
    guard: null,
    made: new Map(),
    holders: new Map(),
    foreign: false,
    process: processValue(({ file }) => cwdOf(disk, file.absolute), environment, sampleOf(disk)),
    globals: objectOf([INSTRUMENTED], true),
    faults: [],
    load: (path) => {
      if (!/\.[cm]?[jt]sx?$/.test(path) || /\.d\.[cm]?ts$/.test(path)) return null
      const file = given.get(path) ?? disk.read(path)
      return file ? load(file) : null
    },
  }
  return { machine, modules: parsed, problems, load }
}

/**
 * Does one piece of work of its own, with its own share of steps. Code that nests deeper than the stack leaves its other half unknown;
 * so does a fault of verblint's own, which is named with the file.
 */
export function alone(machine: Machine, file: SourceFile | null, work: () => void): void {
  const { condition, frame, steps, nesting } = machine
  machine.steps = allowance(machine)
  machine.nesting = 0
  try {
    work()
  } catch (error) {
    if (error instanceof RangeError && file) machine.tooDeep.add(file)
    if (!(error instanceof RangeError)) machine.faults.push(`${file?.path ?? 'a callback'}: ${complaint(error)}`)
  }
  Object.assign(machine, { condition, frame, steps, nesting })
}

/** What waited for the running module to end, in its order. Callbacks may leave callbacks behind without end: those beyond the bound are told. */
export function drain(machine: Machine, { file }: Module): void {
  const bound = machine.ledger.bound('callbacks')
  for (let work = machine.deferred.shift(); work; work = machine.deferred.shift())
    if (bound.take()) alone(machine, null, work)
  machine.ledger.tell(bound.leftOut(file.range(0, 0)))
}

/** Carries out a module and whatever it leaves behind. */
export function runToEnd(machine: Machine, module: Module): void {
  alone(machine, module.file, () => run(machine, module))
  drain(machine, module)
}
