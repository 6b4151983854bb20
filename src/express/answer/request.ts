import { UNDEFINED, arrayOf, constant, objectOf, truth } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { added } from './added.ts'
import { own } from './made.ts'
import { accepted, isOfType } from './negotiation.ts'
import { argument, host, lend } from './native.ts'
import type { Hosted, NativeCall } from './native.ts'
import { textOf } from './operators.ts'
import { callBack } from './call.ts'
import { isCarrier } from './carrier.ts'
import { postpone } from './later.ts'
import { noteWritten, noteRead as read, readBag, readHeader, readNow } from './reads.ts'
import { leave } from './exchange.ts'
import { asPart } from './parts.ts'
import { anUnknown, child, GiveUp, rangeOf, wordsOf } from './run.ts'
import { settle, settleDeep } from './selector.ts'
import type { Run } from './run.ts'
import { isAsItWas, unread } from './unread.ts'

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? ''

/** A text as the handler finds it, or as it has written it itself. */
const asFound = (run: Run, name: string, value: string): Value =>
  value === readNow(name, run.facts, run.start) ? unread(run, name) : constant(value)

/** What a proxy says of scheme and host where it is trusted; undefined: nothing; null: whether it is trusted is open. */
function forwardedAs(run: Run, header: string): string | null | undefined {
  const trusts = run.settings.get('trust proxy')
  const said = trusts && truth(trusts) !== false ? readHeader(run, header) : null
  if (said === null) return undefined
  return trusts?.kind === 'constant' && trusts.value === true ? (said.split(',', 1)[0] ?? '').trim() : null
}

/** Scheme and host: with `trust proxy` they are what a proxy says, and a rule's sample stands for every name that leads here. */
function atTheDoor(run: Run, member: string, fact: 'scheme' | 'host', of: (said: string) => string | boolean): Value {
  const said = forwardedAs(run, fact === 'scheme' ? 'x-forwarded-proto' : 'x-forwarded-host')
  if (!run.facts.exact || said === null) return child(run, run.request, `req.${member}`)
  read(run, fact)
  return constant(of(said ?? run.facts[fact]))
}

function headerValue(run: Run, name: string): Value {
  const written = readBag(run, `headers.${name}`)
  if (written) return written
  const value = readHeader(run, name === 'referrer' ? 'referer' : name)
  if (value !== null) return constant(value)
  if (name === 'host' && run.facts.exact) return constant(run.facts.host)
  return (run.facts.exact || run.facts.absent.has(name)) && !run.facts.open.has(name)
    ? UNDEFINED
    : child(run, run.request, `the request's ${name}`)
}

function headersOf(run: Run): Value {
  const hosted: Hosted = {
    get: (_, name) => headerValue(run, name),
    set: (_, name, value) => leave(run.exchange, `headers.${name}`, settleDeep(run, value)),
    remove(_, name) {
      if (name !== null) leave(run.exchange, `headers.${name}`, UNDEFINED)
    },
  }
  return host(hosted)
}

export const paramValue = (value: string | string[]): Value =>
  typeof value === 'string' ? constant(value) : arrayOf(value.map((one) => constant(one)))

/** What a rule's sample has there stands for anything, but the path has no other parameters than these. */
function paramsOf(run: Run): Value {
  const {
    facts: { exact },
    exchange: { params },
  } = run
  read(run, exact ? 'params' : 'names of params')
  const open = child(run, run.request, 'params')
  if (params === null) return open
  return asPart(
    own(
      run,
      objectOf(
        Object.entries(params).flatMap(([name, value]): [string, Value][] =>
          !exact ? [[name, child(run, open, name)]] : value === null ? [] : [[name, paramValue(value)]],
        ),
      ),
    ),
    'req.params',
  )
}

/** What a rule's sample has there stands for anything. Express 5 reads the query anew each time. */
function queryOf(run: Run): Value {
  const query = run.facts.originalUrl.split('#', 1)[0]?.split('?').slice(1).join('?') ?? ''
  if (!run.facts.exact) return child(run, run.request, 'query')
  read(run, 'query')
  const made = own(run, objectOf())
  if (run.major === 4) asPart(made, 'req.query')
  for (const [name, value] of new URLSearchParams(query)) {
    const before = made.members.get(name)
    // Brackets make objects and arrays in Express 4 only.
    if (/[[\].]/.test(name)) made.open = true
    else
      made.members.set(
        name,
        before ? arrayOf([...(before.kind === 'array' ? before.items : [before]), constant(value)]) : constant(value),
      )
  }
  return made
}

const get = ({ run, args }: NativeCall): Value => {
  const name = textOf(argument(args, 0))
  return name === null ? anUnknown('a header') : headerValue(run, name.toLowerCase())
}

function accepts({ run, args }: NativeCall): Value {
  const first = argument(args, 0)
  const types = (first.kind === 'array' ? first.items : args.items).map(textOf)
  if (!run.facts.exact || types.includes(null) || types.length === 0) return anUnknown('req.accepts()')
  const best = accepted(
    run,
    types.filter((type) => type !== null),
  )
  return constant(best ?? false)
}

function is({ run, args }: NativeCall): Value {
  const first = argument(args, 0)
  const types = (first.kind === 'array' ? first.items : args.items).map(textOf)
  const open = anUnknown('req.is()')
  if (!run.facts.exact || types.includes(null)) return open
  const found = isOfType(
    run,
    types.filter((type) => type !== null),
  )
  return found === undefined ? open : constant(found)
}

/** What waits for the body: its end comes, once the handler has returned. */
function on(call: NativeCall): Value {
  const event = textOf(argument(call.args, 0))
  const fn = argument(call.args, 1)
  if (event === 'end')
    postpone(call.run, {
      phase: 'unseen',
      due: null,
      timer: null,
      words: wordsOf(call.site.module, call.node),
      matters: isCarrier(call.run, fn),
      work: () => {
        callBack(call.run, call.site, call.node, fn, [])
      },
    })
  return call.self
}

const METHODS: Record<string, (call: NativeCall) => Value> = {
  get,
  header: get,
  accepts,
  on,
  once: on,
  addListener: on,
  resume: ({ self }) => self,
  setEncoding: ({ self }) => self,
  setTimeout: ({ self }) => self,
  removeListener: ({ self }) => self,
  off: ({ self }) => self,
  is,
  pause: ({ self }) => self,
  unpipe: ({ self }) => self,
}

/** What Node and Express put on a request, and the parsers of its body and cookies. */
const PROVIDED = new Set([
  'body',
  'cookies',
  'signedCookies',
  'secret',
  'ip',
  'ips',
  'socket',
  'connection',
  'client',
  'app',
  'route',
  'rawHeaders',
  'subdomains',
  'fresh',
  'stale',
  'httpVersion',
  'complete',
  'aborted',
  'statusCode',
  'statusMessage',
  'host',
  'range',
  'readable',
  'pipe',
  'read',
  'destroy',
  'param',
  'acceptsCharsets',
  'acceptsEncodings',
  'acceptsLanguages',
  'trailers',
  'httpVersionMajor',
  'acceptsCharset',
  'headersDistinct',
  'signal',
  'emit',
  'listeners',
])

/** Whether a member of the request is certainly not there: nobody has put it there. */
export const lacks = (run: Run, name: string): boolean =>
  !PROVIDED.has(name) &&
  !NATIVE.has(name) &&
  !Object.hasOwn(METHODS, name) &&
  !readBag(run, `req.${name}`) &&
  !readBag(run, 'req.*')

const NATIVE = new Set([
  'method',
  'url',
  'originalUrl',
  'path',
  'baseUrl',
  'protocol',
  'secure',
  'hostname',
  'params',
  'query',
  'headers',
  'res',
  'next',
  'xhr',
])

/** What a member is that handlers leave for each other, where nobody has. */
export function absentMember(name: string): Value {
  if (name.startsWith('headers.')) return anUnknown(name)
  const own = name.startsWith('req.') ? name.slice(4) : ''
  return PROVIDED.has(own) || NATIVE.has(own) || Object.hasOwn(METHODS, own) ? anUnknown(name) : UNDEFINED
}

/** The `req` of a handler. */
export const REQUEST: Hosted = {
  get(run, name, call) {
    const { exchange, facts } = run
    const own = readBag(run, `req.${name}`) ?? added(run, 'request', name, call)
    if (own) return own
    switch (name) {
      case 'method':
        return asFound(run, 'method', exchange.method)
      case 'url':
        return asFound(run, 'url', exchange.url)
      case 'originalUrl':
        return unread(run, 'originalUrl')
      case 'path':
        return asFound(run, 'path', pathOf(exchange.url))
      case 'baseUrl':
        return unread(run, 'baseUrl')
      case 'protocol':
        return atTheDoor(run, name, 'scheme', (scheme) => scheme)
      case 'secure':
        return atTheDoor(run, name, 'scheme', (scheme) => scheme === 'https')
      case 'hostname':
        return atTheDoor(run, name, 'host', (host) => host.replace(/:\d+$/, ''))
      case 'params':
        return paramsOf(run)
      case 'query':
        return queryOf(run)
      case 'headers':
        return headersOf(run)
      case 'res':
        return run.response
      case 'next':
        return run.nextFunction
      case 'xhr':
        return facts.exact
          ? constant(readHeader(run, 'x-requested-with')?.toLowerCase() === 'xmlhttprequest')
          : child(run, run.request, 'xhr')
      default:
    }
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined
    if (method) return lend(`req.${name}`, method)
    // What no middleware has put there is not there.
    return PROVIDED.has(name) || readBag(run, 'req.*') ? child(run, run.request, `req.${name}`) : UNDEFINED
  },
  set(run, name, given, { site, node }) {
    if (name === 'url' && run.exchange.url === run.start.url && isAsItWas(run, given, name)) return
    const value = name === 'url' || name === 'method' ? settle(run, given) : given
    const text = textOf(value)
    if (text === null && (name === 'url' || name === 'method'))
      throw new GiveUp(`\`req.${name}\` is rewritten`, rangeOf(site.module, node))
    if ((name === 'url' || name === 'method') && text !== null) noteWritten(run, name, text)
    if (name === 'url' && text !== null) run.exchange.url = text
    else if (name === 'method' && text !== null) run.exchange.method = text
    else if (run.isRead(name)) leave(run.exchange, `req.${name}`, settleDeep(run, value))
  },
}

/** `res.locals`: what is put there, later handlers see. */
export const LOCALS: Hosted = {
  get: (run, name) =>
    readBag(run, `locals.${name}`) ?? (readBag(run, 'req.*') ? child(run, run.locals, name) : UNDEFINED),
  set: (run, name, value) => {
    if (run.isRead(name)) leave(run.exchange, `locals.${name}`, settleDeep(run, value))
  },
}
