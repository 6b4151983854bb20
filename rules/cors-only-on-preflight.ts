import { parseList } from '../src/http/allow.ts'
import type { Outcome, Written } from '../src/model/outcome.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { layerAt } from '../src/questions/blocks.ts'
import { OTHER } from '../src/site/cells.ts'
import { askedPaths, placeKey, servesMethod, writtenAs } from '../src/questions/index.ts'
import type { Asked } from '../src/questions/index.ts'
import { methodList, pathName } from '../src/site/words.ts'
import type { SourceRange } from '../src/text/range.ts'

const ORIGIN = 'access-control-allow-origin'

/** The header of a preflight that passes; null: it has none that a file writes, or is refused. */
function onPreflight({ cells }: Asked): { written: Written; outcome: Outcome } | null {
  const outcomes = cells.find(({ method }) => method === 'OPTIONS')?.outcomes ?? []
  if (!outcomes.every(({ status }) => status !== null && status >= 200 && status <= 299)) return null
  for (const outcome of outcomes) {
    const written = writtenAs(outcome, ORIGIN).find(({ arrives }) => arrives)
    if (written) return { written, outcome }
  }
  return null
}

/** A browser goes on with these whatever the list says (Fetch standard, CORS-safelisted method). */
const isAnnounced = ({ method }: Cell, { headers }: Outcome): boolean =>
  ['GET', 'HEAD', 'POST'].includes(method) || parseList(headers['access-control-allow-methods'] ?? '').includes(method)

/** Written nowhere, or hidden by the proxy: one that is written and gets lost otherwise is another rule's. */
const isKnownToLack = ({ outcomes }: Cell): boolean =>
  outcomes.every(
    (outcome) => outcome.headers[ORIGIN] === null && writtenAs(outcome, ORIGIN).every(({ lost }) => lost === 'hidden'),
  )

const placeOf = ({ decidedBy }: Outcome): string | null => decidedBy && placeKey(decidedBy)

/** Where one and the same line passes methods on, and the file gives some of them their header: a backend that sent its own would send it twice. */
function leftOut({ others }: Answered): Cell[] {
  const given = others.filter(({ outcomes }) =>
    outcomes.every((outcome) => writtenAs(outcome, ORIGIN).some(({ arrives }) => arrives)),
  )
  const places = new Set(given.flatMap(({ outcomes }) => outcomes.map(placeOf)))
  // A page that reads by GET has no need of HEAD.
  return others.filter(
    ({ method, outcomes }) =>
      method !== 'HEAD' &&
      outcomes.every(
        (outcome) =>
          outcome.decidedBy !== null &&
          places.has(placeOf(outcome)) &&
          typeof outcome.headers[ORIGIN] !== 'string' &&
          writtenAs(outcome, ORIGIN).every(({ lost }) => lost === 'empty'),
      ),
  )
}

/** The preflights that one line of nginx's answers, each with the other methods that are served there. */
interface Answered {
  outcome: Outcome
  others: Cell[]
}

function byLine(site: Site): Map<string, { range: SourceRange; answered: Answered[] }> {
  const found = new Map<string, { range: SourceRange; answered: Answered[] }>()
  for (const asked of askedPaths(site)) {
    const preflight = onPreflight(asked)
    if (!preflight || layerAt(site, preflight.written.range) !== 'nginx') continue
    const {
      written: { range },
      outcome,
    } = preflight
    const others = asked.cells.filter(
      (cell) => cell.method !== 'OPTIONS' && cell.method !== OTHER && servesMethod(cell),
    )
    const known = found.get(placeKey(range)) ?? { range, answered: [] }
    known.answered.push({ outcome, others })
    found.set(placeKey(range), known)
  }
  return found
}

export default defineRule({
  id: 'cors-only-on-preflight',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A preflight that allows what the answer itself then forbids',
  spec: 'Fetch standard, CORS check',
  messages: {
    only: 'Expected Access-Control-Allow-Origin on the answer to {{methods}} {{path}} as well, since a browser that asked first checks that answer too: write this `add_header … always` outside the OPTIONS branch, too',
  },
  check({ site, report }) {
    for (const { range, answered } of byLine(site).values()) {
      // One branch may answer for several places: a backend at one of them may be the one that is meant, and set its own.
      const none = answered.every(({ others }) => others.every(isKnownToLack))
      const lacking = answered
        .map((one) => (none ? one.others : leftOut(one)).filter((cell) => isAnnounced(cell, one.outcome)))
        .find((cells) => cells.length > 0)
      const [first] = lacking ?? []
      if (!lacking || !first) continue
      const answer = first.outcomes.find(({ decidedBy }) => decidedBy)?.decidedBy
      report({
        message: 'only',
        range,
        about: lacking.map((cell) => ({ cell })),
        data: { methods: methodList(lacking.map(({ method }) => method)), path: pathName(first) },
        related: answer ? [{ message: `what answers ${first.method}`, range: answer }] : [],
      })
    }
  },
})
