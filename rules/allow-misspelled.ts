import { defineRule } from '../src/rule.ts'
import { misspelledAllow, placeKey } from '../src/questions/index.ts'

export default defineRule({
  id: 'allow-misspelled',
  severity: 'error',
  layers: ['express'],
  summary: 'A 405 whose Allow is called something else, or lists array indexes',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    name: 'Expected Allow instead of {{name}} on this 405: clients look for the methods in Allow',
    indexes:
      'Expected method names in Allow instead of "{{value}}", the indexes of an array: write the array itself, not Object.keys() of it',
  },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const { outcomes } of site.cells) {
      for (const outcome of outcomes) {
        const wrong = misspelledAllow(outcome)
        if (!wrong || seen.has(placeKey(wrong.range))) continue
        seen.add(placeKey(wrong.range))
        const indexes = wrong.name.toLowerCase() === 'allow'
        report({
          message: indexes ? 'indexes' : 'name',
          data: indexes ? { value: wrong.value ?? '' } : { name: wrong.name },
          range: wrong.range,
          related:
            outcome.decidedBy && placeKey(outcome.decidedBy) !== placeKey(wrong.range)
              ? [{ message: 'the 405', range: outcome.decidedBy }]
              : [],
        })
      }
    }
  },
})
