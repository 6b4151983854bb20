import type { Exchange } from './exchange.ts'

/** What the default handler allows. */
export const FILE_METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS']

/** make_allow of http_protocol.c: what a handler said that it allows, and TRACE unless TraceEnable is off; before any handler ran, that alone. */
export function allowed(x: Exchange): string {
  return [...x.allows, ...(x.shared.server.trace?.mode === 'off' ? [] : ['TRACE'])].join(',')
}
