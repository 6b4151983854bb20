import { workDone } from '../../text/work.ts'
import { isEmpty } from '../../model/method-set.ts'
import type { Guard } from '../../model/origin.ts'
import type { Httpd } from '../compile/httpd.ts'
import { candidates } from './guard-candidates.ts'
import type { Candidate } from './guard-candidates.ts'
import { droppedAt, isAboutTracing, pathsOf, remembered, tryGuard } from './guard-trial.ts'
import type { Ask, Tried } from './guard-trial.ts'

function whyNot({ refuses, perDirectory }: Candidate): string {
  if (isEmpty(refuses)) return 'it holds for no method'
  if (perDirectory && isAboutTracing(refuses))
    return 'httpd answers TRACE before it comes to folders, .htaccess and access control; TraceEnable off refuses it'
  if (!refuses.complement && [...refuses.names].every((name) => name !== name.toUpperCase()))
    return 'method names are case-sensitive'
  return 'another setting decides for these methods'
}

/** Its own status where it decides, or was never asked; that of the others where they always come first; null: it hangs on the request. */
function statusSeen({ status }: Candidate, { decided, passes, others }: Tried): number | null {
  if (decided || (others.size === 0 && !passes)) return status
  const [other = null] = others
  return others.size === 1 && !passes ? other : null
}

/** Of all steps so many parts are for trying guards. */
const SHARE = 8

/** What refuses methods, and whether it ever comes to that. Of guards that take too long to try nobody knows, and the ledger is told. */
export function guardsOf(httpd: Httpd, answer: Ask): Guard[] {
  const ask = remembered(answer)
  const { ledger } = httpd.configuration
  const began = workDone()
  let tries = 0
  return candidates(httpd).map((candidate): Guard => {
    const { range, refuses, scope } = candidate
    const isSpent = workDone() - began > ledger.limits.work / SHARE
    if (isSpent) ledger.tell([{ limit: 'work', left: null, all: tries, range }])
    else tries++
    const tried = tryGuard(httpd, candidate, ask, isSpent || isEmpty(refuses) ? [] : pathsOf(scope))
    const isLifted = candidate.isSection === true && tried.lifted
    const effective = !isEmpty(refuses) && (tried.decided || (!isLifted && (tried.open || !tried.passes)))
    const dropped = tried.decided ? droppedAt(httpd, candidate, ask) : null
    const status = effective ? statusSeen(candidate, tried) : candidate.status
    return {
      range,
      refuses,
      scope,
      status,
      effective,
      ...(effective ? {} : { why: isLifted ? 'another setting lets these methods in' : whyNot(candidate) }),
      ...(dropped ? { dropped } : {}),
    }
  })
}
