import { statusLine } from '../src/http/status.ts'
import { defineRule } from '../src/rule.ts'
import { refusedCalls } from '../src/questions/client.ts'
import { callerOf, lostAtFront } from '../src/questions/front-controllers.ts'
import { placeKey } from '../src/questions/index.ts'
import { staticRefusals } from '../src/questions/static-files.ts'

export default defineRule({
  id: 'client-method-refused',
  severity: 'error',
  layers: ['client'],
  summary: 'A client call that the site refuses, or has no route for',
  messages: {
    refused:
      'Expected a method and path that the site serves: {{method}} {{url}} gets {{status}}; change the call, or serve it',
  },
  check({ site, report }) {
    // static-refuses-method and front-controller-loses-methods name what is in the way, and the call beside it.
    const callers = lostAtFront(site).flatMap((one) => callerOf(site, one) ?? [])
    const atFiles = new Set([...staticRefusals(site).map(({ user }) => user), ...callers].map(placeKey))
    for (const { call, method, outcome } of refusedCalls(site)) {
      if (atFiles.has(placeKey(call.range))) continue
      const place = outcome.decidedBy ?? outcome.steps.findLast(({ range }) => range)?.range
      const status = outcome.status === null ? 'no answer' : statusLine(outcome.status)
      report({
        message: 'refused',
        data: { method, url: call.url ?? '', status },
        range: call.range,
        related: place ? [{ message: `${outcome.status ?? 'no answer'} comes from here`, range: place }] : [],
      })
    }
  },
})
