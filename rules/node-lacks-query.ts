import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'node-lacks-query',
  severity: 'warn',
  layers: ['express'],
  summary: 'A route for QUERY in a project whose Node does not know that method',
})
