import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'invalid-method-name',
  severity: 'error',
  layers: ['nginx', 'apache'],
  fixable: true,
  summary: 'A method list holds a name that the server refuses or never meets',
})
