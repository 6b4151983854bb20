import { defineRule } from '../src/rule.ts'
import { answersOptionsAlone, queryRoutes } from '../src/questions/query.ts'

export default defineRule({
  id: 'accept-query-missing',
  severity: 'info',
  layers: ['express'],
  summary: 'OPTIONS is answered by hand where QUERY is served, and does not say which questions are understood',
  spec: 'RFC 10008',
  messages: {
    missing:
      'Expected Accept-Query beside what this answers to OPTIONS {{path}}, where QUERY is served: name the media types of its questions',
  },
  check({ site, report }) {
    for (const { route, ask } of queryRoutes(site)) {
      const outcome = answersOptionsAlone(ask('OPTIONS'))
      if (outcome?.decidedBy)
        report({
          message: 'missing',
          range: outcome.decidedBy,
          data: { path: route.pattern.source },
          related: [{ message: 'the route for QUERY', range: route.range }],
        })
    }
  },
})
