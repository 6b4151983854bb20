import { statusLine } from '../src/http/status.ts'
import { defineRule } from '../src/rule.ts'
import { unlistedStatuses } from '../src/questions/contract-answers.ts'

export default defineRule({
  id: 'contract-status',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A status that a documented operation answers with and that its document does not list',
  spec: 'OpenAPI 3.2 §4.16',
  messages: {
    sure: 'Expected {{method}} {{path}} to get {{listed}}, as the document lists, it gets {{statuses}}',
    may: 'Expected the responses of {{method}} {{path}} to list {{statuses}}, which it may get: they list {{listed}}',
  },
  check({ site, report }) {
    for (const {
      judged: { operation, path },
      statuses,
      outcome,
      sure,
    } of unlistedStatuses(site)) {
      report({
        message: sure ? 'sure' : 'may',
        range: operation.range,
        ...(sure ? {} : { severity: 'info' }),
        data: {
          method: operation.method,
          path: path.template,
          statuses: statuses.map(statusLine).join(', '),
          listed: operation.statuses?.join(', ') ?? '',
        },
        related: outcome.decidedBy ? [{ message: `${outcome.status} comes from here`, range: outcome.decidedBy }] : [],
      })
    }
  },
})
