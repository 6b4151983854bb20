import { defineRule } from '../src/rule.ts'
import { lostInErrorHandler, placeKey } from '../src/questions/index.ts'

export default defineRule({
  id: 'allow-lost-in-error-handler',
  severity: 'warn',
  layers: ['express'],
  summary: 'An error brings the Allow of a 405, and the error handler leaves it out',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    lost: 'Expected this Allow on the 405, whose error handler sends only what it sets itself: write `res.set(err.headers ?? {})` there, which Express does for errors that nobody handles',
  },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const outcome of site.cells.flatMap(({ outcomes }) => outcomes)) {
      const lost = lostInErrorHandler(outcome)
      if (!lost || seen.has(placeKey(lost.range))) continue
      seen.add(placeKey(lost.range))
      report({
        message: 'lost',
        range: lost.range,
        related: lost.at ? [{ message: "the error handler's response", range: lost.at }] : [],
      })
    }
  },
})
