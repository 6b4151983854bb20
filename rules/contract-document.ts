import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'contract-document',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'An OpenAPI document that cannot be held against the site',
  spec: 'OpenAPI 3.2 §4',
})
