import { dirname } from 'node:path'
import { isBelow } from '../../deployment/service.ts'
import type { Bound, Ledger } from '../../text/limits.ts'
import { groupBy } from '../../text/group.ts'
import { mountedBy, rootsAmong } from '../register/passing.ts'
import type { RouteRow } from '../../model/reading.ts'
import type { Major } from '../path/compile.ts'
import { meet } from '../path/meet.ts'
import { registrations } from '../register/stack.ts'
import type { PathValue, RouterModel, Routers, StackLayer } from '../register/stack.ts'

interface Prefix {
  text: string
  open: boolean
  assumed: string[]
}
/** The route that a router is a handler of: what the route takes nothing off, the router sees whole. */
interface Within {
  layer: StackLayer
  path: PathValue
  base: string
}
interface Table {
  rows: RouteRow[]
  visits: number
  choices: Map<RouteRow, string>
  bound: Bound
  /** Of one registration, under how many paths it stands. */
  byLayer: Map<StackLayer, Bound>
  ledger: Ledger
  majors: Major[]
}

/** Routers that mount each other in every way: what lies deeper counts as one route that is left out. */
export const MOST_DEPTH = 20
export const MOST_VISITS = 60_000

const textOf = (path: PathValue): string => {
  if (path.kind === 'string') return path.value
  return path.kind === 'regex' ? `{regex:${path.source}}${path.flags}` : path.text
}

function join(prefix: Prefix, path: PathValue): Prefix {
  const text = textOf(path)
  const open = prefix.open || path.kind === 'open'
  const assumed =
    path.kind === 'string' && path.assumed !== undefined ? [...prefix.assumed, path.assumed] : prefix.assumed
  // Express 5's `{/:x}` has its slash within the part that may be left out.
  if (path.kind === 'regex' || text.startsWith('{/'))
    return { text: prefix.text.replace(/\/+$/, '') + text, open, assumed }
  const separator = text === '' || text.startsWith('/') || text.startsWith('${') || prefix.text.endsWith('/') ? '' : '/'
  return { text: (prefix.text + separator + text).replace(/\/{2,}/g, '/'), open, assumed }
}

function rowOf(layer: StackLayer, origin: string, { text, open, assumed }: Prefix): RouteRow {
  const { file, start, end } = layer.range
  const row: RouteRow = {
    layer: 'express',
    origin,
    method: layer.method ?? 'ALL',
    path: text || '/',
    file,
    range: { start, end },
  }
  if (open) return { ...row, unresolved: true }
  return assumed.length > 0 ? { ...row, assumed: [...new Set(assumed)].join(' and ') } : row
}

/** The open `switch` that a registration hangs on, as it is described: what is switched over; null: none. */
const choiceOf = ({ when }: StackLayer): string | null =>
  when
    ?.split(' and ')
    .map(
      (one) =>
        / is (?:'[^']*'|"[^"]*"|something else)$/.test(one) &&
        one.replace(/ is (?:'[^']*'|"[^"]*"|something else)$/, ''),
    )
    .findLast((one) => one !== false) || null

const placeOf = ({ origin, path, file, range }: RouteRow): string => `${origin} ${path} ${file} ${range.start.offset}`

/** One call that registers by an open choice among methods registers one of them: which, the files leave open. */
function openChoices({ rows, choices }: Table): RouteRow[] {
  const methods = new Map<string, Set<string>>()
  const keyOf = (row: RouteRow): string | null =>
    choices.has(row) ? `${placeOf(row)} ${choices.get(row) ?? ''}` : null
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) methods.set(key, (methods.get(key) ?? new Set()).add(row.method))
  }
  return rows.map((row) => ((methods.get(keyOf(row) ?? '')?.size ?? 0) > 1 ? { ...row, unresolved: true } : row))
}

function isWithin({ bound, byLayer, ledger }: Table, layer: StackLayer): boolean {
  const own = byLayer.get(layer) ?? ledger.bound('registrations')
  byLayer.set(layer, own)
  if (own.take()) return bound.take()
  ledger.beyond('registrations', layer.range)
  return false
}

/** Whether a request can come through the routes around a router to one of its own. */
const isReached = (layer: StackLayer, at: Prefix, around: Within[], majors: Major[]): boolean =>
  around.every(({ layer: outer, path, base }) => {
    if (outer.method && layer.method && outer.method !== layer.method) return false
    const rest = at.text.slice(base.replace(/\/$/, '').length)
    return at.open || /\{regex:|\$\{/.test(rest) || meet(path, { kind: 'string', value: rest || '/' }, majors) !== false
  })

interface Walk {
  origin: string
  above: RouterModel[]
  around: Within[]
}

function walk(model: RouterModel, prefix: Prefix, { origin, above, around }: Walk, table: Table): void {
  table.visits += 1
  if (above.includes(model)) return
  if (above.length > MOST_DEPTH || table.visits > MOST_VISITS) {
    table.bound.skip()
    return
  }
  const inner = { origin, above: [...above, model], around }
  for (const layer of model.stack) {
    if (layer.kind === 'param' || layer.kind === 'open') continue
    const routers = layer.handlers.flatMap(mountedBy)
    for (const path of layer.paths) {
      const at = join(prefix, path)
      if (layer.kind === 'use') for (const router of routers) walk(router, at, inner, table)
      else if (isReached(layer, at, around, table.majors)) {
        tell(layer, origin, at, table)
        const within = [...around, { layer, path, base: prefix.text }]
        for (const router of routers) walk(router, prefix, { ...inner, around: within }, table)
      }
    }
  }
}

function tell(layer: StackLayer, origin: string, at: Prefix, table: Table): void {
  if (!isWithin(table, layer)) return
  const row = rowOf(layer, origin, at)
  const chosen = choiceOf(layer)
  table.rows.push(row)
  if (chosen !== null) table.choices.set(row, chosen)
}

/** The apps and routers that no other mounts. Of the applications of one factory, one that serves nowhere, as a test's, is none of the site's. */
export function rootsOf({ apps, routers }: Routers): RouterModel[] {
  const roots = rootsAmong([...apps, ...routers])
  const served = groupBy(
    roots.filter(({ addresses }) => addresses.length > 0),
    placeOfModel,
  )
  return roots.filter(
    (model) => model.addresses.length > 0 || !served.get(placeOfModel(model))?.some((other) => hasAllOf(other, model)),
  )
}

const placeOfModel = ({ range }: RouterModel): string => `${range.file}:${range.start.offset}`

/** Whether an application has registered all that another has. */
function hasAllOf(model: RouterModel, other: RouterModel): boolean {
  const known = new Set(registrations(model))
  return registrations(other).every((at) => known.has(at))
}

/** How many folders two files have in common. */
function nearness(a: string, b: string): number {
  const [one, other] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)]
  const differs = one.findIndex((name, index) => name !== other[index])
  return differs < 0 ? one.length : differs
}

/** Those of some applications that lie nearest to a file. */
function nearest(file: string, apps: RouterModel[]): RouterModel[] {
  const near = apps.map((app) => ({ app, shared: nearness(file, app.range.file) }))
  const most = Math.max(...near.map(({ shared }) => shared))
  return near.filter(({ shared }) => shared === most).map(({ app }) => app)
}

/** The applications that serve, or else those that the program is seen to make, or else all. */
const likeliest = (apps: RouterModel[]): RouterModel[] =>
  [apps.filter(({ addresses }) => addresses.length > 0), apps.filter(({ alone }) => alone !== true), apps].find(
    ({ length }) => length > 0,
  ) ?? []

/** Whether there is one application that a function can mean which asks for it: that which serves, or the only one that lies so near. */
function isMeant({ range, given }: RouterModel, apps: RouterModel[]): boolean {
  const [meant, ...others] =
    given === 'controllers' ? likeliest(nearest(range.file, apps)) : nearest(range.file, likeliest(apps))
  return meant !== undefined && others.length === 0 && (given === 'controllers' || !isLeftOut(range.file, meant))
}

/** Whether an application takes files from the same part of the tree, but not this one: then it is left out, not called by somebody unseen. */
function isLeftOut(file: string, app: RouterModel): boolean {
  const folder = dirname(file)
  return app.stack
    .flatMap(({ via }) => via)
    .some(
      ({ file: taken }) =>
        taken !== app.range.file && (isBelow(folder, dirname(taken)) || isBelow(dirname(taken), dirname(folder))),
    )
}

const GIVEN = {
  argument: 'the function is handed the application',
  controllers: 'the controllers are put on the application',
}

/** Where nobody is seen to mount a router, its prefix is open; so is that of an app that nobody is seen to make, beside one that serves. */
function prefixOf(model: RouterModel, roots: RouterModel[], apps: RouterModel[]): Prefix {
  if (model.given && isMeant(model, apps)) return { text: '', open: false, assumed: [GIVEN[model.given]] }
  const lone = model.alone === true && model.addresses.length === 0
  const served = lone && roots.some((root) => root !== model && root.kind === 'app' && root.addresses.length > 0)
  return { text: '', open: model.kind === 'router' || served, assumed: lone ? ['the app is mounted nowhere'] : [] }
}

/** The route table. */
export function routeRows(routers: Routers, ledger: Ledger, majorsOf: (model: RouterModel) => Major[]): RouteRow[] {
  const bound = ledger.bound('routes')
  const roots = rootsOf(routers)
  const table: Table = { rows: [], visits: 0, choices: new Map(), bound, byLayer: new Map(), ledger, majors: [] }
  for (const model of roots) {
    table.majors = majorsOf(model)
    walk(model, prefixOf(model, roots, routers.apps), { origin: model.name, above: [], around: [] }, table)
  }
  const first = roots.find(({ stack, addresses }) => stack.length > 0 || addresses.length > 0)
  if (first) ledger.tell(bound.leftOut(first.range))
  const seen = new Set<string>()
  return openChoices(table).filter((row) => {
    const key = `${row.method} ${placeOf(row)}`
    return !seen.has(key) && seen.add(key)
  })
}
