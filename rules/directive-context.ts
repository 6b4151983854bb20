import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'directive-context',
  severity: 'error',
  layers: ['apache'],
  summary: 'A directive where httpd refuses it',
})
