import { truth, UNDEFINED, unknown } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Machine } from '../../javascript/machine.ts'
import type { Unseen } from '../../model/outcome.ts'
import type { SourceRange } from '../../source/range.ts'
import type { Disk } from '../../source/disk.ts'
import type { Promises } from '../packages/loading.ts'
import type { Major } from '../path/compile.ts'
import type { StackLayer } from '../stack.ts'
import { callFunction } from './call.ts'
import { explore } from './choices.ts'
import type { Choices } from './choices.ts'
import { bearsNoStatus, builtInError, openError } from './errors.ts'
import { own } from './made.ts'
import { errorKey } from './error-key.ts'
import { copyExchange, fingerprint, responseKey } from './exchange.ts'
import { noteRead, transfer } from './reads.ts'
import type { Reading } from './reads.ts'
import { recall, recollection, remember } from './memory.ts'
import type { Recollection } from './memory.ts'
import type { Exchange, Place } from './exchange.ts'
import { argument, host } from './native.ts'
import { stateOf } from './promise.ts'
import { LOCALS, REQUEST } from './request.ts'
import { RESPONSE, respond } from './response.ts'
import { settle, settleDeep } from './selector.ts'
import { newTrail } from './trail.ts'
import { GiveUp, Stop, Thrown, placeOf, rangeOf } from './run.ts'
import type { RequestFacts, Run } from './run.ts'

/** What every request to an application has in common; `catches`: rejections are passed on, whatever the major. */
export interface Surroundings { machine: Machine; disk: Disk; major: Major; settings: ReadonlyMap<string, Value>; memory: Memory; catches?: boolean; promises?: Promises; isRead(name: string): boolean }

/** The surroundings of the handlers of a layer: its router may make something of their promises, in Express 4 too. */
export const aroundLayer = ({ promises }: StackLayer, around: Surroundings): Surroundings => (promises ? { ...around, catches: true, promises } : around)

/** An error on its way to who handles it. */
export interface Failure { value: Value; place: Place | null }

/** How a handler may end. */
export interface End {
  kind: 'sent' | 'next' | 'route' | 'router' | 'silent' | 'unknown'
  exchange: Exchange
  error: Failure | null
  /** What it would still answer, if nobody after `next()` does. */
  late: Exchange | null
  when: string[]
  why: string
  at: SourceRange | null
  /** What cannot be seen and may answer ('unknown'), or has passed the request on. */
  unseen?: Unseen
}

/** Ends of earlier runs, by handler and by what they were given. */
export type Memory = WeakMap<FunctionValue, Map<string, Recollection<Ended>>>
interface Ended { start: Exchange; ends: End[] }

const MOST_RUNS = 64
/** Steps of all ways of a handler together; of one that has turned out to be too long before, few. */
const MOST_STEPS = 20_000
const FEW_STEPS = 1000
const OFTEN = 2
/** How often a function had more ways than were followed. */
const cuts = new WeakMap<FunctionValue, number>()
const MANY_ENDS = 6
const MOST_ENDS = 24
const MOST_CONDITIONS = 3

const request = host(REQUEST)
const response = host(RESPONSE)
const locals = host(LOCALS)

const endKey = (end: End): string => [end.kind, fingerprint(end.exchange), end.exchange.method, end.exchange.url, errorKey(end.error?.value),
  end.error?.place?.range.start.offset ?? '', end.late ? fingerprint(end.late) : '', end.why].join('|')

function newRun(choices: Choices, exchange: Exchange, facts: RequestFacts, around: Surroundings, mostSteps: number): Run {
  const run: Run = {
    mostSteps,
    choices, start: exchange, exchange: copyExchange(exchange), facts, major: around.major, disk: around.disk, machine: around.machine, settings: around.settings, memory: around.memory, isRead: around.isRead,
    reads: new Map(), held: null, frames: [], guard: 0, guards: 0, failures: new Set(), steps: 0, trail: newTrail(), next: null, later: [], truths: new Map(), picked: new Map(), children: new Map(),
    bound: new Set(), owned: new Set(), overlay: new Map(), passed: null, scopes: new Set(), parameters: new Set(), escaped: false, thrownAt: new Map(),
    request, response, locals, nextFunction: UNDEFINED, respond: (by, module, node) => respond(run, by, module, node),
  }
  run.nextFunction = host({ get: () => UNDEFINED }, ({ site, node, args }) => {
    if (run.next) return UNDEFINED
    const given = argument(args, 0)
    const text = given.kind === 'constant' && typeof given.value === 'string' ? given.value : null
    const kind = text === 'route' || text === 'router' ? text : 'next'
    const fails = kind === 'next' && (truth(given) ?? run.truths.get(given) ?? run.choices.pick((way) => (way === 0 ? 'if next() is given an error' : 'unless next() is given an error'), 2) === 0)
    run.next = { kind, error: fails ? errorFrom(run, given) : null, place: (fails ? run.thrownAt.get(given) : undefined) ?? placeOf(run, site.module, node), exchange: copyExchange(run.exchange) }
    return UNDEFINED
  })
  if (exchange.committed) noteRead(run, 'response')
  return run
}

/** What next() is given: of an error that a callback may have got, an error. */
function errorFrom(run: Run, given: Value): Value {
  if (given.kind !== 'unknown' || !given.plain) return given
  return bearsNoStatus(run, given) ? openError(true) : unknown(given.why)
}

/** An error as its handler gets it, which may write on it. */
const adopted = (run: Run, value: Value): Value => (value.kind === 'object' ? own(run, { ...value, members: new Map(value.members) }) : value)

/** The ways a handler may go, with the request and response as they come to it. `args`: null stands for req, res, next. */
export function runHandler(fn: FunctionValue, before: Value[], after: Value[], exchange: Exchange, facts: RequestFacts, around: Surroundings): End[] {
  const key = `${before.map((one) => errorKey(one)).join()}${after.map((one) => errorKey(one)).join()}`
  return remembered(fn, key, (run) => [...before.map((one) => adopted(run, one)), request, response, run.nextFunction, ...after], { exchange, facts, around })
}

/** What a function is given. What it needs of the request for that, it reads of the run. */
type Arrange = (run: Run) => Value[]

interface Coming { exchange: Exchange; facts: RequestFacts; around: Surroundings }

/** The ways of a function that is no handler: an option of a package, which answers through a callback. */
export const runOption = (fn: FunctionValue, arrange: Arrange, coming: Coming): End[] => remembered(fn, 'option', arrange, coming)

/** The ends of a function; those of an earlier run that read the same. */
function remembered(fn: FunctionValue, given: string, arrange: Arrange, { exchange, facts, around }: Coming): End[] {
  const known = around.memory.get(fn) ?? new Map<string, Recollection<Ended>>()
  around.memory.set(fn, known)
  const key = `${facts.exact}${around.catches ?? ''}${around.promises ?? ''}${given}`
  const memory = known.get(key) ?? recollection<Ended>()
  known.set(key, memory)
  const found = recall(memory, facts, exchange)
  if (found) return found.ends.map((one) => ({ ...one, exchange: transfer(one.exchange, found.start, exchange), late: one.late && transfer(one.late, found.start, exchange) }))
  const reads = new Map<string, Reading>()
  const ends = exploreHandler(fn, arrange, exchange, facts, around, reads)
  remember(memory, reads, { start: exchange, ends })
  return ends
}

/** Of many ends, those with like responses become one; what they leave for later handlers differently is open. */
function widen(ends: End[]): End[] {
  const found = new Map<string, End>()
  for (const one of ends) {
    const key = [one.kind, responseKey(one.exchange), one.exchange.method, one.exchange.url, errorKey(one.error?.value), one.late ? responseKey(one.late) : '', one.why].join('|')
    const known = found.get(key)
    if (!known) found.set(key, one)
    else {
      known.exchange = { ...known.exchange, bag: joinBags(known.exchange.bag, one.exchange.bag) }
      if (one.when.length < known.when.length) known.when = one.when
    }
  }
  return [...found.values()]
}

/** What handlers left on a request in one way or another. */
export function joinBags(a: Exchange['bag'], b: Exchange['bag']): Exchange['bag'] {
  const bag = new Map<string, Value>()
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(name), b.get(name)]
    bag.set(name, one && errorKey(one) === errorKey(other) ? one : unknown(name))
  }
  return bag
}

function exploreHandler(fn: FunctionValue, arrange: Arrange, exchange: Exchange, facts: RequestFacts, around: Surroundings, reads: Map<string, Reading>): End[] {
  const groups = new Map<string, End>()
  let steps = 0
  const before = cuts.get(fn) ?? 0
  const most = before < OFTEN ? MOST_STEPS : FEW_STEPS
  const whole = explore(MOST_RUNS, (choices) => {
    const run = newRun(choices, exchange, facts, around, most - steps)
    const end = runOnce(run, fn, arrange(run), around)
    for (const [name, reading] of run.reads) reads.set(name, reading)
    steps += run.steps
    if (!end) return steps < most
    end.when = choices.made.flatMap(({ when }) => when)
    const key = endKey(end)
    const known = groups.get(key)
    if (!known || known.when.length > end.when.length) groups.set(key, end)
    return steps < most
  })
  if (!whole || steps >= most) cuts.set(fn, before + 1)
  const ends = groups.size > MANY_ENDS ? widen([...groups.values()]) : [...groups.values()]
  const many = ends.splice(MOST_ENDS).length > 0
  if (!whole || many || !ends.length) ends.push(unknownEnd(exchange, whole && !many ? 'the handler cannot be followed' : 'the handler has too many ways', rangeOf(fn.module, fn.node)))
  if (ends.length === 1) for (const end of ends) end.when = []
  for (const end of ends) end.when = end.when.slice(0, MOST_CONDITIONS)
  return ends
}

export const unknownEnd = (exchange: Exchange, why: string, at: SourceRange | null): End =>
  ({ kind: 'unknown', exchange, error: null, late: null, when: [], why, at })

const end = (run: Run, kind: End['kind'], error: Failure | null = null): End =>
  ({ kind, exchange: run.exchange, error, late: null, when: [], why: '', at: null })

/** Carries the handler out once; null: what was assumed turned out to be of no interest. */
function runOnce(run: Run, fn: FunctionValue, args: Value[], around: Surroundings): End | null {
  try {
    const failure = callHandler(run, fn, args, around)
    if (failure === 'dropped') return null
    if (failure === 'route') return run.next ? nextEnd(run) : end(run, 'route')
    // Whatever is thrown goes to next(), and what is falsy is no error there.
    if (failure === 'passed') return run.next ? nextEnd(run) : end(run, 'next')
    if (failure === 'lost') return run.next ? nextEnd(run) : end(run, 'silent')
    if (failure && !run.next) return thrownEnd(run, failure)
    const dropped = finishLater(run)
    if (dropped) return null
  } catch (error) {
    if (error instanceof GiveUp) return run.next ? nextEnd(run) : { ...unknownEnd(run.exchange, error.why, error.at), ...(error.unseen && { unseen: error.unseen }) }
    // An expression nested deeper than the stack, or a text longer than any string.
    if (error instanceof RangeError) return unknownEnd(run.exchange, 'the handler is too large to follow', null)
    if (!(error instanceof Stop)) throw error
  }
  if (run.next) return nextEnd(run)
  if (run.exchange.sent) return end(run, 'sent')
  if (around.promises === 'results') return unknownEnd(run.exchange, 'what the handler gives is sent', null)
  return run.escaped ? unknownEnd(run.exchange, 'the response is kept for later', null) : end(run, 'silent')
}

/** What is thrown goes to next(): 'route' and 'router' mean there what they always mean. */
function thrownEnd(run: Run, failure: Failure): End {
  const text = failure.value.kind === 'constant' ? failure.value.value : null
  return text === 'route' || text === 'router' ? end(run, text) : end(run, 'next', failure)
}

function nextEnd(run: Run): End | null {
  if (!run.next) return null
  const { kind, error, place, exchange } = run.next
  const made = end(run, kind, error && { value: error, place })
  made.exchange = exchange
  made.late = run.exchange.sent ? run.exchange : null
  if (run.passed) made.unseen = run.passed
  return made
}

/** express-promise-router: a promise that gives 'next' or 'route' goes on; what a call gives that cannot be seen may be one. */
function wordOf(run: Run, value: Value): 'passed' | 'route' | null {
  if (value.kind !== 'constant') {
    const open = value.kind === 'unknown' || value.kind === 'external' || value.kind === 'either'
    return open && run.choices.pick((way) => `${way === 0 ? 'unless' : 'if'} the handler's promise gives 'next'`, 2) === 1 ? 'passed' : null
  }
  return value.value === 'next' ? 'passed' : value.value === 'route' ? 'route' : null
}

/** What Layer#handle_request does with the outcome of the call. 'lost': a rejection that nobody hears of. */
function callHandler(run: Run, fn: FunctionValue, args: Value[], around: Surroundings): Failure | 'lost' | 'dropped' | 'passed' | 'route' | null {
  const catches = around.catches ?? around.major >= 5
  try {
    const result = callFunction(run, fn, { self: UNDEFINED, args: { items: args, open: false }, node: null, caller: null, callback: false })
    const settled = stateOf(settle(run, result))
    if (settled?.state !== 'rejected') return around.promises === 'words' ? wordOf(run, settled ? settled.value : result) : null
    if (settled.error.implicit) return 'dropped'
    if (!catches) return 'lost'
    const value = settleDeep(run, settled.error.value)
    return failure(truth(value) === false ? builtInError('Error', UNDEFINED) : value, settled.error)
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    if (error.implicit) return 'dropped'
    const value = settleDeep(run, error.value)
    return truth(value) === false ? 'passed' : failure(value, error)
  }
}

const failure = (value: Value, { at, place }: Thrown): Failure => ({ value, place: place ?? (at && { range: at, helpers: [], given: false }) })

/** Callbacks that were left behind; whether an assumed failure in one of them is of no interest. */
function finishLater(run: Run): boolean {
  for (let [work] = run.later; work; [work] = run.later) {
    run.later = run.later.slice(1)
    try {
      work()
    } catch (error) {
      if (!(error instanceof Thrown)) throw error
      if (error.implicit) return true
      // Nobody catches it: the process ends, and the client waits in vain.
      return false
    }
  }
  return false
}
