import { UNDEFINED, constant, objectOf } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { copyExchange } from '../answer/exchange.ts'
import type { End } from '../answer/handler.ts'
import { anUnknown } from '../answer/run.ts'
import { end, trace } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** What a first request without a Cookie header finds there, and what the package does for itself (cookie-parser, express-session, cookie-session). */
const EMPTY: Record<string, Record<string, () => Value>> = {
  'cookie-parser': { cookies: () => objectOf(), signedCookies: () => objectOf(), secret: () => anUnknown('the secret') },
  'express-session': { session: () => objectOf(['id', 'cookie', 'req', 'save', 'reload', 'destroy', 'regenerate', 'touch', 'resetMaxAge'].map((name) => [name, anUnknown(`session.${name}`)])), sessionID: () => anUnknown('sessionID'), sessionStore: () => anUnknown('sessionStore') },
  'cookie-session': { session: () => objectOf([['isNew', constant(true)], ['isChanged', anUnknown('isChanged')], ['isPopulated', constant(false)], ['_sessCtx', UNDEFINED]]), sessionOptions: () => anUnknown('sessionOptions') },
}

/** Cookies of a request: none where there is no such header; what others hold is open. */
export function cookies({ exchange, facts, around, handler }: Arrival): End[] {
  const now = copyExchange(exchange)
  const none = facts.exact && !('cookie' in facts.headers)
  const own = handler.name.replace(/\.default$/, '')
  now.bag.set(trace(own), constant(true))
  for (const [name, make] of Object.entries(EMPTY[own] ?? {})) {
    if (around.isRead(name) && !(name === 'session' && now.bag.has('req.session'))) now.bag.set(`req.${name}`, none ? make() : anUnknown(`req.${name}`))
  }
  return [end('next', now)]
}
