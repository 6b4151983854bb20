import { GATEWAYS } from '../../directives/handlers.ts'
import type { Directive } from '../../../text/directive.ts'
import { code, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { LOCAL, PASSES } from '../../directives/handlers.ts'
import { type Refusal, refusalsBy } from '../../directives/refusals.ts'
import { foreignIn } from '../../compile/modules.ts'
import { gatewayHandler, grpcHandler, memcachedHandler, proxyHandler, tunnelHandler } from './proxy.ts'
import { filesPhase, mediaHandler } from './static.ts'

/** An `if` after the one that passes on takes over its handler, and not its address, unless the location has one (ngx_http_update_location_config). */
const hasLostItsAddress = ({ level }: Exchange, name: string): boolean =>
  level.kind === 'if' && PASSES.includes(name) && !level.own.has(name) && level.parent?.own.has(name) !== true

const READS = new Set(['GET', 'HEAD'])

/** The content handler of the location, or the files. */
export function contentPhase(exchange: Exchange): Verdict {
  const { handler, method } = exchange
  const other = handler ?? foreignIn(exchange.level).get('content')
  if (!handler) return other ? program(exchange, other) : filesPhase(exchange)
  const { name, range } = handler
  if (hasLostItsAddress(exchange, name)) return code(500, 'built-in', range)
  if (name === 'proxy_pass') return proxyHandler(exchange, handler)
  if (name === 'tunnel_pass') return tunnelHandler(exchange, handler)
  if (name === 'grpc_pass') return grpcHandler(exchange, handler)
  if (name === 'memcached_pass') return memcachedHandler(exchange, handler)
  if (GATEWAYS.includes(name)) return gatewayHandler(exchange, handler)
  if (LOCAL.includes(name)) note(exchange, 'handler', range, name)
  if (name === 'flv' || name === 'mp4') return mediaHandler(exchange)
  if (name === 'stub_status' || name === 'empty_gif') {
    return method.is(READS)
      ? {
          kind: 'reply',
          status: 200,
          by: 'built-in',
          decidedBy: range,
          type: name === 'empty_gif' ? 'image/gif' : 'text/plain',
        }
      : code(405, 'built-in', range)
  }
  return program(exchange, handler)
}

function refusalFor({ method }: Exchange, name: string): Refusal | null {
  const refusals = refusalsBy(name)
  if (!refusals) return null
  const named = refusals.byMethods.find(({ methods }) => method.is(methods))
  return named ? named.refusal : refusals.rest
}

/** A handler of another module's: methods that it was seen to refuse, and else an answer that no file shows. */
function program(exchange: Exchange, { name, range }: Directive): Verdict {
  note(exchange, 'handler', range, name)
  const refusal = refusalFor(exchange, name)
  if (refusal) {
    const { status, paged } = refusal
    return paged ? code(status, 'built-in', range) : { kind: 'reply', status, by: 'built-in', decidedBy: range }
  }
  return { kind: 'reply', status: null, by: 'script', decidedBy: range, headers: {}, when: `${name} says so` }
}
