import type { Outcome, Written } from '../src/model/outcome.ts'
import { routeStep } from '../src/model/served.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { textAt } from '../src/questions/blocks.ts'
import { askedPaths, placeKey } from '../src/questions/index.ts'
import { pathName } from '../src/site/words.ts'
import type { SourceRange } from '../src/text/range.ts'

/** The methods for which a browser asks first whatever else the request holds (Fetch standard, CORS-safelisted method). */
const ASKED_FIRST = new Set(['PUT', 'PATCH', 'DELETE'])
const ORIGIN = 'access-control-allow-origin'

/** The header that cors() on the route itself wrote. */
function fromCors(site: Site, outcome: Outcome): Written | undefined {
  const route = routeStep(outcome)?.range
  const isOnRoute = ({ file, start, end }: SourceRange): boolean =>
    route?.file === file && start.offset >= route.start.offset && end.offset <= route.end.offset
  // A handler's own call names the header; another name on the route, or a list of some, is what cors() was kept in.
  const isPackage = (text: string): boolean =>
    /^cors\b/.test(text) || (/^(?:\[|[\w$.]+(?:\(|$))/.test(text) && !/access-control/i.test(text))
  return outcome.written.find(
    ({ name, range }) => name.toLowerCase() === ORIGIN && isOnRoute(range) && isPackage(textAt(site, range)),
  )
}

export default defineRule({
  id: 'cors-route-without-options',
  severity: 'warn',
  layers: ['express'],
  summary: 'cors() on a route whose preflight nobody answers',
  spec: 'Fetch standard, CORS-preflight fetch',
  messages: {
    preflight:
      "Expected app.options('{{path}}', cors()) as well: a browser asks with OPTIONS before {{method}}, and that answer has no Access-Control-Allow-Origin",
  },
  check({ site, report }) {
    const seen = new Set<string>()
    for (const { cells } of askedPaths(site)) {
      const preflight = cells.find(({ method }) => method === 'OPTIONS')
      if (!preflight?.outcomes.every(({ headers }) => headers[ORIGIN] === null)) continue
      for (const cell of cells.filter(({ method }) => ASKED_FIRST.has(method))) {
        const wrote = cell.outcomes.map((outcome) => fromCors(site, outcome)).find(Boolean)
        if (!wrote || seen.has(placeKey(wrote.range))) continue
        seen.add(placeKey(wrote.range))
        report({
          message: 'preflight',
          data: { path: pathName(cell), method: cell.method },
          range: wrote.range,
          about: [{ cell }],
        })
      }
    }
  },
})
