import type { Outcome, Written } from '../src/model/outcome.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { askedPaths, placeKey, writtenAs, writtenValue } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import { addTo } from '../src/text/group.ts'

const ORIGIN = 'access-control-allow-origin'
const CREDENTIALS = 'access-control-allow-credentials'

interface Refused {
  cell: Cell
  origin: Written
  credentials: Written
}

const arriving = (outcome: Outcome, name: string): Written | undefined =>
  writtenAs(outcome, name).findLast(({ arrives }) => arrives)

/** An answer that a browser keeps from a page which asked with credentials: `*` is then no wildcard (Fetch standard, CORS check). */
function refusedIn(site: Site, cell: Cell, outcome: Outcome): Refused[] {
  if (writtenValue(site, outcome, ORIGIN) !== '*' || writtenValue(site, outcome, CREDENTIALS) !== 'true') return []
  const origin = arriving(outcome, ORIGIN)
  const credentials = arriving(outcome, CREDENTIALS)
  return origin && credentials ? [{ cell, origin, credentials }] : []
}

export default defineRule({
  id: 'cors-credentials-wildcard',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  summary: 'Credentials are allowed beside Access-Control-Allow-Origin: *, which browsers refuse together',
  spec: 'Fetch standard, CORS check',
  messages: {
    found:
      '{{methods}} {{path}} sends `Access-Control-Allow-Origin: *` with Access-Control-Allow-Credentials: browsers then keep the answer from a page that sent cookies. Name the origin, or drop Access-Control-Allow-Credentials',
  },
  check({ site, report }) {
    const found = new Map<string, Refused[]>()
    for (const { cells } of askedPaths(site))
      for (const cell of cells)
        for (const one of cell.outcomes.flatMap((outcome) => refusedIn(site, cell, outcome)))
          addTo(found, placeKey(one.credentials.range), one)
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown) continue
      const { cell, credentials, origin } = shown
      report({
        message: 'found',
        range: credentials.range,
        about: all,
        data: {
          methods: methodList(all.filter((one) => one.cell.path === cell.path).map((one) => one.cell.method)),
          path: pathName(cell),
        },
        related:
          placeKey(origin.range) === placeKey(credentials.range)
            ? []
            : [{ message: 'allows every origin', range: origin.range }],
      })
    }
  },
})
