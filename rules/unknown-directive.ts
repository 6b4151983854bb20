import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'unknown-directive',
  severity: 'error',
  layers: ['nginx', 'apache'],
  summary: 'A directive that the server does not know',
})
