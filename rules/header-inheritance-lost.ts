import { defineRule } from '../src/rule.ts'
import { droppedHeaders } from './header-inheritance-lost/dropped-headers.ts'
import { pathName } from '../src/site/words.ts'

export default defineRule({
  id: 'header-inheritance-lost',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A level with an add_header of its own drops those that it would inherit',
  messages: {
    dropped:
      'Expected {{names}} on {{method}} {{path}}, too, since nginx inherits add_header only where a level has none of its own: repeat {{them}} here, or, from nginx 1.29.3, write `add_header_inherit merge;`',
  },
  check({ site, report }) {
    for (const { range, names, places, cell } of droppedHeaders(site)) {
      const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')
      report({
        message: 'dropped',
        range,
        data: { names: listed, method: cell.method, path: pathName(cell), them: names.length > 1 ? 'them' : 'it' },
        related: places.map((place) => ({ message: 'not inherited', range: place })),
      })
    }
  },
})
