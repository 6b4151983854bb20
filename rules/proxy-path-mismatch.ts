import { defineRule } from '../src/rule.ts'
import { misroutedExactly } from './proxy-path-mismatch/exact.ts'
import { misrouted } from './proxy-path-mismatch/misrouted.ts'

export default defineRule({
  id: 'proxy-path-mismatch',
  severity: 'error',
  layers: ['nginx', 'apache'],
  summary: 'What a proxy sends on matches no route of the application behind it',
  messages: {
    mismatch:
      'Expected {{path}} to be sent on as {{wanted}}, which {{backend}} serves, instead of as {{sent}}, for which it has no route: mend the prefix of what is sent',
  },
  check({ site, report }) {
    for (const { place, path, sent, wanted, backend, route } of [...misrouted(site), ...misroutedExactly(site)]) {
      report({
        message: 'mismatch',
        range: place,
        data: { path, sent, wanted, backend: backend.name },
        related: [{ message: `the route ${wanted}`, range: route }],
      })
    }
  },
})
