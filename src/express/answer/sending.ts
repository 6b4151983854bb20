import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { ERROR, httpError, inherits } from './errors.ts'
import { setHeader, statusNumber } from './exchange.ts'
import { argument } from './native.ts'
import type { Behaviour, NativeCall } from './native.ts'
import { accepted } from './negotiation.ts'
import { textOf } from './operators.ts'
import { isMethod, noteRead, readHeader } from './reads.ts'
import { refuse, respond } from './respond.ts'
import { checkedStatus, fixed, setStatus } from './response-status.ts'
import { GiveUp, anUnknown, rangeOf } from './run.ts'
import type { Run } from './run.ts'

/** send() and json() of Express 4 take a status as well, before or behind the body. */
function statusArgument(call: NativeCall, json: boolean): void {
  const [first, second] = call.args.items
  if (call.run.major >= 5 || fixed(call)) return
  const isNumber = (value: Value | undefined): boolean => value?.kind === 'constant' && typeof value.value === 'number'
  if (call.args.items.length === 2 && first && second) {
    const behind = isNumber(second) && (json || !isNumber(first))
    setStatus(call, behind ? second : first)
  } else if (!json && first && isNumber(first) && call.args.items.length === 1) setStatus(call, first)
}

/** Once the head is written, Express's own methods throw, for they set headers; so does sending twice. */
function sendable(call: NativeCall): void {
  if (fixed(call))
    refuse(call.run, call.site, call.node, 'Error', 'Cannot set headers after they are sent to the client')
}

/** fresh: `If-None-Match: *` is met by whatever has an entity tag. req.fresh of Express 4.22 and 5.3 looks at QUERY too. */
export function notModified(run: Run): void {
  const { exchange } = run
  if (!isMethod(run, 'GET', 'HEAD', 'QUERY')) return
  if (exchange.status === run.start.status) noteRead(run, 'status')
  const now = statusNumber(exchange.status)
  const wanted = readHeader(run, 'if-none-match')
  if (
    now === null ||
    now === 'invalid' ||
    now < 200 ||
    now > 299 ||
    wanted === null ||
    /no-cache/.test(readHeader(run, 'cache-control') ?? '')
  )
    return
  const same =
    wanted.trim() === '*' ||
    run.choices.pick((way) => `${way === 0 ? 'if' : 'unless'} the entity tag is \`${wanted}\``, 2) === 0
  if (same) exchange.status = constant(304)
}

/** `res.send(body)`; `json`: its arguments are those of `res.json()`. */
export function send(call: NativeCall, json = false): Value {
  sendable(call)
  statusArgument(call, json)
  const [body] = call.args.items
  if (body?.kind === 'constant' && typeof body.value === 'bigint')
    refuse(call.run, call.site, call.node, 'TypeError', 'Do not know how to serialize a BigInt')
  notModified(call.run)
  return respond(call.run, 'response', call.site.module, call.node)
}

/** `res.sendStatus(code)`. */
export const sendStatus: Behaviour = (call) => {
  sendable(call)
  if (call.run.major >= 5) checkedStatus(call, argument(call.args, 0))
  else setStatus(call, argument(call.args, 0))
  notModified(call.run)
  return respond(call.run, 'response', call.site.module, call.node)
}

/** Whether Node throws at a chunk: it takes a text and a Uint8Array (write_ in lib/_http_outgoing.js). */
const isNoChunk = (chunk: Value): boolean =>
  chunk.kind === 'array' ||
  chunk.kind === 'regex' ||
  (chunk.kind === 'object' && ((!chunk.proto && !chunk.open) || inherits(chunk, ERROR))) ||
  (chunk.kind === 'constant' && typeof chunk.value !== 'string')

/** Node's write(). */
export const write: Behaviour = (call) => {
  const [chunk = UNDEFINED] = call.args.items
  if (isNoChunk(chunk) && !call.args.open) refuseChunk(call)
  return end({ ...call, args: { items: [], open: false } })
}

/** Node's end(): without a chunk, or with one that counts as none, it sends what there is. */
export const end: Behaviour = (call) => {
  const [chunk = UNDEFINED] = call.args.items
  const isNone = chunk.kind === 'constant' && !chunk.value
  if (!isNone && isNoChunk(chunk) && !call.run.exchange.sent) refuseChunk(call)
  return respond(call.run, 'response', call.site.module, call.node)
}

const refuseChunk = ({ run, site, node }: NativeCall): never =>
  refuse(run, site, node, 'TypeError', 'The "chunk" argument must be of type string or an instance of Buffer')

/** `res.redirect(status, url)`; Express 4 takes them the other way round as well. */
export function redirect(call: NativeCall): Value {
  sendable(call)
  const [first, second] = call.args.items
  const numeric = (value: Value | undefined): boolean => value?.kind === 'constant' && typeof value.value === 'number'
  const swapped = call.run.major < 5 && second !== undefined && !numeric(first)
  const status = second === undefined ? constant(302) : swapped ? second : (first ?? constant(302))
  const target = second === undefined || swapped ? first : second
  setHeader(call.run.exchange, 'Location', target ? textOf(target) : null, rangeOf(call.site.module, call.node))
  checkedStatus(call, status)
  return respond(call.run, 'redirect', call.site.module, call.node)
}

/** `res.format({ type: handler })`. */
export function format(call: NativeCall): Value {
  const { run, site, node, args, self } = call
  const table = argument(args, 0)
  if (table.kind !== 'object') throw new GiveUp('what res.format() is given cannot be told', rangeOf(site.module, node))
  const types = [...table.members.keys()].filter((type) => type !== 'default')
  const type = accepted(run, types) ?? (table.members.has('default') ? 'default' : null)
  const error = type === null ? httpError([constant(406)], null) : null
  if (error) return callBack(run, site, node, run.nextFunction, [error])
  callBack(run, site, node, table.members.get(type ?? '') ?? UNDEFINED, [run.request, run.response, run.nextFunction])
  return self
}

/** `res.render(view)`. */
export function render(call: NativeCall): Value {
  const { run, site, node, args } = call
  const callback = args.items.find(({ kind }) => kind === 'function')
  const view = textOf(argument(args, 0))
  const engine = run.settings.get('view engine')
  if (!engine && view !== null && !/\.\w+$/.test(view)) {
    refuse(run, site, node, 'Error', 'No default engine was specified and no extension was provided.')
  }
  if (callback) return callBack(run, site, node, callback, [constant(null), anUnknown('the page')])
  return send({ ...call, args: { items: [], open: false } })
}
