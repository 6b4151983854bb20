import { parseList } from '../http/allow.ts'
import type { Contract, DocumentedPath } from '../model/contract.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute, routeStep, telling } from '../model/served.ts'
import type { Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { OTHER } from '../site/cells.ts'
import { askAlong, takes } from './contract-ways.ts'
import { type Judged, judgements } from './contracts.ts'
import { addTo } from '../text/group.ts'
import { placeKey } from './index.ts'

/** Statuses that say something of the request, or that a server gives by itself to what a route answers. */
const OF_SERVER = new Set([206, 304, 412, 416])

const covers = (listed: string, status: number): boolean =>
  listed.toLowerCase() === 'default' ||
  listed === String(status) ||
  listed.toUpperCase() === `${Math.trunc(status / 100)}XX`

export interface Unlisted {
  judged: Judged
  statuses: number[]
  outcome: Outcome
  /** Nothing else can come. */ sure: boolean
}

/** Answers of the operations' own routes that the document does not list. */
export const unlistedStatuses = (site: Site): Unlisted[] =>
  judgements(site).flatMap((judged): Unlisted[] => {
    const listed = judged.operation.statuses
    if (judged.kind !== 'served' || !listed) return []
    const outcomes = withoutWider(site, judged)
    const isNew = ({ status }: Outcome): boolean =>
      status !== null && !OF_SERVER.has(status) && !listed.some((one) => covers(one, status))
    const decided = telling(outcomes)
    const sure =
      outcomes.every(({ status, unless = [] }) => status !== null && unless.length === 0) && decided.every(isNew)
    const own = outcomes.filter(
      (outcome) =>
        isNew(outcome) && (sure || (isOwnRoute(outcome) && outcome.by !== 'built-in' && outcome.decidedBy !== null)),
    )
    const [first] = own
    return first
      ? [{ judged, statuses: [...new Set(own.flatMap(({ status }) => status ?? []))].sort(), outcome: first, sure }]
      : []
  })

/** The operation's answers; the route of a wider path that passes such requests on answers for that path, where a route of its own is there. */
function withoutWider(site: Site, judged: Judged): Outcome[] {
  const outcomes = judged.served.flatMap((one) => one.outcomes)
  const routes = new Set(outcomes.flatMap((outcome) => routeKey(outcome) ?? []))
  if (routes.size < 2) return outcomes
  const { path, contract, operation } = judged
  const wider = judgements(site).filter(
    (one) =>
      one.contract === contract &&
      one.path !== path &&
      one.operation.method === operation.method &&
      takes(one.path, path.template),
  )
  const others = new Set(
    wider.flatMap(({ served }) => served.flatMap((one) => one.outcomes.flatMap((outcome) => routeKey(outcome) ?? []))),
  )
  const own = outcomes.filter((outcome) => !others.has(routeKey(outcome) ?? ''))
  return own.some(isOwnRoute) ? own : outcomes
}

const routeKey = (outcome: Outcome): string | null => {
  const range = isOwnRoute(outcome) ? routeStep(outcome)?.range : null
  return range ? placeKey(range) : null
}

export interface ShortAllow {
  contract: Contract
  path: DocumentedPath
  method: string
  status: number
  listed: string[]
  missing: string[]
  range: SourceRange | null
}

const PROBES = ['OPTIONS', 'DELETE', 'PATCH', 'PUT', 'POST', 'GET', OTHER]

/** Where Allow leaves out a method that the document has and that the site serves. */
export function shortAllows(site: Site): ShortAllow[] {
  const found = new Map<DocumentedPath, ShortAllow>()
  const all = judgements(site).filter(({ kind }) => kind === 'served')
  const methods = new Map<DocumentedPath, string[]>()
  for (const { path, operation } of all) addTo(methods, path, operation.method)
  for (const { path, contract, served } of all) {
    if (found.has(path)) continue
    const documented = methods.get(path) ?? []
    for (const { way, target } of served) {
      const short = PROBES.filter((method) => !documented.includes(method)).flatMap(
        (method) => shortAt(askAlong(site, way, method, target) ?? [], method, documented) ?? [],
      )[0]
      if (short && !found.has(path)) found.set(path, { contract, path, ...short })
    }
  }
  return [...found.values()]
}

function shortAt(
  outcomes: Outcome[],
  method: string,
  documented: string[],
): Omit<ShortAllow, 'contract' | 'path'> | null {
  const [outcome] = outcomes
  if (!outcome || outcome.status === null) return null
  const { status, decidedBy } = outcome
  if (!(status === 405 || (method === 'OPTIONS' && status < 300))) return null
  // What one of several answers lists is listed.
  const listed = new Set<string>()
  for (const one of outcomes) {
    const { allow } = one.headers
    if (one.status !== status || one.unless?.length || typeof allow !== 'string') return null
    for (const name of parseList(allow)) listed.add(name)
  }
  const missing = documented.filter((one) => !listed.has(one) && !(one === 'HEAD' && listed.has('GET')))
  return missing.length > 0 ? { method, status, listed: [...listed], missing, range: decidedBy } : null
}
