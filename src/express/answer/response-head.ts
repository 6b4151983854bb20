import { collectionOf } from '../../javascript/natives/collection.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { addHeader, setHeader, statusNumber } from './exchange.ts'
import { argument } from './native.ts'
import type { Behaviour, NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { noteRead } from './reads.ts'
import { refuse, refuseStatus } from './respond.ts'
import { setStatus } from './response-status.ts'
import { GiveUp, anUnknown, placeOf, rangeOf } from './run.ts'

function headerText(value: Value): string | null {
  if (value.kind !== 'array') return textOf(value)
  const parts = value.items.map(textOf)
  return value.open || parts.includes(null) ? null : parts.join(', ')
}

/** One header, as Express's set() or Node's setHeader() puts it. */
function put(call: NativeCall, name: Value, value: Value, node: boolean): void {
  const { run, site } = call
  if (run.exchange.sent || run.exchange.committed)
    refuse(run, site, call.node, 'Error', 'Cannot set headers after they are sent to the client')
  const text = textOf(name)
  if (text === null) {
    run.exchange.open = true
    return
  }
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text))
    refuse(run, site, call.node, 'TypeError', 'Header name must be a valid HTTP token')
  if (node && value.kind === 'constant' && value.value === undefined)
    refuse(run, site, call.node, 'TypeError', 'Invalid value for a header')
  setHeader(run.exchange, text, headerText(value), placeOf(run, site.module, call.node).range)
}

/** Every header of an object, a Map, Headers or a list of pairs. */
export function putAll(call: NativeCall, from: Value, node: boolean): void {
  if (from.kind === 'object') {
    for (const [name, value] of from.members) put(call, constant(name), value, node)
    if (from.open) call.run.exchange.open = true
    return
  }
  const table = collectionOf(from)
  const list = table ? null : from.kind === 'host' ? from.iterate?.() : from.kind === 'array' ? from : null
  for (const [name, value] of table?.pairs.values() ?? []) put(call, name, value, node)
  for (const pair of list?.items ?? [])
    if (pair.kind === 'array') put(call, pair.items[0] ?? UNDEFINED, pair.items[1] ?? UNDEFINED, node)
  if (table?.open || list?.open || (!table && !list)) call.run.exchange.open = true
}

/** Express's set() and header(). */
export const set: Behaviour = (call) => {
  const [name, value] = call.args.items
  if (call.args.items.length === 2 && name && value) put(call, name, value, false)
  else if (call.args.open) call.run.exchange.open = true
  else if (name) putAll(call, name, false)
  return call.self
}

/** Node's setHeader(). */
export const setOne: Behaviour = (call) => {
  put(call, argument(call.args, 0), argument(call.args, 1), true)
  return call.self
}

/** append() and appendHeader(). */
export function append(call: NativeCall): Value {
  const { run, site, node, args, self } = call
  const name = textOf(argument(args, 0))
  noteRead(run, 'response')
  if (run.exchange.sent || run.exchange.committed)
    refuse(run, site, node, 'Error', 'Cannot set headers after they are sent to the client')
  if (name === null) run.exchange.open = true
  else addHeader(run.exchange, name, headerText(argument(args, 1)), placeOf(run, site.module, node).range)
  return self
}

/** get() and getHeader(). */
export const getHeader: Behaviour = ({ run, args }) => {
  noteRead(run, 'response')
  const name = textOf(argument(args, 0))
  const header = name === null ? undefined : run.exchange.headers.get(name.toLowerCase())
  if (header && header.value !== null) return constant(header.value)
  return header || name === null || run.exchange.open ? anUnknown('a header') : UNDEFINED
}

/** The headers of writeHead: an object, or names and values in one flat array. */
function headOf(call: NativeCall, from: Value): void {
  if (from.kind !== 'array') return putAll(call, from, true)
  if (from.open || from.items.some(({ kind }) => kind === 'array'))
    throw new GiveUp('the headers cannot be told', rangeOf(call.site.module, call.node))
  for (let index = 0; index < from.items.length; index += 2) {
    const name = textOf(from.items[index] ?? UNDEFINED)
    if (name === null) call.run.exchange.open = true
    else
      setHeader(
        call.run.exchange,
        name,
        headerText(from.items[index + 1] ?? UNDEFINED),
        rangeOf(call.site.module, call.node),
      )
  }
}

/** Node's writeHead(). */
export function writeHead(call: NativeCall): Value {
  const { run, site, node, args, self } = call
  const { exchange } = run
  if (exchange.committed || exchange.sent)
    refuse(run, site, node, 'Error', 'Cannot write headers after they are sent to the client')
  const status = argument(args, 0)
  if (statusNumber(status) === 'invalid') refuseStatus(run, 'RangeError', status, site.module, node)
  const [, second, third] = args.items
  const headers =
    second && textOf(second) !== null && second.kind === 'constant' && typeof second.value === 'string' ? third : second
  if (headers && headers.kind !== 'constant') headOf(call, headers)
  setStatus(call, status)
  exchange.committed = true
  return self
}

/** Headers that say nothing about methods or caching. */
export const chained =
  (header: string | null): Behaviour =>
  (call) => {
    const { run, site, node, args, self } = call
    if (header)
      setHeader(
        run.exchange,
        header,
        header === 'Location' ? textOf(argument(args, 0)) : null,
        rangeOf(site.module, node),
      )
    return self
  }
