import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { copyExchange, leave } from '../answer/exchange.ts'
import type { End } from '../answer/handler.ts'
import { host } from '../answer/native.ts'
import { readBag } from '../answer/reads.ts'
import { anUnknown } from '../answer/run.ts'
import { end, lacks, trace } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** The package whose failures those of a member of the request are. */
const fromOf = (name: string): string | undefined => (name === 'session' ? 'express-session' : undefined)

/** An object on the request that holds what handlers have put there, and `own`, of which nothing is known. */
function holder(name: string, own: readonly string[] = []): Value {
  return host({
    get: (run, member) =>
      readBag(run, `${name}.${member}`) ??
      (own.includes(member) ? anUnknown(`${name}.${member}`, fromOf(name)) : UNDEFINED),
    set: (run, member, value) => {
      leave(run.exchange, `${name}.${member}`, value)
    },
  })
}

/** What a first request without a Cookie header finds there (cookie-parser, express-session, cookie-session). */
const EMPTY: Record<string, Record<string, Value>> = {
  'cookie-parser': { cookies: holder('cookies'), signedCookies: holder('signedCookies') },
  'express-session': {
    session: holder('session', [
      'id',
      'cookie',
      'req',
      'save',
      'reload',
      'destroy',
      'regenerate',
      'touch',
      'resetMaxAge',
    ]),
  },
  'cookie-session': { session: holder('session', ['isNew', 'isChanged', 'isPopulated', 'toJSON']) },
}
/** What else they put there. */
const MORE: Record<string, readonly string[]> = {
  'cookie-parser': ['secret'],
  'express-session': ['sessionID', 'sessionStore'],
  'cookie-session': ['sessionOptions'],
}

/** Cookies of a request: none where there is no such header; what others hold is open. */
export function cookies({ exchange, facts, around, handler }: Arrival): End[] {
  const now = copyExchange(exchange)
  const none = lacks(facts, 'cookie')
  const own = handler.name.replace(/\.default$/, '')
  leave(now, trace(own), constant(true))
  const put = (name: string, value: Value): void => {
    if (around.isRead(name) && !now.bag.has(`req.${name}`)) leave(now, `req.${name}`, value)
  }
  for (const [name, value] of Object.entries(EMPTY[own] ?? {}))
    put(name, none ? value : anUnknown(`req.${name}`, fromOf(name)))
  for (const name of MORE[own] ?? []) put(name, anUnknown(`req.${name}`))
  return [end('next', now)]
}
