import { posix } from 'node:path'
import { UNDEFINED, constant, truth } from '../../javascript/value.ts'
import type { FunctionValue, ObjectValue, Value } from '../../javascript/value.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Handler } from '../stack.ts'
import { methodOf } from '../verbs.ts'
import { httpError, openError } from './errors.ts'
import { addHeader, copyExchange, setHeader } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { cacheControl, entryBelow, fileAt } from './files.ts'
import { addsToRequest, isHarmless } from './harmless.ts'
import { callBack } from './call.ts'
import { runHandler, runOption, unknownEnd } from './handler.ts'
import { argument, lend } from './native.ts'
import type { End, Surroundings } from './handler.ts'
import { textOf } from './operators.ts'
import { anUnknown } from './run.ts'
import type { RequestFacts } from './run.ts'

export type PackageHandler = Handler & { kind: 'package' }
export interface Arrival { exchange: Exchange; facts: RequestFacts; around: Surroundings; handler: PackageHandler }

const end = (kind: End['kind'], exchange: Exchange, when: string[] = []): End => ({ kind, exchange, error: null, late: null, when, why: '', at: null })

const optionsOf = (value: Value | undefined): ObjectValue | null => (value?.kind === 'object' ? value : null)
const member = (options: ObjectValue | null, name: string): Value => options?.members.get(name) ?? UNDEFINED

const isFalse = (value: Value): boolean => value.kind === 'constant' && value.value === false

/** cors/lib/index.js: whether it handles a request, by its `origin` option and the Origin header. */
function allowOrigin({ exchange, facts, handler }: Arrival, origin: Value): string | null {
  void exchange
  const from = facts.headers.origin ?? null
  if (origin.kind === 'constant') return origin.value === undefined ? '*' : origin.value === true ? from : String(origin.value)
  if (origin.kind === 'array' && !origin.open && from !== null) {
    const found = origin.items.some((item) => (item.kind === 'constant' && item.value === from) || (item.kind === 'regex' && /^[\w^$\\./:-]+$/.test(item.source) && new RegExp(item.source, item.flags).test(from)))
    return found ? from : ''
  }
  void handler
  return null
}

function cors(arrival: Arrival): End[] {
  const { handler, exchange } = arrival
  const [given] = handler.args ?? []
  if (given?.kind === 'function') return corsByDelegate(arrival, given)
  if (given && given.kind !== 'object' && given.kind !== 'constant') {
    return [{ ...corsEnd(arrival, null, null), when: ['with the options that cors() is given'] }, unknownEnd(exchange, 'the options of cors() are open', handler.range)]
  }
  const options = optionsOf(given)
  const origin = member(options, 'origin')
  if (options?.members.has('origin') && truth(origin) === false) return [end('next', exchange)]
  const answer = corsEnd(arrival, options, allowOrigin(arrival, origin))
  if (origin.kind === 'function') return corsByFunction(arrival, options, origin)
  if (origin.kind !== 'unknown') return [answer]
  return [{ ...answer, when: ['if cors() allows the origin'] }, unknownEnd(exchange, 'the origin may be refused', handler.range)]
}

/** Options that are found anew for each request, through a callback. */
function corsByDelegate(arrival: Arrival, delegate: FunctionValue): End[] {
  const ends = runOption(delegate, (run) => [run.request, lend('callback', (call) => {
    call.run.exchange.bag.set(ALLOWED, argument(call.args, 1))
    return callBack(call.run, call.site, call.node, run.nextFunction, [argument(call.args, 0)])
  })], arrival)
  return ends.flatMap((one): End[] => {
    if (one.kind !== 'next' || one.error) return [{ ...one, exchange: arrival.exchange }]
    const options = one.exchange.bag.get(ALLOWED) ?? UNDEFINED
    return cors({ ...arrival, handler: { ...arrival.handler, args: [options] } }).map((end) => ({ ...end, when: [...one.when, ...end.when] }))
  })
}

/** An `origin` function is given the Origin header and says through a callback what is allowed. */
function corsByFunction(arrival: Arrival, options: ObjectValue | null, origin: FunctionValue): End[] {
  const { facts, exchange } = arrival
  const asked = facts.headers.origin
  const ends = runOption(origin, (run) => [
    asked === undefined ? (facts.exact ? UNDEFINED : anUnknown('the origin')) : constant(asked),
    lend('callback', (call) => {
      call.run.exchange.bag.set(ALLOWED, argument(call.args, 1))
      return callBack(call.run, call.site, call.node, run.nextFunction, [argument(call.args, 0)])
    }),
  ], arrival)
  return ends.flatMap((one): End[] => {
    if (one.kind !== 'next' || one.error) return [{ ...one, exchange }]
    const allowed = one.exchange.bag.get(ALLOWED) ?? UNDEFINED
    const holds = truth(allowed)
    const handled = { ...corsEnd(arrival, options, allowOrigin(arrival, allowed)), when: one.when }
    const passed = end('next', exchange, one.when)
    if (holds === null) return [{ ...handled, when: [...one.when, 'if the origin is allowed'] }, { ...passed, when: [...one.when, 'unless the origin is allowed'] }]
    return [holds ? handled : passed]
  })
}

const ALLOWED = 'cors.allowed'

function corsEnd({ handler, exchange }: Arrival, options: ObjectValue | null, origin: string | null): End {
  const now = copyExchange(exchange)
  const open = options?.open ?? false
  if (origin !== '') setHeader(now, 'Access-Control-Allow-Origin', open ? null : origin, handler.range)
  if (member(options, 'credentials').kind === 'constant' && truth(member(options, 'credentials'))) setHeader(now, 'Access-Control-Allow-Credentials', 'true', handler.range)
  if (exchange.method !== 'OPTIONS') return end('next', now)
  const methods = member(options, 'methods')
  const list = methods.kind === 'constant' && methods.value === undefined ? 'GET,HEAD,PUT,PATCH,POST,DELETE' : textOf(methods)
  setHeader(now, 'Access-Control-Allow-Methods', open && !options?.members.has('methods') ? null : list, handler.range)
  if (truth(member(options, 'preflightContinue'))) return end('next', now)
  const status = member(options, 'optionsSuccessStatus')
  now.status = status.kind === 'constant' && status.value === undefined ? constant(204) : status
  now.statusAt = { range: handler.range, helpers: [], given: false }
  now.sent = { by: 'response', at: now.statusAt }
  return end('sent', now)
}

/** method-override: another method out of a header or the query, for POST only unless told otherwise. */
function methodOverride({ handler, exchange, facts }: Arrival): End[] {
  const [getter, second] = handler.args ?? []
  const options = optionsOf(second)
  const only = member(options, 'methods')
  const limited = !options?.members.has('methods') ? ['POST'] : only.kind === 'array' ? only.items.map(textOf) : null
  if (limited && !limited.includes(exchange.method)) return [end('next', exchange)]
  const name = getter === undefined || (getter.kind === 'constant' && !getter.value) ? 'X-HTTP-Method-Override' : textOf(getter)
  if (name === null || getter?.kind === 'function') return [end('next', exchange, ['if the method is not overridden'])]
  const now = copyExchange(exchange)
  const header = /^x-/i.test(name)
  if (header) addHeader(now, 'Vary', name, handler.range)
  const query = new URLSearchParams(facts.originalUrl.split('?').slice(1).join('?'))
  const asked = (header ? facts.headers[name.toLowerCase()]?.split(',')[0]?.trim() : query.get(name) ?? undefined) ?? ''
  const method = methodOf(asked.toLowerCase())
  if (method) now.method = method
  return [end('next', now)]
}

/** The index of a folder that is there. */
function staticIndex(there: boolean | null, file: (when: string[]) => End, missing: (when: string[]) => End): End[] {
  if (there === null) return [file(['if the file is there']), missing(['unless the file is there'])]
  return [there ? file([]) : missing([])]
}

/** serve-static: files for GET and HEAD; the rest passes, or, with fallthrough off, gets 405. */
function staticFiles({ handler, exchange, around, facts }: Arrival): End[] {
  const [root, second] = handler.args ?? []
  const options = optionsOf(second)
  const falls = !isFalse(member(options, 'fallthrough'))
  const here = { range: handler.range, helpers: [], given: false }
  const answer = (status: number, by: Outcome['by'], when: string[], headers: [string, string | null][] = []): End => {
    const now = copyExchange(exchange)
    now.status = constant(status)
    now.statusAt = here
    for (const [name, value] of headers) setHeader(now, name, value, handler.range)
    now.sent = { by, at: here }
    return end('sent', now, when)
  }
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return [falls ? end('next', exchange) : answer(405, 'static', [], [['Allow', 'GET, HEAD']])]
  const mounted = exchange.url.split(/[?#]/, 1)[0] ?? '/'
  // serve-static: at its own mount, the slash is the mount's only if the client sent one.
  const asked = facts.originalUrl.split(/[?#]/, 1)[0] ?? '/'
  const path = decodePath(mounted === '/' && !asked.endsWith('/') ? '' : mounted)
  const folder = root ? textOf(root) : null
  const full = folder !== null && path !== null && posix.isAbsolute(folder) ? posix.join(folder, path) : null
  const entry = full === null || folder === null ? 'outside' : entryBelow(around.disk, full, folder)
  const control = cacheControl(second)
  const file = (when: string[]): End => answer(200, 'static', when, exchange.headers.has('cache-control') || control === '' ? [] : [['Cache-Control', control]])
  const missing = (when: string[]): End => (falls ? end('next', exchange, when) : { ...end('next', exchange, when), error: { value: httpError([constant(404)], null) ?? UNDEFINED, place: here } })
  const dotted = path?.split('/').some((part) => part.startsWith('.') && part !== '.') ?? false
  if (path === null || path.split('/').includes('..')) return [missing([])]
  if (entry === 'outside') return [file(['if the file is there']), missing(['unless the file is there'])]
  if (dotted || entry === 'missing') return [missing([])]
  if (entry === 'file') return [path?.endsWith('/') ? missing([]) : file([])]
  const index = member(options, 'index')
  if (isFalse(index) && path?.endsWith('/')) return [missing([])]
  if (!path?.endsWith('/')) return [isFalse(member(options, 'redirect')) ? missing([]) : answer(301, 'redirect', [], [['Location', `${exchange.base}${path ?? ''}/`]])]
  const name = index.kind === 'constant' && typeof index.value === 'string' ? index.value : 'index.html'
  return staticIndex(fileAt(around.disk, posix.join(full ?? '', name), folder ?? undefined), file, missing)
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

/** nocache: its headers are fixed. */
function noCache({ handler, exchange }: Arrival): End[] {
  const now = copyExchange(exchange)
  setHeader(now, 'Cache-Control', 'no-store, no-cache, must-revalidate, proxy-revalidate', handler.range)
  return [end('next', now)]
}

/** A wrapper that passes a rejection on: a function of the project's own inside. */
function wrapped({ handler, exchange, facts, around }: Arrival): End[] | null {
  const [inner] = handler.args ?? []
  if (inner?.kind !== 'function') return null
  // What the wrapper catches goes to next(), as Express 5 does it by itself.
  return runHandler(inner satisfies FunctionValue, [], [], exchange, facts, { ...around, major: around.major, catches: true })
}

const WRAPPERS = new Set(['express-async-handler', 'express-async-wrap', 'async-middleware', 'async-middleware.wrap', 'express-async-catch', 'express-async-await'])

/** Authentication: it refuses with 401, or passes. */
function authenticate({ handler, exchange }: Arrival): End[] {
  const [, options] = handler.args ?? []
  const redirects = optionsOf(options)?.members.has('failureRedirect') ?? false
  const called = handler.args?.some(({ kind }) => kind === 'function')
  if (called) return [unknownEnd(exchange, `\`${handler.name}\` may answer`, handler.range), passing(exchange)]
  const now = copyExchange(exchange)
  now.status = constant(redirects ? 302 : 401)
  now.statusAt = { range: handler.range, helpers: [], given: false }
  if (redirects) setHeader(now, 'Location', textOf(member(optionsOf(options), 'failureRedirect')), handler.range)
  else setHeader(now, 'WWW-Authenticate', null, handler.range)
  now.sent = { by: redirects ? 'redirect' : 'denied', at: now.statusAt }
  return [end('sent', now, ['unless authentication succeeds']), { ...passing(exchange, false), when: ['if authentication succeeds'] }]
}

/** It passes a request on, or an error with this status; null: of which the files do not say the status. */
const refusing = (status: number | null, passes: string) => ({ handler, exchange }: Arrival): End[] => {
  const error = status === null ? openError() : httpError([constant(status)], null)
  const refused: End = { ...end('next', exchange, [`unless ${passes}`]), error: error && { value: error, place: { range: handler.range, helpers: [], given: false } } }
  return [refused, { ...passing(exchange, false), when: [`if ${passes}`] }]
}

const bearer = refusing(401, 'the token is right')
const validated = refusing(null, 'the request is valid')

/** Protection against forged requests: what only reads passes; the rest is refused with 403, or passes. */
function forgery(arrival: Arrival): End[] {
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(arrival.exchange.method)) return [passing(arrival.exchange, false)]
  return forged(arrival)
}
const forged = refusing(403, 'the token is right')

/** They answer themselves, whatever it is, and pass nothing on. */
const answering = ({ handler, exchange }: Arrival): End[] => [unknownEnd(exchange, `\`${handler.name}\` answers`, handler.range)]

const KNOWN: Record<string, (arrival: Arrival) => End[]> = {
  'express-jwt': bearer, 'express-jwt.expressjwt': bearer, 'express-oauth2-jwt-bearer.auth': bearer, 'celebrate.celebrate': validated, 'express-validation': validated, 'express-validation.validate': validated, 'express-openapi-validator.middleware': validated,
  csurf: forgery, 'lusca.csrf': forgery, 'csrf-sync': forgery,
  'passport.authenticate': authenticate, 'express-basic-auth': authenticate, 'basic-auth-connect': authenticate,
  'http-proxy-middleware.createProxyMiddleware': answering, 'http-proxy-middleware': answering, 'swagger-ui-express.setup': answering, 'express-http-proxy': answering,
  'express-graphql.graphqlHTTP': answering, 'graphql-http/lib/use/express.createHandler': answering, '@apollo/server/express4.expressMiddleware': answering,
  cors, 'method-override': methodOverride, 'express.static': staticFiles, 'serve-static': staticFiles, nocache: noCache, 'express-nocache': noCache,
}

/** What a package's middleware does with a request. */
export function runPackage(arrival: Arrival): End[] {
  const { handler, exchange } = arrival
  const name = handler.name.replace(/\.default$/, '')
  if (handler.args === null && !isHarmless(name)) return [unknownEnd(exchange, `${name} cannot be seen`, handler.range), passing(exchange)]
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined
  if (known) return known(arrival)
  const inner = WRAPPERS.has(name) ? wrapped(arrival) : null
  if (inner) return inner
  if (!isHarmless(name)) return [unknownEnd(exchange, `\`${name}\` may answer`, handler.range), passing(exchange)]
  return [addsToRequest(name) ? passing(exchange, false) : end('next', exchange)]
}

/** Past something that cannot be seen: it may have set headers, and left things on the request. */
export function passing(exchange: Exchange, headers = true): End {
  const now = copyExchange(exchange)
  now.bag.set('req.*', constant(true))
  if (headers) now.open = true
  return end('next', now)
}
