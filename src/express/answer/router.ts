import { truth } from '../../javascript/value.ts'
import { methodOf } from '../register/verbs.ts'
import type { Major } from '../path/compile.ts'
import { compilePath, isRefused } from '../path/compile.ts'
import type { CompiledPath, PathMatch, PathOptions } from '../path/compile.ts'
import type { Handler, PathValue, RouterModel, StackLayer } from '../register/stack.ts'

/** A layer of a router as Express keeps it: one middleware, or a route with all its handlers. `isAhead`: it stands in front of most routes. */
export type Item =
  | { kind: 'use'; layer: StackLayer; handler: Handler; matcher: PathSet; isAhead: boolean }
  | { kind: 'route'; layers: StackLayer[]; matcher: PathSet; methods: RouteMethods }
  | { kind: 'param'; layer: StackLayer }
  | { kind: 'open'; layer: StackLayer; isAhead: boolean }

export interface RouteMethods {
  all: boolean
  names: string[]
}

/** Several paths: the first that matches counts. `text`: as they are written; `last`: what was asked last, as it is asked time and again. */
export interface PathSet {
  compiled: (CompiledPath | null)[]
  values: PathValue[]
  text: string
  last: { path: string; found: PathMatch | false | null } | null
}

/** A setting that was made before the router was, which happens with the first route or middleware. */
function settingBefore(model: RouterModel, name: string): boolean {
  const [first] = model.stack
  const made = model.settings
    .filter(
      (one) =>
        one.name === name &&
        (!first || one.range.file !== first.range.file || one.range.start.offset < first.range.start.offset),
    )
    .at(-1)
  return made ? (truth(made.value) ?? false) : false
}

export interface RouterOptions {
  sensitive: boolean
  strict: boolean
  merge: boolean
}

const options = new WeakMap<RouterModel, RouterOptions>()

export function optionsOf(model: RouterModel): RouterOptions {
  const known = options.get(model) ?? readOptions(model)
  options.set(model, known)
  return known
}

function readOptions(model: RouterModel): RouterOptions {
  const app = model.kind === 'app'
  return {
    sensitive: app ? settingBefore(model, 'case sensitive routing') : (model.options.caseSensitive ?? false),
    strict: app ? settingBefore(model, 'strict routing') : (model.options.strict ?? false),
    merge: !app && (model.options.mergeParams ?? false),
  }
}

function pathSet(values: PathValue[], major: Major, options: PathOptions): PathSet {
  const read = values
    .map((value) => ({ value, compiled: compilePath(value, major, options) }))
    .filter(({ compiled }) => !compiled || !isRefused(compiled))
  return {
    compiled: read.map(({ compiled }) => (compiled && !isRefused(compiled) ? compiled : null)),
    values: read.map(({ value }) => value),
    text: read.map(({ value }) => sourceOf(value)).join(', '),
    last: null,
  }
}

const sourceOf = (path: PathValue): string =>
  path.kind === 'string' ? path.value : path.kind === 'regex' ? `/${path.source}/${path.flags}` : path.text

function methodsOf(layers: StackLayer[]): RouteMethods {
  const names = layers.flatMap((layer) => (layer.method && layer.handlers.length ? [layer.method] : []))
  return { all: layers.some((layer) => layer.kind === 'all'), names: [...new Set(names)] }
}

const isRoot = ({ paths }: StackLayer): boolean => paths.every((path) => path.kind === 'string' && path.value === '/')

/** The routes of each router that was counted. */
type Weights = Map<RouterModel, number>

/** Routers within routers are counted so far down. */
const DEEPEST = 100

/** The routes that a layer leads to. A router that comes back to itself leads to none there. */
function weightOf({ kind, handlers }: StackLayer, known: Weights, depth = 0): number {
  if (kind === 'method' || kind === 'all') return 1
  return handlers.reduce(
    (sum, handler) => sum + (handler.kind === 'router' ? weightWithin(handler.router, known, depth + 1) : 0),
    0,
  )
}

function weightWithin(router: RouterModel, known: Weights, depth: number): number {
  const before = known.get(router)
  if (before !== undefined || depth > DEEPEST) return before ?? 0
  known.set(router, 0)
  const weight = router.stack.reduce((sum, layer) => sum + weightOf(layer, known, depth), 0)
  known.set(router, weight)
  return weight
}

/** The layers that stand in front of most routes. */
function layersAhead({ stack }: RouterModel): Set<StackLayer> {
  const known: Weights = new Map()
  const weights = stack.map((layer) => weightOf(layer, known))
  let after = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return new Set(
    stack.filter((layer, at) => {
      const isAhead = isRoot(layer) && after > before
      before += weights[at] ?? 0
      after -= weights[at] ?? 0
      return isAhead
    }),
  )
}

/** The items of a router, in Express's order. */
export function itemsOf(model: RouterModel, major: Major): Item[] {
  const { sensitive, strict } = optionsOf(model)
  const items: Item[] = []
  const ahead = layersAhead(model)
  const routes = new Map<number, StackLayer[]>()
  for (const layer of model.stack) {
    const known = routes.get(layer.routeId)
    if (layer.kind === 'param') items.push({ kind: 'param', layer })
    else if (layer.kind === 'open') items.push({ kind: 'open', layer, isAhead: ahead.has(layer) })
    else if (layer.kind === 'use') {
      const matcher = pathSet(layer.paths, major, { end: false, strict: false, sensitive })
      for (const handler of layer.handlers)
        items.push({ kind: 'use', layer, handler, matcher, isAhead: ahead.has(layer) })
    } else if (known) known.push(layer)
    else {
      const layers = [layer]
      routes.set(layer.routeId, layers)
      items.push({
        kind: 'route',
        layers,
        matcher: pathSet(layer.paths, major, { end: true, strict, sensitive }),
        methods: { all: false, names: [] },
      })
    }
  }
  for (const item of items) if (item.kind === 'route') item.methods = methodsOf(item.layers)
  return items
}

/** What of a path a set matches: false: nothing; null: cannot be told. */
export function matchPath(set: PathSet, path: string): PathMatch | false | null {
  if (set.last?.path !== path) set.last = { path, found: matchAny(set, path) }
  return set.last.found
}

function matchAny({ compiled }: PathSet, path: string): PathMatch | false | null {
  let open = false
  for (const one of compiled) {
    const found = one ? one.match(path) : null
    if (found) return found
    if (found === null) open = true
  }
  return open ? null : false
}

/** Route#_handles_method: HEAD is served by GET where there is no HEAD. */
export function handlesMethod({ all, names }: RouteMethods, method: string): boolean {
  if (all || names.includes(method)) return true
  return method === 'HEAD' && names.includes('GET')
}

/** The layers of a route that run for a method. */
export function layersFor(layers: StackLayer[], { names }: RouteMethods, method: string): StackLayer[] {
  const wanted = method === 'HEAD' && !names.includes('HEAD') ? 'GET' : method
  return layers.filter((layer) => layer.kind === 'all' || layer.method === wanted)
}

/** Route#_options: the methods for an automatic answer to OPTIONS. */
export function listedMethods({ names }: RouteMethods): string[] {
  return names.includes('GET') && !names.includes('HEAD') ? [...names, 'HEAD'] : names
}

/** What Node's parser takes; a request with another method never reaches the application. */
export const arrives = (method: string): boolean => method !== 'CONNECT' && methodOf(method.toLowerCase()) === method
