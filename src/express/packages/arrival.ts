import { UNDEFINED, truth } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { copyExchange, leave, leaveAnything } from '../answer/exchange.ts'
import type { Exchange, Place } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End, Failure, Surroundings } from '../answer/handler.ts'
import type { Unseen } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import { anUnknown } from '../answer/run.ts'
import type { RequestFacts } from '../answer/run.ts'
import type { Handler } from '../register/stack.ts'

export type PackageHandler = Handler & { kind: 'package' }

/** A request as it comes to the middleware of a package. `error`: what is on its way to an error handler. */
export interface Arrival {
  exchange: Exchange
  facts: RequestFacts
  around: Surroundings
  handler: PackageHandler
  error: Failure | null
}

export const end = (kind: End['kind'], exchange: Exchange, when: string[] = []): End => ({
  kind,
  exchange,
  error: null,
  late: null,
  when,
  why: '',
  at: null,
})

/** Whether a request surely comes without a header; '?': without a query. */
export function lacks({ exact, absent, open, headers, originalUrl }: RequestFacts, name: string): boolean {
  return name === '?'
    ? exact && !originalUrl.includes('?')
    : !(name in headers) && !open.has(name) && (exact || absent.has(name))
}

export const placeOf = (handler: PackageHandler): Place => ({ range: handler.range, helpers: [], given: false })

/** Past something that cannot be seen: it may have set headers, and left things on the request. */
export function passing(exchange: Exchange, headers = true): End {
  const now = copyExchange(exchange)
  leaveAnything(now)
  if (headers) now.open = true
  return end('next', now)
}

/** What is named so may be what sets Allow. */
const MAY_ALLOW = /allow|method|cors|405/i

/** Middleware that cannot be seen: it may answer, and it passes some request on, else nothing behind it would ever run. */
export function unseenEnds(
  exchange: Exchange,
  unseen: Unseen,
  at: SourceRange,
  why = `\`${unseen.name}\` may answer`,
): End[] {
  const passed = passing(exchange)
  if (exchange.open !== true && !MAY_ALLOW.test(unseen.name)) passed.exchange.open = 'unseen'
  return [
    { ...unknownEnd(exchange, why, at), unseen },
    { ...passed, passed: [unseen.name] },
  ]
}

/** A package that answers some requests, with a status that nobody can tell. */
export const mayAnswer = ({ handler }: Arrival): Unseen => ({ name: handler.name, from: handler.package, apart: true })

export const unseenPackage = ({ exchange, handler }: Arrival, why?: string): End[] =>
  unseenEnds(exchange, { name: handler.name, from: handler.package }, handler.range, why)

/** What Passport puts on the request, whose failures are its own. */
const LOGS_IN = new Set(['login', 'logIn', 'logout', 'logOut'])

/** Past a package whose additions to the request are known by name. */
export function passingWith({ exchange, around }: Arrival, puts: readonly string[] | 'anything' = []): End {
  if (puts === 'anything') return passing(exchange, false)
  const now = copyExchange(exchange)
  for (const name of puts)
    if (around.isRead(name))
      leave(now, `req.${name}`, anUnknown(`req.${name}`, LOGS_IN.has(name) ? 'passport' : undefined))
  return end('next', now)
}

/** What a package that others build on leaves behind. */
export const trace = (name: string): string => `ran ${name}`
export const hasRun = ({ bag }: Exchange, names: readonly string[]): boolean =>
  names.some((name) => bag.get(trace(name))?.kind === 'constant')

/** The options of a call: its first argument that is an object; 'open': it may be there, and cannot be seen. */
export function optionsOf(args: Value[] | null): ObjectValue | 'open' | null {
  for (const arg of args ?? []) {
    if (arg.kind === 'object') return arg
    if (arg.kind === 'unknown' || arg.kind === 'either' || arg.kind === 'external') return 'open'
  }
  return null
}

/** An option as it was given; undefined: it was not; null: that cannot be told. */
export function optionOf(options: ObjectValue | 'open' | null, name: string): Value | undefined | null {
  if (options === 'open') return null
  if (!options) return undefined
  return options.members.get(name) ?? (options.open ? null : undefined)
}

export const isFalse = (value: Value | undefined | null): boolean =>
  Boolean(value) && value?.kind === 'constant' && truth(value) === false && value.value !== undefined

export const memberOf = (options: ObjectValue | 'open' | null, name: string): Value =>
  optionOf(options, name) ?? UNDEFINED
