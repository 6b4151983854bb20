import { UNDEFINED, constant, truth } from '../../javascript/value.ts'
import type { FunctionValue, ObjectValue, Value } from '../../javascript/value.ts'
import { callBack } from '../answer/call.ts'
import { copyExchange, leave, setHeader } from '../answer/exchange.ts'
import { runOption, unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { OPTIONS, isOneOf } from '../answer/method.ts'
import { argument, lend } from '../answer/native.ts'
import { textOf } from '../answer/operators.ts'
import { readHeader } from '../answer/reads.ts'
import { anUnknown } from '../answer/run.ts'
import type { Run } from '../answer/run.ts'
import { end, memberOf } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** cors/lib/index.js: whether it handles a request, by its `origin` option and the Origin header. */
function allowOrigin({ facts }: Arrival, origin: Value): string | null {
  const from = facts.headers.origin ?? null
  if (origin.kind === 'constant')
    return origin.value === undefined ? '*' : origin.value === true ? from : String(origin.value)
  if (origin.kind === 'array' && !origin.open && from !== null) {
    const found = origin.items.some(
      (item) =>
        (item.kind === 'constant' && item.value === from) ||
        (item.kind === 'regex' &&
          /^[\w^$\\./:-]+$/.test(item.source) &&
          new RegExp(item.source, item.flags).test(from)),
    )
    return found ? from : ''
  }
  return null
}

export function cors(arrival: Arrival): End[] {
  const { handler, exchange } = arrival
  const [given] = handler.args ?? []
  if (given?.kind === 'function') return corsByDelegate(arrival, given)
  if (given && given.kind !== 'object' && given.kind !== 'constant') {
    return mayRefuse(
      arrival,
      corsEnd(arrival, null, null),
      'with the options that cors() is given',
      'the options of cors() are open',
    )
  }
  const options = given?.kind === 'object' ? given : null
  const origin = memberOf(options, 'origin')
  if (options?.members.has('origin') && truth(origin) === false) return [end('next', exchange)]
  const answer = corsEnd(arrival, options, allowOrigin(arrival, origin))
  if (origin.kind === 'function') return corsByFunction(arrival, options, origin)
  if (origin.kind !== 'unknown') return [answer]
  return mayRefuse(arrival, answer, 'if cors() allows the origin', 'the origin may be refused')
}

/** What is not seen of the options may refuse an origin; it passes every other request on, but for those that it answers itself. */
function mayRefuse({ exchange, handler }: Arrival, answer: End, when: string, why: string): End[] {
  const refused = unknownEnd(exchange, why, handler.range)
  if (answer.kind !== 'next') return [{ ...answer, when: [when] }, refused]
  const unseen = { name: 'cors()', from: null }
  return [
    { ...answer, passed: [unseen.name] },
    { ...refused, unseen },
  ]
}

/** Options that are found anew for each request, through a callback. */
function corsByDelegate(arrival: Arrival, delegate: FunctionValue): End[] {
  const ends = runOption(
    delegate,
    (run) => [
      run.request,
      lend('callback', (call) => {
        leave(call.run.exchange, ALLOWED, argument(call.args, 1))
        return callBack(call.run, call.site, call.node, run.nextFunction, [argument(call.args, 0)])
      }),
    ],
    arrival,
  )
  return ends.flatMap((one): End[] => {
    if (one.kind !== 'next' || one.error) return [{ ...one, exchange: arrival.exchange }]
    const options = one.exchange.bag.get(ALLOWED) ?? UNDEFINED
    return cors({ ...arrival, handler: { ...arrival.handler, args: [options] } }).map((end) => ({
      ...end,
      when: [...one.when, ...end.when],
    }))
  })
}

function originOf(run: Run): Value {
  const asked = readHeader(run, 'origin')
  return asked !== null ? constant(asked) : run.facts.exact ? UNDEFINED : anUnknown('the origin')
}

/** An `origin` function is given the Origin header and says through a callback what is allowed. */
function corsByFunction(arrival: Arrival, options: ObjectValue | null, origin: FunctionValue): End[] {
  const { exchange } = arrival
  const ends = runOption(
    origin,
    (run) => [
      originOf(run),
      lend('callback', (call) => {
        leave(call.run.exchange, ALLOWED, argument(call.args, 1))
        return callBack(call.run, call.site, call.node, run.nextFunction, [argument(call.args, 0)])
      }),
    ],
    arrival,
  )
  return ends.flatMap((one): End[] => {
    if (one.kind !== 'next' || one.error) return [{ ...one, exchange }]
    const allowed = one.exchange.bag.get(ALLOWED) ?? UNDEFINED
    const holds = truth(allowed)
    const handled = { ...corsEnd(arrival, options, allowOrigin(arrival, allowed)), when: one.when }
    const passed = end('next', exchange, one.when)
    if (holds === null)
      return [
        { ...handled, when: [...one.when, 'if the origin is allowed'] },
        { ...passed, when: [...one.when, 'unless the origin is allowed'] },
      ]
    return [holds ? handled : passed]
  })
}

const ALLOWED = 'cors.allowed'

function corsEnd({ handler, exchange, facts }: Arrival, options: ObjectValue | null, origin: string | null): End {
  const now = copyExchange(exchange)
  const open = options?.open ?? false
  if (origin !== '') setHeader(now, 'Access-Control-Allow-Origin', open ? null : origin, handler.range)
  if (memberOf(options, 'credentials').kind === 'constant' && truth(memberOf(options, 'credentials')))
    setHeader(now, 'Access-Control-Allow-Credentials', 'true', handler.range)
  if (!isOneOf(facts, exchange, OPTIONS)) return end('next', now)
  const methods = memberOf(options, 'methods')
  const list =
    methods.kind === 'constant' && methods.value === undefined ? 'GET,HEAD,PUT,PATCH,POST,DELETE' : textOf(methods)
  setHeader(now, 'Access-Control-Allow-Methods', open && !options?.members.has('methods') ? null : list, handler.range)
  if (truth(memberOf(options, 'preflightContinue'))) return end('next', now)
  const status = memberOf(options, 'optionsSuccessStatus')
  now.status = status.kind === 'constant' && status.value === undefined ? constant(204) : status
  now.statusAt = { range: handler.range, helpers: [], given: false }
  now.sent = { by: 'response', at: now.statusAt }
  return end('sent', now)
}
