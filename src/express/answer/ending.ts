import { UNDEFINED, isUndefined, truth } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { callCourse } from './call.ts'
import { givesSomething, mayFailLater, sendGiven } from './controller.ts'
import { eachEnd, eachWay } from './course.ts'
import { builtInError } from './errors.ts'
import { responseKey } from './exchange.ts'
import { fingerprintOf } from './likeness.ts'
import type { Exchange } from './exchange.ts'
import { cutEnd, unknownEnd } from './handler.ts'
import type { End, Failure, Surroundings } from './handler.ts'
import type { Ended } from './joins.ts'
import { takeUp } from './later.ts'
import { stateOf } from './promise.ts'
import { Bound, GiveUp, Stop, TOO_DEEP, Thrown, anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { settle, settleDeep } from './selector.ts'

/** Takes an end of a handler, and what was assumed on the way there. */
type Use = (end: End | null, when: string[]) => void

/** Takes all the ends of a handler, while the run stands there. What was assumed in vain has none. */
export function eachEnding(
  run: Run,
  fn: FunctionValue,
  args: Value[],
  around: Surroundings,
  take: (end: End) => void,
): void {
  const called = callCourse(run, fn, {
    self: UNDEFINED,
    args: { items: args, open: false },
    node: null,
    caller: null,
    callback: false,
  })
  eachEnd(run, called, (one, when) =>
    afterCall(run, one, around, (made, more) => {
      if (made) take({ ...made, when: [...when, ...more] })
    }),
  )
}

function afterCall(run: Run, ended: Ended, around: Surroundings, use: Use): void {
  if ('error' in ended && ended.error instanceof GiveUp) return use(gaveUp(run, ended.error), [])
  if ('error' in ended && ended.error instanceof Stop) return use(lastEnd(run, around), [])
  const whole = eachWay(
    run,
    () => {
      const result = resultOf(run, ended, around)
      const { calling } = around
      if (result !== null || !calling?.sends || run.next || run.exchange.sent) return result
      const value = valueOf(run, ended)
      if (mayFailLater(value)) return 'open'
      if (calling.sends === 'results' && !givesSomething(value)) return isUndefined(value) ? result : 'open'
      const refused = sendGiven(run, calling, value)
      return refused && failure(refused, null)
    },
    (result, when) => {
      // Whatever is thrown goes to next(), and what is falsy is no error there.
      if (result === 'dropped') return use(null, when)
      if (result === 'open') return use(unknownEnd(run.exchange, 'what the method gives is sent', null), when)
      if (result === null || (run.next && typeof result === 'object')) return afterwards(run, around, when, use)
      if (typeof result === 'object') return use(thrownEnd(run, result), when)
      use(
        run.next ? nextEnd(run) : end(run, result === 'passed' ? 'next' : result === 'lost' ? 'silent' : 'route'),
        when,
      )
    },
  )
  if (!whole) use(tooMany(run), [])
}

/** Callbacks that were left behind; an assumed failure in one of them is of no interest. */
function afterwards(run: Run, around: Surroundings, when: string[], use: Use): void {
  if (run.later.tasks.length === 0) return use(lastEnd(run, around), when)
  const carryOut = (): Thrown | Stop | GiveUp | null => {
    try {
      takeUp(run)?.work()
    } catch (error) {
      if (error instanceof Thrown || error instanceof Stop || error instanceof GiveUp) return error
      throw error
    }
    return null
  }
  const whole = eachWay(run, carryOut, (error, more) => {
    const all = [...when, ...more]
    if (!error) return afterwards(run, around, all, use)
    if (error instanceof GiveUp) return use(gaveUp(run, error), all)
    // Nobody catches it: the process ends, and the client waits in vain.
    use(error instanceof Thrown && error.implicit ? null : lastEnd(run, around), all)
  })
  if (!whole) use(tooMany(run), when)
}

function tooMany(run: Run): End {
  run.isTooMuch = true
  return cutEnd(run.exchange, 'the handler has too many ways', null)
}

function gaveUp(run: Run, error: GiveUp): End | null {
  if (run.next) return nextEnd(run)
  const { why, at, unseen } = error
  if (error instanceof Bound) run.isTooMuch = true
  if (error instanceof Bound || why === TOO_DEEP) return cutEnd(run.exchange, why, at)
  return { ...unknownEnd(run.exchange, why, at), ...(unseen && { unseen }) }
}

function lastEnd(run: Run, around: Surroundings): End | null {
  if (run.next) return nextEnd(run)
  if (run.exchange.sent) return end(run, 'sent')
  if (around.promises === 'results') return unknownEnd(run.exchange, 'what the handler gives is sent', null)
  if (run.escaped) return unknownEnd(run.exchange, 'the response is kept for later', null)
  // Where nobody else answers, what cannot be seen does; a rejection of its own that nobody hears of is of no interest.
  return run.passed.length > 0 || run.exchange.failed === 'unheard' ? null : end(run, 'silent')
}

const end = (run: Run, kind: End['kind'], error: Failure | null = null): End => ({
  kind,
  exchange: run.exchange,
  error,
  late: null,
  when: [],
  why: '',
  at: null,
  ...(run.passed.length > 0 && { passed: run.passed }),
})

/** What is thrown goes to next(): 'route' and 'router' mean there what they always mean. */
function thrownEnd(run: Run, failure: Failure): End {
  const text = failure.value.kind === 'constant' ? failure.value.value : null
  return text === 'route' || text === 'router' ? end(run, text) : end(run, 'next', failure)
}

/** What is set after next() is there for whoever answers later, as Express's own last handler does, and not for others. */
const changedSince = (then: Exchange, now: Exchange): Exchange =>
  now.sent
    ? then
    : {
        ...then,
        open: true,
        ...(fingerprintOf(now.status) !== fingerprintOf(then.status) && {
          status: anUnknown('the status is set after next()'),
        }),
      }

function nextEnd(run: Run): End | null {
  if (!run.next) return null
  const { kind, error, place, exchange, into } = run.next
  const made: End = { ...end(run, kind, error && { value: error, place }), ...(into && { into }) }
  made.exchange = responseKey(run.exchange) === responseKey(exchange) ? exchange : changedSince(exchange, run.exchange)
  made.late = run.exchange.sent ? run.exchange : null
  return made
}

/** express-promise-router: a promise that gives 'next' or 'route' goes on; what a call gives that cannot be seen may be one. */
function wordOf(run: Run, value: Value): 'passed' | 'route' | null {
  if (value.kind !== 'constant') {
    const open = value.kind === 'unknown' || value.kind === 'external' || value.kind === 'either'
    return open &&
      run.choices.pick((way) => `${way === 0 ? 'unless' : 'if'} the handler's promise gives 'next'`, 2) === 1
      ? 'passed'
      : null
  }
  return value.value === 'next' ? 'passed' : value.value === 'route' ? 'route' : null
}

const givenBy = (ended: Ended): Value =>
  'completion' in ended && ended.completion && 'value' in ended.completion ? ended.completion.value : UNDEFINED

/** What a method gives in the end: what its promise comes to. */
function valueOf(run: Run, ended: Ended): Value {
  const value = settle(run, givenBy(ended))
  const settled = stateOf(value)
  return settled?.state === 'fulfilled' ? settled.value : value
}

/** What Layer#handle_request does with the outcome of the call. 'lost': a rejection that nobody hears of. */
function resultOf(
  run: Run,
  ended: Ended,
  around: Surroundings,
): Failure | 'lost' | 'dropped' | 'passed' | 'route' | null {
  if ('error' in ended && ended.error instanceof Thrown) {
    if (ended.error.implicit) return 'dropped'
    const value = settleDeep(run, ended.error.value)
    return truth(value) === false && !around.calling ? 'passed' : failure(value, ended.error)
  }
  const result = givenBy(ended)
  const settled = stateOf(settle(run, result))
  if (settled?.state !== 'rejected')
    return around.promises === 'words' ? wordOf(run, settled ? settled.value : result) : null
  if (settled.error.implicit) return 'dropped'
  if (!(around.catches ?? around.major >= 5)) return 'lost'
  const value = settleDeep(run, settled.error.value)
  return failure(truth(value) === false ? builtInError('Error', UNDEFINED) : value, settled.error)
}

const failure = (value: Value, thrown: Thrown | null): Failure => ({
  value,
  place: thrown && (thrown.place ?? (thrown.at && { range: thrown.at, helpers: [], given: false })),
})
