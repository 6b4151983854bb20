import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'syntax',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A file that its server, or JavaScript, would refuse',
})
