import type { Origin } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { mayServe } from '../model/served.ts'
import type { Cell, Site } from '../model/site.ts'
import { type Answer, type Change, CHANGE_KINDS, type ChangeKind } from './change.ts'
import { requestAt } from './cells.ts'
import { methodLabel, pathName } from './words.ts'

const distinct = <Value>(values: Value[]): Value[] => [...new Set(values)]

/** A header that is known to be absent reads as empty. */
const header =
  (name: string) =>
  ({ headers }: Outcome): string | null =>
    headers[name] === undefined ? null : (headers[name] ?? '')

const answerOf = (outcomes: Outcome[]): Answer => ({
  statuses: distinct(outcomes.map(({ status }) => status)),
  forwarded: outcomes.some(({ status, forwarded }) => status === null && forwarded !== undefined),
  allow: distinct(outcomes.map(header('allow'))),
  caching: distinct(outcomes.map(header('cache-control'))),
  decidedBy: outcomes.find(({ decidedBy }) => decidedBy)?.decidedBy ?? null,
})

const same = (a: (string | number | null)[], b: (string | number | null)[]): boolean =>
  a.length === b.length && a.every((value) => b.includes(value))
const decided = (values: (string | number | null)[]): boolean => !values.includes(null)

/** Served, and not with a refusal of what was sent or a failure: what a reviewer would miss. */
const works = (outcome: Outcome): boolean =>
  outcome.status === null ? mayServe(outcome) : outcome.status < 400 || outcome.status === 401
const never = (outcomes: Outcome[]): boolean =>
  outcomes.every((outcome) => (outcome.status !== null || outcome.by === 'closed') && !works(outcome))

function kindOf(before: Outcome[], after: Outcome[], old: Answer, now: Answer): ChangeKind | null {
  if (!same(old.statuses, now.statuses)) {
    if (before.some(works) && never(after)) return 'lost'
    if (never(before) && after.some(works)) return 'new'
    return decided(old.statuses) && decided(now.statuses) ? 'status' : 'unknown'
  }
  if (!same(old.allow, now.allow)) return decided(old.allow) && decided(now.allow) ? 'allow' : 'unknown'
  if (!same(old.caching, now.caching)) return decided(old.caching) && decided(now.caching) ? 'caching' : 'unknown'
  return null
}

/** Who stands in another reading for an origin of which no file says where it listens: the same file's, or the only one of its kind. */
function counterpart({ entrances }: Site, { layer, name, addresses }: Origin): Origin | undefined {
  const nowhere = entrances.filter((origin) => origin.layer === layer && origin.addresses.length === 0)
  return addresses.length > 0
    ? undefined
    : (nowhere.find((origin) => origin.name === name) ?? (nowhere.length === 1 ? nowhere[0] : undefined))
}

function answerAt(site: Site, cell: Cell): Outcome[] | null {
  const other = counterpart(site, cell.origin)
  return other ? site.answer(other, requestAt(cell)) : site.ask(requestAt(cell))
}

/** What the other site answers where a cell's sample was asked; nobody there: a 404 that no file decides. */
const ask = (site: Site, cell: Cell): Outcome[] =>
  answerAt(site, cell) ?? [{ status: 404, headers: {}, by: 'not-found', decidedBy: null, written: [], steps: [] }]

/** Of origins that listen nowhere, each has the same made-up address. */
const keyOf = ({ origin, host, port, path, method }: Cell): string =>
  `${origin.addresses.length > 0 ? '' : origin.name} ${host} ${port} ${method} ${path}`

/** Which answers differ between two readings of one site, by host, path and kind; methods that change alike stand together. */
export function diffSites(before: Site, after: Site): Change[] {
  const seen = new Set<string>()
  const changes = new Map<string, Change>()
  const compare = (cell: Cell, old: Outcome[], now: Outcome[]): void => {
    if (seen.has(keyOf(cell))) return
    seen.add(keyOf(cell))
    const [was, is] = [answerOf(old), answerOf(now)]
    const kind = kindOf(old, now, was, is)
    if (!kind) return
    const { host, port } = cell
    const method = methodLabel(cell.method)
    const path = pathName(cell)
    const key = JSON.stringify([kind, host, port, path, was, is])
    const known = changes.get(key)
    if (known) known.methods = distinct([...known.methods, method])
    else changes.set(key, { kind, host, port, path, methods: [method], before: was, after: is })
  }
  for (const cell of before.cells) compare(cell, cell.outcomes, ask(after, cell))
  for (const cell of after.cells) compare(cell, ask(before, cell), cell.outcomes)
  return [...changes.values()].sort(inOrder)
}

const inOrder = (a: Change, b: Change): number =>
  CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
  (a.host < b.host ? -1 : a.host > b.host ? 1 : a.port - b.port) ||
  (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
