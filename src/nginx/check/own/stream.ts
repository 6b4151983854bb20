import type { Directive } from '../../../text/directive.ts'
import { has } from '../../directives/version.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Scope, State, Subject } from '../subject.ts'
import { parseUrl } from '../../words/url.ts'
import { defineVariable, readVariables } from '../usage.ts'
import { BLOCK_CHECKS } from './blocks.ts'
import { CORE_CHECKS } from './core.ts'
import { STREAM_LISTEN } from './listen.ts'
import { pass } from './proxy.ts'
import { RESPONSE_CHECKS } from './response.ts'
import { certificates, sslListen, withoutCertificate } from './ssl.ts'
import { UPSTREAM_CHECKS } from './upstream.ts'
import { ZONE_CHECKS } from './zones.ts'

/** ngx_stream_pass: an address with a port, or variables. */
function handOver(subject: Subject): Complaint | null {
  const [word] = subject.args
  const text = word?.value ?? ''
  const second = once(subject)
  if (second || !word || hasHole(word.raw)) return second
  if (text.includes('$')) return readVariables(subject.state.usage, word)
  const url = parseUrl(text)
  if (url.error !== undefined) return complain(url.error, word)
  return url.port === null && url.kind !== 'unix' ? complain(`Expected a port after "${text}"`, word) : null
}

const pick = (from: Record<string, Check>, names: string): Record<string, Check> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.split(' ').includes(name)))

export const STREAM_CHECKS: Record<string, Check> = {
  ...pick(CORE_CHECKS, 'error_log'),
  ...pick(BLOCK_CHECKS, 'map geo split_clients upstream server hash random'),
  ...pick(RESPONSE_CHECKS, 'allow deny log_format access_log open_log_file_cache resolver ssl_password_file'),
  ...pick(ZONE_CHECKS, 'limit_conn limit_conn_zone ssl_session_cache ssl_ocsp_cache zone'),
  ...pick(UPSTREAM_CHECKS, 'ssl_certificate_cache proxy_ssl_certificate_cache'),
  ...STREAM_LISTEN,
  proxy_pass: pass(/^(?!)/, { needsPort: true }),
  pass: handOver,
  return: (subject) => once(subject) ?? readVariables(subject.state.usage, subject.args[0]),
  set: ({ args, state }) => defineVariable(state.usage, args[0]) ?? readVariables(state.usage, args[1]),
}

const HANDLERS = ['proxy_pass', 'return', 'pass']

/** ngx_stream_core_merge_srv_conf, before 1.27.1: a server does something with its connections. */
export function idleServers(stream: Scope, { version }: State): Complaint[] {
  if (version === null || has(version, 1, 27, 1)) return []
  return stream.inner.flatMap(({ context, opener, seen }) =>
    context === 's' && opener && !HANDLERS.some((name) => seen.has(name))
      ? [{ message: 'Expected "proxy_pass" or "return" in the server block', range: opener.range }]
      : [],
  )
}

/** Each server that listens with `ssl` needs a certificate; since 1.25.5 the default one of each address does (ngx_stream_ssl_init). */
export function streamCertificates(stream: Scope, state: State): Complaint[] {
  if (state.version === null || has(state.version, 1, 25, 5)) return certificates(stream, state)
  return stream.inner.flatMap((server) => {
    const listen: Directive | undefined = server.context === 's' ? sslListen(server) : undefined
    return listen ? withoutCertificate(server, stream, listen) : []
  })
}
