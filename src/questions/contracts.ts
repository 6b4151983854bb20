import { REDIRECTS } from '../http/status.ts'
import type { Contract, DocumentedPath, Operation } from '../model/contract.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute, isServed, mayServe, telling } from '../model/served.ts'
import type { Site } from '../model/site.ts'
import { askAlong, isElsewhere, namesThisSite, targetsFor, type Way, waysTo } from './contract-ways.ts'
import { SEGMENT } from '../site/paths.ts'
import { once, placeKey } from './index.ts'

export interface Answered {
  way: Way
  target: string
  outcomes: Outcome[]
}

/** How the site takes an operation: served along some ways, or along all of them refused, or given the page that every path gets; open where
 * the files do not say. */
export interface Judged {
  contract: Contract
  path: DocumentedPath
  operation: Operation
  kind: 'served' | 'refused' | 'page' | 'open'
  /** What it is answered wherever it is asked, doors that only send elsewhere left out; and along the ways that serve it. */
  asked: Answered[]
  served: Answered[]
  /** What refuses it, or that page. */
  instead: Outcome | null
  /** It is missing here, and its document names other hosts alone. */
  elsewhere: boolean
}

type Verdict = 'served' | 'refused' | 'moved' | 'open'

/** The document has the status by its number. */
export const isListed = ({ statuses }: Operation, status: number): boolean =>
  statuses?.includes(String(status)) === true

/** Statuses that say that an operation is not there. */
const NOT_HERE = new Set([404, 405, 501])

/** A refusal that the document promises: of its own route, where it says that nothing is there. */
const isPromised = (operation: Operation, outcomes: Outcome[]): boolean =>
  outcomes.every(
    (outcome) =>
      outcome.status !== null && isListed(operation, outcome.status) && (outcome.status !== 404 || isOwnRoute(outcome)),
  )

/** A door that sends everybody elsewhere says nothing of what is served there. */
const isMoved = (outcomes: Outcome[]): boolean =>
  outcomes.every((outcome) => REDIRECTS.has(outcome.status ?? 0) && !isOwnRoute(outcome))

/** Refused by the server itself, or lost in it for want of a file: whatever lies there, nobody serves the method. */
const isRefusedByServer = (outcomes: Outcome[]): boolean =>
  outcomes.some(({ status }) => status === 405 || status === 501) &&
  outcomes.every(
    ({ status, by, unless = [] }) =>
      unless.length === 0 && (status === 405 || status === 501 || (status === 500 && by === 'built-in')),
  )

/** Gone for good, whatever a request holds; a route of its own may say so of what it looked for. */
const isGone = (outcomes: Outcome[]): boolean =>
  outcomes.every((outcome) => outcome.status === 410 && outcome.unless === undefined && !isOwnRoute(outcome))

function verdictOn(operation: Operation, outcomes: Outcome[] | null): Verdict {
  if (!outcomes || outcomes.length === 0) return 'open'
  if (isGone(outcomes)) return isListed(operation, 410) ? 'open' : 'refused'
  if (isMoved(outcomes)) return 'moved'
  const served = isRefusedByServer(outcomes) ? false : isServed(outcomes)
  // Where a route that names the method is reached, a check or middleware before it is another matter.
  if (served !== false)
    return served || outcomes.some((outcome) => mayServe(outcome) && isOwnRoute(outcome)) ? 'served' : 'open'
  const isThere = outcomes.some(turnsAway) && outcomes.some(({ by }) => by !== 'closed')
  return isThere || isPromised(operation, telling(outcomes)) ? 'open' : 'refused'
}

/** A route that names the method is there, and turns away what this request holds, or fails at it. */
const turnsAway = (outcome: Outcome): boolean =>
  isOwnRoute(outcome) && (outcome.status === null ? outcome.by === 'closed' : !NOT_HERE.has(outcome.status))

const keysOf = (outcomes: Outcome[]): string =>
  [...new Set(outcomes.map(({ status, decidedBy }) => `${status} ${decidedBy ? placeKey(decidedBy) : ''}`))]
    .sort()
    .join()

/** A page, or what a proxy's own file says: nothing that looks at the path once more. */
const isFixed = (site: Site, { by, decidedBy }: Outcome): boolean =>
  decidedBy !== null && (by === 'static' || by === 'redirect' || site.layers.has(decidedBy.file))

/** A file of this very path, which may be there or not: the files do not say. */
const isOfOneFile = (outcomes: Outcome[]): boolean =>
  outcomes.some(({ by, status }) => by === 'static' && status !== null && status < 300) &&
  outcomes.some(
    ({ by, status, rare, decidedBy }) =>
      status === 404 && by !== 'response' && rare === undefined && decidedBy !== null,
  )

/** All answers are such a page, or that it is not there. */
function isPage(site: Site, outcomes: Outcome[]): boolean {
  if (isOfOneFile(outcomes)) return false
  const fixed = new Set(
    outcomes.flatMap((outcome) => (isFixed(site, outcome) && outcome.decidedBy ? [placeKey(outcome.decidedBy)] : [])),
  )
  return (
    outcomes.some(({ status }) => status !== null && status < 400) &&
    outcomes.every(({ status, decidedBy }) => status !== null && decidedBy !== null && fixed.has(placeKey(decidedBy)))
  )
}

/** A path in the same folder that nobody has, as deep as no template goes. */
export const nowhere = (target: string): string => `${target.replace(/[^/]*$/, SEGMENT)}/${SEGMENT}/${SEGMENT}`

/** Such a path beside the template: what stands in its last parameters is the template's own. null: it takes everything itself. */
function besideTemplate(template: string, target: string): string | null {
  const below = template.split('/').slice(1)
  const parameters = below.length - 1 - below.findLastIndex((segment) => segment !== '' && !segment.startsWith('{'))
  const own = target.split('/')
  const beside = own.slice(0, own.length - parameters).join('/')
  return beside === '' ? null : nowhere(beside)
}

/** The operation is answered by what answers any path beside it: a page for whatever has no route. Preflights are answered so on purpose. */
function fallsThrough(
  site: Site,
  { template }: DocumentedPath,
  { method }: Operation,
  { way, target, outcomes }: Answered,
): boolean {
  if (method === 'OPTIONS' || !isPage(site, outcomes)) return false
  const beside = besideTemplate(template, target)
  return beside !== null && keysOf(askAlong(site, way, method, beside) ?? []) === keysOf(outcomes)
}

function judge(site: Site, contract: Contract, path: DocumentedPath, operation: Operation): Judged {
  const asked = waysTo(site, operation.bases).flatMap((way) =>
    targetsFor(site, way, path, contract).map((target) => {
      const outcomes = askAlong(site, way, operation.method, target)
      return { way, target, outcomes: outcomes ?? [], verdict: verdictOn(operation, outcomes) }
    }),
  )
  const here = asked.filter(({ verdict }) => verdict !== 'moved')
  // What is answered where everything is, say at another base path, tells nothing of the operation.
  const own = here.filter((one) => !fallsThrough(site, path, operation, one))
  const served = own.filter(({ verdict }) => verdict === 'served')
  const [first] = here
  const missed = here.every(({ verdict }) => verdict === 'refused') ? 'refused' : own.length === 0 ? 'page' : null
  const elsewhere = here.length > 0 && missed !== null && isElsewhere(site, operation.bases, contract)
  const kind = here.length === 0 || elsewhere ? 'open' : (missed ?? (served.length > 0 ? 'served' : 'open'))
  return {
    contract,
    path,
    operation,
    kind,
    elsewhere,
    asked: here,
    served: kind === 'served' ? served : [],
    instead:
      kind === 'page' || kind === 'refused' ? (telling(first?.outcomes ?? [])[0] ?? first?.outcomes[0] ?? null) : null,
  }
}

/** Every operation of the documents, held against the site. */
export const judgements = once((site): Judged[] =>
  site.contracts.flatMap((contract) =>
    contract.paths.flatMap((path) => path.operations.map((operation) => judge(site, contract, path, operation))),
  ),
)

/** Fewer operations that are all missing may be all that somebody has yet to write. */
const ENOUGH = 3

/** Documents of which nothing at all is there: one mistake, not as many as they have operations. */
export const strangers = once((site): Map<Contract, Judged[]> => {
  const byContract = new Map(
    site.contracts.map((contract) => [contract, judgements(site).filter((one) => one.contract === contract)]),
  )
  return new Map(
    [...byContract].filter(
      ([, all]) =>
        all.length >= ENOUGH &&
        all.every(({ kind, instead }) => kind === 'page' || (kind === 'refused' && instead?.status === 404)),
    ),
  )
})

/** Documents for other hosts, by which the site is not judged; `whole`: not one operation is served here. A host beside one of this site's is meant. */
export const foreign = (site: Site): { contract: Contract; count: number; whole: boolean }[] =>
  site.contracts.flatMap((contract) => {
    const all = judgements(site).filter((one) => one.contract === contract)
    const count = all.filter(({ elsewhere }) => elsewhere).length
    return count > 0 && !namesThisSite(site, contract) ? [{ contract, count, whole: count === all.length }] : []
  })

/** Operations that are refused, or get a page that is none of theirs. */
export const missedOperations = (site: Site): Judged[] =>
  judgements(site).filter(({ instead, contract }) => instead && !strangers(site).has(contract))
