import { NORMALIZED, REGISTERED } from '../src/http/registry.ts'
import { defineRule } from '../src/rule.ts'
import { textAt } from '../src/questions/blocks.ts'
import type { Fix } from '../src/text/finding.ts'
import type { SourceRange } from '../src/text/range.ts'

/** The name in upper case, within the quotes that stand there. */
function upperCased(text: string, range: SourceRange, method: string): Fix | undefined {
  const at = text.indexOf(method)
  if (at < 0) return undefined
  const start = range.start.offset + at
  return {
    message: `Write ${method.toUpperCase()}`,
    edits: [{ file: range.file, start, end: start + method.length, text: method.toUpperCase() }],
  }
}

export default defineRule({
  id: 'client-method-case',
  severity: 'error',
  layers: ['client'],
  fixable: true,
  summary: 'A method name that goes out in lower case',
  spec: 'RFC 9110 §9.1, Fetch standard',
  messages: {
    lower: 'Expected "{{upper}}" instead of "{{method}}", which {{client}} sends as it is written and servers refuse',
  },
  check({ site, report }) {
    for (const { client, method, methodRange, range, through } of site.clientCalls) {
      // Written in the function that is called here, it is reported there.
      if (through && !methodRange) continue
      if (method === null || (client !== 'fetch' && client !== 'XMLHttpRequest')) continue
      const upper = method.toUpperCase()
      if (method === upper || NORMALIZED.has(upper) || !REGISTERED.has(upper)) continue
      const fix = methodRange ? upperCased(textAt(site, methodRange), methodRange, method) : undefined
      report({ message: 'lower', range: methodRange ?? range, data: { upper, method, client }, ...(fix && { fix }) })
    }
  },
})
