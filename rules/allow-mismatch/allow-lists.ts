import { parseList } from '../../src/http/allow.ts'
import { isToken } from '../../src/http/methods.ts'
import { ownSteps } from '../../src/model/outcome.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { isServed, mayServe, routeStep, telling } from '../../src/model/served.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Related } from '../../src/text/finding.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { syntaxFault } from '../../src/questions/allow-syntax.ts'
import { askedBehind } from '../../src/questions/behind.ts'
import { layerAt, textAt } from '../../src/questions/blocks.ts'
import { OTHER, requestAt } from '../../src/site/cells.ts'
import { askedPaths, helpersOf, placeKey, writtenAs } from '../../src/questions/index.ts'
import type { Asked } from '../../src/questions/index.ts'

/** One Allow as somebody wrote it, on 405s or on OPTIONS, and every path that carries it. */
export interface AllowList {
  range: SourceRange
  written: SourceRange
  related: Related[]
  value: string
  methods: string[]
  carriers: { asked: Asked; cell: Cell; outcome: Outcome }[]
}

const isCarrier = ({ method }: Cell, { status }: Outcome): boolean =>
  status === 405 || (method === 'OPTIONS' && status !== null && status >= 200 && status <= 299)

const isMethodName = (item: string): boolean => isToken(item) && /[A-Z]/i.test(item)

/** Where the Allow that arrives was written, and with which value; empty: nowhere. */
const carriedFrom = (outcome: Outcome): string =>
  writtenAs(outcome, 'allow')
    .filter(({ arrives }) => arrives)
    .map(({ range, value }) => `${placeKey(range)} ${value}`)
    .join()

/** The lists of a site, each of one value; one that a helper writes is told where the route calls it. */
export function allowLists(site: Site): AllowList[] {
  const found = new Map<string, AllowList>()
  for (const asked of askedPaths(site)) {
    for (const cell of asked.cells) {
      // Where it may as well be another answer, the list that goes with this one is not the path's.
      const said = telling(cell.outcomes)
      if (new Set(said.map((outcome) => (isCarrier(cell, outcome) ? carriedFrom(outcome) : ''))).size > 1) continue
      for (const outcome of said.filter((one) => isCarrier(cell, one))) {
        const [written, ...others] = writtenAs(outcome, 'allow').filter(({ arrives }) => arrives)
        const { allow } = outcome.headers
        if (!written || others.length > 0 || typeof allow !== 'string' || allow !== written.value || allow === '')
          continue
        // What an upstream says goes by its own files.
        if (textAt(site, written.range).includes('$upstream_')) continue
        // No list of methods: allow-syntax's or allow-misspelled's.
        if (!parseList(allow).every(isMethodName) || syntaxFault(allow)) continue
        const helpers = helpersOf(outcome)
        const range =
          helpers.length > 0 && layerAt(site, written.range) === 'express'
            ? (outcome.decidedBy ?? written.range)
            : written.range
        const key = `${placeKey(range)} ${allow}`
        const list = found.get(key) ?? {
          range,
          written: written.range,
          related: helpers,
          value: allow,
          methods: parseList(allow),
          carriers: [],
        }
        list.carriers.push({ asked, cell, outcome })
        found.set(key, list)
      }
    }
  }
  return [...found.values()]
}

/** Whether one of its 405s refuses what it lists: allow-lists-refused-method's to tell. */
export function listsItself({ methods, carriers }: AllowList): boolean {
  const there = carriers.filter(({ asked }) => asked.cells.some(serves))
  return (there.length > 0 ? there : carriers).some(
    ({ cell, outcome }) => outcome.status === 405 && methods.includes(cell.method),
  )
}

/** Answered without a route: HEAD by GET, OPTIONS by most servers; TRACE and CONNECT are nobody's resource. */
const IMPLICIT = new Set(['HEAD', 'OPTIONS', 'TRACE', 'CONNECT', OTHER])

/** httpd gives the file to POST as well, which nobody would list. */
const serves = ({ method, outcomes }: Cell): boolean =>
  outcomes.some((outcome) => mayServe(outcome) && !(outcome.by === 'static' && method !== 'GET' && method !== 'HEAD'))

/** A file that is not there refuses no method. */
const isMissingFile = ({ origin, outcomes }: Cell): boolean =>
  origin.layer !== 'express' &&
  outcomes.some((outcome) => outcome.by === 'not-found' && !ownSteps(outcome).some(({ forwarded }) => forwarded))

export interface Disagreement {
  missing: Cell[]
  extra: Cell[]
  served: string[]
}

/** The paths of a list, and what its own server says to each: a proxy that refuses a method on the way is another fault. */
function pathsOf(site: Site, { carriers, written, methods }: AllowList): Asked[] {
  const paths = [...new Map(carriers.map((one) => [one.asked, one])).values()]
  return paths.flatMap(({ asked, outcome }) => {
    const behind = outcome.forwarded && layerAt(site, written) === 'express' ? askedBehind(site, asked, outcome) : null
    return [alsoAsked(site, asked, methods), ...(behind ? [behind] : [])]
  })
}

/** The path under the methods that only the list names, too. */
function alsoAsked(site: Site, asked: Asked, methods: string[]): Asked {
  const [like] = asked.cells
  const more = methods.filter((method) => !asked.cells.some((cell) => cell.method === method))
  const ask = (cell: Cell): Cell => ({ ...cell, outcomes: site.answer(cell.origin, requestAt(cell)) })
  return like && more.length > 0
    ? { ...asked, cells: [...asked.cells, ...more.map((method) => ask({ ...like, method }))] }
    : asked
}

/** Whether an application behind takes every method here by one handler, which names none of them. */
function isCatchAll(site: Site, asked: Asked): boolean {
  const passed = asked.cells.flatMap(({ outcomes }) => outcomes).find(({ forwarded }) => forwarded)
  const behind = passed && askedBehind(site, asked, passed)
  return (
    behind?.cells.every(
      ({ method, outcomes }) =>
        method === OTHER || outcomes.some((one) => mayServe(one) && routeStep(one)?.methods?.complement === true),
    ) ?? false
  )
}

/** What a list leaves out of the methods that its paths serve between them, and what none of them takes; null: a handler is not known, or
 * some path takes methods that nobody names. */
export function disagreementOf(site: Site, list: AllowList): Disagreement | null {
  const paths = pathsOf(site, list)
  const cells = paths.flatMap(({ cells: all }) => all)
  if (paths.some((asked) => isCatchAll(site, asked))) return null
  if (
    cells.some(({ outcomes }) =>
      outcomes.some(({ status, by }) => status === null && by !== 'closed' && by !== 'built-in'),
    )
  )
    return null
  if (
    cells.some(
      ({ method, outcomes }) => method === OTHER && outcomes.some(({ status }) => status !== null && status < 400),
    )
  )
    return null
  const served = new Set(cells.filter(serves).map(({ method }) => method))
  // A sample of which nothing is known but that it does not exist.
  if (served.size === 0) return null
  const firstOf = (methods: Iterable<string>): Cell[] =>
    [...new Set(methods)].flatMap(
      (method) => cells.find((cell) => cell.method === method && (!served.has(method) || serves(cell))) ?? [],
    )
  const missing = firstOf([...served].filter((method) => !IMPLICIT.has(method) && !list.methods.includes(method)))
  // Where nothing at all is served, nothing is refused for its method.
  const there = paths.filter(({ cells: all }) => all.some(serves)).flatMap(({ cells: all }) => all)
  const isRefused = (method: string): boolean =>
    there
      .filter((cell) => cell.method === method)
      .every((cell) => isServed(cell.outcomes) === false && !isMissingFile(cell))
  const isOwed = (method: string): boolean => !IMPLICIT.has(method) || (method === 'HEAD' && !served.has('GET'))
  return {
    missing,
    extra: firstOf(list.methods.filter((method) => isOwed(method) && isRefused(method))),
    served: [...served].filter((method) => method !== 'TRACE' && method !== 'CONNECT'),
  }
}

/** Where a method is served, or refused. */
export const placeOf = ({ outcomes: [outcome] }: Cell): SourceRange | null =>
  outcome ? (routeStep(outcome)?.range ?? outcome.decidedBy) : null
