import { defineRule } from '../src/rule.ts'
import { corsLists, missingFrom, refusedOf } from './cors-methods-mismatch/cors-lists.ts'
import { placeKey } from '../src/questions/index.ts'
import { methodList } from '../src/site/words.ts'
import type { SourceRange } from '../src/text/range.ts'

const related = (all: { message: string; range: SourceRange | null }[]): { message: string; range: SourceRange }[] => [
  ...new Map(
    all.flatMap(({ message, range }) => (range ? [[placeKey(range), { message, range }] as const] : [])),
  ).values(),
]

export default defineRule({
  id: 'cors-methods-mismatch',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  summary: 'Access-Control-Allow-Methods and the methods that are served differ',
  spec: 'Fetch standard, CORS-preflight fetch',
  messages: {
    case: 'Expected methods in upper case in Access-Control-Allow-Methods, which browsers compare letter by letter: write {{wanted}}',
    wildcard:
      'Expected methods by name in Access-Control-Allow-Methods, since `*` means itself beside Access-Control-Allow-Credentials: list them',
    refused:
      'Expected Access-Control-Allow-Methods without {{refused}}, which no path that it is sent for serves: leave out {{refused}}',
    missing:
      'Expected {{missing}} in Access-Control-Allow-Methods, since a route serves {{missing}} there and browsers stop after the preflight: add {{missing}}',
    both: 'Expected Access-Control-Allow-Methods with {{missing}}, which a route serves there, and without {{refused}}, which none does: list what is served',
  },
  check({ site, report }) {
    for (const list of corsLists(site)) {
      const { range, methods, credentials } = list
      const small = methods.filter((method) => method !== method.toUpperCase())
      if (small.length > 0) {
        report({ message: 'case', range, data: { wanted: methodList(small.map((method) => method.toUpperCase())) } })
        continue
      }
      if (credentials && methods.includes('*')) report({ message: 'wildcard', range })
      if (methods.includes('*')) continue
      const refused = refusedOf(site, list)
      const missing = missingFrom(list)
      if (refused.length + missing.length === 0) continue
      const message = missing.length === 0 ? 'refused' : refused.length === 0 ? 'missing' : 'both'
      report({
        message,
        range,
        data: {
          refused: methodList(refused.map(({ method }) => method)),
          missing: methodList(missing.map(({ method }) => method)),
        },
        related: related([
          ...refused.map(({ method, at }) => ({ message: `${method} is refused here`, range: at })),
          ...missing.map(({ method, route }) => ({ message: `the route that serves ${method}`, range: route })),
        ]),
      })
    }
  },
})
