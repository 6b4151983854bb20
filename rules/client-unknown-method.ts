import { COMMON } from '../src/http/methods.ts'
import { defineRule } from '../src/rule.ts'
import { nearest } from '../src/source/nearest.ts'

/** What fetch and XMLHttpRequest throw for (Fetch standard, "forbidden method"), in any case. */
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK'])

export default defineRule({
  id: 'client-unknown-method',
  severity: 'error',
  layers: ['client'],
  summary: 'A method that is misspelt, or that a browser forbids',
  spec: 'Fetch standard, forbidden method',
  messages: {
    misspelt: "Unknown method '{{method}}': write '{{right}}'",
    forbidden: "Expected another method than {{method}}: the browser forbids it, and the call throws a TypeError before anything is sent",
  },
  check({ site, report }) {
    for (const { client, method, methodRange, range } of site.clientCalls) {
      if (method === null) continue
      const name = method.toUpperCase()
      const place = methodRange ?? range
      if (FORBIDDEN.has(name)) {
        if (client === 'fetch' || client === 'XMLHttpRequest' || client === 'ky') report({ message: 'forbidden', data: { method: name }, range: place })
        continue
      }
      const right = KNOWN.has(name) ? undefined : nearest(name, COMMON)
      if (right) report({ message: 'misspelt', data: { method, right }, range: place })
    }
  },
})

/** Registered methods (IANA's registry), and those that caches and tools have made common. */
const KNOWN = new Set(('ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF '
  + 'MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PRI PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE '
  + 'UPDATEREDIRECTREF VERSION-CONTROL M-SEARCH NOTIFY SUBSCRIBE UNSUBSCRIBE BAN SOURCE LIST VIEW').split(' '))
