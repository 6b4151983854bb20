import { GET } from '../../model/asked-method.ts'
import type { AskedMethod } from '../../model/asked-method.ts'
import { URI_CHANGES } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { argument, nearest } from '../level.ts'
import { unknownOutcome } from '../../model/outcome.ts'
import { isKnown } from '../value.ts'
import { evaluate } from '../evaluate.ts'

/** A subrequest starts at the server's rewrites, with the main request's variables (ngx_http_subrequest). */
function subrequestOf(exchange: Exchange, uri: string, args: string, method: AskedMethod): Exchange {
  return {
    ...exchange, outer: exchange, level: exchange.server.level, location: null, method, uri, args, argsOpen: false, validUnparsedUri: false, validLocation: true, quoted: false, plus: false,
    internal: true, uriChanges: URI_CHANGES, uriChanged: false, addUriToAlias: false, handler: null, errStatus: 0, errDecidedBy: null, errorPageUsed: false, touched: false, captures: [], escapesCaptures: false, steps: [], lost: [],
    upstream: null, forwarded: null, headers: {}, status: undefined,
  }
}

/** auth_request asks with GET, whatever the client's method, and without arguments: a `?` in its URI is a letter of the path. `status` null: the files do not say. */
export function askSubrequest(exchange: Exchange, target: string): { status: number | null; challenge: string | null } {
  const uri = evaluate(exchange, target, 'ask')
  if (!isKnown(uri)) return { status: null, challenge: null }
  const inner = subrequestOf(exchange, uri, '', GET)
  const ended = exchange.run(inner, 'server-rewrite')
  exchange.steps.push(...inner.steps)
  if (ended.kind === 'closed') return { status: 500, challenge: null }
  const status = inner.errStatus || ended.status
  return { status, challenge: ended.headers?.['www-authenticate'] ?? inner.headers['www-authenticate'] ?? null }
}

/** mirror: a copy with the same method goes to each target; nothing comes back of it. */
export function mirrorPhase(exchange: Exchange): void {
  if (exchange.outer) return
  for (const directive of nearest(exchange.level, 'mirror')) {
    const target = argument(directive)
    if (target === undefined || target === 'off') continue
    const inner = { ...subrequestOf(exchange, target, exchange.args, exchange.method), argsOpen: exchange.argsOpen, backend: () => [unknownOutcome('if the mirror answers')] }
    exchange.run(inner, 'server-rewrite')
    exchange.steps.push(...inner.steps.filter(({ forwarded }) => forwarded))
  }
}
