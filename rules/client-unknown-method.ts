import { FORBIDDEN, NORMALIZED, REGISTERED } from '../src/http/registry.ts'
import { defineRule } from '../src/rule.ts'
import { nearest } from '../src/text/nearest.ts'

/** What a slip may have been meant for; what is rarer is somebody's own. */
const MEANT = [...NORMALIZED, 'PATCH', 'QUERY', 'PURGE', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'SEARCH', 'REPORT']

const isBrowsers = (client: string): boolean => client === 'fetch' || client === 'XMLHttpRequest'

export default defineRule({
  id: 'client-unknown-method',
  severity: 'error',
  layers: ['client'],
  summary: 'A client asks with a method that is misspelt or forbidden',
  spec: 'RFC 9110 §9.1, Fetch standard',
  messages: {
    unknown: 'Unknown method "{{method}}", did you mean "{{guess}}"?',
    forbidden: 'Expected another method than {{method}}, which {{client}} refuses to send',
  },
  check({ site, report }) {
    for (const { client, method, methodRange, range, through } of site.clientCalls) {
      // Written in the function that is called here, it is reported there.
      if (through && !methodRange) continue
      if (method === null) continue
      const upper = method.toUpperCase()
      const place = methodRange ?? range
      if (isBrowsers(client) && FORBIDDEN.has(upper))
        report({ message: 'forbidden', range: place, data: { method, client } })
      if (REGISTERED.has(upper) || FORBIDDEN.has(upper)) continue
      const guess = nearest(upper, MEANT)
      if (guess) report({ message: 'unknown', range: place, data: { method, guess } })
    }
  },
})
