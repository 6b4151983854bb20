import { defineRule } from '../src/rule.ts'
import { unhandledLocations } from './location-without-handler/unhandled.ts'
import { pathName, plainest } from '../src/site/words.ts'

export default defineRule({
  id: 'location-without-handler',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A location has nothing that answers, and no root is set for it',
  messages: {
    nothing:
      'Expected something in this location that answers GET {{path}}, for which nginx looks into the `html` folder that it was built with, since these files set no `root` for it: add a proxy_pass, a return or a root',
    rest: 'Expected something in this location that answers GET {{path}}, which none of the locations in it takes and for which nginx looks into the `html` folder that it was built with: write `return 404;`, or a root',
  },
  check({ site, report }) {
    for (const { range, cells, holds } of unhandledLocations(site)) {
      const shown = plainest(cells.map((cell) => ({ cell })))
      if (!shown) continue
      report({
        message: holds ? 'rest' : 'nothing',
        range,
        data: { path: pathName(shown.cell) },
        ...(holds && { severity: 'info' }),
      })
    }
  },
})
