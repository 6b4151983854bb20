import { defineRule } from '../src/rule.ts'

/** What fetch and XMLHttpRequest put in upper case themselves (Fetch standard, "normalize a method"). */
const NORMALISED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])
/** Methods that nobody means in another case. */
const KNOWN = new Set(['PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'UNLOCK', 'REPORT', 'SEARCH'])

export default defineRule({
  id: 'client-method-case',
  severity: 'error',
  layers: ['client'],
  summary: 'A method that fetch sends in lower case, as it is written',
  spec: 'Fetch standard, normalize a method',
  messages: { lower: "Expected '{{right}}' instead of '{{method}}': fetch sends it as it is written, and servers refuse it (nginx and Node with 400)" },
  check({ site, report }) {
    for (const { client, method, methodRange, range } of site.clientCalls) {
      if ((client !== 'fetch' && client !== 'XMLHttpRequest') || method === null) continue
      const right = method.toUpperCase()
      if (right === method || NORMALISED.has(right) || !KNOWN.has(right)) continue
      const file = site.files.get(range.file)
      const written = methodRange && file?.text.slice(methodRange.start.offset, methodRange.end.offset)
      const fix = methodRange && written?.includes(method)
        ? { message: `Write ${right}`, edits: [{ file: range.file, start: methodRange.start.offset, end: methodRange.end.offset, text: written.replace(method, right) }] }
        : undefined
      report({ message: 'lower', data: { method, right }, range: methodRange ?? range, ...(fix ? { fix } : {}) })
    }
  },
})
