import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'express-path-syntax',
  severity: 'error',
  layers: ['express'],
  summary: "A path that the project's Express refuses or reads differently",
})
