import { parseList } from '../src/http/allow.ts'
import { defineRule } from '../src/rule.ts'
import { skippedByLimits } from '../src/questions/skipped.ts'

export default defineRule({
  id: 'limit-except-skips-rewrite',
  severity: 'error',
  layers: ['nginx'],
  summary: 'limit_except takes away the methods that the if or return beside it is meant for',
  messages: {
    preflight:
      'Expected the preflight (OPTIONS) to reach the `{{skipped}}` below, which nginx skips for what limit_except does not list: add OPTIONS to the list',
    skipped:
      'Expected {{methods}} to reach the `{{skipped}}` below, which nginx skips for what limit_except does not list: add {{methods}} to the list, or drop one of the two',
    others:
      'Expected the methods that limit_except does not list to reach the `{{skipped}}` below, which nginx skips for them: drop limit_except, or hand its 403 on with `error_page 403 = @refused`',
  },
  check({ site, report }) {
    for (const { limit, skipped, methods } of skippedByLimits(site)) {
      const shown = parseList(methods?.join(',') ?? '')
      report({
        message: methods === null ? 'others' : shown.includes('OPTIONS') ? 'preflight' : 'skipped',
        range: limit.range,
        data: { methods: shown.join(', '), skipped: [skipped.name, ...skipped.args.map(({ raw }) => raw)].join(' ') },
        related: [{ message: 'never run for them', range: skipped.range }],
      })
    }
  },
})
