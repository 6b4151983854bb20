import { constant, stringOf, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { copyExchange, setHeader } from '../answer/exchange.ts'
import { httpError, openError } from '../answer/errors.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { textOf } from '../answer/operators.ts'
import { end, memberOf, optionsOf, passingWith, placeOf, unseenPackage } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** Where the credentials of every strategy come along; a request with none of them, and no query, has none. */
export const CREDENTIALS = ['authorization', 'cookie', 'content-type', 'x-api-key', 'x-access-token', 'x-auth-token', 'apikey']

/** What strategies of these customary names refuse with (strategy.js, `this.fail`); others send the browser to somebody else. */
const REFUSES: Record<string, number> = { jwt: 401, bearer: 401, basic: 401, digest: 401, anonymous: 200, local: 400 }

/** The status that Passport refuses with; null: the strategies are not known by name. */
export function refusalStatus(strategies: Value | undefined): number | null {
  const list = strategies?.kind === 'array' && !strategies.open ? strategies.items : strategies ? [strategies] : []
  const found = list.map((one) => REFUSES[stringOf(one) ?? ''] ?? null)
  if (!found.length || found.includes(null) || found.includes(200)) return null
  return found.find((status) => status === 400) ?? 401
}

/** Whether a request certainly brings nothing that the strategies would accept. */
export const hasNone = ({ handler, facts }: Arrival): boolean =>
  facts.exact && refusalStatus(handler.args?.[0]) !== null && !facts.originalUrl.includes('?') && !CREDENTIALS.some((name) => name in facts.headers)

/** passport/lib/middleware/authenticate.js: it refuses, sends elsewhere, or passes. */
export function authenticate(arrival: Arrival): End[] {
  const { handler } = arrival
  const args = handler.args ?? []
  if (args.some(({ kind }) => kind === 'function')) return unseenPackage(arrival)
  const options = optionsOf(args.slice(1))
  const status = refusalStatus(args[0])
  const when = hasNone(arrival) ? [] : ['unless authentication succeeds']
  const refused = refusal(arrival, status, when)
  if (when.length === 0) return [refused]
  const passed: End = { ...passingWith(arrival, ['user', 'account', 'authInfo']), when: ['if authentication succeeds'] }
  const target = textOf(memberOf(options, 'successRedirect'))
  return [refused, target !== null && options !== 'open' && options?.members.has('successRedirect') ? redirect(arrival, target, ['if authentication succeeds']) : passed]
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
  if (status === null) return { ...unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range), when }
  now.status = constant(status)
  now.statusAt = placeOf(handler)
  if (status === 401) setHeader(now, 'WWW-Authenticate', null, handler.range)
  now.sent = { by: 'denied', at: now.statusAt }
  return end('sent', now, when)
}
