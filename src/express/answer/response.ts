import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import { findBinding } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import { callBack } from './call.ts'
import { addHeader, leave, removeHeader, setHeader, statusNumber } from './exchange.ts'
import { builtInError, httpError } from './errors.ts'
import { child } from './expression.ts'
import type { Site } from './expression.ts'
import { download, sendFile } from './files.ts'
import { accepted } from './negotiation.ts'
import { isMethod, noteRead, readBag, readHeader } from './reads.ts'
import { misreads } from './misread.ts'
import { argument, behaviourOf, lend } from './native.ts'
import type { Hosted, NativeCall } from './native.ts'
import { collectionOf } from '../../javascript/natives/collection.ts'
import { textOf } from './operators.ts'
import { GiveUp, Stop, Thrown, anUnknown, placeOf, rangeOf } from './run.ts'
import type { Run } from './run.ts'
import { innermost } from './risk.ts'
import { settle, settleDeep } from './selector.ts'
import { keyOf, walk } from './syntax.ts'

type Method = (call: NativeCall) => Value

/** Node and Express throw this kind of error at the caller. */
export function refuse(run: Run, site: Site, node: TSESTree.Node, kind: string, text: string): never {
  void run
  throw new Thrown(builtInError(kind, constant(text)), rangeOf(site.module, node))
}

/** The same for what cannot be a status. */
function refuseStatus(run: Run, kind: string, status: Value, module: Module, node: TSESTree.Node): never {
  const error = builtInError(kind, constant('Invalid status code'))
  misreads(error, status, placeOf(run, module, node))
  throw new Thrown(error, rangeOf(module, node))
}

/** Sends the response: the status is what Node's writeHead makes of `res.statusCode`. */
export function respond(run: Run, by: Outcome['by'], module: Module, node: TSESTree.Node): never {
  const { exchange } = run
  if (exchange.sent) throw new Stop()
  if (exchange.status === run.start.status) noteRead(run, 'status')
  if (statusNumber(exchange.status) === 'invalid') refuseStatus(run, 'RangeError', exchange.status, module, node)
  const own = placeOf(run, module, node)
  const set = exchange.statusAt
  exchange.sent = { by, at: set ?? own }
  throw new Stop()
}

/** Where the status was decided: the call itself, or the chain of calls that it begins. */
function setStatus({ run, site, node }: NativeCall, status: Value): void {
  run.exchange.status = status
  run.exchange.statusAt = placeOf(run, site.module, node)
}

/** Express 5's res.status() takes integers from 100 to 999 only. */
function checkedStatus(call: NativeCall, status: Value): void {
  const { run, site, node } = call
  const open = status.kind === 'unknown' || status.kind === 'either' || status.kind === 'external'
  if (run.major >= 5 && !open) {
    const number = status.kind === 'constant' ? status.value : undefined
    if (typeof number !== 'number' || !Number.isInteger(number))
      refuseStatus(run, 'TypeError', status, site.module, node)
    if (typeof number === 'number' && (number < 100 || number > 999))
      refuse(run, site, node, 'RangeError', 'Invalid status code')
  }
  setStatus(call, status)
}

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

function putAll(call: NativeCall, from: Value, node: boolean): void {
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

const set: Method = (call) => {
  const [name, value] = call.args.items
  if (call.args.items.length === 2 && name && value) put(call, name, value, false)
  else if (call.args.open) call.run.exchange.open = true
  else if (name) putAll(call, name, false)
  return call.self
}

const setOne: Method = (call) => {
  put(call, argument(call.args, 0), argument(call.args, 1), true)
  return call.self
}

function append(call: NativeCall): Value {
  const { run, site, node, args, self } = call
  const name = textOf(argument(args, 0))
  noteRead(run, 'response')
  if (run.exchange.sent || run.exchange.committed)
    refuse(run, site, node, 'Error', 'Cannot set headers after they are sent to the client')
  if (name === null) run.exchange.open = true
  else addHeader(run.exchange, name, headerText(argument(args, 1)), placeOf(run, site.module, node).range)
  return self
}

const getHeader: Method = ({ run, args }) => {
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

function writeHead(call: NativeCall): Value {
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

/** Setting a status once the head is written changes nothing any more. */
const fixed = ({ run }: NativeCall): boolean => run.exchange.committed || run.exchange.sent !== null

const status: Method = (call) => {
  if (!fixed(call)) checkedStatus(call, argument(call.args, 0))
  return call.self
}

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
function notModified({ run }: NativeCall): void {
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

function send(call: NativeCall, json = false): Value {
  sendable(call)
  statusArgument(call, json)
  notModified(call)
  return respond(call.run, 'response', call.site.module, call.node)
}

const sendStatus: Method = (call) => {
  sendable(call)
  if (call.run.major >= 5) checkedStatus(call, argument(call.args, 0))
  else setStatus(call, argument(call.args, 0))
  notModified(call)
  return respond(call.run, 'response', call.site.module, call.node)
}

const end: Method = ({ run, site, node }) => respond(run, 'response', site.module, node)

function redirect(call: NativeCall): Value {
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

function format(call: NativeCall): Value {
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

function render(call: NativeCall): Value {
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

/** Headers that say nothing about methods or caching. */
const chained =
  (header: string | null): Method =>
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

const METHODS: Record<string, Method> = {
  status,
  set,
  header: set,
  setHeader: setOne,
  append,
  appendHeader: append,
  writeHead,
  sendStatus,
  end,
  redirect,
  format,
  render,
  sendFile,
  sendfile: sendFile,
  download,
  send: (call) => send(call),
  json: (call) => send(call, true),
  jsonp: (call) => send(call, true),
  setHeaders: (call) => {
    putAll(call, argument(call.args, 0), true)
    return call.self
  },
  get: getHeader,
  getHeader,
  hasHeader: (call) => {
    const value = getHeader(call)
    return value.kind === 'constant' ? constant(value.value !== undefined) : value
  },
  removeHeader: ({ run, args }) => {
    const name = textOf(argument(args, 0))
    if (name === null) run.exchange.open = true
    else removeHeader(run.exchange, name)
    return UNDEFINED
  },
  getHeaders: () => anUnknown('the headers'),
  getHeaderNames: () => anUnknown('the headers'),
  type: chained('Content-Type'),
  contentType: chained('Content-Type'),
  location: chained('Location'),
  vary: chained('Vary'),
  links: chained('Link'),
  cookie: chained('Set-Cookie'),
  clearCookie: chained('Set-Cookie'),
  attachment: chained('Content-Disposition'),
  write: end,
  flushHeaders: end,
  on: (call) => call.self,
  once: (call) => call.self,
  off: (call) => call.self,
  emit: () => UNDEFINED,
  removeListener: (call) => call.self,
  setTimeout: (call) => call.self,
  addListener: (call) => call.self,
  cork: () => UNDEFINED,
  uncork: () => UNDEFINED,
  writeContinue: () => UNDEFINED,
  writeProcessing: () => UNDEFINED,
  destroy: ({ run, site, node }) => {
    run.exchange.sent = { by: 'closed', at: placeOf(run, site.module, node) }
    throw new Stop()
  },
}
METHODS.writeEarlyHints = METHODS.writeContinue ?? end

/** Methods that send what they are given, or make a header of it that says nothing about methods or caching. */
const GLANCING = new Set(
  'send json jsonp end write type contentType vary links cookie clearCookie attachment'.split(' '),
)

/** From which argument on a method only glances; which view is rendered may matter. */
const glancesOf = (name: string): number => (GLANCING.has(name) ? 0 : name === 'render' ? 1 : Infinity)

/** What the methods of `res` are called, for those that files add. */
export const isResponseMethod = (name: string): boolean => Object.hasOwn(METHODS, name)

const STATUS_METHODS = new Set(['status', 'sendStatus', 'writeHead', 'redirect', 'sendError'])

/** Whether a function may set a status; reading one, to log it, changes nothing. */
function mayDecide(run: Run, { node: fn, scope }: FunctionValue): boolean {
  const isOther = (of: TSESTree.Node): boolean => {
    const root = innermost(of)
    const binding = root.type === 'Identifier' ? findBinding(scope, root.name) : null
    return binding !== null && (run.overlay.get(binding) ?? binding.value) !== run.response
  }
  let found = false
  walk(fn, (node) => {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'CallExpression' ? node.callee : null
    if (target?.type !== 'MemberExpression' || isOther(target.object)) return !found
    const name = keyOf(target)
    found = name === null || (node.type === 'CallExpression' ? STATUS_METHODS.has(name) : name === 'statusCode')
    return !found
  })
  return found
}

/** Middleware that puts itself before a method of the response: as long as it leaves the status alone, only headers may be more. */
function replaceMethod(run: Run, name: string, value: Value, site: Site, node: TSESTree.Node): void {
  const quiet = value.kind === 'function' && !mayDecide(run, value)
  if (!quiet && behaviourOf(value) === undefined)
    throw new GiveUp(`\`res.${name}\` is replaced`, rangeOf(site.module, node))
  if (quiet) run.exchange.open = true
}

/** The `res` of a handler. */
export const RESPONSE: Hosted = {
  get(run, name) {
    const { exchange } = run
    if (name === 'statusCode') {
      if (exchange.status === run.start.status) noteRead(run, 'status')
      return exchange.status
    }
    if (name === 'headersSent' || name === 'finished' || name === 'writableEnded')
      return constant(exchange.sent !== null || (name === 'headersSent' && exchange.committed))
    if (name === 'req') return run.request
    if (name === 'locals') return run.locals
    const own = readBag(run, `res.${name}`)
    if (own) return own
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (!method) return child(run, run.response, `res.${name}`)
    const value = lend(`res.${name}`, method, glancesOf(name))
    run.bound.add(value)
    return value
  },
  set(run, name, given, { site, node }) {
    const value = settle(run, given)
    if (name === 'statusCode') {
      if (!run.exchange.sent && !run.exchange.committed) {
        run.exchange.status = value
        run.exchange.statusAt = placeOf(run, site.module, node)
      }
    } else if (isResponseMethod(name)) replaceMethod(run, name, value, site, node)
    else if (run.isRead(name)) leave(run.exchange, `res.${name}`, settleDeep(run, value))
  },
}
