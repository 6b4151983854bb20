import { MANDATORY } from '../src/http/methods.ts'
import { isUncacheable } from '../src/http/caching.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/questions/blocks.ts'
import { headerEdit, offerAlways } from '../src/questions/header-fixes.ts'
import type { Offer } from '../src/questions/header-fixes.ts'
import { decisions, helpersOf, placeKey, statusPlace, writtenAs } from '../src/questions/index.ts'
import type { Decision } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import { isInController } from '../src/questions/nest.ts'

/** Known not to forbid caching: a header that the files leave open might. */
function isCacheable({ headers, by }: Outcome): boolean {
  const written = headers['cache-control']
  return by !== 'proxy' && by !== 'script' && written !== undefined && (written === null || !isUncacheable(written))
}

const mayBeStored = ({ cell, outcome }: Decision): boolean =>
  MANDATORY.some((method) => method === cell.method) && isCacheable(outcome)

/** The no-store that somebody wrote for it, and that does not arrive. */
const lostHeader = ({ outcome }: Decision) =>
  writtenAs(outcome, 'cache-control').find(({ value, arrives }) => !arrives && value !== null && isUncacheable(value))

/** Whether httpd's line for `GET` and `HEAD` meets an answer of another place, too: one's error page is fetched with GET, whatever was asked. */
function isMetElsewhere(site: Site, { range }: Decision, status: number): boolean {
  return site.cells.some((cell) =>
    cell.outcomes.some((outcome) => {
      const seenAsGet =
        MANDATORY.some((method) => method === cell.method) || outcome.steps.some(({ kind }) => kind === 'error-page')
      const place = outcome.status === status && seenAsGet ? statusPlace(site, outcome)?.range : undefined
      return place !== undefined && placeKey(place) !== placeKey(range)
    }),
  )
}

/** The header where none is written; httpd's line goes with every answer of that status. */
function addNoStore(site: Site, decision: Decision, status: number): Offer {
  const { range, outcome } = decision
  const edit = headerEdit(site, range, outcome, {
    name: 'Cache-Control',
    value: 'no-store',
    status,
    methods: MANDATORY,
  })
  if (!edit || (layerAt(site, range) === 'apache' && isMetElsewhere(site, decision, status))) return {}
  return { fix: { message: 'Send Cache-Control: no-store with it', edits: [edit] } }
}

export default defineRule({
  id: 'cacheable-501',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  fixable: true,
  suggests: true,
  summary: 'A 501 or 405 for GET or HEAD is cacheable unless its Cache-Control says otherwise',
  spec: 'RFC 9110 §15.1, RFC 9111 §4.2.2',
  messages: {
    nginx:
      'Expected `add_header Cache-Control no-store always;` on the {{status}} for {{methods}} {{path}}, which caches may store',
    apache:
      'Expected `Header always set Cache-Control no-store` on the {{status}} for {{methods}} {{path}}, which caches may store',
    express:
      "Expected `res.set('Cache-Control', 'no-store')` on the {{status}} for {{methods}} {{path}}, which caches may store",
    nest: "Expected `@Header('Cache-Control', 'no-store')` on the method whose {{status}} for {{methods}} {{path}} caches may store",
    lost: 'Expected the Cache-Control of the {{status}} for {{methods}} {{path}} to be sent, which caches may store without it: write `always`',
  },
  check({ site, report }) {
    for (const status of [501, 405]) {
      for (const all of decisions(site, status).values()) {
        const stored = all.filter(mayBeStored)
        const shown = plainest(stored)
        const range = shown?.range
        if (!shown || !range) continue
        const methods = methodList(stored.filter(({ asked }) => asked === shown.asked).map(({ cell }) => cell.method))
        const lost = lostHeader(shown)
        const offer = lost
          ? offerAlways(site, lost, (other) => other.status === status)
          : addNoStore(site, shown, status)
        report({
          message: lost ? 'lost' : isInController(site, range) ? 'nest' : layerAt(site, range),
          range,
          about: stored,
          data: { status, methods, path: pathName(shown.cell) },
          related: lost
            ? [{ message: 'this header is written, but not sent with that status', range: lost.range }]
            : helpersOf(shown.outcome),
          ...(status === 405 ? { severity: 'info' } : {}),
          ...offer,
        })
      }
    }
  },
})
