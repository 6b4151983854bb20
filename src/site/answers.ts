import { AskedMethod, reworded } from '../model/asked-method.ts'
import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Forwarded, Request } from '../model/request.ts'
import type { Watch } from './follow.ts'

/** Works an answer out; `asked` is told what of the method it hangs on, `watch` of every request that goes on. */
type Work = (origin: Origin, request: Request, asked: AskedMethod, watch: Watch) => Outcome[]

interface Known {
  asked: AskedMethod
  outcomes: Outcome[]
  sent: { to: Origin; forwarded: Forwarded }[]
}

/** All that a request is, but for its method. */
const keyOf = ({ scheme, host, port, socket = '', target, headers, others, absent = [] }: Request): string => {
  const names = Object.keys(headers)
  return `${target}\n${scheme} ${host} ${port} ${socket} ${others} ${absent.join()}${names.length > 0 ? JSON.stringify(headers) : ''}`
}

/** What an origin answers, worked out once for all methods that it makes no difference between. */
export function remembering(work: Work): (origin: Origin, request: Request, watch?: Watch) => Outcome[] {
  const byOrigin = new Map<Origin, Map<string, Known[]>>()
  const knownOf = (origin: Origin, request: Request): Known[] => {
    const byRequest = byOrigin.get(origin) ?? new Map<string, Known[]>()
    byOrigin.set(origin, byRequest)
    const key = keyOf(request)
    const known = byRequest.get(key) ?? []
    byRequest.set(key, known)
    return known
  }
  return (origin, request, watch) => {
    const { method } = request
    const known = knownOf(origin, request)
    const before = known.find(({ asked }) => asked.isLike(method))
    const now = before ?? workedOut(work, origin, request)
    if (!before) known.push(now)
    if (watch) for (const { to, forwarded } of now.sent) watch(to, forwarded)
    return before?.asked.isFor(method) === false ? reworded(now.outcomes, method) : now.outcomes
  }
}

function workedOut(work: Work, origin: Origin, request: Request): Known {
  const asked = new AskedMethod(request.method)
  const sent: Known['sent'] = []
  const outcomes = work(origin, request, asked, (to, forwarded) => {
    sent.push({ to, forwarded })
  })
  if (!origin.splitsMethods) asked.settle()
  return { asked, outcomes, sent }
}
