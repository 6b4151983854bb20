import { defineRule } from '../src/rule.ts'
import { undocumented } from './contract-undocumented/undocumented.ts'

/** Operations that a message names, and places that it points at. */
const MOST_NAMED = 5

export default defineRule({
  id: 'contract-undocumented',
  severity: 'info',
  layers: ['express'],
  summary: 'A method that the site serves and its OpenAPI document does not have',
  spec: 'OpenAPI 3.2 §4.8',
  messages: { found: 'Expected the document to have {{names}}, which the site serves' },
  check({ site, report }) {
    for (const { contract, path, found } of undocumented(site)) {
      const named = found.slice(0, MOST_NAMED).map((one) => `${one.method} ${one.path}`)
      const names = [...named, ...(found.length > MOST_NAMED ? [`${found.length - MOST_NAMED} more`] : [])].join(', ')
      report({
        message: 'found',
        range: (path ?? contract).range,
        data: { names },
        related: found.slice(0, MOST_NAMED).map((one) => ({ message: `${one.method} ${one.path}`, range: one.range })),
      })
    }
  },
})
