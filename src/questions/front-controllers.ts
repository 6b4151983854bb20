import { pathIn } from '../http/target.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Request } from '../model/request.ts'
import type { Cell, Site } from '../model/site.ts'
import type { SourceRange } from '../text/range.ts'
import { layerAt } from './blocks.ts'
import { OTHER, requestAt } from '../site/cells.ts'
import { requestsOf } from './client.ts'
import { askedPaths, once } from './index.ts'
import type { Asked } from './index.ts'

/** A method that meets the files where GET and POST reach a program; `cached`: once a page is in its cache. */
export interface LostAtFront {
  cell: Cell
  range: SourceRange
  controller: SourceRange | null
  cached: boolean
}

/** Methods that no front controller is written for. */
const LEFT_OUT = new Set(['GET', 'HEAD', 'POST', 'TRACE', 'CONNECT'])

const reaches = ({ by, forwarded }: Outcome): boolean => by === 'script' || forwarded !== undefined
const isFile = ({ by, status }: Outcome): boolean => by === 'static' && status !== null && status < 300

/** The server's own 405 at its files, no guard's. */
const isOfFiles = ({ by, status, steps }: Outcome): boolean =>
  status === 405 &&
  (by === 'static' || by === 'built-in') &&
  !steps.some(({ kind }) => kind === 'guard' || kind === 'error-page')

/** Where a request takes the way to the files: the last rewrite, or the directive that looks for them. */
const turnOf = ({ steps }: Outcome): SourceRange | null =>
  steps.findLast(({ kind, range }) => range && (kind === 'rewrite' || kind === 'file'))?.range ?? null
const rewriteOf = ({ steps }: Outcome): SourceRange | null =>
  steps.findLast(({ kind, range }) => kind === 'rewrite' && range)?.range ?? null

/** A page cache: a try_files word that maps the path into a folder of its own. */
const isCache = ({ steps }: Outcome): boolean =>
  steps.some(({ kind, text }) => kind === 'file' && /^try_files finds \/[^$]+\$/.test(text))

function controllerOf(cells: Cell[]): Outcome | null {
  const [get, post] = ['GET', 'POST'].map((name) => cells.find(({ method }) => method === name)?.outcomes ?? [])
  const found = get?.find(reaches)
  return found && post?.some(reaches) ? found : null
}

/** Whether a method surely stays with the files, where GET and POST come to the program. Whether nginx has a folder of that name may be open:
 * then no file is there either. */
function isLost({ outcomes, origin, path }: Cell, cells: Cell[]): boolean {
  if (!outcomes.some(isOfFiles)) return false
  if (!outcomes.some(reaches))
    return outcomes.every((one) => isOfFiles(one) || one.by === 'redirect' || one.by === 'not-found')
  const others = cells.filter(({ method }) => method === 'GET' || method === 'POST').flatMap((cell) => cell.outcomes)
  const script = cells.flatMap((cell) => cell.outcomes).flatMap(scriptOf)[0]
  return (
    origin.layer === 'nginx' &&
    path.endsWith('/') &&
    !others.some((one) => (isFile(one) || isOfFiles(one)) && !lacks(one, script))
  )
}

/** The script that try_files ends with, which is there as surely as anything comes to the program. */
const scriptOf = ({ steps }: Outcome): string[] =>
  steps.flatMap(({ kind, text }) => (kind === 'file' ? (/^try_files ends with (\/[^?$]*)/.exec(text)?.[1] ?? []) : []))

/** What becomes of the request where that script is not there. */
const lacks = ({ when }: Outcome, script: string | undefined): boolean =>
  script !== undefined && when?.includes(`${script} does not exist`) === true

function lostAt({ cells }: Asked): LostAtFront[] {
  const controller = controllerOf(cells)
  if (!controller) return []
  return cells.flatMap((cell) => {
    const cached = cell.method === 'POST' && cell.outcomes.find((outcome) => isOfFiles(outcome) && isCache(outcome))
    const refusal =
      cached ||
      (!LEFT_OUT.has(cell.method) && cell.method !== OTHER && isLost(cell, cells)
        ? cell.outcomes.find(isOfFiles)
        : undefined)
    if (!refusal) return []
    const range =
      rewriteOf(refusal) ?? rewriteOf(controller) ?? turnOf(refusal) ?? turnOf(controller) ?? refusal.decidedBy
    return range ? [{ cell, range, controller: controller.decidedBy, cached: Boolean(cached) }] : []
  })
}

/** The methods that a front controller never sees: nginx's index module hands on GET, HEAD and POST only (ngx_http_index_handler). */
export const lostAtFront = once((site): LostAtFront[] =>
  askedPaths(site)
    .filter(({ origin }) => origin.layer !== 'express')
    .flatMap(lostAt),
)

const keyOf = ({ method, host, port, target }: Request): string => `${method} ${host}:${port}${pathIn(target)}`

const lostRequests = once(
  (site): ReadonlySet<string> => new Set(lostAtFront(site).map(({ cell }) => keyOf(requestAt(cell)))),
)

/** Whether a request is one that the front controller of its path never sees. */
export const isLostAtFront = (site: Site, request: Request): boolean => lostRequests(site).has(keyOf(request))

/** The client call that uses such a method there. */
export function callerOf(site: Site, { cell }: LostAtFront): SourceRange | null {
  const key = keyOf(requestAt(cell))
  return (
    site.clientCalls.find((call) => requestsOf(site, call).some((request) => keyOf(request) === key))?.range ?? null
  )
}

export const isOfNginx = (site: Site, { range }: LostAtFront): boolean => layerAt(site, range) === 'nginx'
