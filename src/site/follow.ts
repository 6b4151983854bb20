import { isSentOn } from '../model/asked-method.ts'
import type { AskedMethod } from '../model/asked-method.ts'
import type { Backend, Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { unknownOutcome } from '../model/outcome.ts'
import type { Forwarded, Request } from '../model/request.ts'
import { work } from '../text/work.ts'
import { hostOf } from './listeners.ts'
import type { Joints, Member } from './links.ts'

/** What it costs to go on to another server. */
const HOP = 20

/** How many servers a request may pass, a loop between two included. */
const MAX_HOPS = 8

/** What an unseen backend is taken to answer; undefined: nothing is known of it. */
export type Assume = (sent: Forwarded) => Outcome[] | undefined

/** Told of every request that reaches an origin through a sure link. */
export type Watch = (to: Origin, sent: Forwarded) => void

/** `asked`: told what of the method the answer of the first origin hangs on. */
export interface FollowOptions {
  assume?: Assume
  watch?: Watch
  asked?: AskedMethod
}

/** The request as the backend gets it: the proxy's own headers win, the client's others pass. */
function next(request: Request, sent: Forwarded, { target }: Member): Request {
  const address = hostOf(target)
  const host = sent.headers?.host?.replace(/:\d+$/, '') || address.host
  const written = Object.entries(sent.headers ?? {})
  const open = sent.open ?? []
  const isOpen = (name: string): boolean => open.includes(name)
  const headers = Object.entries({ ...request.headers, ...sent.headers }).filter(
    ([name, value]) => !isOpen(name) && !(value === '' && sent.headers?.[name] === ''),
  )
  const absent = [
    ...(request.absent ?? []).filter((name) => !isOpen(name)),
    ...written.flatMap(([name, value]) => (value === '' ? [name] : [])),
  ]
  const stillOpen = [
    ...new Set([...(request.open ?? []).filter((name) => sent.headers?.[name] === undefined), ...open]),
  ]
  return {
    ...address,
    host,
    method: sent.method,
    scheme: 'http',
    target: sent.target,
    headers: Object.fromEntries(headers),
    others: request.others,
    ...(absent.length > 0 && { absent }),
    ...(stillOpen.length > 0 && { open: stillOpen }),
  }
}

/** Sends a request to an origin and whatever it forwards on to the origins that are surely behind it. */
export function follow(
  joints: Joints,
  origin: Origin,
  request: Request,
  { asked, ...options }: FollowOptions = {},
  hops = 0,
): Outcome[] {
  work(HOP)
  const ask = (sent: Forwarded): Outcome[] => {
    const members = joints.members(origin, sent.upstream)
    const sure = members.filter((member) => member.sure)
    const unseen = (): Outcome[] => options.assume?.(sent) ?? [unknownOutcome(`if ${sent.upstream} says so`)]
    if (sure.length === 0) return unseen()
    // Whoever is behind asks the same method its own questions, unless it is another one by then, or nobody keeps what is asked.
    const isKept = isSentOn(sent) && sure.every(({ to }) => to?.splitsMethods)
    if (!isKept) asked?.settle()
    if (hops >= MAX_HOPS) return [unknownOutcome(`if the request ever leaves the loop of its ${MAX_HOPS} proxies`)]
    const outcomes = [...new Map(sure.map((member) => [member.to, member])).values()].flatMap((member) => {
      if (!member.to) return []
      options.watch?.(member.to, sent)
      return follow(
        joints,
        member.to,
        next(request, sent, member),
        isKept && asked ? { ...options, asked } : options,
        hops + 1,
      )
    })
    return sure.length < members.length ? [...outcomes, ...unseen()] : outcomes
  }
  try {
    return origin.answer(request, remembered(ask), asked)
  } catch (error) {
    joints.faults.add(`${origin.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    return [unknownOutcome('if verblint had not failed here')]
  }
}

/** A proxy that is left several ways asks the same of its backend on each: the answer is worked out once. */
function remembered(ask: Backend): Backend {
  const known = new Map<string, Outcome[]>()
  return (sent) => {
    const key = JSON.stringify(sent)
    const outcomes = known.get(key) ?? ask(sent)
    known.set(key, outcomes)
    return outcomes
  }
}
