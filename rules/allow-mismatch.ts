import { defineRule } from '../src/rule.ts'
import { allowLists, disagreementOf, listsItself, placeOf } from './allow-mismatch/allow-lists.ts'
import type { AllowList, Disagreement } from './allow-mismatch/allow-lists.ts'
import { rewrittenValue, wordWith } from '../src/questions/fixes.ts'
import { placeKey } from '../src/questions/index.ts'
import { allowField, methodList, pathName } from '../src/site/words.ts'
import type { Related } from '../src/text/finding.ts'

function relatedTo({ range, related }: AllowList, { missing, extra }: Disagreement): Related[] {
  const told = [
    ...missing.map((cell) => ({ cell, message: `${cell.method} is served here` })),
    ...extra.map((cell) => ({ cell, message: `${cell.method} is refused here` })),
  ]
  const places = told.flatMap(({ cell, message }) => {
    const place = placeOf(cell)
    return place ? [{ message, range: place }] : []
  })
  const once = [...new Map(places.map((place) => [placeKey(place.range), place])).values()]
  return [...related, ...once.filter((place) => placeKey(place.range) !== placeKey(range))]
}

export default defineRule({
  id: 'allow-mismatch',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'Allow and the methods that are served differ',
  spec: 'RFC 9110 §10.2.1',
  messages: {
    missing: 'Expected {{missing}} in the Allow of {{answer}}, where it is served: write "{{allow}}"',
    extra: 'Expected no {{extra}} in the Allow of {{answer}}, where nothing takes it: write "{{allow}}"',
    both: 'Expected {{missing}} in the Allow of {{answer}}, and no {{extra}}, as the path serves them: write "{{allow}}"',
  },
  check({ site, report }) {
    for (const list of allowLists(site)) {
      const found = listsItself(list) ? null : disagreementOf(site, list)
      if (!found || found.missing.length + found.extra.length === 0) continue
      const { missing, extra, served } = found
      const wrong = [...missing, ...extra].map(({ path }) => path)
      const carrier = list.carriers.find(({ cell }) => wrong.includes(cell.path)) ?? list.carriers[0]
      if (!carrier) continue
      const { cell, outcome } = carrier
      const allow = allowField(served)
      const suggestion = rewrittenValue(site, wordWith(site, list.written, list.value), list.value, allow)
      report({
        message: missing.length === 0 ? 'extra' : extra.length === 0 ? 'missing' : 'both',
        range: list.range,
        about: list.carriers,
        related: relatedTo(list, found),
        data: {
          missing: methodList(missing.map(({ method }) => method)),
          extra: methodList(extra.map(({ method }) => method)),
          allow,
          answer:
            outcome.status === 405
              ? `the 405 for ${methodList([cell.method])} ${pathName(cell)}`
              : `OPTIONS ${pathName(cell)}`,
        },
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
  },
})
