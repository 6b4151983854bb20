import { holderOf } from '../../javascript/access.ts'
import { constant } from '../../javascript/value.ts'
import type { Scope } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Outcome, Step, Written } from '../../model/outcome.ts'
import { unknownOutcome } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import { isWithin } from '../../text/range.ts'
import type { Handler, StackLayer } from '../register/stack.ts'
import type { Way } from './way.ts'
import { setHeader, copyExchange, statusNumber } from './exchange.ts'
import type { Exchange, Place } from './exchange.ts'
import type { End, Failure } from './handler.ts'
import { misreadSteps } from './misread.ts'
import { textOf } from './operators.ts'

/** Headers of which an outcome says that they are absent; of others only what was set is known. */
const TOLD = [
  'allow',
  'cache-control',
  'location',
  'retry-after',
  'www-authenticate',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-allow-credentials',
]

/** Whether a function is made by a call of another one, which does not make the route as well; a class is no call. */
function isMadeByCall({ module, scope }: FunctionValue, layer: StackLayer): boolean {
  for (let at: Scope | null = scope; at; at = at.parent)
    if (at.of && !isWithin(layer.range, module.file.range(...at.of.range))) return true
  return false
}

/** A handler that several routes share, or that a call makes, is a helper: its place is where the route names it. */
function isHelper(
  handler: Handler & { kind: 'function' },
  layer: StackLayer,
  shared: ReadonlySet<FunctionValue>,
): boolean {
  return !isWithin(handler.range, layer.range) && (shared.has(handler.value) || isMadeByCall(handler.value, layer))
}

function placed(
  place: Place,
  layer: StackLayer | null,
  handler: Handler | null,
  shared: ReadonlySet<FunctionValue>,
): { range: SourceRange; helpers: SourceRange[] } {
  if (!layer || handler?.kind !== 'function' || place.given || !isHelper(handler, layer, shared)) return place
  return { range: handler.argument, helpers: [place.range, ...place.helpers] }
}

/** An error that a helper throws, for the route that calls it. */
export function failedAt(
  error: Failure,
  layer: StackLayer,
  handler: Handler,
  shared: ReadonlySet<FunctionValue>,
): Failure {
  return error.place
    ? { ...error, place: { ...placed(error.place, layer, handler, shared), given: error.place.given } }
    : error
}

function headersOf(exchange: Exchange): Outcome['headers'] {
  const headers: Outcome['headers'] = {}
  if (exchange.open !== true) for (const name of exchange.open ? ['allow'] : TOLD) headers[name] = null
  for (const [name, { value }] of exchange.headers) {
    if (value === null) delete headers[name]
    else headers[name] = value
  }
  return headers
}

const writtenOf = (exchange: Exchange): Written[] =>
  [...exchange.headers.values()].flatMap(({ name, value, range }) =>
    range ? [{ name, value, range, arrives: true }] : [],
  )

/** The headers that an error brought along and that its handler left out. */
function lostOf(way: Way, exchange: Exchange, at: SourceRange | null): Written[] {
  const { error } = way
  const headers = error?.value.kind === 'object' ? error.value.members.get('headers') : undefined
  if (headers?.kind !== 'object' || !error?.place) return []
  const range = error.place.helpers.at(-1) ?? error.place.range
  return [...headers.members]
    .filter(([name]) => !exchange.headers.has(name.toLowerCase()))
    .map(([name, value]) => ({
      name,
      value: textOf(value),
      range,
      arrives: false,
      lost: 'error-page' as const,
      ...(at ? { at } : {}),
    }))
}

const SHOWN = 3

/** `unless a or b answers`, of the middleware that a request has passed unseen. */
function unlessWords(names: string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, SHOWN).map((name) => `\`${name}\``)
  if (names.length > SHOWN) shown.push(`${names.length - SHOWN} more`)
  return [`unless ${shown.join(' or ')} answers`]
}

/** What a way assumed. */
function assumptions({ when, unless }: Way, ...more: string[]): Pick<Outcome, 'when' | 'unless'> {
  const conditions = [...when, ...more].slice(more.length ? -SHOWN : 0).slice(0, SHOWN)
  const words = [...conditions, ...unlessWords(unless)].join(' and ')
  return { ...(words && { when: words }), ...(unless.length > 0 && { unless }) }
}

/** What is open once code that cannot be seen has failed, hangs on how. */
const onFailure = ({ failed }: Exchange, status: number | 'invalid' | null): Pick<Outcome, 'onFailure'> =>
  failed && status === null ? { onFailure: true } : {}

/** What comes back for a way that has ended in a handler. */
export function outcomeOf(
  way: Way,
  end: End,
  layer: StackLayer | null,
  handler: Handler | null,
  shared: ReadonlySet<FunctionValue>,
): Outcome {
  const { exchange } = end
  const { steps } = way
  if (end.kind === 'unknown')
    return {
      ...unknownOutcome(end.why, end.at, steps),
      ...(end.unseen ? { unseen: end.unseen } : onFailure(exchange, null)),
    }
  const sent = exchange.sent
  if (!sent || sent.by === 'closed')
    return {
      status: null,
      headers: {},
      by: 'closed',
      decidedBy: (sent?.at ?? exchange.statusAt)?.range ?? layer?.range ?? null,
      ...assumptions(way),
      written: writtenOf(exchange),
      steps,
    }
  const fromError = way.error?.place && handler ? statusOfError(way, exchange) : null
  const place = fromError ?? (sent.at && placed(sent.at, layer, handler, shared))
  const helpers: Step[] = (place?.helpers ?? []).map((range) => ({ kind: 'handler', range, text: 'in the helper' }))
  const at = sent.at?.range ?? null
  const own: Step[] = fromError && at ? [{ kind: 'error-page', range: at, text: 'error handler' }] : []
  const status = statusNumber(exchange.status)
  return {
    status: status === 'invalid' ? 500 : status,
    headers: headersOf(exchange),
    by: sent.by,
    decidedBy: place?.range ?? null,
    ...assumptions(way),
    ...onFailure(exchange, status),
    ...(exchange.cache && { cache: exchange.cache }),
    written: [...writtenOf(exchange), ...lostOf(way, exchange, at)],
    steps: [...steps, ...own, ...helpers, ...misreadSteps(way.error, false)],
  }
}

/** Where an error handler sends the status that the error carries, the error's own place has decided. */
function statusOfError(way: Way, exchange: Exchange): { range: SourceRange; helpers: SourceRange[] } | null {
  const value = way.error?.value
  const place = way.error?.place
  if (!place || value?.kind !== 'object') return null
  const carried = [value.members.get('status'), value.members.get('statusCode')].map((one) =>
    one ? statusNumber(one) : null,
  )
  const sent = statusNumber(exchange.status)
  return typeof sent === 'number' && carried.includes(sent) ? { range: place.range, helpers: place.helpers } : null
}

/** finalhandler: an error's own status if it is one, else the response's, else 500. null: open. */
function errorStatus(error: Value, exchange: Exchange): { status: number | null; own: boolean } {
  if ((error.kind === 'unknown' && !error.plain) || error.kind === 'external' || error.kind === 'host')
    return { status: null, own: false }
  for (const name of ['status', 'statusCode']) {
    const value = memberOfError(error, name)
    if (value === 'open' || value?.kind === 'unknown') return { status: null, own: true }
    // Node's writeHead cuts what stands behind the point.
    if (value?.kind === 'constant' && typeof value.value === 'number' && value.value >= 400 && value.value < 600)
      return { status: Math.trunc(value.value), own: true }
  }
  return { status: responseStatus(exchange), own: false }
}

/** A member that an error has, or what it is built on; 'open': nobody knows, or code gives it. */
function memberOfError(error: Value, name: string): Value | 'open' | undefined {
  if (error.kind !== 'object') return 'members' in error ? error.members?.get(name) : undefined
  const found = holderOf(error, name)
  if (!found) return undefined
  return found.open || found.holder.getters.has(name) ? 'open' : found.holder.members.get(name)
}

function responseStatus({ status }: Exchange): number | null {
  if (status.kind === 'unknown' || status.kind === 'either') return null
  // NaN slips through finalhandler's comparisons, and Node refuses it then.
  return status.kind === 'constant' && typeof status.value === 'number' && !(status.value < 400 || status.value > 599)
    ? status.value
    : 500
}

/** What Express's own last handler answers: 404, or an error's status, with the headers set so far. */
export function finalOutcome(way: Way): Outcome {
  const exchange = copyExchange(way.exchange)
  const { error } = way
  if (!error) {
    if (exchange.committed)
      return {
        status: null,
        headers: {},
        by: 'closed',
        decidedBy: exchange.statusAt?.range ?? null,
        ...assumptions(way),
        written: [],
        steps: way.steps,
      }
    return {
      status: 404,
      headers: headersOf(exchange),
      by: 'not-found',
      decidedBy: null,
      ...assumptions(way),
      written: writtenOf(exchange),
      steps: way.steps,
    }
  }
  const { status, own } = errorStatus(error.value, exchange)
  if (exchange.committed || Number.isNaN(status))
    return {
      status: null,
      headers: {},
      by: 'closed',
      decidedBy: error.place?.range ?? null,
      ...assumptions(way),
      written: [],
      steps: way.steps,
    }
  const headers = own && error.value.kind === 'object' ? error.value.members.get('headers') : undefined
  if (headers?.kind === 'object')
    for (const [name, value] of headers.members) setHeader(exchange, name, textOf(value), error.place?.range ?? null)
  else if (headers && headers.kind !== 'constant') exchange.open = true
  if (error.value.kind === 'object' && error.value.open) exchange.open = true
  exchange.status = constant(status)
  const steps: Step[] = (error.place?.helpers ?? []).map((range) => ({ kind: 'handler', range, text: 'in the helper' }))
  const settled = status === null ? assumptions(way, 'the error is open') : assumptions(way)
  const decided = own || !exchange.statusAt ? error.place : exchange.statusAt
  return {
    status,
    headers: headersOf(exchange),
    by: status === null ? 'unknown' : 'response',
    decidedBy: decided?.range ?? null,
    ...settled,
    ...onFailure(exchange, status),
    written: writtenOf(exchange),
    steps: [...way.steps, ...steps, ...(own ? [] : misreadSteps(error, true))],
  }
}
