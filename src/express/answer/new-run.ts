import { truth, UNDEFINED, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { NO_CHOICES } from './choices.ts'
import { bearsNoStatus, openError } from './errors.ts'
import { copyExchange } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { NOTHING_LATER } from './later.ts'
import { argument, host } from './native.ts'
import { noteRead } from './reads.ts'
import { LOCALS, REQUEST } from './request.ts'
import { respond } from './respond.ts'
import { RESPONSE } from './response.ts'
import { placeOf } from './run.ts'
import type { Common, RequestFacts, Run } from './run.ts'
import { newTrail } from './trail.ts'

const request = host(REQUEST)
const response = host(RESPONSE)
const locals = host(LOCALS)

/** A run that begins. */
export function newRun(
  exchange: Exchange,
  facts: RequestFacts,
  around: Common,
  mostSteps: number,
  isCoarse: boolean,
): Run {
  const run: Run = {
    mostSteps,
    isCut: false,
    isCoarse,
    isTooMuch: false,
    choices: NO_CHOICES,
    start: exchange,
    exchange: copyExchange(exchange),
    facts,
    major: around.major,
    disk: around.disk,
    machine: around.machine,
    settings: around.settings,
    memory: around.memory,
    passages: around.passages,
    spent: around.spent,
    globals: around.globals,
    isRead: around.isRead,
    isDefined: around.isDefined,
    lacksName: around.lacksName,
    reads: new Map(),
    frames: [],
    tail: null,
    guard: 0,
    guards: 0,
    failures: new Set(),
    steps: 0,
    trail: newTrail(),
    next: null,
    later: NOTHING_LATER,
    truths: new Map(),
    picked: new Map(),
    children: new Map(),
    bound: new Set(),
    owned: new Map(),
    overlay: new Map(),
    passed: [],
    scopes: new Map(),
    opened: [],
    parameters: new Set(),
    escaped: false,
    isAwaited: false,
    errors: new Set(),
    thrownAt: new Map(),
    request,
    response,
    locals,
    nextFunction: UNDEFINED,
    respond: (by, module, node) => respond(run, by, module, node),
  }
  run.nextFunction = host({ get: () => UNDEFINED }, ({ site, node, args }) => {
    if (run.next) return UNDEFINED
    const given = argument(args, 0)
    const text = given.kind === 'constant' && typeof given.value === 'string' ? given.value : null
    const kind = text === 'route' || text === 'router' ? text : 'next'
    const fails =
      kind === 'next' &&
      (truth(given) ??
        run.truths.get(given) ??
        run.choices.pick(
          (way) => (way === 0 ? 'if next() is given an error' : 'unless next() is given an error'),
          2,
        ) === 0)
    run.next = {
      kind,
      error: fails ? errorFrom(run, given) : null,
      place: (fails ? run.thrownAt.get(given) : undefined) ?? placeOf(run, site.module, node),
      exchange: copyExchange(run.exchange),
    }
    return UNDEFINED
  })
  if (exchange.committed) noteRead(run, 'response')
  // Whether a run opens what is open already does not show in its end.
  if (exchange.open) noteRead(run, 'open')
  return run
}

/** What next() is given: of an error that a callback may have got, an error. */
function errorFrom(run: Run, given: Value): Value {
  if (given.kind !== 'unknown' || !given.plain) return given
  return bearsNoStatus(run, given) ? openError(true) : unknown(given.why)
}
