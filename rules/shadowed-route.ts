import { defineRule } from '../src/rule.ts'
import { deadRoutes } from '../src/questions/dead-routes.ts'

export default defineRule({
  id: 'shadowed-route',
  severity: 'warn',
  layers: ['express'],
  summary: 'A route that an earlier one always answers',
  messages: {
    shadowed:
      'Expected {{method}} {{path}} before {{by}}, which takes every such request and never calls next(): move this route above it',
    refused:
      'Expected {{method}} {{path}} to get past the middleware before it, which turns {{method}} away: let the method through there, or drop this route',
  },
  check({ site, report }) {
    for (const { route, method, path, by, same } of deadRoutes(site)) {
      if (same) continue
      report({
        message: by.name === null ? 'refused' : 'shadowed',
        data: { method, path, by: by.name ?? '' },
        range: route.range,
        related: [
          {
            message: by.name === null ? `where ${method} is turned away` : `${by.name} answers first`,
            range: by.range,
          },
        ],
      })
    }
  },
})
