import { isAbsent } from '../../model/request.ts'
import { clientAddress } from './client.ts'
import type { Exchange } from './exchange.ts'
import { holds } from './expression.ts'
import { substituteGroups } from '../compile/modules/alias.ts'
import type { Groups } from '../compile/modules/alias.ts'
import type { SetEnvIf } from '../compile/modules/setenvif.ts'
import { ask, use } from './exchange.ts'
import { lookUp } from '../../text/lookup.ts'

/** A request header; '' where it was not sent, null where nobody knows. */
export function header(x: Exchange, name: string): string | null {
  const { request } = x.shared
  const key = name.toLowerCase()
  if (key === 'host') return hostHeader(x)
  return lookUp(request.headers, key) ?? (isAbsent(request, key) ? '' : null)
}

const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 }

const hostHeader = ({ shared: { request } }: Exchange): string =>
  request.headers['host'] ??
  (request.port === DEFAULT_PORTS[request.scheme] ? request.host : `${request.host}:${request.port}`)

/** UseCanonicalName goes by ServerName, and by the scheme's port where that names none (ap_get_server_port). A subrequest has no Host of its own to go by. */
function serverPort({ main, shared: { request, server } }: Exchange): number {
  if (main) return server.port ?? DEFAULT_PORTS[request.scheme] ?? request.port
  const canonical = server.canonicalName ? server.serverName : null
  return canonical ? (canonical.port ?? DEFAULT_PORTS[request.scheme] ?? request.port) : request.port
}

/** `http://host:port` of this server, for redirects to itself (ap_construct_url). */
export function selfUrl(x: Exchange, path: string): string {
  const { request, server } = x.shared
  const canonical = server.canonicalName ? server.serverName : null
  const port = serverPort(x)
  const suffix = port === DEFAULT_PORTS[request.scheme] ? '' : `:${port}`
  return `${request.scheme}://${canonical?.host ?? request.host}${suffix}${path}`
}

type Reader = (x: Exchange) => string | null

const unknown: Reader = () => null
const empty: Reader = () => ''
/** Of whoever has logged in, if somebody has to. */
const login: Reader = (x) => (x.config.authn?.type && header(x, 'authorization') !== '' ? null : '')

/** The server variables that mod_rewrite and expressions share. null: not known before a request is made. */
const READERS: Record<string, Reader> = {
  REQUEST_METHOD: (x) => x.method.name,
  REQUEST_URI: (x) => x.uri,
  REQUEST_FILENAME: (x) => x.filename ?? x.uri,
  SCRIPT_FILENAME: (x) => x.filename ?? x.uri,
  PATH_INFO: (x) => x.pathInfo,
  QUERY_STRING: (x) => (x.argsOpen ? null : (x.args ?? '')),
  THE_REQUEST: (x) => `${x.shared.asked.name} ${x.shared.request.target} HTTP/1.1`,
  REQUEST_SCHEME: (x) => x.shared.request.scheme,
  HTTPS: (x) => (x.shared.request.scheme === 'https' ? 'on' : 'off'),
  HTTP_HOST: hostHeader,
  SERVER_NAME: (x) =>
    (x.shared.server.canonicalName ? x.shared.server.serverName?.host : undefined) ?? x.shared.request.host,
  SERVER_PORT: (x) => String(serverPort(x)),
  SERVER_PROTOCOL: () => 'HTTP/1.1',
  DOCUMENT_ROOT: (x) => x.shared.server.documentRoot?.path ?? null,
  CONTEXT_DOCUMENT_ROOT: (x) => x.shared.server.documentRoot?.path ?? null,
  CONTEXT_PREFIX: empty,
  REMOTE_USER: login,
  AUTH_TYPE: login,
  IS_SUBREQ: (x) => (x.main ? 'true' : 'false'),
  CONN_REMOTE_ADDR: clientAddress,
  REMOTE_ADDR: clientAddress,
  REMOTE_HOST: unknown,
  REMOTE_PORT: unknown,
  SERVER_ADDR: unknown,
  REMOTE_IDENT: unknown,
  SERVER_ADMIN: unknown,
  SERVER_SOFTWARE: unknown,
  SCRIPT_USER: unknown,
  SCRIPT_GROUP: unknown,
  API_VERSION: unknown,
  IPV6: unknown,
  TIME: unknown,
}

/** Those of expressions alone (util_expr_eval.c); the type is only surely known where the files name it. */
const OF_EXPRESSIONS: Record<string, Reader> = {
  DOCUMENT_URI: (x) => x.uri,
  SERVER_PROTOCOL_VERSION: () => '1001',
  SERVER_PROTOCOL_VERSION_MAJOR: () => '1',
  SERVER_PROTOCOL_VERSION_MINOR: () => '1',
  REQUEST_STATUS: (x) => String(x.status),
  HANDLER: (x) => x.handler?.name ?? null,
  CONTENT_TYPE: (x) => x.type,
  HTTP2: () => 'off',
  LAST_MODIFIED: unknown,
  REQUEST_LOG_ID: unknown,
  CONN_LOG_ID: unknown,
}

const HEADERS: Record<string, string> = {
  HTTP_USER_AGENT: 'user-agent',
  HTTP_REFERER: 'referer',
  HTTP_COOKIE: 'cookie',
  HTTP_ACCEPT: 'accept',
  HTTP_FORWARDED: 'forwarded',
  HTTP_PROXY_CONNECTION: 'proxy-connection',
}

/** A variable of mod_rewrite by its name in capitals; '' for what is not set, null where the files do not decide it. */
export function variable(x: Exchange, name: string): string | null {
  const reader = lookUp(READERS, name)
  if (reader) return reader(x)
  const field = lookUp(HEADERS, name)
  if (field !== undefined) return header(x, field)
  return name.startsWith('TIME_') ? null : ''
}

/** The same, of an expression. */
export const expressionVariable = (x: Exchange, name: string): string | null =>
  (lookUp(OF_EXPRESSIONS, name) ?? ((one) => variable(one, name)))(x)

const ATTRIBUTES: Record<string, string> = {
  remote_host: 'REMOTE_HOST',
  remote_addr: 'REMOTE_ADDR',
  server_addr: 'SERVER_ADDR',
  request_method: 'REQUEST_METHOD',
  request_protocol: 'SERVER_PROTOCOL',
}

function attributeOf(x: Exchange, name: string): string | null {
  if (name.toLowerCase() === 'request_uri') return x.setEnvIfs.uri
  const special = lookUp(ATTRIBUTES, name.toLowerCase())
  if (special !== undefined) return variable(x, special)
  if (!/^[\w-]+$/.test(name)) return null
  const sent = header(x, name)
  return sent === '' ? known(environment(x, name)) : sent
}

/** Whether a SetEnvIf applies, and what its value was; asks where nobody knows. */
function applies(x: Exchange, item: SetEnvIf): { groups: Groups } | null {
  if (item.condition) return holds(x, item.condition) ? { groups: [] } : null
  const value = attributeOf(x, item.attribute ?? '')
  const found = value === null ? undefined : item.pattern?.exec(value)
  if (found !== undefined) return found
  const text = `${item.attribute} matches ${item.pattern?.source}`
  return ask(x, text, `${item.attribute} does not match ${item.pattern?.source}`) ? { groups: null } : null
}

/** The text of an environment variable, as it stands in other text; null where it is not known. */
export const known = (value: string | null | undefined): string | null => (value === undefined ? '' : value)

const busy = new WeakMap<Exchange, Set<string>>()

/**
 * An environment variable: undefined where it is not set, null where nobody knows what it holds. SetEnvIf lines are evaluated when
 * somebody asks; SetEnv counts once the fixups have run, after access control and rewriting, for what nothing else has set.
 */
export function environment(x: Exchange, name: string): string | null | undefined {
  if (x.env.has(name)) return x.env.get(name)
  if (x.prev && name.startsWith('REDIRECT_')) return environment(x.prev, name.slice('REDIRECT_'.length))
  if (busy.get(x)?.has(name)) return undefined
  const value = x.main ? environment(x.main, name) : conditionally(x, name)
  if (value !== undefined || !x.fixedUp) return value
  let plain: string | null | undefined
  for (const item of x.config.env?.plain ?? []) if (item.name === name) plain = use(x, item).value ?? undefined
  return plain
}

/** What SetEnvIf lines make of a variable; what a line asks of the variable that it sets is not set. */
function conditionally(x: Exchange, name: string): string | null | undefined {
  if (x.setEnvIfs.items.length === 0) return undefined
  const asked = busy.get(x) ?? new Set<string>()
  busy.set(x, asked.add(name))
  let value: string | null | undefined
  for (const item of x.setEnvIfs.items) {
    for (const assignment of item.assignments) {
      if (assignment.name !== name) continue
      const found = applies(x, use(x, item))
      if (found) value = assignment.value === null ? undefined : substituteGroups(assignment.value, found.groups)
    }
  }
  asked.delete(name)
  return value
}
