import { constant, truth } from '../../javascript/value.ts'
import { copyExchange, setHeader } from '../answer/exchange.ts'
import { httpError, openError } from '../answer/errors.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { textOf } from '../answer/operators.ts'
import { end, lacks, mayAnswer, memberOf, optionsOf, passingWith, placeOf, unseenPackage } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { mannerOf } from './strategies.ts'
import type { Manner } from './strategies.ts'

/** Where the credentials of every strategy come along; a request with none of them, and no query, has none. */
export const CREDENTIALS = [
  'authorization',
  'cookie',
  'content-type',
  'x-api-key',
  'x-access-token',
  'x-auth-token',
  'apikey',
]

const mannerIn = ({ handler, around }: Arrival): Manner | null => mannerOf(around.machine, handler.args?.[0])

/** Whether a request certainly brings nothing that the strategies would accept. */
export const hasNone = (arrival: Arrival): boolean => {
  const manner = mannerIn(arrival)
  if (manner === null) return false
  const ways = typeof manner === 'object' && manner.by ? [manner.by] : [...CREDENTIALS, '?']
  return ways.every((name) => lacks(arrival.facts, name))
}

const UNLESS = ['unless authentication succeeds']

/** passport/lib/middleware/authenticate.js: it refuses, sends elsewhere, or passes. */
export function authenticate(arrival: Arrival): End[] {
  const args = arrival.handler.args ?? []
  if (args.some(({ kind }) => kind === 'function')) return unseenPackage(arrival)
  const manner = mannerIn(arrival)
  const passed = passingWith(arrival, ['user', 'account', 'authInfo'])
  if (manner === 'passes') return [passed]
  const isCertain = hasNone(arrival)
  const first =
    manner === 'redirects'
      ? redirect(arrival, null, isCertain ? [] : UNLESS)
      : refusal(arrival, manner?.refuses ?? null, isCertain ? [] : UNLESS)
  if (isCertain) return [first]
  // Who brings what is asked for, but not what is right, is refused with 401.
  const refused = manner && (manner === 'redirects' || manner.refuses !== 401) ? [refusal(arrival, 401, UNLESS)] : []
  return [first, ...refused, { ...welcome(arrival, passed), ...(first.unseen && { passed: [first.unseen.name] }) }]
}

/** Where a browser is sent first by strategies that leave the rest to somebody else; null: they do not. */
export const sentAway = (arrival: Arrival, when: string[]): End | null =>
  mannerIn(arrival) === 'redirects' ? redirect(arrival, null, when) : null

function welcome(arrival: Arrival, passed: End): End {
  const options = optionsOf((arrival.handler.args ?? []).slice(1))
  const when = ['if authentication succeeds']
  const target = ['successReturnToOrRedirect', 'successRedirect'].find(
    (name) => options !== 'open' && options?.members.has(name),
  )
  return target === undefined
    ? { ...passed, when }
    : redirect(arrival, target === 'successRedirect' ? textOf(memberOf(options, target)) : null, when)
}

function redirect({ exchange, handler }: Arrival, target: string | null, when: string[]): End {
  const now = copyExchange(exchange)
  now.status = constant(302)
  now.statusAt = placeOf(handler)
  setHeader(now, 'Location', target, handler.range)
  now.sent = { by: 'redirect', at: now.statusAt }
  return end('sent', now, when)
}

function refusal(arrival: Arrival, status: number | null, when: string[]): End {
  const { exchange, handler } = arrival
  const options = optionsOf((handler.args ?? []).slice(1))
  const elsewhere = memberOf(options, 'failureRedirect')
  if (truth(elsewhere) !== false && options !== 'open') return redirect(arrival, textOf(elsewhere), when)
  const now = copyExchange(exchange)
  if (truth(memberOf(options, 'failWithError'))) {
    const error = status === null ? null : httpError([constant(status)], null)
    return { ...end('next', now, when), error: { value: error ?? openError(), place: placeOf(handler) } }
  }
  if (status === null)
    return { ...unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range), when, unseen: mayAnswer(arrival) }
  now.status = constant(status)
  now.statusAt = placeOf(handler)
  if (status === 401) setHeader(now, 'WWW-Authenticate', null, handler.range)
  now.sent = { by: 'denied', at: now.statusAt }
  return end('sent', now, when)
}
