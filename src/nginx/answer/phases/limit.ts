import { CROWDED } from '../../../model/origin.ts'
import { argument, isOn, setting } from '../../compile/level.ts'
import { code, NEXT, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'

const LIMITS = ['limit_req', 'limit_conn']

/** ngx_http_limit_req_handler, ngx_http_limit_conn_handler: whom the limit turns away, where somebody asks for that; an error page's own request is
 * counted no more. */
export function limitPhase(exchange: Exchange): Verdict {
  const { level, backend, steps } = exchange
  if (backend !== CROWDED || steps.some(({ kind }) => kind === 'limit')) return NEXT
  const name = LIMITS.find((one) => setting(level, one) !== undefined && !isOn(level, `${one}_dry_run`))
  const directive = name && setting(level, name)
  if (!directive) return NEXT
  note(exchange, 'limit', directive.range, `${name} turns it away`)
  return code(Number(argument(setting(level, `${name}_status`)) ?? 503), 'denied', directive.range)
}
