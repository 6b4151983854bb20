import { hasOpenQuery, isAbsent } from '../../model/request.ts'
import type { Directive } from '../../text/directive.ts'
import { compilePattern } from '../../regex/pattern.ts'
import type { Pattern } from '../../regex/pattern.ts'
import { clientAddress } from './client.ts'
import { typeOf } from './content-type.ts'
import { evaluate } from './evaluate.ts'
import type { Asking } from './value.ts'
import type { Exchange } from './exchange.ts'
import { argument, nearest, setting } from '../compile/level.ts'
import { documentRoot, mapToPath } from './paths.ts'
import { mapped } from './maps.ts'
import { isKnown } from './value.ts'
import type { Value } from './value.ts'
import { lookUp } from '../../text/lookup.ts'

const decodeArgument = (args: string, name: string): string => {
  const wanted = name.toLowerCase()
  const found = args.split('&').find((pair) => pair.toLowerCase().startsWith(`${wanted}=`))
  return found?.slice(wanted.length + 1) ?? ''
}

function header({ request }: Exchange, name: string): Value {
  const value = lookUp(request.headers, name)
  if (value !== undefined) return value
  if (name === 'host')
    return request.port === (request.scheme === 'https' ? 443 : 80) || request.socket !== undefined
      ? request.host
      : `${request.host}:${request.port}`
  return isAbsent(request, name) ? '' : { unknown: `$http_${name.replaceAll('-', '_')}` }
}

const splits = new WeakMap<Directive, Pattern>()

/** $fastcgi_script_name and $fastcgi_path_info (ngx_http_fastcgi_split): the two groups of fastcgi_split_path_info; a script that ends in
 * a slash is followed by fastcgi_index. */
function fastcgiSplit(exchange: Exchange): { script: Value; info: Value } {
  const { level, uri } = exchange
  const directive = setting(level, 'fastcgi_split_path_info')
  const index = argument(setting(level, 'fastcgi_index')) ?? ''
  const withIndex = (script: string): string => (script.endsWith('/') ? script + index : script)
  if (!directive) return { script: withIndex(uri), info: '' }
  const pattern = splits.get(directive) ?? compilePattern(argument(directive) ?? '', false)
  splits.set(directive, pattern)
  const match = pattern.exec(uri)
  if (match === undefined)
    return { script: { unknown: '$fastcgi_script_name' }, info: { unknown: '$fastcgi_path_info' } }
  return match
    ? { script: withIndex(match.groups[1] ?? ''), info: match.groups[2] ?? '' }
    : { script: withIndex(uri), info: '' }
}

/** Whatever the client sends after the `?`. */
const QUERY = { hole: 'the query', shape: '(?:\\?[\\s\\S]*)?' }

/** $args, after all that was settled of it. */
function queryString({ args, argsOpen, settled }: Exchange): Value {
  if (!argsOpen) return args
  const known = settled.get('$args')
  if (known !== undefined && args === '') return known
  return args === ''
    ? { unknown: '$args', bare: '' }
    : { unknown: 'the whole of $args', prefix: args, hole: 'the rest of $args', shape: '(?:&[\\s\\S]*)?', bare: args }
}

function queryArgument(exchange: Exchange, name: string): Value {
  const query = queryString(exchange)
  if (isKnown(query)) return decodeArgument(query, name)
  return decodeArgument(exchange.args, name) || { unknown: `$arg_${name}`, usual: '' }
}

function questionMark(exchange: Exchange): Value {
  const query = queryString(exchange)
  if (isKnown(query)) return query ? '?' : ''
  return exchange.args ? '?' : { unknown: '$is_args', shape: '\\??', bare: '' }
}

/** The request's target as it was sent, between what stands around it. */
function unparsed(exchange: Exchange, name: string, [before, behind]: [string, string]): Value {
  const { request, settled, unparsedUri } = exchange
  if (!hasOpenQuery(request)) return before + unparsedUri + behind
  const query = settled.get('$args')
  if (query !== undefined) return before + unparsedUri + (query && `?${query}`) + behind
  return { unknown: name, prefix: before + unparsedUri, suffix: behind, ...QUERY, bare: before + unparsedUri + behind }
}

function cookie(exchange: Exchange, name: string): Value {
  const all = header(exchange, 'cookie')
  if (!isKnown(all)) return { unknown: `$cookie_${name}` }
  return (
    all
      .split(/;\s*/)
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? ''
  )
}

/** A field of an answer, which is nothing where there is none (ngx_http_variable_unknown_header). */
function fieldOf(
  headers: Record<string, string | null | undefined> | undefined,
  variable: string,
  name: string,
): Value {
  const value = headers ? lookUp(headers, name.replaceAll('_', '-')) : null
  return value === undefined ? { unknown: `$${variable}${name}` } : (value ?? '')
}

function remoteUser(exchange: Exchange): Value {
  const credentials = header(exchange, 'authorization')
  if (!isKnown(credentials)) return { unknown: '$remote_user' }
  const basic = /^basic\s+(.*)$/i.exec(credentials)
  return basic?.[1] === undefined ? '' : (Buffer.from(basic[1], 'base64').toString().split(':')[0] ?? '')
}

/** $invalid_referer (ngx_http_referer_variable): empty for a referer that is listed; names are not looked into. */
function invalidReferer(exchange: Exchange): Value {
  const lists = nearest(exchange.level, 'valid_referers')
  const listed = lists.flatMap(({ args }) => args.map(({ value }) => value))
  const referer = header(exchange, 'referer')
  if (lists.length === 0) return ''
  if (!isKnown(referer)) return { unknown: '$invalid_referer' }
  if (referer === '') return listed.includes('none') ? '' : '1'
  return /^https?:\/\/./i.test(referer) ? { unknown: '$invalid_referer' } : listed.includes('blocked') ? '' : '1'
}

/** $secure_link: empty without a hash of the right length (ngx_http_secure_link_variable). */
function secureLink(exchange: Exchange): Value {
  const own = setting(exchange.level, 'secure_link')
  if (setting(exchange.level, 'secure_link_secret')) return { unknown: '$secure_link' }
  if (!own || !setting(exchange.level, 'secure_link_md5')) return ''
  const hash = evaluate(exchange, argument(own) ?? '')
  return isKnown(hash) && hash.split(',')[0]?.length !== 22 && hash.split(',')[0]?.length !== 24
    ? ''
    : { unknown: '$secure_link' }
}

/** $sent_http_content_type (ngx_http_variable_sent_content_type). */
function sentType(exchange: Exchange): Value {
  const { sent, sentReply } = exchange
  if (!sent) return ''
  const type = sentReply && typeOf(exchange, sentReply)
  return lookUp(sent, 'content-type') ?? type ?? { unknown: '$sent_http_content_type' }
}

const plainHost = (exchange: Exchange): Value => exchange.host || (exchange.server.names[0]?.name ?? '')

/** Variables that the request decides (ngx_http_variables.c); every other name is unknown. */
const BUILT_IN: Record<string, (exchange: Exchange) => Value> = {
  request_method: ({ method, outer }) => (outer ?? { method }).method.name,
  uri: ({ uri }) => uri,
  document_uri: ({ uri }) => uri,
  args: queryString,
  query_string: queryString,
  is_args: questionMark,
  request_uri: (exchange) => unparsed(exchange, '$request_uri', ['', '']),
  host: plainHost,
  scheme: ({ request }) => request.scheme,
  https: ({ request }) => (request.scheme === 'https' ? 'on' : ''),
  server_port: ({ request }) => String(request.port),
  server_name: ({ server }) => server.names[0]?.name ?? '',
  server_protocol: ({ request }) => (request.others === 'absent' ? 'HTTP/1.1' : { unknown: '$server_protocol' }),
  request: (exchange) => unparsed(exchange, '$request', [`${exchange.asked.name} `, ' HTTP/1.1']),
  content_length: (exchange) => header(exchange, 'content-length'),
  content_type: (exchange) => header(exchange, 'content-type'),
  remote_addr: (exchange) => clientAddress(exchange) ?? { unknown: '$remote_addr' },
  remote_user: remoteUser,
  document_root: (exchange) => documentRoot(exchange),
  realpath_root: (exchange) => documentRoot(exchange),
  request_filename: (exchange) => mapToPath(exchange) ?? '',
  fastcgi_script_name: (exchange) => fastcgiSplit(exchange).script,
  fastcgi_path_info: (exchange) => fastcgiSplit(exchange).info,
  status: ({ status, errStatus }) =>
    errStatus === 0 && status === null ? { unknown: '$status' } : String(errStatus || status || 0).padStart(3, '0'),
  request_completion: () => '',
  upstream_status: ({ upstream }) =>
    upstream ? (upstream.status === null ? { unknown: '$upstream_status' } : String(upstream.status)) : '',
  request_body: ({ request }) =>
    request.others === 'absent' && request.headers['content-length'] === undefined ? '' : { unknown: '$request_body' },
  ssl_protocol: ({ request }) => (request.scheme === 'https' ? { unknown: '$ssl_protocol' } : ''),
  invalid_referer: invalidReferer,
  sent_http_content_type: sentType,
  secure_link: secureLink,
  ssl_client_verify: ({ request }) => (request.scheme === 'https' ? { unknown: '$ssl_client_verify' } : ''),
}

const PREFIXED: [string, (exchange: Exchange, name: string) => Value][] = [
  ['http_', (exchange, name) => header(exchange, name.replaceAll('_', '-'))],
  ['arg_', queryArgument],
  ['cookie_', cookie],
  ['upstream_http_', (exchange, name) => fieldOf(exchange.upstream?.headers, 'upstream_http_', name)],
  ['sent_http_', (exchange, name) => fieldOf(exchange.sent, 'sent_http_', name)],
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

/** What a variable is worth that nothing has set. */
export function valueOf(exchange: Exchange, name: string, asking: Asking): Value {
  const map = exchange.instance.maps.get(name)
  if (map) {
    const { evaluating, undecided } = exchange
    if (evaluating.has(name) || evaluating.size >= MAX_DEPTH) return ''
    const before = undecided.get(`${asking} ${name}`)
    if (before !== undefined) return before
    evaluating.add(name)
    const value = mapped(exchange, map, asking)
    evaluating.delete(name)
    if (!isKnown(value)) undecided.set(`${asking} ${name}`, value)
    if (evaluating.size === 0) undecided.clear()
    if (isKnown(value) && !map.block?.some((entry) => entry.name === 'volatile')) exchange.variables.set(name, value)
    return value
  }
  return builtIn(exchange, name)
}
