import type { Outcome } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { UsageError } from '../text/faults.ts'
import { compare, isDifference, placeOf } from './compare.ts'
import type { Verdict } from './compare.ts'
import { planOf } from './plan.ts'
import type { Plan, PlanOptions } from './plan.ts'
import { pause, send } from './send.ts'
import type { Seen } from './send.ts'

export interface VerifyOptions extends PlanOptions {
  /** Sent with every request: credentials, for one. */
  headers?: Record<string, string>
  /** Requests a second, one after the other. Default 20. */
  rate?: number
  /** Told what is about to be sent, and how often a second, before anything is. */
  announce?(plan: Plan, rate: number): void
  /** Ends it early: what was asked until then is the result. */
  signal?: AbortSignal
}

/** One request, what came back (null: nothing), and what the files say. `at`: the line that says otherwise. */
export interface Checked {
  method: string
  path: string
  seen: Seen | null
  outcomes: Outcome[]
  verdict: Verdict
  at: SourceRange | null
}

export interface Verified {
  url: string
  as: string
  checked: Checked[]
  /** Requests that were not sent. */ left: number
  /** It was ended early. */ stopped: boolean
}

const RATE = 20

/** So many requests that come to nothing, where the files say something, are enough. */
const SILENT = 3

/** Methods that Node sends without a body's length; of the others it says that the body is empty, and a server may ask for that much. */
const WITHOUT_LENGTH = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

const headersOf = (method: string, sent: Record<string, string>): Record<string, string> =>
  WITHOUT_LENGTH.has(method) ? sent : { 'content-length': '0', ...sent }

/**
 * Holds the model of a site against a running server: asks the paths of its routes table, one request after the other, at that server alone.
 * Throws UsageError where the URL is none, nobody is there, or the files name no such server.
 */
export async function verifySite(
  site: Site,
  url: string,
  { headers = {}, rate = RATE, announce, signal, ...how }: VerifyOptions = {},
): Promise<Verified> {
  const plan = planOf(site, url, how)
  announce?.(plan, rate)
  const sent = { host: plan.as.host, connection: 'close', ...headers }
  const certified = how.as !== undefined && plan.as.protocol === 'https:' ? plan.as.hostname : undefined
  const checked: Checked[] = []
  let next = Date.now()
  for (const request of plan.requests) {
    await pause(next - Date.now(), signal)
    if (signal?.aborted) break
    next = Math.max(next, Date.now()) + 1000 / rate
    const given = headersOf(request.method, sent)
    const seen = await send(plan.url, request, given, { signal, certified })
    if (signal?.aborted) break
    const { outcomes } = await site.trace({
      method: request.method,
      url: `${plan.as.origin}${request.path}`,
      headers: given,
    })
    const verdict = compare(outcomes, seen, plan.front)
    const telling = outcomes.find(({ status }) => verdict === 'status' || status === seen?.status) ?? outcomes[0]
    checked.push({
      ...request,
      seen,
      outcomes,
      verdict,
      at: isDifference(verdict) && telling ? placeOf(telling) : null,
    })
    if (checked.length === SILENT && checked.every((one) => one.seen === null && one.verdict !== 'same'))
      throw new UsageError(`${plan.url.origin} gives no HTTP answer: the first ${SILENT} requests came to nothing`)
  }
  const unsent = plan.requests.length - checked.length
  return { url: plan.url.href, as: plan.as.origin, checked, left: plan.left + unsent, stopped: unsent > 0 }
}
