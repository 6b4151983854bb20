import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/site/blocks.ts'
import { refusedPreflights } from '../src/site/preflights.ts'
import { placeKey } from '../src/site/questions.ts'
import { pathName } from '../src/site/words.ts'

export default defineRule({
  id: 'preflight-refused',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A path that announces CORS refuses the preflight',
  spec: 'Fetch standard, CORS-preflight fetch',
  messages: {
    refused: 'Expected a status from 200 to 299 for OPTIONS {{path}}, which announces CORS and answers its preflight with {{status}}: let OPTIONS through, or answer it with 204 and the headers',
    redirect: 'Expected a status from 200 to 299 for OPTIONS {{path}}, which announces CORS and answers its preflight with {{status}}, which browsers do not follow: answer OPTIONS first, with 204 and the headers, or have clients ask the new address',
    nginx: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: answer it first, with `if ($request_method = OPTIONS) { return 204; }` and the headers',
    apache: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: ask for them inside `<LimitExcept OPTIONS>`, or add `Require method OPTIONS` in a `<RequireAny>`',
    express: 'Expected a status from 200 to 299 for OPTIONS {{path}}, whose preflight never carries credentials and gets {{status}} here: put cors() or `.options()` before this check',
  },
  check({ site, report }) {
    for (const { range, header, preflight, status, always } of refusedPreflights(site)) {
      report({
        message: status !== null && status >= 300 && status < 400 && always ? 'redirect' : always ? 'refused' : layerAt(site, range), range, data: { path: pathName(preflight), status: status ?? 'nothing' },
        related: placeKey(range) === placeKey(header) ? [] : [{ message: 'the announcement', range: header }],
      })
    }
  },
})
