import { SENT_WITH } from '../../directives/sent-with.ts'
import { hedges, makeOutcome } from '../../../model/outcome.ts'
import type { Outcome, Written } from '../../../model/outcome.ts'
import type { SourceRange } from '../../../text/range.ts'
import type { Directive } from '../../../text/directive.ts'
import type { Exchange, Reply } from '../exchange.ts'
import { argument, isOn, levelWith, nearest, ofLevel, setting } from '../../compile/level.ts'
import { readExpires } from '../../words/expires.ts'
import type { Level } from '../../compile/level.ts'
import { foreignIn } from '../../compile/modules.ts'
import { isKnown } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluateOpen } from '../evaluate.ts'
import { moreHeaders } from './headers-more.ts'
import { work } from '../../../text/work.ts'
import { lookUp } from '../../../text/lookup.ts'
import { sharedText } from '../../../text/shared-text.ts'

/** Headers that nginx adds to no answer of its own unless told to. */
const NEVER_OF_ITS_OWN = [
  'allow',
  'cache-control',
  'expires',
  'retry-after',
  'www-authenticate',
  'proxy-authenticate',
  'location',
  'vary',
  'set-cookie',
  'pragma',
  'age',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'access-control-max-age',
  'strict-transport-security',
  'content-security-policy',
  'x-frame-options',
  'x-content-type-options',
  'x-xss-protection',
  'referrer-policy',
  'permissions-policy',
  'accept-patch',
  'accept-post',
  'upgrade',
  'dav',
]

const NONE: Readonly<Record<string, null>> = Object.fromEntries(NEVER_OF_ITS_OWN.map((name) => [name, null]))

interface Added {
  directive: Directive
  name: string
  source: string
  always: boolean
}

const NOTHING: readonly Added[] = []

function ownHeaders(level: Level): readonly Added[] {
  const written = level.own.get('add_header')
  if (!written) return NOTHING
  return written.flatMap((directive) => {
    const [name, source, always] = directive.args.map(({ value }) => value)
    return name === undefined || source === undefined
      ? []
      : [{ directive, name: name.toLowerCase(), source, always: always === 'always' }]
  })
}

/** A level with an add_header of its own drops the inherited list, unless add_header_inherit merges (ngx_http_headers_merge_conf). */
const headersInForce = ofLevel((level): readonly Added[] => {
  const own = ownHeaders(level)
  if (!level.parent) return own
  const mode = argument(setting(level, 'add_header_inherit')) ?? 'on'
  if (mode === 'off') return own
  const inherited = headersInForce(level.parent)
  if (own.length === 0) return inherited
  return mode === 'merge' ? [...own, ...inherited] : own
})

/** A line that is not in force, what took its place, and the levels between it and the one in force. */
interface Dropped {
  added: Added
  cause: SourceRange | undefined
  inside: Level[]
}

const NONE_DROPPED: readonly Dropped[] = []

const droppedHeaders = ofLevel((level): readonly Dropped[] => {
  const inForce = headersInForce(level)
  const present = new Set(inForce.map(({ name }) => name))
  const isDropped = (one: Added): boolean =>
    !present.has(one.name) && !inForce.some(({ directive }) => directive === one.directive)
  const dropped: Dropped[] = []
  const inside: Level[] = []
  let cause: SourceRange | undefined
  for (let at: Level | null = level; at; at = at.parent) {
    const own = ownHeaders(at)
    for (const added of own) if (isDropped(added)) dropped.push({ added, cause, inside: [...inside] })
    cause ??= own[0]?.directive.range
    inside.push(at)
  }
  return dropped.length > 0 ? dropped : NONE_DROPPED
})

/** The inherited lines that the level in force drops, as far as nothing out of sight may repeat them there. */
function overridden(exchange: Exchange): Written[] {
  const { level, instance } = exchange
  const dropped = droppedHeaders(level)
  if (dropped.length === 0) return []
  // Nobody is asked for these values: what they read must leave no trace.
  const aside = {
    ...exchange,
    variables: new Map(exchange.variables),
    settled: new Map(exchange.settled),
    excluded: new Map(exchange.excluded),
  }
  const isUnseen = ({ directive }: Level): boolean => directive !== null && instance.unseen.has(directive)
  return dropped.flatMap(({ added: { directive, name, source }, cause, inside }): Written[] =>
    inside.some(isUnseen) || evaluateOpen(aside, source) === ''
      ? []
      : [
          {
            name,
            value: source.includes('$') ? null : source,
            range: directive.range,
            arrives: false,
            lost: 'level',
            ...(cause && { at: cause }),
          },
        ],
  )
}

/** The Cache-Control that `expires` makes (ngx_http_set_expires); undefined: it is off, null: known only when the file is. */
function fromExpires(exchange: Exchange): { directive: Directive; value: string | null } | undefined {
  const directive = setting(exchange.level, 'expires')
  const [first = '', second] = directive?.args.map(({ value }) => value) ?? []
  if (!directive) return undefined
  const text = evaluateOpen(exchange, second ?? first)
  if (!isKnown(text)) return { directive, value: null }
  const { value: read } = readExpires(text, second !== undefined)
  if (!read || read.kind === 'off') return undefined
  if (read.kind === 'epoch') return { directive, value: 'no-cache' }
  if (read.kind === 'max') return { directive, value: 'max-age=315360000' }
  if (read.kind === 'daily') return { directive, value: null }
  if (read.past) return { directive, value: 'no-cache' }
  return { directive, value: second !== undefined && read.seconds !== 0 ? null : sharedText(`max-age=${read.seconds}`) }
}

/** undefined: unknown, as a field that is not there is. It is left out at the end: an object that loses a field becomes a slow one. */
type Headers = Record<string, string | null | undefined>
type Known = Record<string, string | null>

/** A field of which one line is unknown is unknown, whatever other lines it has: `open` remembers it. */
function append(headers: Headers, name: string, value: Value, open: Set<string>): void {
  const before = lookUp(headers, name)
  const replaces = name === 'last-modified' || name === 'etag'
  if (!isKnown(value) || (before === undefined && !replaces)) open.add(name)
  if (open.has(name)) headers[name] = undefined
  if (!isKnown(value) || open.has(name)) return
  headers[name] = before && !replaces ? `${before}, ${value}` : value
}

const arrives = (name: string, value: string | null, range: SourceRange): Written => ({
  name,
  value,
  range,
  arrives: true,
})

/** What a line costs, with what is told of it. */
const LINE = 3

/** Runs add_header and expires over an answer's headers and says of each line what came of it. */
function filter(exchange: Exchange, headers: Headers, status: number | null, decidedBy: SourceRange | null): Written[] {
  const safe = status === null ? null : SENT_WITH.has(status)
  const notAlways = (name: string, value: string | null, range: SourceRange): Written =>
    decidedBy
      ? { name, value, range, arrives: false, lost: 'no-always', at: decidedBy }
      : { name, value, range, arrives: false, lost: 'no-always' }
  const written: Written[] = []
  const open = new Set<string>()
  const expires = fromExpires(exchange)
  if (expires) {
    const range = expires.directive.range
    if (safe)
      append(
        Object.assign(headers, { 'cache-control': null }),
        'cache-control',
        expires.value ?? { unknown: 'expires' },
        open,
      )
    if (safe) headers.expires = undefined
    const { value } = expires
    written.push(safe === false ? notAlways('cache-control', value, range) : arrives('cache-control', value, range))
  }
  const inForce = headersInForce(exchange.level)
  work(LINE * inForce.length)
  for (const { directive, name, source, always } of inForce) {
    const value = evaluateOpen(exchange, source)
    const sent = always || safe !== false
    const shown = isKnown(value) ? value : null
    const { range } = directive
    if (value === '') {
      written.push({ name, value: shown, range, arrives: false, lost: 'empty' })
      continue
    }
    if (!sent) {
      written.push(notAlways(name, shown, range))
      continue
    }
    written.push(arrives(name, shown, range))
    if (always || safe) append(headers, name, value, open)
    else headers[name] = undefined
  }
  return [...written, ...overridden(exchange)]
}

/** What the configuration in force would have sent with an answer that is replaced. */
export function writtenAs(
  exchange: Exchange,
  status: number,
  decidedBy: SourceRange | null,
  lost: 'error-page' | 'intercepted',
  at: SourceRange,
): Written[] {
  if (exchange.outer) return []
  // nginx does not get to the header filters here: what they read must leave no trace.
  const aside = {
    ...exchange,
    status,
    sent: {},
    variables: new Map(exchange.variables),
    settled: new Map(exchange.settled),
    excluded: new Map(exchange.excluded),
  }
  const written = filter(aside, {}, status, decidedBy).filter((one) => one.arrives)
  return written.map((one) => ({ ...one, arrives: false, lost, at }))
}

/** `absolute_redirect on`, the default, puts scheme, host and port before a Location that is a path. */
function locationField(exchange: Exchange, location: string): string {
  const { level, request, host, server } = exchange
  if (!location.startsWith('/') || !isOn(level, 'absolute_redirect', true)) return location
  const name = isOn(level, 'server_name_in_redirect') ? (server.names[0]?.name ?? '') : host
  const isDefault = request.port === (request.scheme === 'https' ? 443 : 80)
  const port = isDefault || !isOn(level, 'port_in_redirect', true) ? '' : `:${request.port}`
  return `${request.scheme}://${name}${port}${location}`
}

/** Sends an answer: the header filters, and all that is told of it. */
export function send(exchange: Exchange, reply: Reply): Outcome {
  const status = exchange.errStatus || reply.status
  const decidedBy = exchange.errStatus ? exchange.errDecidedBy : reply.decidedBy
  exchange.status = status
  const isOpen = reply.by === 'unknown' || reply.status === null
  const given = reply.headers ?? (isOpen ? NO_HEADERS : absentHeaders(exchange.level))
  const isChanged = mayChange(exchange)
  const headers: Headers = isChanged ? startWith(exchange, given) : given
  // ngx_http_userid_filter_module, before add_header.
  if (/^(?:on|v1)$/i.test(argument(setting(exchange.level, 'userid')) ?? '') && !exchange.outer)
    headers['set-cookie'] = undefined
  for (const [name, value] of Object.entries(exchange.headers)) {
    if (value === undefined) {
      headers[name] = undefined
      continue
    }
    const field = name === 'location' && value ? locationField(exchange, value) : value
    const sent = reply.headers?.[name]
    headers[name] = field && sent ? `${field}, ${sent}` : field
  }
  const isOwn = !reply.headers && !isOpen && !mayBeAdded(exchange)
  const known = (): Known => (isChanged ? knownOf(headers, isOwn ? given : null) : given)
  if (exchange.outer) return outcomeOf(exchange, reply, known(), reply.written ?? [])
  exchange.sent = headers
  exchange.sentReply = reply
  const more = moreHeaders(exchange, headers, { ...reply, status })
  if (headers.location && more.written.some(({ name }) => name === 'location'))
    headers.location = locationField(exchange, headers.location)
  const written = [...more.written, ...filter(exchange, headers, status, decidedBy)]
  const arrived = new Set(written.filter((one) => one.arrives).map(({ name }) => name))
  const lost = exchange.lost.filter(({ name }) => !arrived.has(name))
  const all = [...written, ...more.kept, ...lost]
  // Nobody knows what a program adds, or takes away, nor which level answers.
  if (isProgrammed(exchange) || reply.by === 'unknown')
    return outcomeOf(
      exchange,
      reply,
      NO_HEADERS,
      all.filter((one) => one.arrives),
    )
  return outcomeOf(exchange, reply, known(), all)
}

const NO_HEADERS: Known = {}

/** Whether a level has directives that write headers. */
const writesHeaders = ofLevel(
  (level) =>
    headersInForce(level).length > 0 ||
    isOn(level, 'gzip_vary') ||
    ['expires', 'userid', 'more_set_headers', 'more_clear_headers'].some((name) => levelWith(level, name)),
)

/** Whether the headers of an answer are not simply those that it is given: else all such answers share one table. */
const mayChange = (exchange: Exchange): boolean =>
  Object.keys(exchange.headers).length > 0 || writesHeaders(exchange.level) || mayBeAdded(exchange)

/** Nobody knows that a field is absent where files that are not in sight may add it, nor that Vary is where what is sent may be compressed. */
const startWith = (exchange: Exchange, given: Known): Headers => ({
  ...(mayBeAdded(exchange) ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) : given),
  ...(isOn(exchange.level, 'gzip_vary') && { vary: undefined }),
})

const isKnownWholly = (headers: Headers): headers is Known =>
  Object.values(headers).every((value) => value !== undefined)

/** The fields of which anything is known: of most answers that is all of them, and a table that is filled anew takes five times the room. */
const fieldsOf = (headers: Headers): Known =>
  isKnownWholly(headers)
    ? headers
    : Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      )

/** Tables by those that they were made of and what is other in them: an `expires` makes two of a location, and thousands of answers have one. */
const changed = new WeakMap<Known, Map<string, Known>>()

/** `given`: the table that the fields began as; null: nobody else begins with it. */
function knownOf(headers: Headers, given: Known | null): Known {
  // Hardly any other answer has the same one.
  if (!given || headers.location) return fieldsOf(headers)
  const changes = Object.entries(headers).filter(([name, value]) => value !== given[name])
  const key = JSON.stringify(changes.map(([name, value]) => (value === undefined ? [name] : [name, value])))
  const tables = changed.get(given) ?? new Map<string, Known>()
  changed.set(given, tables)
  const table = tables.get(key) ?? fieldsOf(headers)
  tables.set(key, table)
  return table
}

function outcomeOf(exchange: Exchange, reply: Reply, headers: Known, written: Written[]): Outcome {
  const { errStatus, errDecidedBy, errDenied, forwarded, upstream, steps } = exchange
  const status = errStatus || reply.status
  const by = errStatus && errDenied ? 'denied' : reply.by
  const decidedBy = errStatus ? errDecidedBy : reply.decidedBy
  return makeOutcome(
    { status, headers, by, decidedBy, written, steps },
    { ...(upstream && hedges(upstream, status)), forwarded: forwarded ?? undefined, when: reply.when },
  )
}

/** Whether a program of another module's has the headers in its hands. */
const isProgrammed = ({ level, touched }: Exchange): boolean =>
  touched || (['filter', 'headers'] as const).some((kind) => foreignIn(level).has(kind))

/** Whether files that are not in sight may add headers to the level in force. */
function mayBeAdded({ level, instance }: Exchange): boolean {
  for (let at: Level | null = level; at; at = at.parent) {
    if (at.directive && instance.unseen.has(at.directive)) return true
    if (at.own.has('add_header')) return false
  }
  return false
}

/** What an answer of nginx's own has not unless something adds it: every header that a configuration on the way names, too. */
const absentHeaders = ofLevel((level): Known => {
  if (level.parent && ownHeaders(level).length === 0) return absentHeaders(level.parent)
  const headers: Known = { ...NONE }
  for (let at: Level | null = level; at; at = at.parent) for (const { name } of ownHeaders(at)) headers[name] = null
  return headers
})

const ALWAYS_HIDDEN = [
  'date',
  'server',
  'x-pad',
  'x-accel-expires',
  'x-accel-redirect',
  'x-accel-limit-rate',
  'x-accel-buffering',
  'x-accel-charset',
  'status',
]

/** Fields of an upstream's answer that do not reach the client, and what hides them (ngx_http_upstream_hide_headers_hash). */
export function hiddenFields(level: Level, module: string): Map<string, SourceRange | null> {
  const hidden = new Map<string, SourceRange | null>(ALWAYS_HIDDEN.map((name) => [name, null]))
  for (const directive of nearest(level, `${module}_hide_header`))
    hidden.set((argument(directive) ?? '').toLowerCase(), directive.range)
  for (const directive of nearest(level, `${module}_pass_header`))
    hidden.delete((argument(directive) ?? '').toLowerCase())
  return hidden
}
