import { parseList } from '../http/allow.ts'
import type { Layer } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { SourceRange } from '../text/range.ts'
import type { Seen } from './send.ts'

/** `open`: the files do not decide it; `status`, `allow`: what the server says otherwise; `who`: another program says the same. */
export type Verdict = 'same' | 'open' | Difference
export type Difference = 'status' | 'allow' | 'who'

export const isDifference = (verdict: Verdict): verdict is Difference => verdict !== 'same' && verdict !== 'open'

const members = (value: string): string => [...new Set(parseList(value))].sort().join()

/** true: as the files say; false: otherwise; null: they leave it open. */
function sameStatus({ status, by }: Outcome, seen: Seen | null): boolean | null {
  if (status === null) return by === 'closed' ? seen === null : null
  return seen !== null && seen.status === status
}

function sameAllow({ headers: { allow } }: Outcome, seen: Seen | null): boolean | null {
  const got = seen?.headers.allow
  if (allow === undefined) return null
  return allow === null ? got === undefined : got !== undefined && members(got) === members(allow)
}

/** Of what a person is asked to look at, the place: that which decides, else the last that the request came by. */
export const placeOf = ({ decidedBy, steps }: Outcome): SourceRange | null =>
  decidedBy ?? steps.findLast(({ range }) => range)?.range ?? null

/** The server in front answers, and asks no program behind it. */
const isOfFront = ({ steps, headers }: Outcome): boolean =>
  headers['x-powered-by'] === undefined && !steps.some(({ kind, aside }) => kind === 'forward' && aside !== true)

/** What came back, held against all that the files say may come back. An answer that nobody gave is compared with none. `front`: the layer of the
 * server that is asked. */
export function compare(outcomes: Outcome[], seen: Seen | null, front: Layer | null = null): Verdict {
  const statuses = outcomes.map((outcome) => sameStatus(outcome, seen))
  const fitting = outcomes.filter((_, at) => statuses[at] === true)
  if (fitting.length === 0) return statuses.includes(null) ? 'open' : 'status'
  if (seen === null) return 'same'
  const isExpress = seen.headers['x-powered-by'] === 'Express'
  if (isExpress && front !== null && front !== 'express' && fitting.every(isOfFront)) return 'who'
  const lists = fitting.map((outcome) => sameAllow(outcome, seen))
  if (lists.includes(true)) return 'same'
  return lists.includes(null) || statuses.includes(null) ? 'open' : 'allow'
}
