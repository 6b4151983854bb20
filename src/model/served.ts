import { ownSteps } from './outcome.ts'
import type { Outcome, Step } from './outcome.ts'
import { samePlace } from '../text/range.ts'

/**
 * Which methods a resource serves, judged in one place. An answer says of the method that gets it that it is served, that it is refused,
 * or nothing: a check gives every method its 401, 403, 400, 415, 422 or 503. null: the files leave it open.
 */
type Verdict = 'served' | 'refused' | 'nothing' | null

/** Statuses that say "not here, or not so". */
const REFUSALS = new Set([404, 405, 501])

/** The route that an application's answer came from. */
export const routeStep = ({ steps }: Outcome): Step | undefined =>
  steps.findLast(({ kind, range, aside }) => kind === 'route' && range && !aside)

/** Whether that route is declared for some methods only: `app.post(…)`, not `app.all(…)` or `app.use(…)`. */
export const isOwnRoute = (outcome: Outcome): boolean => routeStep(outcome)?.methods?.complement === false

/** What a server makes of its files and locations by itself. */
const OF_SERVER = new Set<Outcome['by']>(['static', 'built-in', 'redirect'])

const isOfMiddleware = ({ steps }: Outcome): boolean => ownSteps({ steps }).at(-1)?.kind === 'middleware'

function verdictOn(outcome: Outcome): Verdict {
  const { status, by, forwarded } = outcome
  if (by === 'closed') return 'refused'
  // What is let through to a backend or a program that is not visible counts as served; so does a route whose handler is not, and what a module of the server's takes.
  if (status === null)
    return by !== 'denied' && (forwarded || by === 'script' || by === 'built-in' || routeStep(outcome))
      ? 'served'
      : null
  if (REFUSALS.has(status)) return 'refused'
  if (by === 'denied') return status === 401 ? 'nothing' : 'refused'
  if (status < 300 || (status < 400 && isOwnRoute(outcome))) return 'served'
  // What becomes of a file that may be missing or a folder is no check.
  return OF_SERVER.has(by) && !isOfMiddleware(outcome) ? null : 'nothing'
}

/** Whether one answer shows that its method is served: a success, a redirect of its route, or somebody whom no file shows. */
export const mayServe = (outcome: Outcome): boolean => verdictOn(outcome) === 'served'

/** A check that turned somebody away, whatever the method: a login, a validator, a limit, maintenance. */
export const isCheck = (outcome: Outcome): boolean =>
  verdictOn(outcome) === 'nothing' && outcome.status !== null && outcome.status >= 400

/** A route's own 404, beside better answers, is about data; so is a denial that somebody else is spared. */
const isAside = (outcome: Outcome): boolean =>
  outcome.by === 'denied' || (outcome.status === 404 && isOwnRoute(outcome))

/** An application that hangs: a failure of one way through it, where others answer, and no refusal. */
const hangs = ({ by, steps }: Outcome): boolean =>
  by === 'closed' && steps.some(({ kind }) => kind === 'route' || kind === 'middleware' || kind === 'mount')

/** The answers that say anything of their method, or leave it open. */
export function telling(outcomes: Outcome[]): Outcome[] {
  const isSomewhere = outcomes.some(mayServe)
  const answered = outcomes.every(hangs) ? outcomes : outcomes.filter((outcome) => !hangs(outcome))
  return answered.filter((outcome) => verdictOn(outcome) !== 'nothing' && !(isSomewhere && isAside(outcome)))
}

/** Whether a request is served, going by the answers that say anything of its method; null: the files leave it open, or none says anything. */
export function isServed(outcomes: Outcome[]): boolean | null {
  const [first = null, ...others] = telling(outcomes).map(verdictOn)
  return first !== null && others.every((verdict) => verdict === first) ? first === 'served' : null
}

const isSameAnswer = (a: Outcome, b: Outcome): boolean =>
  a.status === b.status &&
  a.decidedBy?.file === b.decidedBy?.file &&
  a.decidedBy?.start.offset === b.decidedBy?.start.offset

/**
 * Whether an answer shows that its method is served by name: out of a route that names it, from somebody whom no file shows, or where another
 * method of the path is refused instead. What `app.use(handler)` or `app.all('*')` answers to everybody serves no method in particular.
 */
export function servesByName(outcome: Outcome, others: Outcome[][]): boolean {
  if (!mayServe(outcome)) return false
  if (isOwnRoute(outcome) || (outcome.status === null && outcome.forwarded)) return true
  return others.some(
    (other) => isServed(other) === false && !other.some((one) => isSameAnswer(one, outcome) || isOwnRoute(one)),
  )
}

/** Whether an answer comes out of every router that another one comes out of: it is none of what stands before their mounts. */
export const entersWith = ({ steps }: Outcome, other: Outcome): boolean =>
  other.steps.every(
    ({ kind, range }) =>
      kind !== 'mount' ||
      range === null ||
      steps.some((step) => step.kind === 'mount' && step.range && samePlace(step.range, range)),
  )
