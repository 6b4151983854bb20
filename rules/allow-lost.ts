import { parseList } from '../src/http/allow.ts'
import type { Outcome, Written } from '../src/model/outcome.ts'
import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/questions/blocks.ts'
import { offerAlways } from '../src/questions/header-fixes.ts'
import { askedPaths, lostInErrorHandler, placeKey, writtenAs } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { Fix, Related } from '../src/text/finding.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { addTo } from '../src/text/group.ts'

interface Lost {
  cell: Cell
  outcome: Outcome
  written: Written
}

/** No Allow arrives but, at most, the one that httpd makes of nothing. */
const hasNoAllow = ({ headers: { allow } }: Outcome): boolean =>
  allow === null || (typeof allow === 'string' && parseList(allow).every((method) => method === 'TRACE'))

/** An empty one is none: 405-missing-allow's to tell. */
const lostAllow = (outcome: Outcome): Written | undefined =>
  outcome.status === 405 && hasNoAllow(outcome) && !lostInErrorHandler(outcome)
    ? writtenAs(outcome, 'allow').find(({ arrives, lost }) => !arrives && lost !== undefined && lost !== 'empty')
    : undefined

function relatedTo({ outcome, written }: Lost): Related[] {
  const related: Related[] = []
  if (written.at && placeKey(written.at) !== placeKey(written.range))
    related.push({ message: 'what takes it away', range: written.at })
  const { decidedBy } = outcome
  if (decidedBy && [written.range, written.at].every((range) => !range || placeKey(range) !== placeKey(decidedBy)))
    related.push({ message: 'the response', range: decidedBy })
  return related
}

/** By httpd's ProxyErrorOverride, whose answer no header of nginx's mends. */
const isOverridden = (site: Site, { lost, at }: Written): boolean =>
  lost === 'intercepted' && at !== undefined && layerAt(site, at) === 'apache'

/** Which answers shall name methods is for a person to say. */
function suggestAlways(site: Site, written: Written): { suggestions?: Fix[] } {
  const offer = offerAlways(site, written, () => true)
  return 'fix' in offer ? { suggestions: [offer.fix] } : offer
}

export default defineRule({
  id: 'allow-lost',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'An Allow that is written does not reach the 405',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    'no-always':
      'Expected this Allow on the 405 for {{methods}} {{path}}, with which nginx sends only what is marked `always`',
    level:
      'Expected this Allow on the 405 for {{methods}} {{path}}, whose level has an add_header of its own and so drops this one: repeat it there',
    'error-page':
      'Expected this Allow on the 405 for {{methods}} {{path}}, whose error page is sent with its own header fields: write it where the page is answered',
    intercepted:
      'Expected this Allow on the 405 for {{methods}} {{path}}, which the proxy intercepts: restore it with `add_header Allow $upstream_http_allow always` where the error page is answered',
    overridden:
      'Expected this Allow on the 405 for {{methods}} {{path}}, which ProxyErrorOverride replaces: name the statuses that it is meant for, as in `ProxyErrorOverride On 500 502 503 504`',
    hidden: 'Expected this Allow on the 405 for {{methods}} {{path}}, which the proxy hides: let it through',
    canned:
      'Expected this Allow on the 405 for {{methods}} {{path}}, which httpd words itself without it: write `Header always set`, with a local ErrorDocument 405',
  },
  check({ site, report }) {
    const found = new Map<string, Lost[]>()
    for (const { cells } of askedPaths(site)) {
      for (const cell of cells) {
        for (const outcome of cell.outcomes) {
          const written = lostAllow(outcome)
          if (written) addTo(found, placeKey(written.range), { cell, outcome, written })
        }
      }
    }
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown?.written.lost || shown.written.lost === 'empty') continue
      const methods = methodList(all.filter(({ cell }) => cell.path === shown.cell.path).map(({ cell }) => cell.method))
      report({
        message: isOverridden(site, shown.written) ? 'overridden' : shown.written.lost,
        range: shown.written.range,
        about: all,
        data: { methods, path: pathName(shown.cell) },
        related: relatedTo(shown),
        ...(shown.written.lost === 'no-always' ? suggestAlways(site, shown.written) : {}),
      })
    }
  },
})
