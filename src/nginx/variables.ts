import type { Exchange } from './exchange.ts'
import { documentRoot, mapToPath } from './paths.ts'
import { mapped } from './maps.ts'
import { escapeArgs } from './uri.ts'
import { isKnown, parseTemplate } from './value.ts'
import type { TemplatePart, Value } from './value.ts'

/** `ask`: branch on what the files leave open, for a value that decides the way on; `leave` it unknown otherwise. */
export type Asking = 'ask' | 'leave'

const decodeArgument = (args: string, name: string): string => {
  const wanted = name.toLowerCase()
  const found = args.split('&').find((pair) => pair.toLowerCase().startsWith(`${wanted}=`))
  return found?.slice(wanted.length + 1) ?? ''
}

function header({ request }: Exchange, name: string): Value {
  const value = request.headers[name]
  if (value !== undefined) return value
  if (name === 'host') return request.host
  return request.others === 'absent' ? '' : { unknown: `$http_${name.replaceAll('-', '_')}` }
}

function cookie(exchange: Exchange, name: string): Value {
  const all = header(exchange, 'cookie')
  if (!isKnown(all)) return { unknown: `$cookie_${name}` }
  return all.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

function fromUpstream({ upstream }: Exchange, name: string): Value {
  if (!upstream) return ''
  const value = upstream.headers[name]
  return value === undefined ? { unknown: `$upstream_http_${name.replaceAll('-', '_')}` } : value ?? ''
}

function remoteUser(exchange: Exchange): Value {
  const credentials = header(exchange, 'authorization')
  if (!isKnown(credentials)) return { unknown: '$remote_user' }
  const basic = /^basic\s+(.*)$/i.exec(credentials)
  return basic?.[1] === undefined ? '' : Buffer.from(basic[1], 'base64').toString().split(':')[0] ?? ''
}

const plainHost = (exchange: Exchange): Value => exchange.host || (exchange.server.names[0]?.name ?? '')

/** Variables that the request decides (ngx_http_variables.c); every other name is unknown. */
const BUILT_IN: Record<string, (exchange: Exchange) => Value> = {
  request_method: ({ method, outer }) => (outer ?? { method }).method,
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  args: ({ args }) => args,
  query_string: ({ args }) => args,
  is_args: ({ args }) => (args ? '?' : ''),
  request_uri: ({ unparsedUri }) => unparsedUri,
  host: plainHost,
  scheme: ({ request }) => request.scheme,
  https: ({ request }) => (request.scheme === 'https' ? 'on' : ''),
  server_port: ({ request }) => String(request.port),
  server_name: ({ server }) => server.names[0]?.name ?? '',
  server_protocol: ({ request }) => (request.others === 'absent' ? 'HTTP/1.1' : { unknown: '$server_protocol' }),
  request: ({ request, method }) => `${method} ${request.target} HTTP/1.1`,
  content_length: (exchange) => header(exchange, 'content-length'),
  content_type: (exchange) => header(exchange, 'content-type'),
  remote_user: remoteUser,
  document_root: (exchange) => documentRoot(exchange),
  realpath_root: (exchange) => documentRoot(exchange),
  request_filename: (exchange) => mapToPath(exchange) ?? '',
  fastcgi_script_name: ({ uri }) => uri,
  status: ({ status, errStatus }) => (status === null && !errStatus ? '000' : String(errStatus || status).padStart(3, '0')),
  request_completion: () => '',
  upstream_status: ({ upstream }) => (upstream ? (upstream.status === null ? { unknown: '$upstream_status' } : String(upstream.status)) : ''),
  request_body: ({ request }) => (request.others === 'absent' && request.headers['content-length'] === undefined ? '' : { unknown: '$request_body' }),
  ssl_protocol: ({ request }) => (request.scheme === 'https' ? { unknown: '$ssl_protocol' } : ''),
  ssl_client_verify: ({ request }) => (request.scheme === 'https' ? { unknown: '$ssl_client_verify' } : ''),
}

const PREFIXED: [string, (exchange: Exchange, name: string) => Value][] = [
  ['http_', (exchange, name) => header(exchange, name.replaceAll('_', '-'))],
  ['arg_', ({ args }, name) => decodeArgument(args, name)],
  ['cookie_', cookie],
  ['upstream_http_', (exchange, name) => fromUpstream(exchange, name.replaceAll('_', '-'))],
  ['sent_http_', (exchange, name) => exchange.headers[name.replaceAll('_', '-')] ?? fromUpstream(exchange, name.replaceAll('_', '-'))],
]

function builtIn(exchange: Exchange, name: string): Value {
  const known = BUILT_IN[name]
  if (known) return known(exchange)
  if (exchange.instance.declared.has(name)) return ''
  const prefixed = PREFIXED.find(([prefix]) => name.startsWith(prefix))
  return prefixed ? prefixed[1](exchange, name.slice(prefixed[0].length)) : { unknown: `$${name}` }
}

/** Maps of maps that go deeper, or round in a circle, have no value (ngx_http_variable_depth). */
const MAX_DEPTH = 100

function fresh(exchange: Exchange, name: string, asking: Asking): Value {
  const map = exchange.instance.maps.get(name)
  if (map) {
    if (exchange.evaluating.has(name) || exchange.evaluating.size >= MAX_DEPTH) return ''
    exchange.evaluating.add(name)
    const value = mapped(exchange, map, asking)
    exchange.evaluating.delete(name)
    if (isKnown(value) && !map.block?.some((entry) => entry.name === 'volatile')) exchange.variables.set(name, value)
    return value
  }
  return builtIn(exchange, name)
}

export function variable(exchange: Exchange, name: string, asking: Asking): Value {
  if (/^[1-9]$/.test(name)) return exchange.captures ? exchange.captures[Number(name)] ?? '' : { unknown: `$${name}` }
  const lower = name.toLowerCase()
  const value = exchange.variables.get(lower) ?? fresh(exchange, lower, asking)
  return isKnown(value) ? value : exchange.settled.get(value.unknown) ?? value
}

export function templateOf({ instance }: Exchange, source: string): TemplatePart[] {
  const known = instance.templates.get(source)
  if (known) return known
  const parts = parseTemplate(source)
  instance.templates.set(source, parts)
  return parts
}

/** The text of a directive's argument with its variables filled in. */
export function evaluate(exchange: Exchange, source: string, asking: Asking = 'leave'): Value {
  return source.includes('$') ? fill(exchange, source, (name) => variable(exchange, name, asking)) : source
}

/** The same in rewrite code, where captures of a URI that was sent with `%` or `+` stay escaped until a `rewrite` has matched
 * (`e->quote` in ngx_http_rewrite_handler). */
export function evaluateInCode(exchange: Exchange, source: string): Value {
  const escapes = exchange.escapesCaptures && (exchange.quoted || exchange.plus)
  return fill(exchange, source, (name) => {
    const value = variable(exchange, name, 'ask')
    return escapes && isKnown(value) && /^[1-9]$/.test(name) ? escapeArgs(value) : value
  })
}

function fill(exchange: Exchange, source: string, valueOf: (name: string) => Value): Value {
  const values = templateOf(exchange, source).map((part) => ('text' in part ? part.text : valueOf(part.variable)))
  if (values.length === 1) return values[0] ?? ''
  return values.every(isKnown) ? values.join('') : { unknown: source }
}
