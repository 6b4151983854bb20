import { statusLine } from '../src/http/status.ts'
import { defineRule } from '../src/rule.ts'
import { shortAllows } from '../src/questions/contract-answers.ts'
import { swallowedOperations } from './contract-operation/contract-swallowed.ts'
import { type Judged, foreign, missedOperations, strangers } from '../src/questions/contracts.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Related } from '../src/text/finding.ts'

function relatedTo(outcome: Outcome | null | undefined): Related[] {
  const range = outcome?.decidedBy ?? outcome?.steps.findLast((step) => step.range)?.range
  return range
    ? [{ message: outcome?.decidedBy ? `${outcome.status ?? 'no answer'} comes from here` : 'it goes this way', range }]
    : []
}

const answer = (outcome: Outcome | null): string => (outcome?.status ? statusLine(outcome.status) : 'no answer')

const nameOf = ({ operation, path }: Judged): { method: string; path: string } => ({
  method: operation.method,
  path: path.template,
})

export default defineRule({
  id: 'contract-operation',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A documented operation that the site refuses, has no route for, or answers with something else',
  spec: 'OpenAPI 3.2 §4.8',
  messages: {
    refused:
      'Expected the site to serve {{method}} {{path}}, which gets {{answer}}: serve it, or take it out of the document',
    nothing:
      'Expected the site to serve some of the {{count}} operations of this document, it has none of their paths: name in servers what stands before them',
    elsewhere:
      'Expected a host of this site in servers, which name others alone: operations that are not served here are left alone ({{count}})',
    page: 'Expected a route for {{method}} {{path}}, which gets what every path beside it gets: {{answer}}',
    wider: 'Expected a route for {{method}} {{path}}, which goes to the one of {{other}}: put its own before that',
    allow:
      'Expected Allow to list {{missing}} for {{path}}, as the document does; {{method}} gets {{answer}} with Allow: {{listed}}',
  },
  check({ site, report }) {
    for (const [contract, all] of strangers(site)) {
      report({
        message: 'nothing',
        range: contract.range,
        data: { count: all.length },
        related: relatedTo(all[0]?.instead),
      })
    }
    for (const { contract, count, whole } of foreign(site)) {
      report({ message: 'elsewhere', severity: whole ? 'warn' : 'info', range: contract.range, data: { count } })
    }
    for (const judged of missedOperations(site)) {
      const { operation, instead, kind } = judged
      report({
        message: kind === 'page' ? 'page' : 'refused',
        ...(kind === 'page' ? { severity: 'warn' as const } : {}),
        range: operation.range,
        data: { ...nameOf(judged), answer: answer(instead) },
        related: relatedTo(instead),
      })
    }
    for (const { judged, outcome, by } of swallowedOperations(site)) {
      report({
        message: 'wider',
        severity: 'info',
        range: judged.operation.range,
        data: { ...nameOf(judged), other: by.template },
        related: relatedTo(outcome),
      })
    }
    for (const { path, method, status, listed, missing, range } of shortAllows(site)) {
      report({
        message: 'allow',
        severity: 'warn',
        range: path.range,
        data: {
          path: path.template,
          missing: missing.join(', '),
          method,
          answer: statusLine(status),
          listed: listed.join(', '),
        },
        related: range ? [{ message: `${status} comes from here`, range }] : [],
      })
    }
  },
})
