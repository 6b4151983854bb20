import { defineRule } from '../src/rule.ts'
import { deadRoutes } from '../src/questions/dead-routes.ts'

export default defineRule({
  id: 'duplicate-route',
  severity: 'warn',
  layers: ['express'],
  summary: 'The same method and path twice, where the first never calls next()',
  messages: {
    twice:
      'Expected one route for {{method}} {{path}}: the first answers every request and this one never runs; drop one, or let the first call next()',
    partly:
      'Expected one route for {{method}} {{path}}: the first answers every request and this one only gets its other paths; take {{path}} out of it',
  },
  check({ site, report }) {
    for (const { route, method, path, by, same, partly } of deadRoutes(site)) {
      if (same)
        report({
          message: partly ? 'partly' : 'twice',
          data: { method, path },
          range: route.range,
          related: [{ message: 'the route that answers', range: by.range }],
        })
    }
  },
})
