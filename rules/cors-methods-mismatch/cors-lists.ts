import { parseList } from '../../src/http/allow.ts'
import type { Outcome, Written } from '../../src/model/outcome.ts'
import { isCheck, isOwnRoute, isServed, mayServe, routeStep, telling } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { OTHER } from '../../src/site/cells.ts'
import { addTo } from '../../src/text/group.ts'
import { askedPaths, placeKey, valuePlace, writtenAs, writtenValue } from '../../src/questions/index.ts'
import type { Asked } from '../../src/questions/index.ts'

/** One Access-Control-Allow-Methods that somebody wrote, and the paths whose preflight surely carries it. */
export interface CorsList {
  range: SourceRange
  written: SourceRange
  value: string
  methods: string[]
  credentials: boolean
  paths: Asked[]
}

/** Whatever comes with a list, a refused preflight included: what it is meant for. */
const isMeantFor = ({ written: place }: CorsList, { cells }: Asked): boolean =>
  cells.some(({ outcomes }) =>
    outcomes.some((outcome) => writtenAs(outcome, HEADER).some(({ range }) => placeKey(range) === placeKey(place))),
  )

const HEADER = 'access-control-allow-methods'
const CREDENTIALS = 'access-control-allow-credentials'

/** What the cors package lists where nobody tells it otherwise. */
const DEFAULT = 'GET,HEAD,PUT,PATCH,POST,DELETE'

/** The header as a preflight that passes carries it; what a proxy writes always stands on the answer of a backend that is not visible, too. */
function carried(site: Site, outcome: Outcome): { written: Written; value: string } | null {
  const { status, forwarded } = outcome
  const value = writtenValue(site, outcome, HEADER)
  const [written, ...others] = writtenAs(outcome, HEADER).filter(({ arrives }) => arrives)
  const isPassing = status === null ? forwarded !== undefined : status >= 200 && status <= 299
  return isPassing && value !== null && written && others.length === 0 ? { written, value } : null
}

const preflightOf = ({ cells }: Asked): Outcome[] => cells.find(({ method }) => method === 'OPTIONS')?.outcomes ?? []

/** The lists of a site, each of one value; one that differs from request to request is left out. */
export function corsLists(site: Site): CorsList[] {
  const found = new Map<string, { list: CorsList; asked: Asked }[]>()
  for (const asked of askedPaths(site)) {
    const all = preflightOf(asked).filter((outcome) => !isCheck(outcome))
    const lists = all.map((outcome) => carried(site, outcome))
    const [first] = lists
    const [answer] = all
    if (
      !first ||
      !answer ||
      !lists.every(
        (one) => one && one.value === first.value && placeKey(one.written.range) === placeKey(first.written.range),
      )
    )
      continue
    const range = valuePlace(site, answer, first.written)
    const credentials = all.every((outcome) => writtenValue(site, outcome, CREDENTIALS) === 'true')
    addTo(found, placeKey(range), {
      list: {
        range,
        written: first.written.range,
        value: first.value,
        methods: parseList(first.value),
        credentials,
        paths: [],
      },
      asked,
    })
  }
  return [...found.values()].flatMap((all) => {
    const [first] = all
    return first && all.every(({ list }) => list.value === first.list.value)
      ? [{ ...first.list, paths: all.map(({ asked }) => asked) }]
      : []
  })
}

/** The methods that a browser goes on with whatever the list says (Fetch standard, CORS-safelisted method), and the preflight's own. */
const NEEDS_NO_LIST = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', OTHER])
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

const cellsOf = (paths: readonly Asked[], method: string): Cell[] =>
  paths.flatMap(({ cells }) => cells.filter((cell) => cell.method === method))

/** Methods of the list that every one of its paths refuses, for sure; each with the place of a refusal. */
export function refusedOf(site: Site, list: CorsList): { method: string; at: SourceRange | null }[] {
  if (list.value === DEFAULT || site.origins.some(({ open }) => open.length > 0)) return []
  const meant = askedPaths(site).filter((asked) => isMeantFor(list, asked))
  return list.methods
    .filter((method) => !NEEDS_NO_LIST.has(method) && method !== '*')
    .flatMap((method) => {
      const cells = cellsOf(meant, method)
      const refused = cells.length > 0 && cells.every(({ outcomes }) => isServed(outcomes) === false)
      return refused ? [{ method, at: telling(cells[0]?.outcomes ?? [])[0]?.decidedBy ?? null }] : []
    })
}

/** Methods that a route of its own serves at a path of the list, and which the list leaves out; a list of reading methods means to. */
export function missingFrom(list: CorsList): { method: string; route: SourceRange }[] {
  if (list.methods.every((method) => READS.has(method) || method === '*')) return []
  const found = new Map<string, SourceRange>()
  for (const { method, outcomes } of list.paths.flatMap(({ cells }) => cells)) {
    if (NEEDS_NO_LIST.has(method) || list.methods.includes(method) || found.has(method)) continue
    const said = telling(outcomes)
    const route = said.every((outcome) => mayServe(outcome) && isOwnRoute(outcome))
      ? said[0] && routeStep(said[0])?.range
      : undefined
    if (route) found.set(method, route)
  }
  return [...found].map(([method, route]) => ({ method, route }))
}
