import { conditionOf } from '../../src/nginx/words/condition.ts'
import { readTryFiles } from '../../src/nginx/words/try-files.ts'
import { variableIn } from '../../src/nginx/words/variables.ts'
import type { Outcome, Step } from '../../src/model/outcome.ts'
import { mayServe } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt } from '../../src/questions/blocks.ts'
import { requestAt } from '../../src/site/cells.ts'
import { askedPaths, once, placeKey } from '../../src/questions/index.ts'
import type { Asked } from '../../src/questions/index.ts'
import { insideBlock } from '../../src/questions/level.ts'

/** A request that lost its handler: an `if` of the location held, and a level of its own has no try_files (ngx_http_try_files_module merges nothing). */
export interface LeftBehind {
  cell: Cell
  range: SourceRange
  tryFiles: Directive
  status: number
}

/** Steps after which the answer no longer hangs on the level that the `if` made. */
const LEADS_ON = new Set<Step['kind']>(['rewrite', 'location', 'error-page', 'handler', 'forward'])

/** The last `if` that a request entered, where it stayed inside and met the files. */
function lastIf(site: Site, { steps, status, by }: Outcome): SourceRange | null {
  if ((status !== 404 && status !== 405) || (by !== 'static' && by !== 'not-found')) return null
  const at = steps.findLastIndex(
    ({ kind, range }) => kind === 'guard' && range && directiveAt(site, range)?.name === 'if',
  )
  return at < 0 || steps.slice(at).some(({ kind }) => LEADS_ON.has(kind)) ? null : (steps[at]?.range ?? null)
}

/** More than the files that the location would look for anyway. */
function handsOn(tryFiles: Directive): boolean {
  const { value } = readTryFiles(tryFiles)
  return value !== null && ('target' in value.last || value.files.some(({ path }) => variableIn(path) !== 'uri'))
}

/** `if (-f …)`: the file that it found is what try_files would find. */
function isAboutFiles(site: Site, range: SourceRange): boolean {
  const directive = directiveAt(site, range)
  const condition = directive && conditionOf(directive)
  return condition?.kind === 'file' && !condition.negated
}

/** Those that went through try_files, and were served. */
const servedBy = (outcomes: Outcome[], { range }: Directive): Outcome[] =>
  outcomes.filter(
    (outcome) =>
      mayServe(outcome) &&
      outcome.steps.some((step) => step.kind === 'file' && step.range && placeKey(step.range) === placeKey(range)),
  )

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** What try_files would have made of the request: the same one where the `if` does not hold, or its last word, or another method that goes the same way. */
function wouldBeServed(site: Site, { cells }: Asked, cell: Cell, tryFiles: Directive): boolean {
  if (servedBy(cell.outcomes, tryFiles).length > 0) return true
  const end = readTryFiles(tryFiles).value?.last
  const last = end && 'target' in end ? (end.target.split('?')[0] ?? '') : ''
  if (/^\/[^$]*$/.test(last) && site.answer(cell.origin, { ...requestAt(cell), target: last }).some(mayServe))
    return true
  return cells.some((other) =>
    servedBy(other.outcomes, tryFiles).some(
      ({ by, forwarded }) => by === 'script' || forwarded || (isRead(cell.method) && isRead(other.method)),
    ),
  )
}

function leftAt(site: Site, asked: Asked, cell: Cell): LeftBehind[] {
  return cell.outcomes.flatMap((outcome) => {
    const range = lastIf(site, outcome)
    if (!range || outcome.status === null || isAboutFiles(site, range)) return []
    const [location] = blocksAround(site, range)
    const tryFiles =
      location?.name === 'location'
        ? insideBlock(site, location.block ?? []).find(({ name }) => name === 'try_files')
        : undefined
    return tryFiles && handsOn(tryFiles) && wouldBeServed(site, asked, cell, tryFiles)
      ? [{ cell, range, tryFiles, status: outcome.status }]
      : []
  })
}

/** Every request that an `if` of nginx takes away from the try_files beside it. */
export const leftBehind = once((site): LeftBehind[] =>
  askedPaths(site).flatMap((asked) => asked.cells.flatMap((cell) => leftAt(site, asked, cell))),
)
