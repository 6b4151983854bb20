import { parseList } from '../src/http/allow.ts'
import type { Outcome } from '../src/model/outcome.ts'
import { isCheck } from '../src/model/served.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt, layerAt } from '../src/questions/blocks.ts'
import { addTo } from '../src/text/group.ts'
import { decisions, placeKey, writtenAs } from '../src/questions/index.ts'
import { methodList, pathName, plainest } from '../src/site/words.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { samePlace, type SourceRange } from '../src/text/range.ts'

/** What makes httpd word a 405 itself, with an Allow of its own making. */
const CANNED = new Set(['rewriterule', 'redirect', 'redirectmatch', 'allowmethods', 'sethandler', 'addhandler'])

/** httpd's own Allow there holds TRACE and nothing else, or nothing. */
const isUseless = ({ headers: { allow } }: Outcome): boolean =>
  typeof allow === 'string' && parseList(allow).every((method) => method === 'TRACE')

/** Another field beside the one that was written. */
const wroteAllow = (outcome: Outcome) =>
  writtenAs(outcome, 'allow').find(({ arrives, value }) => arrives && value !== null && value !== outcome.headers.allow)

/** One that was written and does not arrive is allow-lost's. */
const isLost = (outcome: Outcome): boolean =>
  isUseless(outcome) &&
  writtenAs(outcome, 'allow').some(({ arrives, lost }) => !arrives && lost !== undefined && lost !== 'empty')

/** An answer that no page or module which the files leave open puts right: a rule may only say what every outcome shows. */
const isWrong = (outcome: Outcome): boolean =>
  outcome.status === 405 && !isLost(outcome) && (isUseless(outcome) || wroteAllow(outcome) !== undefined)

/** Whether the line that sends the 405 came into it: what the request's own header or query leaves to others is no matter of its. */
const cameBy = ({ decidedBy, steps }: Outcome, line: SourceRange): boolean =>
  [decidedBy, ...steps.map(({ range }) => range)].some((one) => one !== null && samePlace(one, line))

/** A 405 of a file, which names the methods that files take, and the header that is sent beside it. */
function besideFiles(site: Site): { cell: Cell; range: SourceRange }[] {
  return site.cells.flatMap((cell) => {
    const written = cell.outcomes.map((outcome) =>
      outcome.status === 405 && outcome.decidedBy === null ? wroteAllow(outcome) : undefined,
    )
    const [first] = written
    return first &&
      layerAt(site, first.range) === 'apache' &&
      written.every((one) => one && placeKey(one.range) === placeKey(first.range))
      ? [{ cell, range: first.range }]
      : []
  })
}

export default defineRule({
  id: 'useless-allow',
  severity: 'warn',
  layers: ['apache'],
  summary: "httpd's own 405 for a rewrite, a Redirect or AllowMethods names no useful method",
  spec: 'RFC 9110 §10.2.1',
  messages: {
    useless:
      'Expected an Allow that helps on the 405 for {{methods}} {{path}}, where httpd sends `Allow: {{allow}}`: add a local ErrorDocument 405 and `Header always set Allow "…" "expr=%{REQUEST_STATUS} == 405"`',
    two: 'Expected one Allow on the 405 for {{methods}} {{path}}, where httpd sends its own beside this one: a local ErrorDocument 405 takes its own away',
  },
  check({ site, report }) {
    const told = new Set<string>()
    for (const all of decisions(site, 405).values()) {
      const range = all[0]?.range
      if (
        !range ||
        layerAt(site, range) !== 'apache' ||
        !CANNED.has(directiveAt(site, range)?.name.toLowerCase() ?? '')
      )
        continue
      const sure = all.filter(({ cell }) =>
        cell.outcomes.every((outcome) => isCheck(outcome) || isWrong(outcome) || !cameBy(outcome, range)),
      )
      const doubled = sure.filter(({ outcome }) => !isUseless(outcome) && wroteAllow(outcome))
      const wrong = sure.filter(({ outcome }) => isUseless(outcome))
      const shown = plainest(wrong) ?? plainest(doubled)
      if (!shown) continue
      const methods = methodList(
        (wrong.length > 0 ? wrong : doubled)
          .filter(({ asked }) => asked === shown.asked)
          .map(({ cell }) => cell.method),
      )
      const written = wroteAllow(shown.outcome)
      const place = wrong.length > 0 ? range : (written?.range ?? range)
      told.add(placeKey(place))
      report({
        message: wrong.length > 0 ? 'useless' : 'two',
        range: place,
        about: wrong.length > 0 ? wrong : doubled,
        data: { methods, path: pathName(shown.cell), allow: shown.outcome.headers.allow ?? '' },
        ...(wrong.length > 0 ? {} : { related: [{ message: 'the 405', range }] }),
      })
    }
    const beside = new Map<string, { cell: Cell; range: SourceRange }[]>()
    for (const one of besideFiles(site)) addTo(beside, placeKey(one.range), one)
    for (const [key, all] of beside) {
      const shown = told.has(key) ? null : plainest(all)
      if (!shown) continue
      const methods = methodList(all.filter(({ cell }) => cell.path === shown.cell.path).map(({ cell }) => cell.method))
      report({
        message: 'two',
        range: shown.range,
        about: all,
        data: { methods, path: pathName(shown.cell), allow: '' },
      })
    }
  },
})
