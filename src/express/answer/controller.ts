import { UNDEFINED, constant, isUndefined } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { RESULT } from '../register/frameworks/inversify-results.ts'
import type { Calling, Handler } from '../register/stack.ts'
import { errorKey } from './error-key.ts'
import { inherits, openError } from './errors.ts'
import { isInstance } from './instance.ts'
import { setHeader, statusNumber } from './exchange.ts'
import { adopted, runOption, unknownEnd } from './handler.ts'
import type { Coming, End, Failure } from './handler.ts'
import { isMissing } from './exceptions.ts'
import { host, lend } from './native.ts'
import { textOf } from './operators.ts'
import { namedStatus } from './packages.ts'
import { anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { notModified } from './sending.ts'
import type { Way } from './way.ts'

/** Nest's ArgumentsHost (helpers/execution-context-host.js), which a filter finds request and response in. */
const ARGUMENTS = host({
  get: (run, name) => {
    const member = (of: string, value: Value): Value => lend(of, () => value)
    switch (name) {
      case 'switchToHttp':
        return member(name, ARGUMENTS)
      case 'getRequest':
        return member(name, run.request)
      case 'getResponse':
        return member(name, run.response)
      case 'getNext':
        return member(name, run.nextFunction)
      case 'getType':
        return member(name, constant('http'))
      case 'getArgByIndex':
        return lend(name, ({ args }) => argumentAt(run, args.items[0]))
      default:
        return anUnknown(name)
    }
  },
})

const argumentAt = (run: Run, index: Value | undefined): Value =>
  index?.kind === 'constant'
    ? ([run.request, run.response, run.nextFunction][Number(index.value)] ?? UNDEFINED)
    : anUnknown('an argument')

function given(run: Run, kind: Calling['args'][number], error: Value): Value {
  switch (kind) {
    case 'request':
      return run.request
    case 'response':
      return run.response
    case 'next':
      return run.nextFunction
    case 'error':
      return adopted(run, error)
    case 'host':
      return ARGUMENTS
    case 'open':
      return anUnknown('what the request brings')
  }
}

/** What stands before the method is called: status and headers of its decorators. */
function prepare(run: Run, { status, headers, redirect }: Calling, handler: Handler & { kind: 'function' }): void {
  const place = { range: handler.argument, helpers: [], given: false }
  if (status) {
    run.exchange.status = namedStatus(status)
    run.exchange.statusAt = place
  }
  for (const [name, value] of headers) setHeader(run.exchange, name, value, handler.argument)
  if (redirect !== undefined) setHeader(run.exchange, 'Location', redirect, handler.argument)
}

/** Whether a filter is for an error; null: that cannot be told. */
function isFor(classes: readonly Value[], error: Value): boolean | null {
  if (classes.length === 0) return true
  const found = classes.map((one) =>
    error.kind === 'object' || error.kind === 'constant' ? isInstance(error, one) : null,
  )
  return found.includes(true) ? true : found.includes(null) ? null : false
}

/** The ends of a method that a framework calls, or of a filter for the error that is on its way; null: it is passed over. */
export function runAction(
  handler: Handler & { kind: 'function' },
  calling: Calling,
  way: Way,
  { facts, around }: Pick<Coming, 'facts' | 'around'>,
): End[] | null {
  const { exchange, error } = way
  if ((error === null) !== (calling.catches === undefined)) return null
  const wanted = error ? isFor(calling.catches ?? [], error.value) : true
  if (wanted === false) return null
  if (wanted === null) return [unknownEnd(exchange, 'which filter takes the error is open', handler.range)]
  const { status } = calling
  const key = `${calling.sends} ${status ? errorKey(status) : ''} ${error ? errorKey(error.value) : ''}`
  const ends = runOption(
    handler.value,
    (run) => {
      prepare(run, calling, handler)
      return calling.args.map((one) => given(run, one, error?.value ?? UNDEFINED))
    },
    { exchange, facts, around: { ...around, catches: true, calling } },
    key,
  )
  if (error && isMissing(error.value) && ends.some(isOpen)) return unlessFiltered(handler, way, error)
  if (!calling.filtered) return ends
  return ends.map((one) =>
    one.error ? { ...unknownEnd(one.exchange, 'a filter answers the error', handler.range), when: one.when } : one,
  )
}

const isOpen = ({ kind, exchange }: End): boolean =>
  kind === 'unknown' || (kind === 'sent' && statusNumber(exchange.status) === null)

/** What no route takes is a 404, unless a filter that cannot be followed says something else. */
function unlessFiltered({ value, range }: Handler & { kind: 'function' }, { exchange }: Way, error: Failure): End[] {
  const name = value.home?.node.id?.name ?? 'a filter'
  const open = unknownEnd(exchange, `\`${name}\` answers the error`, range)
  return [
    { ...open, unseen: { name, from: null, apart: true } },
    { ...open, kind: 'next', why: '', error, passed: [name] },
  ]
}

/** What a redirect says where the method gives `{ url, statusCode }`: only what is nothing leaves it as it is. */
const overrides = (value: Value): boolean => !(value.kind === 'constant' && !value.value)

/** Whether what a method gives is surely sent: a function is called, and what cannot be seen may be nothing. */
export const givesSomething = (value: Value): boolean =>
  value.kind === 'object' ||
  value.kind === 'array' ||
  value.kind === 'open-text' ||
  (value.kind === 'constant' && !isUndefined(value))

/** An Observable of rxjs that fails, as its name says. */
export const mayFailLater = (value: Value): boolean => value.kind === 'unknown' && /\bthrowError\b/.test(value.why)

/** The response that a framework sends for what a method gives (RouterResponseController of Nest); an error where it cannot be sent. */
export function sendGiven(run: Run, { redirect }: Calling, value: Value): ObjectValue | null {
  const { exchange } = run
  const result = value.kind === 'object' && inherits(value, RESULT) ? value : null
  if (result) {
    exchange.status = result.members.get('statusCode') ?? anUnknown('the status of a result')
    const to = result.members.get('location')
    if (to) setHeader(exchange, 'Location', textOf(to), null)
  }
  if (redirect !== undefined && overrides(value)) {
    exchange.status = anUnknown('the redirect that the method gives')
    setHeader(exchange, 'Location', null, null)
  }
  if (statusNumber(exchange.status) === 'invalid') return openError()
  notModified(run)
  exchange.sent = { by: redirect === undefined ? 'response' : 'redirect', at: exchange.statusAt }
  return null
}
