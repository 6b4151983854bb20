import { sendingStep } from '../../model/asked-method.ts'
import { unknownOutcome } from '../../model/outcome.ts'
import type { Outcome, Written } from '../../model/outcome.ts'
import { splitUpstream } from '../../model/upstream.ts'
import type { Forwarded } from '../../model/request.ts'
import { isDeserted, membersOf } from '../compile/balancers.ts'
import { refusesTrace } from './allow.ts'
import { Undecided, ask, step, use } from './exchange.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { valueOf } from './header-edits.ts'
import { isEncrypted, isUnspoken, missingSpeaker, needsUpgrade } from '../directives/needed-modules.ts'
import { mayBeMapped } from './reverse-map.ts'
import type { Made } from './reply.ts'
import { header } from './server-variables.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Item } from '../compile/item.ts'
import { balancerIn, proxiedUrl } from '../words/proxied.ts'
import { escapeForwarded } from './uri.ts'

/** What is sent, and to whom: `unix:/run/app.sock|http://localhost/base` names a socket. A question mark of ProxyPass is one of the path. */
function forwardedOf(x: Exchange, { url, escape, query }: { url: string; escape: boolean; query: boolean }): Forwarded {
  const [, socket, rest = url] = /^(unix:[^|]+)\|(.*)$/s.exec(url) ?? []
  const { scheme, address, path } = splitUpstream(rest)
  const target = memberPath(x, rest) + ((escape ? escapeForwarded(path) : path) || '/')
  const whole = query && x.args !== null ? `${target}?${x.args}` : target
  const fields = fieldsOf(x)
  return x.method.send((method) => ({ method, target: whole, upstream: socket ?? scheme + address, ...fields }))
}

/** The path of a balancer's member, which stands before that of the request (mod_proxy_balancer's rewrite_url). */
function memberPath(x: Exchange, url: string): string {
  if (balancerIn(url) === null) return ''
  const [path = '', ...others] = new Set(
    membersOf(url, x.shared.httpd.balancers).map((member) => splitUpstream(member).path),
  )
  if (others.length > 0) throw new Undecided('which member of the balancer is asked', x.proxy?.range ?? null)
  return path
}

/** What mod_proxy_http adds by itself (ap_proxy_create_hdrbrgd). */
const ADDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-server']

/** What RequestHeader says for certain, and the fields whose values are not known. */
function fieldsOf(x: Exchange): Pick<Forwarded, 'headers' | 'open'> {
  const host = x.config.proxy?.keepsHost ? header(x, 'host') : null
  const headers: Record<string, string> = host === null ? {} : { host }
  const open = new Set(ADDED)
  for (const edit of x.config.headers?.sent ?? []) {
    const { name, action, early, env, condition } = edit
    const isSure = !early && env === null && condition === null
    const value = !isSure ? null : action === 'set' ? valueOf(x, edit) : action === 'unset' ? '' : null
    if (name === 'host') continue
    delete headers[name]
    open.delete(name)
    if (value === null) open.add(name)
    else headers[name] = value
  }
  return { ...(Object.keys(headers).length > 0 && { headers }), open: [...open] }
}

/** The ProxyErrorOverride that replaces an answer by httpd's own; null: none does. */
function overriding(x: Exchange, status: number | null, range: SourceRange | null, sent: Forwarded): Item | null {
  const override = x.config.proxy?.override
  if (!override?.on) return null
  if (status === null) throw new Undecided('which status the backend answers with', range, sent)
  return (override.codes ? override.codes.has(status) : status >= 400) ? use(x, override) : null
}

function choose(x: Exchange, outcomes: readonly Outcome[], sent: Forwarded): Outcome {
  return x.shared.choices.choose(
    `what ${sent.upstream} answers to ${sent.method} ${sent.target}`,
    outcomes.map((value) => ({ value, when: value.when?.replace(/^if /, '') })),
  )
}

/** Under ProxyErrorOverride, a page that is fetched for an error keeps the error's status, if it has a body to send. */
function keepsStatus(x: Exchange, status: number | null): boolean {
  const override = x.config.proxy?.override
  const isKept =
    x.status !== 200 && override?.on === true && (override.codes ? override.codes.has(x.status) : x.status >= 400)
  return isKept && status !== 204 && status !== 304 && !x.shared.asked.is('HEAD')
}

/** `SetHandler "proxy:…"` appends the file's name; FastCGI is told of the request's path beside it. */
function handlerUrl(x: Exchange): string {
  const url = proxiedUrl(x.handler?.name ?? '') ?? ''
  const fastcgi = /^(?:unix:[^|]*\|)?[a-z]*cgi:\/\/[^/]*/i.exec(url)
  return fastcgi ? fastcgi[0] + x.uri : url + (x.filename ?? '')
}

/** Whether no module knows a URL's scheme: mod_proxy cannot even write the URL down (proxy_fixup in mod_proxy.c). */
function isStrange(x: Exchange, url: string): boolean {
  const { loaded } = x.shared.httpd
  const missing = missingSpeaker(url, loaded)
  return (missing !== null && missing !== 'ssl') || isUnspoken(url, loaded)
}

/** Whether mod_proxy has nobody to pass a URL on: a module is missing, or the encryption is off that a virtual host or `<Proxy>` would switch on. */
function isDeadEnd(x: Exchange, url: string): boolean {
  const { loaded, mayEncryptProxies, balancers } = x.shared.httpd
  if (isStrange(x, url) || missingSpeaker(url, loaded) !== null) return true
  const members = membersOf(url, balancers)
  const isMixed = members.some(isEncrypted) && !members.every(isEncrypted)
  if (isMixed && !mayEncryptProxies && x.shared.server.encryptsProxies !== true)
    throw new Undecided('which member of the balancer is asked', x.proxy?.range ?? null)
  return (
    !mayEncryptProxies && x.shared.server.encryptsProxies !== true && members.length > 0 && members.every(isEncrypted)
  )
}

const asksForUpgrade = (x: Exchange): boolean => {
  const sent = header(x, 'upgrade')
  return sent === null
    ? ask(x, 'the request asks for an upgrade', 'the request asks for no upgrade')
    : /websocket/i.test(sent)
}

/** proxy_handler: TraceEnable off is enforced here, after access control. null: it declines, and the default handler answers. */
export function forward(x: Exchange): Made | Verdict | null {
  const range = x.proxy?.range ?? x.handler?.range ?? null
  const url = x.proxy?.url ?? handlerUrl(x)
  if (!x.proxy && (isStrange(x, url) || x.shared.httpd.loaded.has('proxy_module') === false)) return null
  if (x.method.is('TRACE') && refusesTrace(x))
    return { status: 405, by: 'built-in', range: x.shared.server.trace?.range ?? null }
  if (isDeadEnd(x, url)) return { status: 500, by: 'built-in', range }
  if (isDeserted(url, x.shared.httpd.balancers, x.shared.httpd.loaded)) return { status: 503, by: 'built-in', range }
  if (needsUpgrade(url, x.shared.httpd.loaded) && !asksForUpgrade(x)) return null
  const sent = forwardedOf(x, x.proxy ?? { url, escape: true, query: true })
  x.shared.steps.push(
    sendingStep(sent, (forwarded) => ({
      kind: 'forward',
      range,
      text: `${forwarded.method} ${forwarded.target} to ${forwarded.upstream}`,
      forwarded,
    })),
  )
  const outcome = choose(x, x.shared.backend?.(sent) ?? [unknownOutcome('nobody is linked')], sent)
  x.shared.behind = outcome
  x.shared.steps.push(...outcome.steps)
  const override = overriding(x, outcome.status, range, sent)
  if (override && outcome.status !== null) {
    x.status = 200
    step(x, 'error-page', override.range, `ProxyErrorOverride replaces the ${outcome.status}`)
    const lost = outcome.written.map((one): Written => ({
      ...one,
      arrives: false,
      lost: 'intercepted',
      at: override.range,
    }))
    return { status: outcome.status, by: 'proxy', range: outcome.decidedBy ?? range, forwarded: sent, written: lost }
  }
  const fields = Object.entries(outcome.headers).filter(([name, value]) => !mayBeMapped(x, name, value))
  for (const [name, value] of fields) if (value !== null) x.out.add(name, value)
  x.foreign = { table: 'out', known: new Set(fields.map(([name]) => name)) }
  const absent = fields.flatMap(([name, value]) => (value === null ? [name] : []))
  const status = keepsStatus(x, outcome.status) ? x.status : outcome.status
  return {
    made: true,
    x,
    status,
    by: outcome.by === 'unknown' ? 'proxy' : outcome.by,
    range: outcome.decidedBy ?? range,
    forwarded: outcome.forwarded ?? sent,
    written: outcome.written,
    absent,
  }
}
