import { ask, type Exchange } from './exchange.ts'

/** What the default handler allows. */
export const FILE_METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS']

/** TraceEnable off; a part of the configuration that nobody sees may say so, as Debian's own does. */
export function refusesTrace(x: Exchange): boolean {
  const { trace } = x.shared.server
  if (trace) return trace.mode === 'off'
  return !x.shared.httpd.configuration.closed && ask(x, 'TraceEnable is off', 'TraceEnable is not off')
}

/** What TraceEnable makes of a TRACE that is not passed on: off refuses it, and unless it is extended, one with a body, too; null: it is answered. */
export function traceRefusal(x: Exchange): 405 | 413 | null {
  const { server, request } = x.shared
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined
  if (refusesTrace(x)) return 405
  return hasBody && server.trace?.mode !== 'extended' ? 413 : null
}

/** make_allow of http_protocol.c: what a handler said that it allows, and TRACE unless TraceEnable is off; before any handler ran, that alone. */
export function allowed(x: Exchange): string {
  return [...x.allows, ...(refusesTrace(x) ? [] : ['TRACE'])].join(',')
}
