import { constant, objectOf } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { ERROR } from './errors.ts'
import { textOf } from './operators.ts'
import { statusText } from './statuses.ts'

/** @hapi/boom's functions, by status. */
const STATUSES: Readonly<Record<string, number>> = {
  badRequest: 400,
  unauthorized: 401,
  paymentRequired: 402,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  notAcceptable: 406,
  proxyAuthRequired: 407,
  clientTimeout: 408,
  conflict: 409,
  resourceGone: 410,
  lengthRequired: 411,
  preconditionFailed: 412,
  entityTooLarge: 413,
  uriTooLong: 414,
  unsupportedMediaType: 415,
  rangeNotSatisfiable: 416,
  expectationFailed: 417,
  teapot: 418,
  badData: 422,
  locked: 423,
  failedDependency: 424,
  tooEarly: 425,
  preconditionRequired: 428,
  tooManyRequests: 429,
  illegal: 451,
  internal: 500,
  badImplementation: 500,
  notImplemented: 501,
  badGateway: 502,
  serverUnavailable: 503,
  gatewayTimeout: 504,
}

/** The methods that methodNotAllowed() is given, as the header that it makes of them. */
function allowed(list: Value | undefined): string | null {
  if (list?.kind !== 'array') return list ? textOf(list) : null
  const names = list.items.map(textOf)
  return list.open || names.includes(null) ? null : names.join(', ')
}

function headersOf(name: string, args: readonly Value[]): ObjectValue {
  const allow = args[2] && name === 'methodNotAllowed' ? allowed(args[2]) : null
  const isOpen =
    (name === 'unauthorized' && args.length > 1) || (name === 'methodNotAllowed' && args.length > 2 && allow === null)
  return objectOf(allow === null ? [] : [['Allow', constant(allow)]], isOpen)
}

/** `boom.notFound('…')` (@hapi/boom/lib/index.js): an error that bears its status in `output`, where Express does not look. null: another function. */
export function boomError(name: string, args: readonly Value[]): ObjectValue | null {
  const status = Object.hasOwn(STATUSES, name) ? STATUSES[name] : undefined
  if (status === undefined) return null
  const error = constant(statusText(status) ?? '')
  const message = args[0] ?? error
  const payload = objectOf([
    ['statusCode', constant(status)],
    ['error', error],
    ['message', status === 500 ? constant('An internal server error occurred') : message],
  ])
  const output = objectOf([
    ['statusCode', constant(status)],
    ['payload', payload],
    ['headers', headersOf(name, args)],
  ])
  const made = objectOf([
    ['isBoom', constant(true)],
    ['isServer', constant(status >= 500)],
    ['output', output],
    ['data', args[1] ?? constant(null)],
    ['message', message],
  ])
  return { ...made, proto: ERROR }
}
