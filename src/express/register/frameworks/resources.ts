import { getMember } from '../../../javascript/access.ts'
import { describeCondition } from '../../../javascript/machine.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { placeOf, trailOf, writtenAt } from '../../../javascript/provenance.ts'
import { UNDEFINED, constant, isUndefined, native, stringOf, textOf, unknown } from '../../../javascript/value.ts'
import type { Call, ExternalValue, HostValue, Value } from '../../../javascript/value.ts'
import { makeRouter, routerHost } from '../host.ts'
import { pathsOf } from '../paths.ts'
import { routerOf } from '../registry.ts'
import type { PathValue, RouterModel } from '../stack.ts'
import { methodOf } from '../verbs.ts'
import type { Making } from './mounting.ts'
import { lookUp } from '../../../text/lookup.ts'

type Route = readonly [method: string, path: PathValue]

/** Registers what a package does for one call of the program. */
function addAll({ counter }: Making, app: RouterModel, call: Call, routes: Route[]): void {
  const range = placeOf(call.module, call.node)
  for (const [method, path] of routes) {
    const handlers = [{ kind: 'unknown' as const, why: 'a package answers', range }]
    app.stack.push({
      kind: 'method',
      method,
      paths: [path],
      handlers,
      range: writtenAt(call, 0),
      via: trailOf(call),
      routeId: counter.next++,
      when: describeCondition(call.condition),
    })
  }
}

/** A path that is joined of values, some of which may be open. */
function joined(...parts: (Value | string)[]): PathValue {
  const paths = parts.map((part): PathValue =>
    typeof part === 'string'
      ? { kind: 'string', value: part }
      : (pathsOf(part, 'a path')[0] ?? { kind: 'open', text: '' }),
  )
  const text = paths
    .map((path) => (path.kind === 'string' ? path.value : path.kind === 'open' ? path.text : path.source))
    .join('')
  const assumed = paths.flatMap((path) => (path.kind === 'string' && path.assumed !== undefined ? [path.assumed] : []))
  if (paths.some(({ kind }) => kind !== 'string')) return { kind: 'open', text }
  return { kind: 'string', value: text, ...(assumed.length > 0 && { assumed: assumed.join(' and ') }) }
}

const KEYED = new Set(['get', 'read', 'put', 'update', 'patch', 'modify', 'del', 'delete'])
const VERBS: Record<string, string> = {
  index: 'get',
  list: 'get',
  read: 'get',
  create: 'post',
  update: 'put',
  modify: 'patch',
}

/** `resource({ id: 'user', list() {}, read() {} })` of resource-router-middleware: a router of the members that are there. */
function resourceRouter(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const [given = UNDEFINED] = call.args
  const router = makeRouter('router', placeOf(call.module, call.node), UNDEFINED)
  found.push(router)
  const id = textOf(getMember(machine, given, 'id')) ?? 'undefined'
  if (given.kind === 'object')
    addAll(
      making,
      router,
      call,
      [...given.members.keys()].flatMap((name): Route[] => {
        const method = methodOf(lookUp(VERBS, name) ?? name)
        return method ? [[method, { kind: 'string', value: KEYED.has(name) ? `/:${id}` : '/' }]] : []
      }),
    )
  return routerHost(machine, router, counter)
}

/** What each method of a resource of resourcejs registers (Resource.js). `virtual` hangs on the model. */
const RESOURCEJS: Record<string, readonly [method: string, record: boolean][]> = {
  index: [['GET', false]],
  get: [['GET', true]],
  put: [['PUT', true]],
  patch: [['PATCH', true]],
  post: [['POST', false]],
  delete: [['DELETE', true]],
  virtual: [],
  rest: [
    ['GET', false],
    ['GET', true],
    ['PUT', true],
    ['PATCH', true],
    ['POST', false],
    ['DELETE', true],
  ],
}

/** `Resource(app, '/api', 'User', model).rest()`. */
function resourcejs(making: Making, made: Call): Value {
  const [given = UNDEFINED, route = UNDEFINED, name = UNDEFINED] = made.args
  const app = routerOf(given)
  if (!app) return unknown('a resource')
  const lower = stringOf(name)?.toLowerCase() ?? '${name}'
  const self: HostValue = {
    kind: 'host',
    of: { resource: app },
    member: (member) =>
      Object.hasOwn(RESOURCEJS, member)
        ? native(member, (call) => {
            addAll(
              making,
              app,
              call,
              (RESOURCEJS[member] ?? []).map(([method, record]) => [
                method,
                joined(route, `/${lower}${record ? `/:${lower}Id` : ''}`),
              ]),
            )
            return self
          })
        : native(member, () => self),
  }
  return self
}

/** The name of a model that is made on the spot: `mongoose.model('User', schema)`. */
const modelName = (machine: Machine, model: Value): string | null =>
  stringOf(getMember(machine, model, 'modelName')) ??
  (model.kind === 'external' && model.path.at(-1) === 'model' ? stringOf(model.args?.[0]) : null)

/** `restify.serve(app, Model, { prefix, version, name })` of express-restify-mongoose. */
function restify({ machine }: Making, call: Call): Route[] {
  const [, model = UNDEFINED, options = UNDEFINED] = call.args
  const option = (name: string, otherwise: Value): Value => {
    const value = options.kind === 'object' ? getMember(machine, options, name) : UNDEFINED
    return isUndefined(value) ? otherwise : value
  }
  const own = modelName(machine, model)
  const name = option('name', own === null ? unknown('a model') : constant(own))
  const all = joined(option('prefix', constant('/api')), option('version', constant('/v1')), '/', name)
  const below = (end: string): PathValue =>
    all.kind === 'string'
      ? { ...all, value: all.value + end }
      : all.kind === 'open'
        ? { ...all, text: all.text + end }
        : all
  return [
    ['GET', all],
    ['GET', below('/count')],
    ['GET', below('/:id')],
    ['GET', below('/:id/shallow')],
    ['POST', all],
    ['POST', below('/:id')],
    ['PUT', below('/:id')],
    ['PATCH', below('/:id')],
    ['DELETE', all],
    ['DELETE', below('/:id')],
  ]
}

/** What packages give that register the routes of whole resources; null: another one. */
export function resourceCall(making: Making, callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.at(-1) ?? ''
  const [first = UNDEFINED] = call.args
  switch (callee.package) {
    case 'resource-router-middleware':
      return name === '' || name === 'default' ? resourceRouter(making, call) : null
    case 'resourcejs':
      return name === '' || name === 'default' ? resourcejs(making, call) : null
    case 'express-restify-mongoose': {
      const app = routerOf(first)
      if (name !== 'serve' || !app) return null
      addAll(making, app, call, restify(making, call))
      return UNDEFINED
    }
    default:
      return null
  }
}
