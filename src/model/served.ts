import type { Outcome } from './outcome.ts'

/** Statuses that say "not here, or not so". */
const REFUSALS = new Set([404, 405, 501])

function verdictOn({ status, by, forwarded }: Outcome): boolean | null {
  if (by === 'closed') return false
  // What is let through to a backend or a program that is not visible counts as served.
  if (status === null) return forwarded || by === 'script' ? true : null
  // A 401 asks who is there; the method itself is welcome.
  if (by === 'denied') return status === 401
  return !REFUSALS.has(status)
}

/** Whether a request is served: answered with something other than 404, 405, 501 or a refusal. null: what the files leave open decides. */
export function isServed(outcomes: Outcome[]): boolean | null {
  const [first = null, ...others] = outcomes.map(verdictOn)
  return others.every((verdict) => verdict === first) ? first : null
}
