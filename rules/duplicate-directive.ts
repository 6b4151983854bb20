import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'duplicate-directive',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  summary: 'A directive stands twice, and the server takes one of the two without a word',
})
