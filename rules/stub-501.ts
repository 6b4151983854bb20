import { isCheck, isOwnRoute } from '../src/model/served.ts'
import { defineRule } from '../src/rule.ts'
import { OTHER } from '../src/site/cells.ts'
import { known501s } from '../src/questions/known-501.ts'
import { decisions, helpersOf, placeKey } from '../src/questions/index.ts'
import type { Decision } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'

/** Whoever gets past the checks before it (a login, maintenance) gets 501. */
const isOnly501 = (outcomes: Decision['cell']['outcomes']): boolean =>
  outcomes.some(({ status }) => status === 501) &&
  outcomes.every((outcome) => outcome.status === 501 || isCheck(outcome))

/** Whatever the method is, but for those that the server answers itself. */
const isWholly501 = ({ asked }: Decision): boolean =>
  asked.cells.every(
    ({ method, outcomes }) => method === OTHER || method === 'TRACE' || method === 'CONNECT' || isOnly501(outcomes),
  )

export default defineRule({
  id: 'stub-501',
  severity: 'info',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A route that is 501 and nothing else',
  spec: 'RFC 9110 §15.6.2',
  messages: {
    stub: 'Unknown when {{methods}} {{path}} will be implemented, since 501 is its only answer: build it, or drop it and let it be 404',
  },
  check({ site, report }) {
    const failures = site.problems.filter(({ ruleId }) => ruleId === '501-in-error-path')
    const reported = new Set([...known501s(site), ...failures].map(({ range }) => placeKey(range)))
    for (const [key, all] of decisions(site, 501)) {
      if (reported.has(key)) continue
      const stubs = all.filter((one) => isOnly501(one.cell.outcomes) && (isOwnRoute(one.outcome) || isWholly501(one)))
      const shown = plainest(stubs)
      const range = shown?.range
      if (!shown || !range) continue
      const methods = isWholly501(shown)
        ? 'every method on'
        : methodList(stubs.filter(({ asked }) => asked === shown.asked).map(({ cell }) => cell.method))
      report({
        message: 'stub',
        range,
        about: stubs,
        related: helpersOf(shown.outcome),
        data: { methods, path: pathName(shown.cell) },
      })
    }
  },
})
