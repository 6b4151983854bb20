import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'unused-suppression',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A comment silences nothing',
})
