import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'status-not-a-number',
  severity: 'error',
  layers: ['express'],
  summary: "A status that the project's Express does not take for one: it answers 500, or 200",
})
