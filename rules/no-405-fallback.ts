import type { Outcome } from '../src/model/outcome.ts'
import { mayServe, routeStep } from '../src/model/served.ts'
import { defineRule } from '../src/rule.ts'
import { askedPaths, placeKey } from '../src/site/questions.ts'
import { allowField, methodList, pathName } from '../src/site/words.ts'
import { OTHER } from '../src/site/cells.ts'

/** Nobody at this path took it: Express says 404, or what the application says for every path that it does not know. */
const isMissing = (outcome: Outcome): boolean => outcome.status === 404 && (outcome.by === 'not-found' || (outcome.by === 'response' && !routeStep(outcome)))

export default defineRule({
  id: 'no-405-fallback',
  severity: 'info',
  layers: ['express'],
  summary: 'Express answers 404 to the methods that no route of a path takes',
  spec: 'RFC 9110 §15.5.6',
  messages: { missing: 'Expected 405 with `Allow: {{allow}}` for {{methods}} {{path}}, which gets 404: end the path with `.options()` and an `.all()` that answers so' },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const { cells } of askedPaths(site)) {
      const served = cells.filter(({ method, outcomes }) => method !== OTHER && outcomes.some((outcome) => mayServe(outcome) && routeStep(outcome)))
      const missing = cells.filter(({ method, outcomes }) => method !== OTHER && method !== 'OPTIONS' && outcomes.every(isMissing))
      const [first] = served
      const range = first?.outcomes.map((outcome) => routeStep(outcome)?.range).find((place) => place)
      if (!first || !range || missing.length === 0 || seen.has(placeKey(range))) continue
      seen.add(placeKey(range))
      report({ message: 'missing', range, data: { allow: allowField(served.map(({ method }) => method)), methods: methodList(missing.map(({ method }) => method)), path: pathName(first) } })
    }
  },
})
