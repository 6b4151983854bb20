import { GET, asideStep } from '../../../model/asked-method.ts'
import type { AskedMethod } from '../../../model/asked-method.ts'
import type { Backend } from '../../../model/origin.ts'
import { URI_CHANGES } from '../exchange.ts'
import type { Exchange } from '../exchange.ts'
import { argument, nearest } from '../../compile/level.ts'
import { unknownOutcome } from '../../../model/outcome.ts'
import { isKnown } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluate } from '../evaluate.ts'

/** A subrequest starts at the server's rewrites, with the main request's variables (ngx_http_subrequest). */
function subrequestOf(exchange: Exchange, uri: string, args: string, method: AskedMethod): Exchange {
  return {
    ...exchange,
    outer: exchange,
    level: exchange.server.level,
    location: null,
    method,
    uri,
    args,
    argsOpen: false,
    validUnparsedUri: false,
    validLocation: true,
    quoted: false,
    plus: false,
    internal: true,
    uriChanges: URI_CHANGES,
    uriChanged: false,
    addUriToAlias: false,
    handler: null,
    errStatus: 0,
    errDecidedBy: null,
    errDenied: false,
    errorPageUsed: false,
    touched: false,
    captures: [],
    escapesCaptures: false,
    steps: [],
    lost: [],
    upstream: null,
    forwarded: null,
    headers: {},
    status: undefined,
  }
}

/** auth_request asks with GET, whatever the client's method, and without arguments: a `?` in its URI is a letter of the path. `status` null: the files do not say. */
export function askSubrequest(exchange: Exchange, target: string): { status: number | null; challenge: string | null } {
  const uri = evaluate(exchange, target, 'ask')
  if (!isKnown(uri)) return { status: null, challenge: null }
  const inner = subrequestOf(exchange, uri, '', GET)
  const ended = exchange.run(inner, 'server-rewrite')
  exchange.steps.push(...inner.steps.map(asideStep))
  if (ended.kind === 'closed') return { status: 500, challenge: null }
  const status = inner.errStatus || ended.status
  return { status, challenge: ended.headers?.['www-authenticate'] ?? inner.headers['www-authenticate'] ?? null }
}

/** A copy goes on, to where an X-Accel-Redirect or an error page leads, only as its backend surely answers: the client sees none of it. */
const surely =
  (backend: Backend | null): Backend =>
  (sent) => {
    const outcomes = backend?.(sent) ?? []
    const isSure = outcomes.length === 1 && outcomes.every(({ status }) => status !== null)
    return isSure ? outcomes : [unknownOutcome('if the mirror answers')]
  }

/**
 * mirror: a copy with the same method goes to each target, and nothing comes back of it but the variables that its code has set. The client's
 * request goes on to its handler first, which finds them as they were.
 */
export function mirrorPhase(exchange: Exchange): ReadonlyMap<string, Value> | null {
  const targets = exchange.outer
    ? []
    : nearest(exchange.level, 'mirror')
        .flatMap((directive) => argument(directive) ?? [])
        .filter((target) => target !== 'off')
  if (targets.length === 0) return null
  const variables = new Map(exchange.variables)
  for (const target of targets) {
    const inner = {
      ...subrequestOf(exchange, target, exchange.args, exchange.method),
      variables,
      argsOpen: exchange.argsOpen,
      backend: surely(exchange.backend),
    }
    exchange.run(inner, 'server-rewrite')
    exchange.steps.push(...inner.steps.filter(({ forwarded }) => forwarded).map(asideStep))
  }
  return variables
}
