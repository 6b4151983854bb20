import { defineRule } from '../src/rule.ts'
import { helpersOf, placeKey, writtenAs } from '../src/questions/index.ts'
import { addTo } from '../src/text/group.ts'
import { speaksCors, swallowedMethods } from '../src/questions/swallowed.ts'
import type { Swallowed } from '../src/questions/swallowed.ts'
import { pathName, plainest } from '../src/site/words.ts'

/** Answers meant for other origins, whose browsers ask first: what is told of, where there are several. */
const isAnnounced = ({ asked }: Swallowed): boolean =>
  asked.cells.some(({ outcomes }) =>
    outcomes.some((outcome) => writtenAs(outcome, 'access-control-allow-origin').length > 0),
  )

export default defineRule({
  id: 'fallback-swallows-options',
  severity: 'warn',
  layers: ['express'],
  summary: 'An .all() fallback that refuses OPTIONS, which Express would have answered',
  spec: 'RFC 9110 §9.3.7; Fetch standard, CORS-preflight fetch',
  messages: {
    options:
      'Expected OPTIONS {{path}} to be answered, as Express does by itself, instead of {{status}} by this fallback: put `.options()` or cors() before it',
    head: 'Expected HEAD {{path}} to be answered as GET is, instead of {{status}}: let the handler take HEAD with GET',
  },
  check({ site, report }) {
    const found = new Map<string, Swallowed[]>()
    for (const one of swallowedMethods(site)) addTo(found, `${one.method} ${placeKey(one.range)}`, one)
    for (const all of found.values()) {
      const announced = all.filter(isAnnounced)
      const shown = plainest(announced.length > 0 ? announced : all)
      if (!shown) continue
      report({
        message: shown.method === 'HEAD' ? 'head' : 'options',
        range: shown.range,
        about: all,
        related: helpersOf(shown.outcome),
        data: { path: pathName(shown.cell), status: shown.outcome.status ?? '' },
        ...(shown.method === 'OPTIONS' && announced.length === 0 && !speaksCors(site, shown.range.file)
          ? { severity: 'info' }
          : {}),
      })
    }
  },
})
