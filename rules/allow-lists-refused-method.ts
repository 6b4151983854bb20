import { parseList } from '../src/http/allow.ts'
import type { Written } from '../src/model/outcome.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { isSentOtherwise } from '../src/questions/behind.ts'
import { rewrittenValue, wordWith } from '../src/questions/fixes.ts'
import { askedPaths, decisions, placeKey, servesMethod, valuePlace, writtenAs } from '../src/questions/index.ts'
import type { Decision } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { SourceRange } from '../src/text/range.ts'
import { addTo } from '../src/text/group.ts'

/** Where the refused method came into the Allow that arrives: of several lines, the one that names it, or else the last that changed it. One
 * that a server made itself is nobody's mistake. */
function writtenAt({ cell, outcome }: Decision): Written | undefined {
  const all = writtenAs(outcome, 'allow').filter(({ arrives }) => arrives)
  return all.find(({ value }) => value !== null && parseList(value).includes(cell.method)) ?? all.at(-1)
}

/** httpd's own 405 at a file, which no line decides, beside an Allow that one writes. */
const atFiles = (site: Site): Decision[] =>
  askedPaths(site).flatMap((asked) =>
    asked.cells.flatMap((cell) =>
      cell.outcomes.flatMap((outcome): Decision[] => {
        const written =
          outcome.status === 405 && !outcome.decidedBy
            ? writtenAs(outcome, 'allow').find(({ arrives }) => arrives)
            : undefined
        return written ? [{ cell, asked, outcome, range: written.range }] : []
      }),
    ),
  )

/** A method that some other outcome serves (the folder may have an index) is the path's, and may be listed. */
const listsItself = ({ cell, outcome }: Decision): boolean =>
  typeof outcome.headers.allow === 'string' &&
  !isSentOtherwise(outcome, cell.method) &&
  parseList(outcome.headers.allow).includes(cell.method) &&
  !servesMethod(cell)

const isThere = ({ asked }: Decision): boolean => asked.cells.some(servesMethod)

/** The places of lists that some path with resources carries: where the same list meets a path without any, it is meant for the others. */
const listsForResources = (all: Decision[]): ReadonlySet<string> =>
  new Set(
    all.filter(isThere).flatMap((one) => {
      const written = writtenAt(one)
      return written ? [placeKey(written.range)] : []
    }),
  )

function isMeant(meant: ReadonlySet<string>, one: Decision): boolean {
  const written = writtenAt(one)
  return isThere(one) || (written !== undefined && !meant.has(placeKey(written.range)))
}

export default defineRule({
  id: 'allow-lists-refused-method',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'The Allow of a 405 names the very method that is refused',
  spec: 'RFC 9110 §10.2.1',
  messages: {
    listed: 'Expected an Allow without {{methods}} on the 405 for {{methods}} {{path}}: name only what this path takes',
  },
  check({ site, report }) {
    const found = new Map<string, (Decision & { written: SourceRange; place: SourceRange })[]>()
    const all405s = [...[...decisions(site, 405).values()].flat(), ...atFiles(site)]
    const meant = listsForResources(all405s)
    for (const decision of all405s.filter((one) => listsItself(one) && isMeant(meant, one))) {
      const written = writtenAt(decision)
      if (!written) continue
      const place = valuePlace(site, decision.outcome, written)
      addTo(found, placeKey(place), { ...decision, written: written.range, place })
    }
    for (const all of found.values()) {
      const shown = plainest(all)
      if (!shown) continue
      const methods = methodList(all.filter(({ asked }) => asked === shown.asked).map(({ cell }) => cell.method))
      const elsewhere = placeKey(shown.range) !== placeKey(shown.place)
      const refused = all.map(({ cell }) => cell.method)
      const value = shown.outcome.headers.allow ?? ''
      const suggestion = rewrittenValue(
        site,
        wordWith(site, shown.written, value),
        value,
        parseList(value)
          .filter((method) => !refused.includes(method))
          .join(', '),
      )
      report({
        message: 'listed',
        range: shown.place,
        about: all,
        data: { methods, path: pathName(shown.cell) },
        related: elsewhere ? [{ message: 'the 405', range: shown.range }] : [],
        ...(suggestion && { suggestions: [suggestion] }),
        // One header for a whole server meets nginx's own refusals at files.
        ...(shown.outcome.by === 'static' || shown.outcome.by === 'built-in' ? { severity: 'warn' } : {}),
      })
    }
  },
})
