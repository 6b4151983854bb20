import type { Exchange } from './exchange.ts'

/** What the default handler allows. */
export const FILE_METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS']

/** What TraceEnable makes of a TRACE that is not passed on: off refuses it, and unless it is extended, one with a body, too; null: it is answered. */
export function traceRefusal({ shared: { server, request } }: Exchange): 405 | 413 | null {
  const mode = server.trace?.mode ?? 'on'
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined
  if (mode === 'off') return 405
  return hasBody && mode !== 'extended' ? 413 : null
}

/** make_allow of http_protocol.c: what a handler said that it allows, and TRACE unless TraceEnable is off; before any handler ran, that alone. */
export function allowed(x: Exchange): string {
  return [...x.allows, ...(x.shared.server.trace?.mode === 'off' ? [] : ['TRACE'])].join(',')
}
