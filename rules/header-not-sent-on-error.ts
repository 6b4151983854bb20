import { isUncacheable } from '../src/http/caching.ts'
import type { Outcome, Written } from '../src/model/outcome.ts'
import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/site/blocks.ts'
import { offerAlways } from '../src/site/header-fixes.ts'
import { askedPaths, everyOutcome, placeKey } from '../src/site/questions.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { Cell } from '../src/model/site.ts'
import { addTo } from '../src/site/group.ts'

interface NotSent { cell: Cell; outcome: Outcome; written: Written }

/** Header fields that an error response needs as much as any other. */
const NEEDED = /^(?:retry-after|www-authenticate|access-control-)/
const SECURITY = /^(?:strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy)$/

/** A freshness that was meant for the good answers is rightly left out; one that forbids storing is missed. Allow has a rule of its own. */
function isMissed({ name: written, value }: Written, { status, by }: Outcome): boolean {
  const name = written.toLowerCase()
  if (name === 'cache-control') return status !== 501 && status !== 405 && value !== null && isUncacheable(value)
  return NEEDED.test(name) || (by === 'response' && SECURITY.test(name))
}

/** What somebody answers on purpose: not the server's own 404 and 405 at files, nothing whose status is open, and no place that is
 * closed to everybody, where nobody misses a header. */
const isSaid = ({ status, by, decidedBy, steps }: Outcome): boolean => status !== null && status >= 400 && decidedBy !== null
  && (by === 'response' || (by === 'denied' && (status === 401 || steps.some(({ kind }) => kind === 'guard'))))

const lostOn = (outcome: Outcome): Written[] => (isSaid(outcome)
  ? outcome.written.filter((line) => !line.arrives && (line.lost === 'no-always' || line.lost === 'canned') && outcome.headers[line.name.toLowerCase()] === null && isMissed(line, outcome)) : [])

export default defineRule({
  id: 'header-not-sent-on-error',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  fixable: true,
  suggests: true,
  summary: 'A header that is written does not go out with an error',
  messages: {
    nginx: 'Expected {{name}} on the {{status}} for {{methods}} {{path}}, with which nginx sends only what is marked `always`',
    apache: 'Expected {{name}} on the {{status}} for {{methods}} {{path}}, with which httpd sends only what is written by `Header always`',
  },
  check({ site, report }) {
    const found = new Map<string, NotSent[]>()
    for (const { cells } of askedPaths(site)) {
      for (const cell of cells) {
        for (const outcome of everyOutcome(cell)) {
          for (const written of lostOn(outcome)) addTo(found, placeKey(written.range), { cell, outcome, written })
        }
      }
    }
    for (const all of found.values()) {
      const shown = plainest(all)
      const layer = shown && layerAt(site, shown.written.range)
      if (!shown || !layer || layer === 'express') continue
      const { written, outcome, cell } = shown
      const reported = new Set(all.map((one) => one.outcome))
      report({
        message: layer, range: written.range, related: outcome.decidedBy ? [{ message: 'the response', range: outcome.decidedBy }] : [],
        data: { name: written.name, status: outcome.status ?? 0, path: pathName(cell), methods: methodList(all.filter((one) => one.cell.path === cell.path && one.outcome.status === outcome.status).map((one) => one.cell.method)) },
        ...offerAlways(site, written, (other) => reported.has(other)),
      })
    }
  },
})
