import { COMMON, isToken } from '../../src/http/methods.ts'
import { ownSteps } from '../../src/model/outcome.ts'
import type { Outcome, Step } from '../../src/model/outcome.ts'
import { errorPageOf } from '../../src/nginx/words/error-page.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt, everyDirective } from '../../src/questions/blocks.ts'
import { byErrorDocument, bySetEnv } from './changed-by-httpd.ts'
import { inEffect, inEffectByInclude } from '../../src/questions/level.ts'
import { once, placeKey } from '../../src/questions/index.ts'

/** A place that has a proxy send another method than the client's, or none. */
export interface ChangedMethod {
  kind: 'method' | 'page' | 'script' | 'document' | 'unset'
  place: SourceRange
  cell: Cell
  sent: string
  passed: SourceRange
  /** Files that nobody need ever post to. */
  severity?: 'info'
}

/** Locations that nginx asks on its own account: their method is nobody's but theirs. */
const askedByNginx = once(
  (site): Set<string> =>
    new Set(
      everyDirective(site).flatMap(({ name, args }) =>
        name === 'auth_request' || name === 'mirror' ? args.slice(0, 1).map(({ value }) => value) : [],
      ),
    ),
)

const isAskedByNginx = (site: Site, place: SourceRange): boolean =>
  blocksAround(site, place).some(
    ({ name, args }) => name === 'location' && askedByNginx(site).has(args.at(-1)?.value ?? ''),
  )

const handlerBefore = (steps: Step[], at: number): SourceRange | null =>
  steps.slice(0, at + 1).findLast(({ kind, range }) => kind === 'handler' && range)?.range ?? null

/** proxy_method at the first proxy that the request meets. */
function byProxyMethod(site: Site, cell: Cell, outcome: Outcome): ChangedMethod[] {
  const steps = ownSteps(outcome)
  const at = steps.findIndex(({ forwarded }) => forwarded)
  const sent = steps[at]?.forwarded?.method
  const passed = handlerBefore(steps, at)
  if (
    !sent ||
    !passed ||
    sent === cell.method ||
    !isToken(sent) ||
    steps.slice(0, at).some(({ kind }) => kind === 'error-page')
  )
    return []
  const place = inEffect(site, passed, 'proxy_method')?.at(-1)?.range
  return place && !isAskedByNginx(site, passed) ? [{ kind: 'method', place, cell, sent, passed }] : []
}

/** What gave the status that an error page was asked for: a `return`, a `try_files … =404`, or somebody behind. */
const isMeant = (site: Site, { range, forwarded }: Step): boolean =>
  forwarded !== undefined || (range !== null && /^(?:return|try_files)$/.test(directiveAt(site, range)?.name ?? ''))

/** `error_page 418 = /uri` as a way on to an application: any method but HEAD becomes GET. A page that keeps its error is read by GET rightly. */
function byErrorPage(site: Site, cell: Cell, outcome: Outcome): ChangedMethod[] {
  const steps = ownSteps(outcome)
  const at = steps.findIndex(({ kind }) => kind === 'error-page')
  const place = steps[at]?.range
  const page = errorPageOf(place ? directiveAt(site, place) : null)
  const sentAt = steps.findIndex(({ forwarded }, index) => index > at && forwarded)
  const sent = steps[sentAt]?.forwarded?.method
  const passed = handlerBefore(steps, sentAt)
  if (
    at < 0 ||
    !place ||
    !passed ||
    sent !== 'GET' ||
    cell.method === 'GET' ||
    page?.overwrite !== 0 ||
    page.statuses.includes(405) ||
    page.statuses.includes(501)
  )
    return []
  if (steps.slice(0, at).some((step) => isMeant(site, step))) return [{ kind: 'page', place, cell, sent, passed }]
  return page.statuses.includes(404) && directiveAt(site, passed)?.name === 'proxy_pass'
    ? [{ kind: 'page', place, cell, sent, passed, severity: 'info' }]
    : []
}

/** A fastcgi_pass in force of whose parameters, all of them here, none is the method. */
function byMissingParameter(site: Site, cell: Cell, { steps, by }: Outcome): ChangedMethod[] {
  const passed = by === 'script' ? steps.findLast(({ kind, range }) => kind === 'handler' && range)?.range : undefined
  if (!passed || directiveAt(site, passed)?.name !== 'fastcgi_pass') return []
  const parameters = inEffectByInclude(site, passed, 'fastcgi_param')?.map(({ args }) => args[0]?.value) ?? []
  return parameters.includes('SCRIPT_FILENAME') && !parameters.includes('REQUEST_METHOD')
    ? [{ kind: 'script', place: passed, cell, sent: 'no method', passed }]
    : []
}

/** Each place once, with the first path that shows it. */
export function changedMethods(site: Site): ChangedMethod[] {
  const found = new Map(bySetEnv(site).map((one) => [placeKey(one.place), one]))
  for (const cell of site.cells) {
    const { layer } = cell.origin
    if (layer === 'express' || cell.method === 'HEAD' || !COMMON.some((method) => method === cell.method)) continue
    for (const outcome of cell.outcomes) {
      const all =
        layer === 'apache'
          ? byErrorDocument(site, cell, outcome)
          : [
              ...byProxyMethod(site, cell, outcome),
              ...byErrorPage(site, cell, outcome),
              ...byMissingParameter(site, cell, outcome),
            ]
      for (const one of all) {
        const known = found.get(placeKey(one.place))
        if (!known || (known.severity && !one.severity)) found.set(placeKey(one.place), one)
      }
    }
  }
  return [...found.values()]
}
