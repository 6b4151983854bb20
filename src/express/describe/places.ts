import { AskedMethod } from '../../model/asked-method.ts'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { EVERY, intersect, isEmpty, methods } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Route, Wall } from '../../model/origin.ts'
import { intersects, pathPattern } from '../../model/path-pattern.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import { newExchange } from '../answer/exchange.ts'
import { aroundLayer, runHandler } from '../answer/handler.ts'
import type { Surroundings } from '../answer/handler.ts'
import { itemsOf, optionsOf } from '../answer/router.ts'
import { arity, namesIn } from '../answer/syntax.ts'
import { isFalse } from '../packages/arrival.ts'
import { mountedBy } from '../register/passing.ts'
import type { Limits } from '../../text/limits.ts'
import { MOST_DEPTH, MOST_VISITS } from './rows.ts'
import { compilePath, isRefused } from '../path/compile.ts'
import type { CompiledPath, Major } from '../path/compile.ts'
import type { Handler, PathValue, RouterModel, StackLayer } from '../register/stack.ts'

/** The mounts above a router: what they match, as far as that is a regular language. */
interface Prefix {
  source: string | null
  text: string
  ignoreCase: boolean
  byDefault: boolean
}

const isDefault = (path: PathValue): boolean => path.kind === 'string' && path.assumed !== undefined

const textOf = (path: PathValue): string =>
  path.kind === 'string' ? path.value : path.kind === 'regex' ? `/${path.source}/${path.flags}` : path.text
const joined = (prefix: string, path: string): string =>
  (path.startsWith('/') || !prefix ? `${prefix.replace(/\/$/, '')}${path}` : `${prefix}${path}`) || '/'

type Compile = (path: PathValue, end: boolean, model: RouterModel) => CompiledPath | null

/** Each path is compiled once, however many mounts lead to it. */
function compilerFor(major: Major): Compile {
  const byModel = new Map<RouterModel, Map<PathValue, CompiledPath | null>>()
  return (path, end, model) => {
    const known = byModel.get(model) ?? new Map<PathValue, CompiledPath | null>()
    byModel.set(model, known)
    const before = known.get(path)
    if (before !== undefined) return before
    const { sensitive, strict } = optionsOf(model)
    const read = compilePath(path, major, { end, strict: end && strict, sensitive })
    const made = read && !isRefused(read) ? read : null
    known.set(path, made)
    return made
  }
}

/** A mount followed by another, or by a route: where the mount can match in one way only, their bodies stand one behind the other. */
function below(prefix: Prefix, path: PathValue, read: CompiledPath | null): Prefix {
  const text = joined(prefix.text, textOf(path))
  const root = path.kind === 'string' && (path.value === '/' || path.value === '')
  const byDefault = prefix.byDefault || isDefault(path)
  if (root) return { ...prefix, byDefault, text: prefix.text || '/' }
  const own = read?.rigid ? read.body : null
  if (prefix.source === null || !own) return { source: null, text, ignoreCase: true, byDefault }
  return { source: prefix.source + own.source, text, ignoreCase: prefix.ignoreCase && own.ignoreCase, byDefault }
}

function patternOf(prefix: Prefix, path: PathValue, read: CompiledPath | null, end: boolean): PathPattern {
  const source = joined(prefix.text === '/' ? '' : prefix.text, textOf(path))
  const body = read?.body
  if (prefix.source === null || !body)
    return pathPattern({
      kind: 'express',
      source,
      regex: null,
      matches: prefix.source === '' && read ? (text) => toTruth(read.match(text)) : () => null,
    })
  // A mount takes its own path off: what is left of `/api` is `/`.
  const optional = prefix.source !== '' && toTruth(read.match('/')) === true ? '?' : ''
  const rest = end ? '$' : '(?:\\/|$)'
  return pathPattern({
    kind: 'express',
    source,
    regex: {
      source: `^${prefix.source}(?:${body.source})${optional}${rest}`,
      flags: body.ignoreCase && prefix.ignoreCase ? 'i' : '',
    },
  })
}

/** What lies below a mount, as `use()` takes it. */
const wallPattern = ({ source, text, ignoreCase }: Prefix): PathPattern =>
  pathPattern({
    kind: 'express',
    source: text || '/',
    regex: source === null ? null : { source: `^${source}(?:\\/|$)`, flags: ignoreCase ? 'i' : '' },
  })

const toTruth = (found: ReturnType<CompiledPath['match']>): boolean | null => (found === null ? null : found !== false)

/** Whether a request may get past the handlers of a route; null: cannot be told. */
function passes(layers: StackLayer[], method: string, around: Surroundings): boolean | null {
  let open = false
  for (const { layer, handler } of layers.flatMap((one) =>
    one.handlers.map((inner) => ({ layer: one, handler: inner })),
  )) {
    const one = handlerPasses(handler, method, aroundLayer(layer, around))
    if (one === false) return false
    if (one === null) open = true
  }
  return open ? null : true
}

function handlerPasses(handler: Handler, method: string, around: Surroundings): boolean | null {
  if (handler.kind === 'router' || handler.kind === 'passing') return true
  if (handler.kind === 'either') return theSame(handler.handlers.map((one) => handlerPasses(one, method, around)))
  if (handler.kind !== 'function') return null
  if (handler.calling) return handler.calling.catches ? true : handler.calling.args.includes('next') ? null : false
  if (arity(handler.node) > 3) return true
  const facts = {
    headers: {},
    absent: new Set<string>(),
    open: new Set<string>(),
    exact: false,
    host: 'localhost',
    scheme: 'http',
    originalUrl: '/',
    method,
    asked: new AskedMethod(method),
  }
  const ends = runHandler(handler.value, [], [], { ...newExchange(method, '/'), params: null }, facts, {
    ...around,
    brief: true,
  })
  if (
    ends.some(
      (end) =>
        (end.kind === 'next' && end.error?.value.kind !== 'object') || end.kind === 'route' || end.kind === 'router',
    )
  )
    return true
  return ends.some(({ kind }) => kind === 'unknown') ? null : false
}

/** What all say; null where one says something else. */
const theSame = ([first, ...others]: (boolean | null)[]): boolean | null =>
  first !== undefined && others.every((other) => other === first) ? first : null

export interface Places {
  routes: Route[]
  mounts: PathPattern[]
  walls: Wall[]
}

/** Whether a handler has no way on: it takes no next(), or never mentions the one it takes. */
function hasNoNext({ params, body }: TSESTree.FunctionLike): boolean {
  const [, , next] = params
  if (!body || params.length > 3 || params.some(({ type }) => type === 'RestElement') || namesIn(body).has('arguments'))
    return false
  return next === undefined || (next.type === 'Identifier' && !namesIn(body).has(next.name))
}

/** serve-static without fallthrough: what is no file is an error, whoever else would serve it. */
function keepsAll(handler: Handler): boolean {
  if (handler.kind !== 'package' || !/(?:^|\.)static$/.test(handler.name)) return false
  const options = handler.args?.[1]
  return options?.kind === 'object' && isFalse(options.members.get('fallthrough'))
}

const isWall = (handler: Handler): boolean =>
  keepsAll(handler) ||
  (handler.kind === 'function' && !handler.calling && hasNoNext(handler.node) && mountedBy(handler).length === 0)

/** Whether a route lets a request through to one of a router that handles it. */
const lets = (outer: Route, pattern: PathPattern, taken: MethodSet): boolean =>
  intersects(outer.pattern, pattern) !== false && !isEmpty(intersect(outer.methods, taken))

/** The routes of an application, in source order, with the mounts above them; where a `use()` with a path answers whatever comes; and the
 * middleware that nothing gets past. */
export function placesOf(root: RouterModel, surroundings: Surroundings, limits: Limits): Places {
  const found: Route[] = []
  const mounts: PathPattern[] = []
  const walls: Wall[] = []
  const compiled = compilerFor(surroundings.major)
  const byLayer = new Map<StackLayer, number>()
  let visits = 0
  const visit = (model: RouterModel, prefix: Prefix, above: RouterModel[], around: Route[] = []): void => {
    visits += 1
    if (above.includes(model) || above.length > MOST_DEPTH || visits > MOST_VISITS) return
    for (const item of itemsOf(model, surroundings.major)) {
      if (item.kind === 'use') {
        for (const router of mountedBy(item.handler))
          for (const path of item.layer.paths)
            visit(router, below(prefix, path, compiled(path, false, model)), [...above, model])
      }
      if (item.kind === 'use' && handlerPasses(item.handler, 'GET', surroundings) === false) {
        for (const path of item.layer.paths)
          if (!isDefault(path)) mounts.push(patternOf(prefix, path, compiled(path, false, model), true))
      }
      if (item.kind === 'use' && isWall(item.handler)) {
        for (const path of item.layer.paths)
          walls.push({
            pattern: wallPattern(below(prefix, path, compiled(path, false, model))),
            range: item.layer.range,
            after: found.length,
          })
      }
      if (item.kind !== 'route') continue
      for (const layer of item.layers) {
        for (const path of layer.paths) {
          const count = (byLayer.get(layer) ?? 0) + 1
          byLayer.set(layer, count)
          if (found.length >= limits.routes) return
          if (count > limits.registrations) continue
          const pattern = patternOf(prefix, path, compiled(path, true, model), true)
          const taken = layer.method ? methods(layer.method) : EVERY
          if (!around.every((outer) => lets(outer, pattern, taken))) continue
          let known: boolean | null | undefined
          const route: Route = {
            layer: 'express',
            pattern,
            methods: taken,
            range: layer.range,
            ...((prefix.byDefault || isDefault(path)) && { byDefault: true as const }),
            get passes() {
              return known === undefined ? (known = passes([layer], layer.method ?? 'GET', surroundings)) : known
            },
          }
          found.push(route)
          // A route takes nothing off the path: a router that handles it sees all of it.
          for (const router of layer.handlers.flatMap(mountedBy))
            visit(router, prefix, [...above, model], [...around, route])
        }
      }
    }
  }
  visit(root, { source: '', text: '', ignoreCase: true, byDefault: false }, [])
  return { routes: found, mounts, walls }
}
