import { defineRule } from '../src/rule.ts'
import { unmet } from './expectation/expected.ts'

export default defineRule({
  id: 'expectation',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'An answer that the configuration expects, and that the site does not give',
  messages: {
    broken: 'Expected {{wanted}} for {{method}} {{url}}, which gets {{got}}',
    open: 'Expected {{wanted}} for {{method}} {{url}}, which the files do not decide: {{got}}',
    nobody:
      'Expected {{wanted}} for {{method}} {{url}}, which no server of these files is known to answer: name one of their hosts and ports',
  },
  check({ site, report }) {
    for (const {
      expected: { method, url, status, allow, range },
      kind,
      outcome,
    } of unmet(site)) {
      const place = outcome?.decidedBy ?? outcome?.steps.findLast((step) => step.range)?.range
      const got =
        outcome === null
          ? ''
          : outcome.when
            ? `${outcome.status ?? 'anything'} ${outcome.when}`
            : outcome.status === null
              ? 'no answer'
              : `${outcome.status}${allow ? ` with Allow: ${outcome.headers.allow ?? 'none'}` : ''}`
      report({
        message: kind,
        range,
        ...(kind === 'broken' ? {} : { severity: 'warn' }),
        data: { wanted: allow ? `${status} with Allow: ${allow.join(', ')}` : status, method, url, got },
        related: place ? [{ message: 'what decides', range: place }] : [],
      })
    }
  },
})
