import type { Exchange } from './exchange.ts'

/**
 * make_allow of http_protocol.c. Only the default handler says what it allows; an answer made before it has TRACE alone, or nothing
 * where TraceEnable is off.
 */
export function allowed(x: Exchange): string {
  const names = x.allows ? ['GET', 'HEAD', 'POST', 'OPTIONS'] : []
  return [...names, ...(x.shared.server.trace?.mode === 'off' ? [] : ['TRACE'])].join(',')
}
