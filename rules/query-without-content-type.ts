import { defineRule } from '../src/rule.ts'

/** Where a client is set up to add headers of its own to every call: what goes out cannot be told from the call. */
const ADDS_HEADERS = /\binterceptors\b|\bdefaults\s*\.\s*headers\b|\bhooks\s*:|\btransformRequest\b/

export default defineRule({
  id: 'query-without-content-type',
  severity: 'warn',
  layers: ['client'],
  summary: 'A QUERY that goes out without Content-Type, which a server has to refuse',
  spec: 'RFC 10008',
  messages: { bare: 'Expected a Content-Type on this QUERY, {{client}} sends none with it: write the header' },
  check({ site, report }) {
    const isAlone = ![...site.files.values()].some(({ text }) => ADDS_HEADERS.test(text))
    for (const { client, bare, range } of site.clientCalls) {
      if (bare && (client === 'fetch' || isAlone)) report({ message: 'bare', range, data: { client } })
    }
  },
})
