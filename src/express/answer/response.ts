import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding } from '../../javascript/scope.ts'
import { UNDEFINED, constant } from '../../javascript/value.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { added } from './added.ts'
import { leave, removeHeader } from './exchange.ts'
import { download, sendFile, sendPath } from './files.ts'
import { argument, behaviourOf, lend } from './native.ts'
import type { Behaviour, Hosted } from './native.ts'
import { textOf } from './operators.ts'
import { noteRead, readBag } from './reads.ts'
import { append, chained, getHeader, putAll, set, setOne, writeHead } from './response-head.ts'
import { status } from './response-status.ts'
import { innermost } from './risk.ts'
import { anUnknown, child, GiveUp, placeOf, rangeOf, Stop } from './run.ts'
import type { Run } from './run.ts'
import type { Site } from './site.ts'
import { settle, settleDeep } from './selector.ts'
import { end, format, redirect, render, send, sendStatus, write } from './sending.ts'
import { keyOf, walk } from './syntax.ts'

const METHODS: Record<string, Behaviour> = {
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
  sendfile: sendPath,
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
  write,
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
const isResponseMethod = (name: string): boolean => Object.hasOwn(METHODS, name)

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
  get(run, name, call) {
    const { exchange } = run
    if (name === 'statusCode') {
      if (exchange.status === run.start.status) noteRead(run, 'status')
      return exchange.status
    }
    if (name === 'headersSent' || name === 'finished' || name === 'writableEnded')
      return constant(exchange.sent !== null || (name === 'headersSent' && exchange.committed))
    if (name === 'req') return run.request
    if (name === 'locals') return run.locals
    const own = readBag(run, `res.${name}`) ?? added(run, 'response', name, call)
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
