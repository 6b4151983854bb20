import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/questions/blocks.ts'
import { refusedPreflights } from '../src/questions/preflights.ts'
import { placeKey } from '../src/questions/index.ts'
import { pathName } from '../src/site/words.ts'

export default defineRule({
  id: 'preflight-refused',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A path that announces CORS refuses the preflight',
  spec: 'Fetch standard, CORS-preflight fetch',
  messages: {
    refused:
      'Expected a status from 200 to 299 for OPTIONS {{path}}, which announces CORS and answers its preflight with {{status}}: let OPTIONS through, or answer it with 204 and the headers',
    redirected:
      'Expected a status from 200 to 299 for OPTIONS {{path}}, which announces CORS and answers its preflight with {{status}}, which browsers do not follow: answer OPTIONS first, with 204 and the headers, or have clients ask the new address',
    bare: 'Expected Access-Control-Allow-Origin on the {{status}} for OPTIONS {{path}}, too, which is answered before the level that announces CORS: write the headers where OPTIONS is answered, or answer it on that level',
    nginx:
      'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: answer it first, with `if ($request_method = OPTIONS) { return 204; }` and the headers',
    apache:
      'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: ask for them inside `<LimitExcept OPTIONS>`, or add `Require method OPTIONS` in a `<RequireAny>`',
    express:
      'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: put cors() or `.options()` before this check',
  },
  check({ site, report }) {
    for (const { range, header, preflight, refusal, how, all } of refusedPreflights(site)) {
      report({
        message: how === 'credentials' ? layerAt(site, range) : how,
        range,
        about: all,
        data: { path: pathName(preflight), status: refusal.status ?? 'nothing' },
        related: placeKey(range) === placeKey(header) ? [] : [{ message: 'the announcement', range: header }],
      })
    }
  },
})
