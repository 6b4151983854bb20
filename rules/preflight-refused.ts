import type { Outcome } from '../src/model/outcome.ts'
import { isServed, mayServe } from '../src/model/served.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/site/blocks.ts'
import { blockedMethods } from '../src/site/blocked.ts'
import { requestAt } from '../src/site/cells.ts'
import { askedPaths, placeKey, statusPlace, writtenAs } from '../src/site/questions.ts'
import type { Asked } from '../src/site/questions.ts'
import { skippedByLimit } from '../src/site/skipped.ts'
import { swallowedMethods } from '../src/site/swallowed.ts'
import { pathName } from '../src/site/words.ts'
import type { SourceRange } from '../src/source/range.ts'

/** What a client or a script adds to its own requests: never part of a preflight, which carries no credentials and no body (Fetch standard, CORS-preflight fetch). */
const NEVER_SENT = ['authorization', 'cookie', 'proxy-authorization', 'content-type', 'content-length', 'x-api-key', 'x-auth-token', 'x-access-token', 'x-csrf-token', 'x-xsrf-token', 'x-requested-with']

/** Announced on any answer of the path that is surely so. */
const announcement = ({ cells }: Asked): SourceRange | null => {
  for (const { outcomes } of cells) {
    for (const outcome of outcomes) {
      const written = writtenAs(outcome, 'access-control-allow-methods')[0]
      if (written) return written.range
    }
  }
  return null
}

/** Somebody is there: a file that may be missing is nobody. */
const isResource = ({ cells }: Asked): boolean => cells.some(({ method, outcomes }) => method !== 'OPTIONS'
  && (isServed(outcomes) === true || outcomes.some((outcome) => mayServe(outcome) && outcome.by !== 'static')))

const isRefused = ({ status, by }: Outcome): boolean => by === 'closed' || (status !== null && (status < 200 || status > 299))

/** Refusals that other rules report with more to say. */
function reportedElsewhere(site: Site): Set<string> {
  const limits = everyDirective(site).flatMap((directive) => skippedByLimit(directive).filter(({ methods }) => methods !== null).map(({ limit }) => limit.range))
  const guards = blockedMethods(site).filter(({ method }) => method === 'OPTIONS').map(({ guard }) => guard)
  const fallbacks = swallowedMethods(site).map(({ range }) => range)
  return new Set([...limits, ...guards, ...fallbacks].map(placeKey))
}

export default defineRule({
  id: 'preflight-refused',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A path that announces CORS methods refuses the preflight',
  spec: 'Fetch standard, CORS-preflight fetch',
  messages: {
    refused: 'Expected a status from 200 to 299 for OPTIONS {{path}}, which announces CORS methods and answers its preflight with {{status}}: let OPTIONS through, or answer it with 204 and the headers',
    nginx: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: answer it first, with `if ($request_method = OPTIONS) { return 204; }` and the headers',
    apache: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: ask for them inside `<LimitExcept OPTIONS>`, or add `Require method OPTIONS` in a `<RequireAny>`',
    express: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: put cors() or `.options()` before this check',
  },
  check({ site, report }) {
    const elsewhere = reportedElsewhere(site)
    const seen = new Set<string>()
    for (const asked of askedPaths(site)) {
      const preflight = asked.cells.find(({ method }) => method === 'OPTIONS')
      const header = preflight && isResource(asked) ? announcement(asked) : null
      if (!header || !preflight) continue
      const outcomes = site.answer(asked.origin, { ...requestAt(preflight), absent: NEVER_SENT })
      const [refusal] = outcomes
      if (!refusal || !outcomes.every(isRefused)) continue
      const range = statusPlace(site, refusal)?.range ?? header
      if (seen.has(placeKey(range)) || elsewhere.has(placeKey(range)) || refusal.steps.some((step) => step.range && elsewhere.has(placeKey(step.range)))) continue
      seen.add(placeKey(range))
      report({
        message: preflight.outcomes.every(isRefused) ? 'refused' : layerAt(site, range), range, data: { path: pathName(preflight), status: refusal.status ?? 'nothing' },
        related: placeKey(range) === placeKey(header) ? [] : [{ message: 'the announcement', range: header }],
      })
    }
  },
})
