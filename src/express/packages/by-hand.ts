import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { AskedMethod } from '../../model/asked-method.ts'
import { constant } from '../../javascript/value.ts'
import type { ExternalValue, Value } from '../../javascript/value.ts'
import { callBack } from '../answer/call.ts'
import type { Site } from '../answer/site.ts'
import { noteMethodIn, noteRead, readHeader } from '../answer/reads.ts'
import { GiveUp, Stop, anUnknown, rangeOf } from '../answer/run.ts'
import type { Run } from '../answer/run.ts'
import { handlerOfPackage } from '../register/handlers.ts'
import type { Arrival } from './arrival.ts'
import { CREDENTIALS, hasNone, sentAway } from './authentication.ts'
import { isKnown, looksAtUrl, runPackage } from './run.ts'

/** What middleware may look at: a handler that calls one answers alike for requests that agree in these. */
const LOOKED_AT = [
  ...CREDENTIALS,
  'origin',
  'accept',
  'csrf-token',
  'xsrf-token',
  'x-csrf-token',
  'x-xsrf-token',
  'access-control-request-headers',
  'if-none-match',
  'range',
]

/** Middleware looks at the request as it came to the application, and at some of it only. */
function noteLook(run: Run, name: string, asked: AskedMethod): void {
  const lists = run.exchange.method === run.facts.method ? asked.lists() : null
  if (lists) for (const names of lists) noteMethodIn(run, [...names])
  else noteRead(run, 'method')
  if (run.facts.exact || looksAtUrl(name)) for (const text of ['url', 'originalUrl', 'host']) noteRead(run, text)
  for (const name of LOOKED_AT) readHeader(run, name)
}

/** They are given the response, set a cookie at most, and never answer. */
const LEAVE_RESPONSE = new Set(['csrf-csrf.doubleCsrf.generateCsrfToken', 'csrf-csrf.doubleCsrf.generateToken'])
export const leavesResponse = (name: string): boolean => LEAVE_RESPONSE.has(name)

/** What a call gives that has middleware look at the request, to go on with: `next`, or a callback of the handler's own. */
export function continuation(run: Run, [request, response, next]: readonly Value[]): Value | null {
  if (next === run.nextFunction) return next
  return request === run.request && response === run.response && next?.kind === 'function' ? next : null
}

/** Middleware of a package that a handler calls itself: `morgan('dev')(req, res, next)`. null: nothing is known of it. */
export function callMiddleware(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: ExternalValue,
  next: Value,
): Value | null {
  const handler = handlerOfPackage(callee, rangeOf(site.module, node))
  if (!isKnown(handler.name)) return null
  const asked = new AskedMethod(run.facts.method)
  const facts = { ...run.facts, asked }
  const arrival: Arrival = { handler, exchange: run.exchange, facts, around: run, error: null }
  const callback = handler.name.endsWith('.authenticate')
    ? handler.args?.find(({ kind }) => kind === 'function')
    : undefined
  const ends = callback ? [] : (runPackage(arrival) ?? [])
  noteLook(run, handler.name, asked)
  if (callback) return callBackOf(run, site, node, callback, arrival)
  const chosen = ends[ends.length > 1 ? run.choices.pick((way) => ends[way]?.when.join(' and ') ?? '', ends.length) : 0]
  if (!chosen || chosen.kind === 'unknown')
    throw new GiveUp(chosen?.why ?? `\`${handler.name}\` cannot be followed`, handler.range, chosen?.unseen)
  if (chosen.passed) run.passed = [...new Set([...run.passed, ...chosen.passed])]
  run.exchange = chosen.exchange
  if (chosen.kind === 'sent') throw new Stop()
  return callBack(run, site, node, next, chosen.error ? [chosen.error.value] : [])
}

/** Passport with a callback of one's own, which is told who it is: nobody, where a request brings nothing. */
function callBackOf(run: Run, site: Site, node: TSESTree.CallExpression, callback: Value, arrival: Arrival): Value {
  const nobody = hasNone(arrival)
  const away = sentAway(arrival, [])
  if (
    away &&
    (nobody ||
      run.choices.pick(
        (way) => (way === 0 ? 'unless authentication is through' : 'if authentication is through'),
        2,
      ) === 0)
  ) {
    run.exchange = away.exchange
    throw new Stop()
  }
  return callBack(
    run,
    site,
    node,
    callback,
    nobody
      ? [constant(null), constant(false), anUnknown('info'), anUnknown('status')]
      : ['err', 'user', 'info', 'status'].map((name) => anUnknown(name)),
  )
}
