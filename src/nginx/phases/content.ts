import { code, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { gatewayHandler, grpcHandler, memcachedHandler, proxyHandler, tunnelHandler } from './proxy.ts'
import { filesPhase, mediaHandler } from './static.ts'

/** The content handler of the location, or the files. */
export function contentPhase(exchange: Exchange): Verdict {
  const { handler, method } = exchange
  if (!handler) return filesPhase(exchange)
  const { name, range } = handler
  if (name === 'proxy_pass') return proxyHandler(exchange, handler)
  if (name === 'tunnel_pass') return tunnelHandler(exchange, handler)
  if (name === 'grpc_pass') return grpcHandler(exchange, handler)
  if (name === 'memcached_pass') return memcachedHandler(exchange, handler)
  if (name.endsWith('_pass') && ['fastcgi_pass', 'uwsgi_pass', 'scgi_pass'].includes(name)) return gatewayHandler(exchange, handler)
  note(exchange, 'handler', range, name)
  if (name === 'flv' || name === 'mp4') return mediaHandler(exchange)
  if (name === 'stub_status' || name === 'empty_gif') {
    return method === 'GET' || method === 'HEAD' ? { kind: 'reply', status: 200, by: 'built-in', decidedBy: range } : code(405, 'built-in', range)
  }
  return { kind: 'reply', status: null, by: 'script', decidedBy: range, headers: {}, when: `${name} says so` }
}
