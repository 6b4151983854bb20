import type { Outcome } from '../src/model/outcome.ts'
import type { Route } from '../src/model/origin.ts'
import { isOwnRoute, mayServe, routeStep, telling } from '../src/model/served.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { wrongBranches } from '../src/questions/method-branches.ts'
import { allowAt, askedPaths, placeKey, routesByPlace } from '../src/questions/index.ts'
import { allowField, methodList, pathName } from '../src/site/words.ts'
import { OTHER } from '../src/site/cells.ts'
import type { SourceRange } from '../src/text/range.ts'
import { isInController } from '../src/questions/nest.ts'

/** Nobody at this path took it: Express says 404, or what the application says for every path that it does not know. A proxy's own 404 is no
 * application's. */
const isMissing = ({ origin }: Cell, outcome: Outcome): boolean =>
  outcome.status === 404 &&
  (outcome.by === 'not-found' || (outcome.by === 'response' && !routeStep(outcome))) &&
  (origin.layer === 'express' || outcome.steps.some(({ forwarded }) => forwarded))

const isUnanswered = (cell: Cell): boolean =>
  telling(cell.outcomes).length > 0 && telling(cell.outcomes).every((outcome) => isMissing(cell, outcome))

/** A 404 that is chosen by the method is method-guard-wrong-status's. */
const isGuarded = (site: Site, { outcomes }: Cell): boolean =>
  outcomes.some(({ decidedBy }) => decidedBy && wrongBranches(site).has(placeKey(decidedBy)))

/** A path of the pattern's own, and not everything below it: a catch-all is no resource. */
const isResource = ({ pattern }: Route): boolean =>
  !pattern.source.includes('*') && pattern.matches(`${(pattern.sample() ?? '').replace(/\/$/, '')}/a/b/c`) === false

/** The route for some methods that serves a cell, OPTIONS aside. */
function routeOf(site: Site, cell: Cell): { cell: Cell; range: SourceRange } | null {
  const range =
    cell.method === 'OPTIONS'
      ? undefined
      : cell.outcomes
          .filter((outcome) => mayServe(outcome) && isOwnRoute(outcome))
          .map((outcome) => routeStep(outcome)?.range)
          .find((place) => place)
  return range && routesByPlace(site).get(placeKey(range))?.every(isResource) ? { cell, range } : null
}

export default defineRule({
  id: 'no-405-fallback',
  severity: 'info',
  layers: ['express'],
  summary: 'Express answers 404 to the methods that no route of a path takes',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    missing:
      'Expected 405 with `Allow: {{allow}}` for {{methods}} {{path}}, which gets 404: end the path with `.options()` and an `.all()` that answers so',
    nest: "Expected 405 with `Allow: {{allow}}` for {{methods}} {{path}}, which gets 404: answer it in a method under `@All()`, with `@Header('Allow', '{{allow}}')`",
  },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const asked of askedPaths(site)) {
      const { cells } = asked
      const served = cells.flatMap((cell) => routeOf(site, cell) ?? [])
      const missing = cells.filter(
        (cell) => cell.method !== OTHER && cell.method !== 'OPTIONS' && isUnanswered(cell) && !isGuarded(site, cell),
      )
      const [{ cell: first, range } = { cell: null, range: null }] = served
      if (!first || missing.length === 0 || seen.has(placeKey(range))) continue
      seen.add(placeKey(range))
      report({
        message: isInController(site, range) ? 'nest' : 'missing',
        range,
        about: missing.map((cell) => ({ cell })),
        data: {
          allow: allowField(allowAt(asked)),
          methods: methodList(missing.map(({ method }) => method)),
          path: pathName(first),
        },
      })
    }
  },
})
