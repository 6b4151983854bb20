import type { Environment } from '../../deployment/service.ts'
import { rangeOf } from '../../javascript/machine.ts'
import { createProgram, runToEnd } from '../../javascript/program.ts'
import type { Program } from '../../javascript/program.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { Disk } from '../../files/disk.ts'
import { isTestFile } from '../../files/kind.ts'
import type { Ledger } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Reading } from './arguments.ts'
import { addController, dialectOf, isDecorated, isTaken } from './frameworks/controllers.ts'
import { inImportOrder } from './entries.ts'
import { makeRouter } from './host.ts'
import type { Counter } from './host.ts'
import { isOnFastify } from './frameworks/frameworks.ts'
import { expressLender } from './lender.ts'
import { followHandlers, mountedBy } from './passing.ts'
import { registrations } from './stack.ts'
import type { RouterModel, Routers } from './stack.ts'
import { runUsers, useUnused } from './unused.ts'
import type { MadeAlone } from './unused.ts'

const mountsNothing = ({ stack }: RouterModel): boolean =>
  stack.every(({ handlers }) => handlers.every((handler) => mountedBy(handler).length === 0))

/** Controllers that no application is seen to take: their prefix is open, unless none of their framework is taken where that can be seen. */
function addUnclaimed({ program, found, counter }: Reading): void {
  const { machine } = program
  const controllers = [...machine.classes.values()].filter(
    (value) => isDecorated(value) && !isTestFile(value.module.file),
  )
  const left = controllers.filter((value) => !isTaken(machine, value))
  const claimed = new Set(
    controllers.filter((value) => !left.includes(value)).map((value) => dialectOf(machine, value)),
  )
  for (const value of left) {
    const isNest = dialectOf(machine, value)?.answersRest === true
    if (isTaken(machine, value) || (isNest && isOnFastify(machine))) continue
    const model = makeRouter('router', rangeOf(value.module, value.node), UNDEFINED)
    if (!claimed.has(dialectOf(machine, value))) model.given = 'controllers'
    if (isNest) model.answersRest = true
    if (addController(machine, model, counter, value)) found.push(model)
  }
}

/** How often functions may turn up that only unused functions make. */
const MOST_ROUNDS = 3

/** A router that was already made where its arguments are known tells more than the same one without. */
function withoutRepeats(
  found: RouterModel[],
  sure: number,
  made: MadeAlone,
  entered: ReadonlySet<unknown>,
): RouterModel[] {
  const called = new Set([...made].filter(([node]) => entered.has(node)).flatMap(([, models]) => models))
  const ranked = [found.slice(0, sure), found.slice(sure).filter((model) => !called.has(model)), [...called]]
  const seen = new Set<string>()
  return ranked.flatMap((models, rank) => {
    const kept = models.filter((model) => rank === 0 || registrations(model).some((at) => !seen.has(at)))
    for (const at of models.flatMap(registrations)) seen.add(at)
    return kept
  })
}

/** Where the program was not followed to its end. */
const endsOf = ({ machine: { ledger, tooDeep } }: Program): SourceRange[] => [
  ...ledger.leftOut.filter(({ limit }) => limit === 'steps' || limit === 'callbacks').map(({ range }) => range),
  ...[...tooDeep].map((file) => file.range(0, 0)),
]

export interface ReadRouters extends Routers {
  program: Program
}

/** The apps and routers of a program, with everything that is registered on them. `files`: those that may have to do with Express. */
export function readRouters(files: SourceFile[], disk: Disk, environment?: Environment, ledger?: Ledger): ReadRouters {
  const found: RouterModel[] = []
  const counter: Counter = { next: 1 }
  const program: Program = createProgram(
    disk,
    files,
    expressLender(() => program.machine, found, counter),
    environment,
    ledger,
  )
  for (const file of inImportOrder(
    files.filter((one) => !isTestFile(one)),
    program.machine.resolve,
  )) {
    const module = program.load(file)
    if (module) runToEnd(program.machine, module)
  }
  const reading: Reading = { program, found, counter }
  runUsers(reading)
  followHandlers(program.machine, found)
  // What passes nothing on is no business of Express.
  for (const model of found.filter((one) => one.isListener && mountsNothing(one))) found.splice(found.indexOf(model), 1)
  const sure = found.length
  const made: MadeAlone = new Map()
  for (let round = 0; round < MOST_ROUNDS && useUnused(reading, made); round += 1);
  for (const model of found.slice(sure)) model.alone = true
  followHandlers(program.machine, found.slice(sure))
  addUnclaimed(reading)
  const kept = withoutRepeats(found, sure, made, program.machine.entered)
  // Where a file's work ended early, nobody knows what else it would have registered, or where.
  for (const why of program.machine.faults)
    for (const model of kept) model.open.push({ why: `verblint failed at ${why.split(':')[0]}`, range: model.range })
  for (const range of [...endsOf(program)])
    for (const model of kept) model.open.push({ why: 'not all of the program is followed', range })
  return {
    apps: kept.filter((model) => model.kind === 'app'),
    routers: kept.filter((model) => model.kind === 'router'),
    program,
  }
}
