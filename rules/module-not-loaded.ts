import { readingRule } from '../src/rule.ts'

export default readingRule({
  id: 'module-not-loaded',
  severity: 'error',
  layers: ['apache'],
  summary: 'A handler, proxy target, login or WebDAV folder that lacks the module or the lock database it needs',
})
