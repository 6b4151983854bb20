import { GET, sendingStep, sentOn } from '../../../model/asked-method.ts'
import type { Outcome, Written } from '../../../model/outcome.ts'
import { UNREACHABLE, unknownOutcome } from '../../../model/outcome.ts'
import { splitUpstream } from '../../../model/upstream.ts'
import type { Forwarded } from '../../../model/request.ts'
import type { Directive } from '../../../text/directive.ts'
import { code, note } from '../exchange.ts'
import type { By, Exchange, Verdict } from '../exchange.ts'
import { argument, isOn, nearest } from '../../compile/level.ts'
import { errorPageOf } from '../../words/error-page.ts'
import { errorPageFor } from './error-page.ts'
import { hiddenFields } from './headers.ts'
import { internalRedirect, namedLocation, splitTarget } from './location.ts'
import { lookUp } from '../../../text/lookup.ts'
import { sharedText } from '../../../text/shared-text.ts'

/** Which statuses of an upstream make nginx ask the next server (ngx_http_upstream_next_errors). */
const NEXT_ON: Record<string, number> = {
  http_500: 500,
  http_502: 502,
  http_503: 503,
  http_504: 504,
  http_403: 403,
  http_404: 404,
  http_429: 429,
}
const NOT_IDEMPOTENT = new Set(['POST', 'LOCK', 'PATCH'])

const clause = (when: string | undefined): string | undefined => when?.replace(/^if /, '')

/** Asks whoever is behind the upstream; several possible answers are a branch. */
function ask(exchange: Exchange, sent: Forwarded): Outcome {
  const outcomes = exchange.backend?.(sent) ?? [unknownOutcome(`if ${sent.upstream} says so`)]
  return exchange.choices.choose(
    `${sent.method} ${sent.target} at ${sent.upstream}`,
    outcomes.map((value) => ({
      value,
      when: outcomes.length > 1 ? clause(value.when) : undefined,
      rare: value.rare !== undefined,
    })),
  )
}

/** The servers of a visible group in the order in which they are tried: backups last. */
function serversOf(exchange: Exchange, upstream: string): string[] {
  const { scheme, address } = splitUpstream(upstream)
  const group = exchange.instance.upstreams.get(address)
  const servers =
    group?.block?.filter(({ name, args }) => name === 'server' && !args.some(({ value }) => value === 'down')) ?? []
  const isBackup = ({ args }: Directive): boolean => args.some(({ value }) => value === 'backup')
  const ordered = [...servers.filter((server) => !isBackup(server)), ...servers.filter(isBackup)]
  return ordered.map((server) => scheme + (argument(server) ?? ''))
}

/** proxy_next_upstream: 5xx and the like from one server are asked of the next; POST, LOCK and PATCH only with non_idempotent. */
function askInTurn(exchange: Exchange, sent: Forwarded, module: string, directive: Directive): Outcome {
  const conditions = nearest(exchange.level, `${module}_next_upstream`).flatMap(({ args }) =>
    args.map(({ value }) => value),
  )
  const statuses = conditions.flatMap((name) => lookUp(NEXT_ON, name) ?? [])
  const servers = statuses.length > 0 ? serversOf(exchange, sent.upstream) : []
  const mayRetry = statuses.length > 0 && (conditions.includes('non_idempotent') || !exchange.method.is(NOT_IDEMPOTENT))
  const tries = servers.length > 1 ? servers : [sent.upstream]
  let answer = unknownOutcome('if an upstream answers')
  for (const upstream of tries) {
    const one = sentOn(sent, upstream)
    exchange.forwarded = one
    exchange.steps.push(
      sendingStep(one, (forwarded) => ({
        kind: 'forward',
        range: directive.range,
        text: sharedText(`${forwarded.method} ${forwarded.target} goes to ${upstream}`),
        forwarded,
      })),
    )
    answer = ask(exchange, one)
    if (!mayRetry || answer.status === null || !statuses.includes(answer.status)) break
  }
  return answer
}

/** A representative few of the statuses that interception would catch. */
function interceptable(exchange: Exchange): number[] {
  const statuses = nearest(exchange.level, 'error_page').map((one) => errorPageOf(one)?.statuses ?? [])
  return [
    ...new Set(
      statuses.flatMap((list) => list.filter((status, index) => index === 0 || status === 405 || status === 501)),
    ),
  ]
}

/** Sends a request on and makes of the answer what the client gets. */
export function forward(exchange: Exchange, sent: Forwarded, module: string, directive: Directive): Verdict {
  const answer = askInTurn(exchange, sent, module, directive)
  exchange.steps.push(...answer.steps)
  if (answer.forwarded) exchange.forwarded = answer.forwarded
  const by: By = answer.decidedBy ? answer.by : module === 'proxy' || module === 'grpc' ? 'proxy' : 'script'
  if (answer === UNREACHABLE) return outage(exchange, by, directive)
  if (answer.by === 'closed') return code(502, by, answer.decidedBy ?? directive.range)
  exchange.upstream = answer
  const accel = answer.headers['x-accel-redirect']
  const ignored = nearest(exchange.level, `${module}_ignore_headers`).some(({ args }) =>
    args.some(({ value }) => value.toLowerCase() === 'x-accel-redirect'),
  )
  if (accel && !ignored) return accelRedirect(exchange, answer, accel, directive)
  const caught = intercepted(exchange, answer, module)
  if (caught !== null) return intercept(exchange, answer, caught, directive)
  return passOn(exchange, answer, by, module, directive)
}

/** Nobody answers: 502, or 504 where an error page is written for that one alone. */
export const outage = (exchange: Exchange, by: By, { range }: Directive): Verdict =>
  code(errorPageFor(exchange, 504) && !errorPageFor(exchange, 502) ? 504 : 502, by, range)

/** What goes with an X-Accel-Redirect to wherever it leads, hidden or not (`redirect` in ngx_http_upstream_headers_in). */
const GOES_ALONG = ['set-cookie', 'content-disposition', 'cache-control', 'expires']

function accelRedirect(exchange: Exchange, { headers }: Outcome, target: string, directive: Directive): Verdict {
  for (const name of GOES_ALONG) if (headers[name] !== null) exchange.headers[name] = headers[name]
  note(exchange, 'rewrite', directive.range, `the upstream hands on to ${target}`)
  if (target.startsWith('@')) return namedLocation(exchange, target, directive.range)
  if (!exchange.method.is('HEAD')) exchange.method = GET
  return internalRedirect(exchange, splitTarget(target) ?? { path: target, args: '' }, directive.range)
}

function intercepted(exchange: Exchange, { status }: Outcome, module: string): number | null {
  if (!isOn(exchange.level, `${module}_intercept_errors`)) return null
  if (status !== null) return status >= 300 && errorPageFor(exchange, status) ? status : null
  const statuses = interceptable(exchange)
  if (statuses.length === 0) return null
  return exchange.choices.choose<number | null>('status of the upstream', [
    { value: null, when: "no error page takes the upstream's answer" },
    ...statuses.map((value) => ({ value, when: `the upstream answers ${value}` })),
  ])
}

/** The upstream's headers as lines: those it wrote in sight, and the known others, which stand where they come from. */
function linesOf(answer: Outcome, directive: Directive): Written[] {
  const seen = new Set(answer.written.filter(({ arrives }) => arrives).map(({ name }) => name.toLowerCase()))
  const others = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === null || seen.has(name)
      ? []
      : [{ name, value, range: answer.decidedBy ?? directive.range, arrives: true }],
  )
  return [...answer.written, ...others]
}

function intercept(exchange: Exchange, answer: Outcome, status: number, directive: Directive): Verdict {
  const page = errorPageFor(exchange, status)
  const at = page?.directive.range ?? directive.range
  exchange.lost.push(
    ...linesOf(answer, directive).map((line): Written =>
      line.arrives ? { ...line, arrives: false, lost: 'intercepted', at } : line,
    ),
  )
  const challenge = answer.headers['www-authenticate']
  if (status === 401 && challenge) exchange.headers['www-authenticate'] = challenge
  return code(status, 'proxy', answer.decidedBy ?? directive.range)
}

/** Whether proxy_redirect may put another text for a Location: its own lines may for any, its default for what names the upstream. */
function mayRedirect(exchange: Exchange, module: string, location: string): boolean {
  if (module !== 'proxy') return false
  const lines = nearest(exchange.level, 'proxy_redirect').map(({ args }) => args.map(({ value }) => value))
  if (lines.some((args) => args.length === 2)) return true
  const { scheme, address } = splitUpstream(exchange.forwarded?.upstream ?? '')
  return !lines.some(([word]) => word === 'off') && location.startsWith(`${scheme}${address}`)
}

function passOn(exchange: Exchange, answer: Outcome, by: By, module: string, directive: Directive): Verdict {
  const hidden = hiddenFields(exchange.level, module)
  const headers: Record<string, string | null> = {}
  for (const [name, value] of Object.entries(answer.headers)) headers[name] = hidden.has(name) ? null : value
  for (const name of hidden.keys()) if (name !== 'date' && name !== 'server') headers[name] ??= null
  if (headers.location && mayRedirect(exchange, module, headers.location)) delete headers.location
  const written = linesOf(answer, directive).flatMap((line): Written[] => {
    const name = line.name.toLowerCase()
    if (!hidden.has(name) || !line.arrives) return answer.written.includes(line) ? [line] : []
    const at = hidden.get(name)
    return at ? [{ ...line, arrives: false, lost: 'hidden', at }] : []
  })
  return {
    kind: 'reply',
    status: answer.status,
    by,
    decidedBy: answer.decidedBy ?? directive.range,
    headers,
    written,
    ...(answer.status === null && answer.when !== undefined && { when: clause(answer.when) ?? '' }),
  }
}
