import type { Outcome, Written } from '../src/model/outcome.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt, layerAt } from '../src/questions/blocks.ts'
import { askedPaths, placeKey, writtenAs } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import { addTo } from '../src/text/group.ts'

/** Of these a browser compares the whole value: two fields of one name are joined, and match nothing (Fetch standard, CORS check). */
const COMPARED = ['access-control-allow-origin', 'access-control-allow-credentials']

interface Twice {
  cell: Cell
  outcome: Outcome
  written: Written
  before?: Written
}

const wordsAt = (site: Site, { range }: Written): string[] =>
  directiveAt(site, range)?.args.map(({ value }) => value) ?? []

/** An application that decides its status as it runs may decide its headers, too; a proxy's lines go out with any success from behind. */
const isOfAnswer = (site: Site, { status }: Outcome, { range }: Written): boolean =>
  status !== null || layerAt(site, range) !== 'express'

/** It goes out with something in it: nginx leaves out what is empty, as a variable may be; that of the request is there whenever a browser asks. */
const isSurelySent = (site: Site, line: Written): boolean =>
  line.arrives &&
  (line.value !== null || layerAt(site, line.range) === 'express' || wordsAt(site, line).includes('$http_origin'))

/** The one that comes on top: the proxy's, or the later one. */
function twiceIn(site: Site, cell: Cell, outcome: Outcome, name: string): Twice[] {
  const lines = writtenAs(outcome, name).filter((line) => isSurelySent(site, line) && isOfAnswer(site, outcome, line))
  const written = lines.findLast(({ range }) => layerAt(site, range) !== 'express') ?? lines.at(-1)
  const before = lines.find((line) => line !== written)
  if (!written) return []
  const whole = outcome.headers[name]
  // httpd's `Header set` takes the place of what an application sends.
  const isJoined = typeof whole === 'string' ? whole.includes(',') : layerAt(site, written.range) === 'nginx'
  if (before && isJoined) return [{ cell, outcome, written, before }]
  const isList = name === COMPARED[0] && /[^\s,]\s*,\s*\S/.test(written.value ?? '')
  return isList ? [{ cell, outcome, written }] : []
}

/** As it is written there. */
const nameOf = (site: Site, written: Written): string =>
  wordsAt(site, written).find((word) => word.toLowerCase() === written.name.toLowerCase()) ?? written.name

export default defineRule({
  id: 'cors-header-twice',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A CORS header that is sent twice, or with several values: browsers refuse both',
  spec: 'Fetch standard, CORS check',
  messages: {
    behind:
      'Expected one {{name}} on {{methods}} {{path}}: the application behind sends it too, and browsers refuse two. Drop one, or hide the other with `proxy_hide_header {{name}};`',
    twice:
      'Expected one {{name}} on {{methods}} {{path}}: another line sends it too, and browsers refuse two. Keep one line, and choose its value by the Origin of the request',
    list: 'Expected one origin in {{name}}, which browsers compare as a whole: choose the value by the Origin of the request',
  },
  check({ site, report }) {
    const found = new Map<string, Twice[]>()
    for (const { cells } of askedPaths(site))
      for (const cell of cells)
        for (const one of cell.outcomes.flatMap((outcome) =>
          COMPARED.flatMap((name) => twiceIn(site, cell, outcome, name)),
        ))
          addTo(found, placeKey(one.written.range), one)
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown) continue
      const { written, before, cell } = shown
      const isBehind = before && layerAt(site, before.range) !== layerAt(site, written.range)
      report({
        message: !before ? 'list' : isBehind && layerAt(site, written.range) === 'nginx' ? 'behind' : 'twice',
        range: written.range,
        about: all,
        data: {
          name: nameOf(site, written),
          methods: methodList(all.filter((one) => one.cell.path === cell.path).map((one) => one.cell.method)),
          path: pathName(cell),
        },
        related: before ? [{ message: 'sends it too', range: before.range }] : [],
      })
    }
  },
})
