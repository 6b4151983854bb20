import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'response-after-405',
  severity: 'warn',
  layers: ['express'],
  summary: 'A 405 or 501 without return, behind which the handler answers again',
})
