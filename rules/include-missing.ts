import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'include-missing',
  severity: 'error',
  layers: ['nginx', 'apache'],
  summary: 'An include names a file that is not there',
})
