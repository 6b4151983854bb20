import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { requireFunction } from '../../javascript/natives/require.ts'
import { makeCall } from '../../javascript/machine.ts'
import { PROMISE_PACKAGES } from '../../javascript/natives/bluebird.ts'
import { lodashCall } from '../../javascript/natives/lodash.ts'
import { nodeCall } from '../../javascript/natives/node.ts'
import { isSanitizer, sanitizerCall } from '../../javascript/natives/sanitizers.ts'
import { UNDEFINED, arrayOf, constant, objectOf } from '../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../javascript/value.ts'
import { callMiddleware, continuation, leavesResponse } from '../packages/by-hand.ts'
import { memberSource, plainSource } from '../packages/failures.ts'
import { isKnown } from '../packages/run.ts'
import { boomError } from './boom.ts'
import { callWith } from './call.ts'
import { exceptionOf } from './exceptions.ts'
import { HTTP_ERROR, httpError, inherits, statusOfErrorName } from './errors.ts'
import { own } from './made.ts'
import type { Site, Spread } from './site.ts'
import { misreadMessage } from './misread.ts'
import { argument } from './native.ts'
import type { NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { newPromise, promiseStatic } from './promise.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { requestMethods, statusCodes, statusText } from './statuses.ts'
import { callUnseen, mayFail } from './unseen.ts'

const upper = (message: string): string =>
  message
    .replace(/['’]/g, '')
    .replace(/[\s-]+/g, '_')
    .toUpperCase()

/** The names that packages give to status codes: `METHOD_NOT_ALLOWED`, `NOT_IMPLEMENTED`. */
const codes = statusCodes(upper, [
  ['SERVER_ERROR', 500],
  ['REQUEST_TOO_LONG', 413],
  ['REQUEST_URI_TOO_LONG', 414],
  ['REQUESTED_RANGE_NOT_SATISFIABLE', 416],
  ['INSUFFICIENT_SPACE_ON_RESOURCE', 419],
  ['METHOD_FAILURE', 420],
  ['CONFLICT', 409],
  // Nest's own words.
  ['EARLYHINTS', 103],
  ['CONTENT_DIFFERENT', 210],
  ['AMBIGUOUS', 300],
  ['I_AM_A_TEAPOT', 418],
  ['MISDIRECTED', 421],
  ['UNRECOVERABLE_ERROR', 456],
])

const STATUS_PACKAGES = new Set([
  'http-status-codes',
  'http-status',
  'http-codes',
  '@nestjs/common',
  'statuses',
  '@tsed/exceptions',
  'http-response-status-code',
  'http-status-code',
])

/** `StatusCodes.NOT_FOUND`, `httpStatus.NOT_FOUND`, `HttpStatus['405_NAME']`, `http2.constants.HTTP_STATUS_NOT_FOUND`. */
function statusConstant(of: ExternalValue, key: string): Value | null {
  const name = of.package.replace(/^node:/, '')
  if (name === 'http' || name === 'https') return httpMember(of, key)
  if (name === 'http2' && key.startsWith('HTTP_STATUS_')) return codeOf(key.slice('HTTP_STATUS_'.length))
  if (!STATUS_PACKAGES.has(name)) return null
  if (of.path.at(-1) === 'ReasonPhrases') return constant(statusText(codes().get(key) ?? 0) ?? '')
  if (/^\d{3}(_MESSAGE)?$/.test(key)) return constant(statusText(key.slice(0, 3)) ?? '')
  return codeOf(key)
}

/** A status that a package has a name for, where the program was read: `@HttpCode(HttpStatus.NO_CONTENT)`. */
export const namedStatus = (value: Value): Value =>
  value.kind === 'external' && value.args === null && STATUS_PACKAGES.has(value.package)
    ? (codeOf(value.path.at(-1) ?? '') ?? value)
    : value

const codeOf = (name: string): Value | null => (codes().has(name) ? constant(codes().get(name)) : null)

function httpMember(of: ExternalValue, key: string): Value | null {
  if (of.path.at(-1) === 'STATUS_CODES') return constant(statusText(key))
  if (of.path.length || key !== 'METHODS') return null
  return arrayOf(requestMethods().map((method) => constant(method)))
}

export function externalMember(run: Run, of: ExternalValue, key: string): Value {
  if (of.args !== null)
    return isKnown([of.package, ...of.path, key].join('.'))
      ? { ...of, path: [...of.path, key], args: null, of }
      : anUnknown(`.${key}`, memberSource(run, of, key))
  if (key === 'default' && of.path.length === 0) return of
  return statusConstant(of, key) ?? { ...of, path: [...of.path, key], of }
}

/** `createError(405, …)`, `new createError.NotFound()`, `createError.isHttpError(error)`. */
function fromHttpErrors(run: Run, callee: ExternalValue, args: Spread): Value {
  const name = callee.path.filter((part) => part !== 'default').at(-1)
  if (name === 'isHttpError') {
    const value = argument(args, 0)
    return value.kind === 'object' ? constant(inherits(value, HTTP_ERROR)) : anUnknown('isHttpError')
  }
  const fixed = name === undefined ? null : /^\d{3}$/.test(name) ? Number(name) : statusOfErrorName(name)
  if (args.open || (name !== undefined && fixed === null)) return own(run, { ...objectOf([], true), proto: HTTP_ERROR })
  const made = httpError(args.items, fixed)
  if (made && fixed === null) misreadMessage(made, args.items[0])
  return made ? own(run, made) : own(run, { ...objectOf([], true), proto: HTTP_ERROR })
}

/** What calling a function of a package gives, where it is known. */
function known(run: Run, callee: ExternalValue, args: Spread): Value | null {
  const name = callee.package.replace(/^node:/, '')
  const [first] = args.items
  if (name === 'http-errors') return fromHttpErrors(run, callee, args)
  const last = callee.path.at(-1) ?? ''
  if (name === '@hapi/boom' || name === 'boom') {
    const made = args.open ? null : boomError(last, args.items)
    return made && own(run, made)
  }
  const exception = args.open ? null : exceptionOf(callee, args.items)
  if (exception) return own(run, exception)
  if (STATUS_PACKAGES.has(name) && (last === 'getReasonPhrase' || last === 'getStatusText')) {
    const code = first ? textOf(first) : null
    return code === null ? anUnknown(last) : constant(statusText(code) ?? '')
  }
  if (name === 'util' && (last === 'format' || last === 'inspect')) return anUnknown(last)
  if (name === 'statuses' && callee.path.length === 0 && first?.kind === 'constant') {
    return typeof first.value === 'string' ? codeOf(upper(first.value)) : constant(first.value)
  }
  return null
}

/** Whether anything is known of what a function of a package does with its arguments. */
export function isSeen(callee: ExternalValue): boolean {
  const { package: name, path } = callee
  const plain = name.replace(/^node:/, '')
  return (
    ['http-errors', 'path', 'url', 'util'].includes(plain) ||
    STATUS_PACKAGES.has(plain) ||
    isSanitizer(callee) ||
    isKnown([name, ...path].join('.'))
  )
}

/** `pick` and `omit` of an object: a part of it, made anew. */
function partOf(run: Run, callee: ExternalValue, call: Call): Value | null {
  const [object] = call.args
  if (object?.kind !== 'object' || call.open || !['pick', 'omit'].includes(callee.path.at(-1) ?? '')) return null
  const part = lodashCall(run.machine, callee, call)
  return part && own(run, part)
}

/** `util.promisify(f)`: the package's own function that it makes a promise of. */
const promisified = ({ package: name, path, args }: ExternalValue): ExternalValue | null =>
  /^(?:node:)?util$/.test(name) && path.at(-1) === 'promisify' && args?.[0]?.kind === 'external' ? args[0] : null

const STATICS: ReadonlySet<string> = new Set(['resolve', 'reject', 'all', 'allSettled', 'any', 'race'])

/** A function of a package of promises that the language has too; null: another one. */
function promiseFunction({ package: name, path }: ExternalValue): Value | null {
  const last = path.at(-1)
  return PROMISE_PACKAGES.has(name) && last !== undefined && STATICS.has(last) ? promiseStatic(last) : null
}

export function callExternal(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  given: ExternalValue,
  args: Spread,
): Value {
  const callee = promisified(given) ?? given
  const promise = promiseFunction(callee)
  if (promise) return callWith(run, site, node, promise, args, UNDEFINED)
  if (promisified({ ...callee, args: args.items })) return { ...callee, args: args.items, of: callee, call: node }
  const value = known(run, callee, args)
  if (value) return value
  const name = [callee.package, ...callee.path].join('.')
  const next = args.items.includes(run.nextFunction) ? run.nextFunction : continuation(run, args.items)
  if (next) return callMiddleware(run, site, node, callee, next) ?? callUnseen(run, site, node, callee, args)
  if (leavesResponse(name)) {
    mayFail(run, site.module, node)
    return anUnknown(name)
  }
  if (callee.args === null && isKnown(name)) return { ...callee, args: args.items, of: callee, call: node }
  const call = makeCall(run.machine, node, { ...site }, UNDEFINED, args.items, args.open)
  const isLent = callee.package === 'path' || callee.package === 'url'
  const lent = isLent ? nodeCall(run.machine, callee, call) : (partOf(run, callee, call) ?? sanitizerCall(callee, call))
  if (lent) return lent
  return callUnseen(run, site, node, callee, args)
}

export function constructExternal(
  run: Run,
  site: Site,
  node: TSESTree.Node,
  callee: ExternalValue,
  args: Spread,
): Value {
  const { package: name, path } = callee
  if (PROMISE_PACKAGES.has(name) && path.every((part) => part === 'default' || part === 'Promise'))
    return newPromise({ run, site, node, self: UNDEFINED, args })
  return known(run, callee, args) ?? anUnknown(`new ${callee.package}`, plainSource(callee))
}

/** `require('./x')` inside a function. */
export function requireIn({ run, site, node, args }: NativeCall): Value {
  const load = requireFunction(run.machine, { ...site })
  return load.kind === 'native'
    ? load.call(makeCall(run.machine, node, { ...site }, UNDEFINED, args.items, args.open))
    : anUnknown('require')
}
