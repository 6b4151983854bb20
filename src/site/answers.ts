import { AskedMethod, reworded } from '../model/asked-method.ts'
import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Forwarded, Request } from '../model/request.ts'
import type { Watch } from './follow.ts'

/** Works an answer out; `asked` is told what of the method it hangs on, `watch` of every request that goes on. */
type Work = (origin: Origin, request: Request, asked: AskedMethod, watch: Watch) => Outcome[]

/** `next`: what is known of the same request under methods that make a difference. */
interface Known {
  asked: AskedMethod
  outcomes: Outcome[]
  sent: { to: Origin; forwarded: Forwarded }[] | null
  next: Known | null
}

/** All that is known of a request, whatever its method: there are as many of these as paths, and lists would be half empty. */
interface Answers {
  first: Known | null
}

/** All that a request is, but for its method. */
const keyOf = ({ scheme, host, port, socket = '', target, headers, others, absent = [] }: Request): string => {
  const names = Object.keys(headers)
  return `${target}\n${scheme} ${host} ${port} ${socket} ${others} ${absent.join()}${names.length > 0 ? JSON.stringify(headers) : ''}`
}

/** Whether two requests are the same but for their method, as far as that is plain to see. */
const isSame = (a: Request, b: Request): boolean =>
  a.target === b.target &&
  a.host === b.host &&
  a.port === b.port &&
  a.scheme === b.scheme &&
  a.socket === b.socket &&
  a.others === b.others &&
  a.headers === b.headers &&
  a.absent === b.absent

/** What an origin answers, worked out once for all methods that it makes no difference between. */
export function remembering(work: Work): (origin: Origin, request: Request, watch?: Watch) => Outcome[] {
  const byOrigin = new Map<Origin, Map<string, Answers>>()
  let last: { origin: Origin; request: Request; answers: Answers } | undefined
  const answersTo = (origin: Origin, request: Request): Answers => {
    // A path is asked with one method after the other.
    if (last?.origin === origin && isSame(last.request, request)) return last.answers
    const byRequest = byOrigin.get(origin) ?? new Map<string, Answers>()
    byOrigin.set(origin, byRequest)
    const key = keyOf(request)
    const answers = byRequest.get(key) ?? { first: null }
    byRequest.set(key, answers)
    last = { origin, request, answers }
    return answers
  }
  return (origin, request, watch) => {
    const { method } = request
    const answers = answersTo(origin, request)
    const before = knownFor(answers, method)
    const now = before ?? workedOut(work, origin, request)
    if (!before) {
      now.outcomes = alike(now.outcomes, answers)
      now.next = answers.first
      answers.first = now
    }
    if (watch) for (const { to, forwarded } of now.sent ?? []) watch(to, forwarded)
    return before?.asked.isFor(method) === false ? reworded(now.outcomes, method) : now.outcomes
  }
}

/** The same outcomes, where another method has come to equal ones; of others the ways that are equal. */
function alike(outcomes: Outcome[], { first }: Answers): Outcome[] {
  for (let at = first; at; at = at.next) {
    if (areSame(at.outcomes, outcomes)) return at.outcomes
    for (const outcome of outcomes)
      for (const { steps } of at.outcomes) if (hasSame(steps, outcome.steps)) outcome.steps = steps
  }
  return outcomes
}

const areSame = (some: Outcome[], others: Outcome[]): boolean =>
  some.length === others.length &&
  some.every((one, index) => {
    const other = others[index]
    return other !== undefined && isEqual(one, other)
  })

const NONE: readonly string[] = []

/** Whether two outcomes are equal in all that they tell, as far as that is plain to see. */
const isEqual = (a: Outcome, b: Outcome): boolean =>
  a.status === b.status &&
  a.by === b.by &&
  a.decidedBy === b.decidedBy &&
  a.forwarded === b.forwarded &&
  a.unless === b.unless &&
  a.unseen === b.unseen &&
  a.onFailure === b.onFailure &&
  a.cache === b.cache &&
  a.when === b.when &&
  hasSame(a.rare ?? NONE, b.rare ?? NONE) &&
  hasSame(a.written, b.written) &&
  hasSame(a.steps, b.steps) &&
  (a.headers === b.headers || JSON.stringify(a.headers) === JSON.stringify(b.headers))

/** Ways that differ do so at their ends. */
function hasSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some === others) return true
  if (some.length !== others.length) return false
  for (let at = some.length - 1; at >= 0; at--) if (some[at] !== others[at]) return false
  return true
}

/** Of several that the method is like, what was worked out first. */
function knownFor({ first }: Answers, method: string): Known | null {
  let found: Known | null = null
  for (let at = first; at; at = at.next) if (at.asked.isLike(method)) found = at
  return found
}

function workedOut(work: Work, origin: Origin, request: Request): Known {
  const asked = new AskedMethod(request.method)
  let sent: Known['sent'] = null
  const outcomes = work(origin, request, asked, (to, forwarded) => {
    sent = [...(sent ?? []), { to, forwarded }]
  })
  if (!origin.splitsMethods) asked.settle()
  return { asked, outcomes, sent, next: null }
}
