import { CROWDED } from '../../../model/origin.ts'
import type { Directive } from '../../../text/directive.ts'
import { argument, isOn, nearest, setting } from '../../compile/level.ts'
import { evaluate } from '../evaluate.ts'
import { code, NEXT, note } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'

const LIMITS = ['limit_req', 'limit_conn']

const said = (name: string): string => `${name} turns it away`

/** A zone's key is the first word of its directive; a limit names the zone first or as `zone=`. */
function keyOf({ level }: Exchange, name: string, limit: Directive): string | undefined {
  const zone = limit.args.map(({ value }) => value).find((value) => name === 'limit_conn' || value.startsWith('zone='))
  const named = `zone=${zone?.replace(/^zone=/, '')}`
  const definition = nearest(level, `${name}_zone`).find(({ args }) =>
    args.some(({ value }) => value.startsWith(`${named}:`)),
  )
  return argument(definition)
}

/** ngx_http_limit_req_handler: what has an empty key is not counted. */
function counts(exchange: Exchange, name: string, limit: Directive): boolean {
  const key = keyOf(exchange, name, limit)
  return key === undefined || evaluate(exchange, key, 'ask') !== ''
}

/** The limit that turns a request away; each module counts a request once, an error page's own included (`limit_req_status`). */
function limitOf(exchange: Exchange): { name: string; limit: Directive } | undefined {
  const { level, steps } = exchange
  for (const name of LIMITS) {
    if (isOn(level, `${name}_dry_run`) || steps.some(({ kind, text }) => kind === 'limit' && text === said(name)))
      continue
    const limit = nearest(level, name).find((one) => counts(exchange, name, one))
    if (limit) return { name, limit }
  }
  return undefined
}

/** ngx_http_limit_req_handler, ngx_http_limit_conn_handler: whom the limit turns away, where somebody asks for that. */
export function limitPhase(exchange: Exchange): Verdict {
  if (exchange.backend !== CROWDED) return NEXT
  const found = limitOf(exchange)
  if (!found) return NEXT
  const { name, limit } = found
  note(exchange, 'limit', limit.range, said(name))
  return code(Number(argument(setting(exchange.level, `${name}_status`)) ?? 503), 'denied', limit.range)
}
