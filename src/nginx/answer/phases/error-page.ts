import { REDIRECTS } from '../../../http/status.ts'
import { GET } from '../../../model/asked-method.ts'
import type { Directive } from '../../../text/directive.ts'
import type { SourceRange } from '../../../text/range.ts'
import { code, note, unknownReply } from '../exchange.ts'
import type { Closed, Code, Exchange, Reply, Verdict } from '../exchange.ts'
import { isOn, nearest } from '../../compile/level.ts'
import { bare, isKnown } from '../value.ts'
import { evaluateOpen } from '../evaluate.ts'
import { type ErrorPage, errorPageOf } from '../../words/error-page.ts'
import { typeOfPage } from '../content-type.ts'
import { writtenAs } from './headers.ts'
import { internalRedirect, namedLocation, splitTarget } from './location.ts'

interface Page {
  page: ErrorPage
  directive: Directive
}

/** The first that names the status wins, silently. */
export function errorPageFor(exchange: Exchange, status: number): Page | null {
  for (const directive of nearest(exchange.level, 'error_page')) {
    const page = errorPageOf(directive)
    if (page?.statuses.includes(status)) return { page, directive }
  }
  return null
}

/** Codes of nginx's own that a client sees as 400. */
const AS_400 = new Set([494, 495, 496, 497])

/** ngx_http_special_response_handler: an error page, or nginx's own words. */
export function specialResponse(exchange: Exchange, { status, by, decidedBy }: Code): Verdict {
  exchange.errStatus = status
  exchange.errDecidedBy = decidedBy
  exchange.errDenied = by === 'denied'
  const mayUse = !exchange.errorPageUsed && exchange.uriChanges > 0 && nearest(exchange.level, 'error_page').length > 0
  if (mayUse && !isOn(exchange.level, 'recursive_error_pages')) exchange.errorPageUsed = true
  const page = mayUse ? errorPageFor(exchange, status) : null
  if (page) return sendErrorPage(exchange, page, status, decidedBy)
  if (AS_400.has(status)) exchange.errStatus = 400
  return { kind: 'reply', status: exchange.errStatus, by, decidedBy, type: typeOfPage(exchange.errStatus) }
}

function sendErrorPage(
  exchange: Exchange,
  { page: { overwrite, target: word }, directive }: Page,
  status: number,
  decidedBy: SourceRange | null,
): Verdict {
  const target = word.value
  const replaced = writtenAs(exchange, status, decidedBy, 'error-page', directive.range)
  exchange.lost.push(...replaced)
  const text = `error_page answers the ${status} with ${target}`
  note(exchange, 'error-page', directive.range, text, status === 405 || status === 501 ? { status } : undefined)
  if (overwrite !== null)
    Object.assign(exchange, { errStatus: overwrite, errDecidedBy: directive.range, errDenied: false })
  else if (AS_400.has(status)) exchange.errStatus = 400
  const whole = evaluateOpen(exchange, target, 'ask')
  const uri = bare(whole)
  if (!isKnown(uri)) return unknownReply(`where error_page ${target} leads cannot be told`, directive.range)
  if (uri.startsWith('/')) {
    if (!exchange.method.is('HEAD')) exchange.method = GET
    return internalRedirect(exchange, splitTarget(whole) ?? { path: uri, args: '' }, directive.range)
  }
  if (uri.startsWith('@')) return namedLocation(exchange, uri, directive.range)
  Object.assign(exchange, {
    errStatus: overwrite !== null && REDIRECTS.has(overwrite) ? overwrite : 302,
    errDecidedBy: directive.range,
  })
  exchange.headers.location = uri
  return { kind: 'reply', status: exchange.errStatus, by: 'redirect', decidedBy: directive.range }
}

/** What finalizing a request with a status comes to (ngx_http_finalize_request). */
export function finalize(exchange: Exchange, ended: Code | Closed): Verdict {
  if (ended.kind === 'closed') return ended
  if (ended.status === 444 || ended.status === 408 || ended.status === 499)
    return { kind: 'closed', decidedBy: ended.decidedBy }
  return specialResponse(exchange, ended)
}

export const serverError = (decidedBy: SourceRange | null): Code => code(500, 'built-in', decidedBy)

export type { Reply }
