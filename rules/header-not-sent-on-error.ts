import { isUncacheable } from '../src/http/caching.ts'
import { MANDATORY } from '../src/http/methods.ts'
import type { Outcome, Written } from '../src/model/outcome.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, layerAt } from '../src/questions/blocks.ts'
import { offerAlways } from '../src/questions/header-fixes.ts'
import { askedPaths, everyOutcome, placeKey } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { addTo } from '../src/text/group.ts'
import { samePlace } from '../src/text/range.ts'

interface NotSent {
  cell: Cell
  outcome: Outcome
  written: Written
}

/** Header fields that an error response needs as much as any other. */
const NEEDED = /^(?:retry-after|www-authenticate|access-control-)/
const SECURITY =
  /^(?:strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/

/** Allow has a rule of its own, and so has a no-store on the refusal of a method whose answers caches keep. */
function isMissed({ name: written, value }: Written, { by }: Outcome): boolean {
  const name = written.toLowerCase()
  if (name === 'cache-control') return value !== null && isUncacheable(value)
  return NEEDED.test(name) || (by === 'response' && SECURITY.test(name))
}

const isNoStore = ({ name }: Written): boolean => name.toLowerCase() === 'cache-control'

const isRefusal = ({ status }: Outcome): boolean => status === 501 || status === 405

/** Caches keep no answer to another method than these: a no-store is of no use on it. */
const isKept = ({ method }: Cell): boolean => MANDATORY.some((one) => one === method)

/** A file that words a failure of the backend's, or that there are too many requests. */
const isOutagePage = ({ status, by, steps }: Pick<Outcome, 'status' | 'by' | 'steps'>): boolean =>
  by === 'static' &&
  status !== null &&
  (status >= 500 || isLimited({ steps })) &&
  steps.some(({ kind }) => kind === 'error-page')

const isLimited = ({ steps }: Pick<Outcome, 'steps'>): boolean => steps.some(({ kind }) => kind === 'limit')

/** The line is one of the error page's own: of the location that only words errors. */
function isPageOwn(site: Site, { range }: Written, { status, steps }: Outcome): boolean {
  const page = steps.findLastIndex(({ kind }) => kind === 'error-page')
  const [block] = blocksAround(site, range)
  const [kind] = block?.args ?? []
  return (
    status !== null &&
    status >= 400 &&
    page >= 0 &&
    block?.name === 'location' &&
    (kind?.value === '=' || kind?.value.startsWith('@') === true) &&
    steps.slice(page).some((step) => step.kind === 'location' && step.range && samePlace(step.range, block.range))
  )
}

/** Whom a limit turns away is told to wait, or not at all. */
const isWait = ({ name }: Written, outcome: Outcome): boolean =>
  outcome.by === 'denied' && isLimited(outcome) && name.toLowerCase() === 'retry-after'

/** What somebody answers on purpose: not the server's own 404 and 405 at files, nothing whose status is open, no place that is closed to
 * everybody, where nobody misses a header, and no page that is fetched from elsewhere to word a refusal. */
const isSaid = ({ status, by, decidedBy, steps }: Outcome): boolean =>
  status !== null &&
  status >= 400 &&
  decidedBy !== null &&
  (by === 'response' ||
    isOutagePage({ status, by, steps }) ||
    (by === 'denied' &&
      !steps.some(({ kind }) => kind === 'error-page') &&
      (status === 401 || steps.some(({ kind }) => kind === 'guard'))))

const isGone = (outcome: Outcome, line: Written): boolean =>
  !line.arrives &&
  (line.lost === 'no-always' || line.lost === 'canned') &&
  outcome.headers[line.name.toLowerCase()] === null

/** Cache-Control and Expires that let caches keep an answer: meant for the good ones, and rightly left out of an error where there are any. */
const isFreshness = ({ name, value }: Written): boolean =>
  name.toLowerCase() === 'expires' ||
  (name.toLowerCase() === 'cache-control' && value !== null && !isUncacheable(value))

const isOfInterest = (site: Site, written: Written, outcome: Outcome): boolean =>
  isWait(written, outcome) ||
  (isSaid(outcome) && (isMissed(written, outcome) || isFreshness(written))) ||
  (isPageOwn(site, written, outcome) && isMissed(written, { ...outcome, by: 'response' }))

/** Lines by their place, with each answer that misses them. */
function linesNotSent(site: Site): NotSent[][] {
  const missed = new Map<string, NotSent[]>()
  const sent = new Set<string>()
  for (const cell of askedPaths(site).flatMap(({ cells }) => cells)) {
    for (const outcome of everyOutcome(cell)) {
      for (const written of outcome.written) {
        if (!isGone(outcome, written)) sent.add(placeKey(written.range))
        else if (isOfInterest(site, written, outcome))
          addTo(missed, placeKey(written.range), { cell, outcome, written })
      }
    }
  }
  return [...missed].flatMap(([key, all]) => {
    if (all.every(({ written }) => isFreshness(written))) return sent.has(key) ? [] : [all]
    // A no-store that an answer to GET or HEAD lacks is cacheable-501's.
    const isOthers = all.some(({ cell, outcome, written }) => isNoStore(written) && isRefusal(outcome) && isKept(cell))
    const own = isOthers ? all.filter(({ outcome, written }) => !isNoStore(written) || !isRefusal(outcome)) : all
    return own.length > 0 ? [own] : []
  })
}

export default defineRule({
  id: 'header-not-sent-on-error',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  fixable: true,
  suggests: true,
  summary: 'A header that is written does not go out with an error',
  messages: {
    nginx:
      'Expected {{name}} on the {{status}} for {{methods}} {{path}}, with which nginx sends only what is marked `always`',
    apache:
      'Expected {{name}} on the {{status}} for {{methods}} {{path}}, with which httpd sends only what is written by `Header always`',
  },
  check({ site, report }) {
    for (const all of linesNotSent(site)) {
      const shown = plainest(all)
      const layer = shown && layerAt(site, shown.written.range)
      if (!shown || !layer || layer === 'express') continue
      const { written, outcome, cell } = shown
      const reported = new Set(all.map((one) => one.outcome))
      report({
        message: layer,
        range: written.range,
        about: all,
        related: outcome.decidedBy ? [{ message: 'the response', range: outcome.decidedBy }] : [],
        data: {
          name: written.name,
          status: outcome.status ?? 0,
          path: pathName(cell),
          methods: methodList(
            all
              .filter((one) => one.cell.path === cell.path && one.outcome.status === outcome.status)
              .map((one) => one.cell.method),
          ),
        },
        ...offerAlways(site, written, (other) => reported.has(other)),
        ...(all.every((one) => isNoStore(one.written) && isRefusal(one.outcome)) && { severity: 'info' }),
      })
    }
  },
})
