import { passModule } from '../../directives/handlers.ts'
import { sendingStep } from '../../../model/asked-method.ts'
import { DOWN } from '../../../model/origin.ts'
import { readTarget, splitUpstream } from '../../../model/upstream.ts'
import type { Forwarded } from '../../../model/request.ts'
import type { Directive } from '../../../text/directive.ts'
import { code, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { argument, isOn, nearest, setting } from '../../compile/level.ts'
import { escapeUri } from '../uri.ts'
import { isKnown } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluate, evaluateOpen } from '../evaluate.ts'
import { forward, outage } from './upstream.ts'

const READS = new Set(['GET', 'HEAD'])

const withArgs = (path: string, args: string): string => (args ? `${path}?${args}` : path)

/** What goes upstream where proxy_pass has no URI: the request's own, unless it was rewritten. */
function ownTarget(exchange: Exchange): string {
  if (exchange.validUnparsedUri) return exchange.unparsedUri
  return withArgs(exchange.quoted || exchange.internal ? escapeUri(exchange.uri) : exchange.uri, exchange.args)
}

/** `http://host:80` and the path behind, which is empty where none is written. */
function splitUrl(url: string): { upstream: string; path: string } {
  const { scheme, address, path } = splitUpstream(url)
  return scheme === '' ? { upstream: url, path: '' } : { upstream: scheme + address, path }
}

/** The URI that proxy_pass makes of the request's (ngx_http_proxy_create_request). */
function targetOf(exchange: Exchange, source: string): { upstream: string; target: Value } {
  const written = splitUrl(source)
  const whole = evaluate(exchange, source, 'ask')
  if (!isKnown(whole)) {
    const upstream = evaluate(exchange, written.upstream)
    const path = evaluate(exchange, written.path)
    return {
      upstream: isKnown(upstream) ? upstream : written.upstream,
      target: written.path === '' ? ownTarget(exchange) : path,
    }
  }
  const { upstream, path } = splitUrl(whole)
  if (path === '') return { upstream, target: ownTarget(exchange) }
  if (source.includes('$')) return { upstream, target: path.startsWith('/') ? path : `/${path}` }
  const taken = exchange.validLocation ? Math.min(exchange.location?.name.length ?? 0, exchange.uri.length) : 0
  const rest = exchange.uri.slice(taken)
  const kept = exchange.quoted || exchange.internal ? escapeUri(rest) : rest
  return { upstream, target: withArgs((exchange.validLocation ? path : '') + kept, exchange.args) }
}

/** HEAD becomes GET for a cache, and proxy_method replaces all; null: the method goes on as it came. */
function replacedMethod(exchange: Exchange): Value | null {
  const { level, method } = exchange
  const cache = argument(setting(level, 'proxy_cache'))
  if (cache !== undefined && cache !== 'off' && isOn(level, 'proxy_cache_convert_head', true) && method.is('HEAD'))
    return 'GET'
  const replaced = argument(setting(level, 'proxy_method'))
  return replaced === undefined ? null : evaluateOpen(exchange, replaced, 'ask')
}

/** What the client sends and nginx keeps to itself, unless proxy_set_header says otherwise (ngx_http_proxy_headers). */
const KEPT_BACK = ['te', 'keep-alive', 'expect', 'upgrade']

/** The fields that go upstream with what the client sends: those of proxy_set_header, and the Host that stands for the upstream. */
function fieldsFor(exchange: Exchange, upstream: string): Pick<Forwarded, 'headers' | 'open'> {
  const headers: Record<string, string> = {
    host: readTarget(upstream)?.kind === 'unix' ? 'localhost' : splitUpstream(upstream).address,
  }
  for (const name of KEPT_BACK) if (exchange.request.headers[name] !== undefined) headers[name] = ''
  const open = new Set<string>()
  for (const directive of nearest(exchange.level, 'proxy_set_header')) {
    const name = argument(directive)?.toLowerCase() ?? ''
    const value = evaluate(exchange, argument(directive, 1) ?? '')
    if (isKnown(value)) headers[name] = value
    else {
      delete headers[name]
      if (name !== 'host') open.add(name)
    }
  }
  return { ...(Object.keys(headers).length > 0 && { headers }), ...(open.size > 0 && { open: [...open] }) }
}

export function proxyHandler(exchange: Exchange, directive: Directive): Verdict {
  const { upstream, target } = targetOf(exchange, argument(directive) ?? '')
  const method = replacedMethod(exchange)
  note(exchange, 'handler', directive.range, `proxy_pass ${argument(directive) ?? ''}`)
  if (!isKnown(target) || (method !== null && !isKnown(method))) {
    if (exchange.backend === DOWN) return outage(exchange, 'proxy', directive)
    note(exchange, 'forward', directive.range, 'what goes upstream cannot be told')
    return {
      kind: 'reply',
      status: null,
      by: 'proxy',
      decidedBy: directive.range,
      headers: {},
      when: `${upstream} says so`,
    }
  }
  if (target === '' || !/^https?:\/\/[^/?]/i.test(upstream)) return code(500, 'built-in', directive.range)
  const fields = fieldsFor(exchange, upstream)
  const word = (name: string): Forwarded => ({ method: name, target, upstream, ...fields })
  return forward(exchange, method === null ? exchange.method.send(word) : word(method), 'proxy', directive)
}

/** FastCGI, SCGI and uwsgi get the method and the path as parameters only: what is not set is not sent. */
export function gatewayHandler(exchange: Exchange, directive: Directive): Verdict {
  const module = passModule(directive.name) ?? ''
  const address = evaluate(exchange, argument(directive) ?? '', 'leave')
  note(exchange, 'handler', directive.range, `${directive.name} ${argument(directive) ?? ''}`)
  const upstream = `${module}://${isKnown(address) ? address : (argument(directive) ?? '')}`
  const given = parameter(exchange, module, 'REQUEST_METHOD')
  const uri = parameter(exchange, module, 'REQUEST_URI')
  if (given === null && uri === null) return unseen(exchange, directive, `${upstream} says so`)
  const target = uri ?? withArgs(exchange.uri, exchange.args)
  if (!isKnown(target) || (given !== null && !isKnown(given))) return unseen(exchange, directive, `${upstream} says so`)
  return forward(exchange, { method: given ?? '?', target, upstream }, module, directive)
}

function parameter(exchange: Exchange, module: string, name: string): Value | null {
  const set = nearest(exchange.level, `${module}_param`).findLast((one) => argument(one) === name)
  return set ? evaluate(exchange, argument(set, 1) ?? '') : null
}

const unseen = (exchange: Exchange, directive: Directive, when: string): Verdict => {
  if (exchange.backend === DOWN) return outage(exchange, 'script', directive)
  note(exchange, 'forward', directive.range, 'goes on to a program that no file shows')
  return {
    kind: 'reply',
    status: null,
    by: directive.name === 'tunnel_pass' ? 'proxy' : 'script',
    decidedBy: directive.range,
    headers: {},
    when,
  }
}

/** memcached takes GET and HEAD only; grpc speaks HTTP/2 to a server that no layer of ours is. */
export function memcachedHandler(exchange: Exchange, directive: Directive): Verdict {
  if (!exchange.method.is(READS)) return code(405, 'built-in', directive.range)
  return unseen(exchange, directive, 'memcached has the key')
}

export function grpcHandler(exchange: Exchange, directive: Directive): Verdict {
  const [target, upstream] = [ownTarget(exchange), argument(directive) ?? '']
  const sent = exchange.method.send((method) => ({ method, target, upstream }))
  exchange.forwarded = sent
  if (exchange.backend === DOWN) return outage(exchange, 'proxy', directive)
  exchange.steps.push(
    sendingStep(sent, (forwarded) => ({
      kind: 'forward',
      range: directive.range,
      text: `${forwarded.method} ${target} goes to ${upstream}`,
      forwarded,
    })),
  )
  return {
    kind: 'reply',
    status: null,
    by: 'proxy',
    decidedBy: directive.range,
    headers: {},
    when: `${upstream} says so`,
  }
}

/** CONNECT alone is tunnelled, to bytes that no layer of ours speaks (ngx_http_tunnel_handler). */
export function tunnelHandler(exchange: Exchange, directive: Directive): Verdict {
  if (!exchange.method.is('CONNECT')) return code(405, 'built-in', directive.range)
  return unseen(exchange, directive, "the tunnel's other end answers")
}
