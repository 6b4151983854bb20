import { COMMON, isToken } from '../../src/http/methods.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { isOwnRoute, mayServe } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import { blocksAround, directiveAt, everyDirective, layerAt } from '../../src/questions/blocks.ts'
import type { ChangedMethod } from './changed-methods.ts'
import { placeKey } from '../../src/questions/index.ts'

/** The methods that mean to change something, and that nobody answers on his own. */
const TELLING = new Set<string>(
  COMMON.filter((method) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'),
)

/**
 * `ErrorDocument 410 /api/orders`, where that is passed on: httpd asks with GET (ap_die_r), and the client gets the backend's status.
 * A page for people is asked for rightly so; a path whose application has a route for the client's own method is none.
 */
export function byErrorDocument(site: Site, cell: Cell, { steps }: Outcome): ChangedMethod[] {
  const at = steps.findIndex(
    ({ kind, range }) =>
      kind === 'error-page' && range && directiveAt(site, range)?.name.toLowerCase() === 'errordocument',
  )
  const place = steps[at]?.range
  const sending = steps.slice(at + 1).find(({ forwarded }) => forwarded)
  if (at < 0 || !place || !sending?.range || sending.forwarded?.method !== 'GET' || !TELLING.has(cell.method)) return []
  const status = directiveAt(site, place)?.args[0]?.value
  if (status === '405' || status === '501' || !expectsMethod(site, cell, sending.forwarded)) return []
  return [{ kind: 'document', place, cell, sent: 'GET', passed: sending.range }]
}

/** Whether somebody who is surely behind has a route of his own for the client's method at the path that is asked. */
function expectsMethod(site: Site, { origin, method }: Cell, sent: NonNullable<Outcome['forwarded']>): boolean {
  return site
    .behind(origin, sent)
    .some(({ to, ...where }) =>
      site
        .answer(to, { ...where, method, scheme: 'http', target: sent.target, headers: {}, others: 'unknown' })
        .some((outcome) => mayServe(outcome) && isOwnRoute(outcome)),
    )
}

/** What a `ProxyFCGISetEnvIf` that always holds makes of REQUEST_METHOD: a method, or null where it is unset. */
function setMethod({ name, args }: Directive): { method: string | null } | null {
  if (name.toLowerCase() !== 'proxyfcgisetenvif') return null
  const [condition, variable, value] = args.map((word) => word.value)
  if (!/^true$/i.test(condition ?? '')) return null
  if (variable === '!REQUEST_METHOD') return { method: null }
  return variable === 'REQUEST_METHOD' && value !== undefined && isToken(value) ? { method: value } : null
}

const isFastCgi = ({ forwarded, steps }: Outcome): boolean =>
  (steps.find((step) => step.forwarded)?.forwarded ?? forwarded)?.upstream.startsWith('fcgi:') === true

/** REQUEST_METHOD overwritten for a FastCGI program, at the first path of its own that goes there. */
export function bySetEnv(site: Site): ChangedMethod[] {
  return everyDirective(site).flatMap((directive): ChangedMethod[] => {
    const set = setMethod(directive)
    if (!set || layerAt(site, directive.range) !== 'apache') return []
    const around = new Set(
      blocksAround(site, directive.range)
        .filter(({ name }) => !/^virtualhost$/i.test(name))
        .map(({ range }) => placeKey(range)),
    )
    const isInside = ({ steps }: Outcome): boolean =>
      around.size === 0 || steps.some(({ range }) => range && around.has(placeKey(range)))
    const cell = site.cells.find(
      ({ origin, method, outcomes }) =>
        origin.layer === 'apache' &&
        TELLING.has(method) &&
        method !== set.method &&
        outcomes.some((outcome) => isFastCgi(outcome) && isInside(outcome)),
    )
    return cell
      ? [
          {
            kind: set.method === null ? 'unset' : 'method',
            place: directive.range,
            cell,
            sent: set.method ?? 'no method',
            passed: directive.range,
          },
        ]
      : []
  })
}
