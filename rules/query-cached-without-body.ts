import { defineRule } from '../src/rule.ts'
import { isOwnRoute, mayServe } from '../src/model/served.ts'
import { queryRoutes } from '../src/questions/query.ts'

export default defineRule({
  id: 'query-cached-without-body',
  severity: 'error',
  layers: ['express'],
  summary: 'A cache that gives the answer to a QUERY to another question, for its key lacks the body',
  spec: 'RFC 10008',
  messages: {
    keyed:
      'Expected the body in the key of this cache: QUERY {{path}} gets the answer to whatever was asked there first. {{advice}}',
  },
  check({ site, report }) {
    // What the whole application is told to add to the key.
    if ([...site.files.values()].some(({ text }) => text.includes('appendKey'))) return
    for (const { route, outcomes } of queryRoutes(site)) {
      const kept = outcomes.find((outcome) => outcome.cache && mayServe(outcome) && isOwnRoute(outcome))
      if (!kept?.cache) continue
      report({
        message: 'keyed',
        range: kept.cache.range,
        data: { path: route.pattern.source, advice: kept.cache.advice },
        related: [{ message: 'the route for QUERY', range: route.range }],
      })
    }
  },
})
