import { constant, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { exceptionStatus, missingException } from '../answer/exceptions.ts'
import { copyExchange, setHeader, statusNumber } from '../answer/exchange.ts'
import { unknownEnd } from '../answer/handler.ts'
import type { End } from '../answer/handler.ts'
import { end, mayAnswer, placeOf } from './arrival.ts'
import type { Arrival } from './arrival.ts'

const passed = ({ exchange, error }: Arrival, when: string[] = []): End => ({ ...end('next', exchange, when), error })

/** Whether an error may have a status that nobody can tell. */
function bearsAnything(value: Value): boolean {
  if (value.kind === 'unknown') return !value.plain
  return (
    value.kind === 'external' ||
    (value.kind === 'object' && value.open && !(value.members.has('status') && value.members.has('statusCode')))
  )
}

/** errorhandler/index.js: the error's status, or 500 where it is none of an error; of its headers nothing. */
function developer(arrival: Arrival): End[] {
  const { exchange, handler, error } = arrival
  const value = error?.value
  if (!value || bearsAnything(value)) return [unknownEnd(exchange, 'the error is open', handler.range)]
  const now = copyExchange(exchange)
  const carried =
    value.kind === 'object'
      ? [value.members.get('status'), value.members.get('statusCode')].find((one) => one && truth(one) !== false)
      : undefined
  if (carried) now.status = carried
  const number = statusNumber(now.status)
  if (typeof number === 'number' && number < 400) now.status = constant(500)
  now.statusAt ??= error?.place ?? placeOf(handler)
  setHeader(now, 'X-Content-Type-Options', 'nosniff', handler.range)
  now.sent = { by: 'response', at: placeOf(handler) }
  return [end('sent', now)]
}

/** api-error-handler/index.js: the error's status, or 500 where it is none of an error. */
function plainPage(arrival: Arrival): End[] {
  return developer({ ...arrival, exchange: { ...arrival.exchange, status: constant(500) } })
}

/** BaseExceptionFilter of Nest (exceptions/base-exception-filter.js): the status of its own exceptions, `statusCode` of what has a message too, else 500. */
function nestFilter(arrival: Arrival): End[] {
  const { exchange, handler, error } = arrival
  const value = error?.value
  const own = value?.kind === 'object' ? exceptionStatus(value, '@nestjs/common') : undefined
  if (
    !value ||
    value.kind === 'unknown' ||
    value.kind === 'external' ||
    (value.kind === 'object' && value.open && !own)
  )
    return [unknownEnd(exchange, 'the error is open', handler.range)]
  const [code, message] =
    value.kind === 'object' ? ['statusCode', 'message'].map((name) => value.members.get(name)) : []
  const now = copyExchange(exchange)
  now.status = own ?? (code && message && truth(code) !== false && truth(message) !== false ? code : constant(500))
  if (statusNumber(now.status) === 'invalid') now.status = constant(500)
  now.statusAt = error?.place ?? placeOf(handler)
  now.sent = { by: 'response', at: now.statusAt }
  return [end('sent', now)]
}

/** RoutesResolver#registerNotFoundHandler of Nest: its own error, which filters answer. */
export function nestMissing({ exchange }: Arrival): End[] {
  const value = missingException()
  return [
    value
      ? { ...end('next', exchange), error: { value, place: null } }
      : unknownEnd(exchange, 'nothing is found', null),
  ]
}

/** celebrate/lib/celebrate.js, errors(): 400 (or the status it is given) for its own errors; the others go on. */
function celebrated(arrival: Arrival): End[] {
  const { exchange, handler, error } = arrival
  const value = error?.value
  if (value?.kind === 'object' && !value.open) return [passed(arrival)]
  const now = copyExchange(exchange)
  const status = handler.args?.[0]?.kind === 'object' ? handler.args[0].members.get('statusCode') : undefined
  now.status = status ?? constant(400)
  now.statusAt = placeOf(handler)
  now.sent = { by: 'response', at: now.statusAt }
  return [end('sent', now, ['if the request is not valid']), passed(arrival, ['unless the request is not valid'])]
}

/** Error handlers of packages: they see errors only. */
export const ERROR_HANDLERS: Record<string, (arrival: Arrival) => End[]> = {
  errorhandler: developer,
  'strong-error-handler': developer,
  'api-error-handler': plainPage,
  'celebrate.errors': celebrated,
  '@nestjs/core.exceptions': nestFilter,
  '@nestjs/core.filter': (arrival) => [
    unknownEnd(arrival.exchange, 'a filter answers the error', arrival.handler.range),
  ],
  'express-winston.errorLogger': (arrival) => [passed(arrival)],
  '@sentry/node.Handlers.errorHandler': (arrival) => [passed(arrival)],
  '@sentry/node.expressErrorHandler': (arrival) => [passed(arrival)],
}

/** A package that is not known may be an error handler: it may answer, and it may hand the error on. */
export function unknownHandler(arrival: Arrival): End[] {
  const { exchange, handler } = arrival
  return [
    { ...unknownEnd(exchange, `${handler.name} may answer the error`, handler.range), unseen: mayAnswer(arrival) },
    { ...passed(arrival), passed: [handler.name] },
  ]
}
