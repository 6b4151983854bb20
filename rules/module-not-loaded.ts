import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'module-not-loaded',
  severity: 'error',
  layers: ['apache'],
  summary: 'A handler, proxy target or login that needs a module which the configuration does not load',
})
