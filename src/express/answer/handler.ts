import { work } from '../../text/work.ts'
import { unknown } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Unseen } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Promises } from '../packages/loading.ts'
import type { Calling, RouterModel, StackLayer } from '../register/stack.ts'
import { changed, numberOf } from './changes.ts'
import { effortOf } from './effort.ts'
import { eachEnding } from './ending.ts'
import { own } from './made.ts'
import { errorKey } from './error-key.ts'
import { fingerprint, joinResponses, responseKey, statusKey } from './exchange.ts'
import { routerKey } from './joins.ts'
import { keepEnd } from './keep.ts'
import { asksMethod } from './method.ts'
import { methodAsks, transfer } from './reads.ts'
import type { Reading } from './reads.ts'
import { recall, recollection, remember } from './memory.ts'
import type { Recollection } from './memory.ts'
import type { Exchange, Place } from './exchange.ts'
import { newRun } from './new-run.ts'
import { TOO_LONG, rangeOf } from './run.ts'
import type { Common, RequestFacts, Run } from './run.ts'

/** What every request to an application has in common; `brief`: a handler that takes many steps need not be followed; `catches`: rejections are
 * passed on, whatever the major; `calling`: a framework calls the function. */
export interface Surroundings extends Common {
  calling?: Calling
  brief?: true
  catches?: boolean
  promises?: Promises
}

/** The surroundings of the handlers of a layer: its router may make something of their promises, in Express 4 too. */
export const aroundLayer = ({ promises }: StackLayer, around: Surroundings): Surroundings =>
  promises ? { ...around, catches: true, promises } : around

/** An error on its way to who handles it. */
export interface Failure {
  value: Value
  place: Place | null
}

/** How a handler may end. */
export interface End {
  kind: 'sent' | 'next' | 'route' | 'router' | 'silent' | 'unknown'
  exchange: Exchange
  error: Failure | null
  /** Of 'next': the router that the request goes through first. */
  into?: RouterModel
  /** What it would still answer, if nobody after `next()` does. */
  late: Exchange | null
  when: string[]
  why: string
  at: SourceRange | null
  /** Of 'unknown': what cannot be seen and may answer. */
  unseen?: Unseen
  /** Of 'unknown': there is more of the handler than is followed. */
  isCut?: true
  /** What cannot be seen, might have answered, and has not. */
  passed?: readonly string[]
}

/** Ends of earlier runs, by handler, by what they were given, and by how it was looked at. */
export type Memory = WeakMap<FunctionValue, Map<string, Map<Look['how'], Recollection<Ended>>>>
interface Ended {
  start: Exchange
  ends: End[]
  /** What was asked of the request's method. */
  asks: readonly ((method: string) => boolean)[]
  /** What was asked of its path. */
  readings: readonly Reading[]
}

/** Steps of all ways of a handler together; of one that has turned out to be too long before, or costs much again and again, few, and in the
 * end none. */
const MOST_STEPS = 6000
const FEW_STEPS = 1000
const MUCH_SPENT = 20_000
const MOST_SPENT = 60_000
/** Steps of an application, after which each run is given no more than those of one that was too long before. */
const MOST_SPENT_TOGETHER = 1_000_000
const OFTEN = 2
const MANY_ENDS = 6
const MOST_ENDS = 24
const MOST_CONDITIONS = 3

const endKey = (end: End): string =>
  [
    end.kind,
    fingerprint(end.exchange),
    end.exchange.method,
    end.exchange.url,
    errorKey(end.error?.value),
    end.error?.place?.range.start.offset ?? '',
    end.late ? fingerprint(end.late) : '',
    end.why,
    routerKey(end.into),
  ].join('|')

/** An error as its handler gets it, which may write on it. */
export function adopted(run: Run, value: Value): Value {
  if (value.kind !== 'object') return value
  const error = own(run, { ...value, members: new Map(value.members) })
  run.errors.add(error)
  return error
}

/** The ways a handler may go, with the request and response as they come to it. `args`: null stands for req, res, next. */
export function runHandler(
  fn: FunctionValue,
  before: Value[],
  after: Value[],
  exchange: Exchange,
  facts: RequestFacts,
  around: Surroundings,
): End[] {
  const key = `${before.map((one) => errorKey(one)).join()}${after.map((one) => errorKey(one)).join()}`
  return remembered(
    fn,
    key,
    (run) => [...before.map((one) => adopted(run, one)), run.request, run.response, run.nextFunction, ...after],
    { exchange, facts, around },
  )
}

/** What a function is given. What it needs of the request for that, it reads of the run. */
type Arrange = (run: Run) => Value[]

export interface Coming {
  exchange: Exchange
  facts: RequestFacts
  around: Surroundings
}

/** The ways of a function that is no handler, but is given what `arrange` says: an option of a package, a method of a controller. `key`: what
 * that hangs on, beside the request. */
export const runOption = (fn: FunctionValue, arrange: Arrange, coming: Coming, key = 'option'): End[] =>
  remembered(fn, key, arrange, coming)

/** The ends of a function; those of an earlier run that read the same. What was not followed to its end is kept apart. */
function remembered(fn: FunctionValue, given: string, arrange: Arrange, { exchange, facts, around }: Coming): End[] {
  const key = `${facts.exact}${around.catches ?? ''}${around.promises ?? ''}${given}`
  const memory = memoryOf(around, fn, key)
  for (const look of LOOKS) {
    const before = look !== 'brief' || around.brief ? memory.get(look) : undefined
    const found = before ? recall(before, facts, exchange) : null
    if (found) {
      for (const ask of found.asks) asksMethod(facts, exchange, ask)
      facts.readings?.push(...found.readings)
      return found.ends.map((one) => ({
        ...one,
        exchange: transfer(one.exchange, found.start, exchange),
        late: one.late && transfer(one.late, found.start, exchange),
      }))
    }
  }
  const { ends, reads, how } = explore(fn, { arrange, exchange, facts, around })
  const asks = methodAsks(reads, facts, exchange)
  for (const ask of asks) asksMethod(facts, exchange, ask)
  const readings = [...reads.values()].filter(({ isOfPath }) => isOfPath)
  facts.readings?.push(...readings)
  const kept = memory.get(how) ?? recollection<Ended>()
  memory.set(how, kept)
  remember(kept, reads, { start: exchange, ends, asks, readings })
  return ends
}

function memoryOf({ memory }: Surroundings, fn: FunctionValue, key: string): Map<Look['how'], Recollection<Ended>> {
  const known = memory.get(fn) ?? new Map<string, Map<Look['how'], Recollection<Ended>>>()
  memory.set(fn, known)
  const found = known.get(key) ?? new Map<Look['how'], Recollection<Ended>>()
  known.set(key, found)
  return found
}

/** Two ends are one from now on. */
function meet(known: End, other: End): void {
  known.exchange = joinResponses(known.exchange, other.exchange)
  if (known.passed) known.passed = known.passed.filter((name) => other.passed?.includes(name))
}

/** Of many ends, those with like responses become one; what they leave for later handlers differently is open. */
function widen(ends: End[], responseOf = responseKey): End[] {
  const found = new Map<string, End>()
  for (const one of ends) {
    const key = [
      one.kind,
      responseOf(one.exchange),
      one.exchange.method,
      one.exchange.url,
      errorKey(one.error?.value),
      one.late ? responseKey(one.late) : '',
      one.why,
      routerKey(one.into),
    ].join('|')
    const known = found.get(key)
    if (!known) found.set(key, one)
    else {
      meet(known, one)
      known.exchange = { ...known.exchange, bag: joinBags(known.exchange.bag, one.exchange.bag) }
      if (one.when.length < known.when.length) known.when = one.when
    }
  }
  return [...found.values()]
}

/** What handlers left on a request in one way or another. */
export function joinBags(a: Exchange['bag'], b: Exchange['bag']): Exchange['bag'] {
  if (a === b) return a
  return changed(a, `or ${numberOf(b)}`, (bag) => {
    for (const name of new Set([...a.keys(), ...b.keys()])) {
      const [one, other] = [a.get(name), b.get(name)]
      bag.set(name, one && errorKey(one) === errorKey(other) ? one : unknown(name))
    }
  })
}

/** How a handler was looked at: with its helpers, without those that have nothing to answer with, or with few steps. */
const LOOKS = ['whole', 'coarse', 'brief'] as const
interface Look {
  ends: End[]
  reads: ReadonlyMap<string, Reading>
  how: (typeof LOOKS)[number]
}

interface Visit extends Coming {
  arrange: Arrange
}

/** The ends of a handler; where there is too much of it, its helpers are left open. */
function explore(fn: FunctionValue, visit: Visit): Look {
  const effort = effortOf(fn)
  const { brief, spent } = visit.around
  const isDear = brief || effort.spent > MOST_SPENT || spent.steps > MOST_SPENT_TOGETHER
  if (effort.cuts === 0) {
    const { run, ends } = carryOut(fn, visit, isDear ? FEW_STEPS : MOST_STEPS, false)
    effort.spent += run.steps
    if (!run.isTooMuch) return { ends, reads: run.reads, how: run.isCut && brief ? 'brief' : 'whole' }
    if (!brief) effort.cuts++
  }
  const isLost = effort.losses >= OFTEN
  if (isLost && effort.spent > MUCH_SPENT)
    return {
      ends: [cutEnd(visit.exchange, TOO_LONG, rangeOf(fn.module, fn.node))],
      reads: new Map(),
      how: 'coarse',
    }
  const { run, ends } = carryOut(fn, visit, isLost || isDear ? FEW_STEPS : MOST_STEPS, true)
  effort.spent += run.steps
  if (run.isTooMuch && !brief) effort.losses++
  return { ends, reads: run.reads, how: brief ? 'brief' : 'coarse' }
}

function carryOut(
  fn: FunctionValue,
  { arrange, exchange, facts, around }: Visit,
  mostSteps: number,
  isCoarse: boolean,
): { run: Run; ends: End[] } {
  const run = newRun(exchange, facts, around, mostSteps, isCoarse)
  const found = new Map<string, End>()
  const take = (end: End): void => {
    const key = endKey(end)
    const known = found.get(key)
    if (!known) {
      found.set(key, keepEnd(run, end))
      return
    }
    meet(known, end)
    if (known.when.length > end.when.length) known.when = end.when
  }
  try {
    eachEnding(run, fn, arrange(run), around, take)
  } catch (error) {
    // An expression nested deeper than the stack, or a text longer than any string.
    if (!(error instanceof RangeError)) throw error
    take(cutEnd(exchange, 'the handler is too large to follow', null))
  }
  if (run.steps > run.mostSteps) run.isTooMuch = true
  around.spent.steps += run.steps
  work(run.steps)
  return { run, ends: presentable([...found.values()], exchange, rangeOf(fn.module, fn.node)) }
}

/** Not more ends than a person can look at; what is left out is open. */
function presentable(found: End[], exchange: Exchange, at: SourceRange): End[] {
  const alike = found.length > MANY_ENDS ? widen(found) : found
  const ends = alike.length > MOST_ENDS ? widen(alike, statusKey) : alike
  if (!ends.length) ends.push(unknownEnd(exchange, 'the handler cannot be followed', at))
  if (ends.splice(MOST_ENDS).length > 0) ends.push(cutEnd(exchange, 'the handler has too many ways', at))
  for (const end of ends) {
    end.when = ends.length === 1 ? [] : end.when.slice(0, MOST_CONDITIONS)
    if (end.kind === 'unknown') end.at ??= at
  }
  return ends
}

export const unknownEnd = (exchange: Exchange, why: string, at: SourceRange | null): End => ({
  kind: 'unknown',
  exchange,
  error: null,
  late: null,
  when: [],
  why,
  at,
})

export const cutEnd = (exchange: Exchange, why: string, at: SourceRange | null): End => ({
  ...unknownEnd(exchange, why, at),
  isCut: true,
})
