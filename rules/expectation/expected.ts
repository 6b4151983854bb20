import type { Expected } from '../../src/config/shape.ts'
import { parseList } from '../../src/http/allow.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Request } from '../../src/model/request.ts'
import type { Site } from '../../src/model/site.ts'
import { doors } from '../../src/questions/client.ts'
import { requestFor } from '../../src/site/trace.ts'

/** How an expectation stands: broken for sure, or not decided by the files; one that is met is not told. */
export interface Verdict {
  expected: Expected
  kind: 'broken' | 'open' | 'nobody'
  outcome: Outcome | null
}

/** A path alone is asked under every name of the site. */
function requestsFor(site: Site, { method, url }: Expected): Request[] {
  if (!url.startsWith('/')) {
    const request = requestFor({ method, url })
    return request ? [request] : []
  }
  return doors(site).map(({ host, port }) => ({
    method,
    scheme: 'http',
    host,
    port,
    target: url,
    headers: {},
    others: 'absent',
  }))
}

const sorted = (members: string[]): string => [...new Set(members)].sort().join()

/** true, false, or null where the outcome leaves it open. */
function meets({ status, headers, by }: Outcome, expected: Expected): boolean | null {
  if (status === null) return by === 'closed' ? false : null
  if (status !== expected.status) return false
  if (!expected.allow) return true
  if (headers.allow === undefined) return null
  return sorted(parseList(headers.allow ?? '')) === sorted(expected.allow)
}

function verdictOn(outcomes: Outcome[], expected: Expected): Omit<Verdict, 'expected'> | null {
  const met = outcomes.map((outcome) => meets(outcome, expected))
  if (met.every((one) => one === true)) return null
  const open = outcomes[met.findIndex((one) => one !== true)] ?? null
  return { kind: met.every((one) => one === false) ? 'broken' : 'open', outcome: open }
}

/** The expectations that do not hold, or of which the files do not tell. */
export function unmet(site: Site): Verdict[] {
  return site.expected.flatMap((expected): Verdict[] => {
    const answers = requestsFor(site, expected)
      .map((request) => site.ask(request))
      .filter((outcomes) => outcomes !== null)
    if (answers.length === 0) return [{ expected, kind: 'nobody', outcome: null }]
    const verdicts = answers.map((outcomes) => verdictOn(outcomes, expected))
    const broken = verdicts.filter((verdict) => verdict?.kind === 'broken')
    const [first] = broken.length === verdicts.length ? broken : verdicts.filter((verdict) => verdict !== null)
    if (!first) return []
    // Where one name answers as expected and another does not, the expectation has to say which is meant.
    return [{ expected, ...first, kind: broken.length === verdicts.length ? 'broken' : 'open' }]
  })
}
