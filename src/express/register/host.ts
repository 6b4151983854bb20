import { callBack } from '../../javascript/evaluator.ts'
import { isInteresting } from '../../javascript/interest.ts'
import { describeCondition } from '../../javascript/machine.ts'
import type { Machine } from '../../javascript/machine.ts'
import { placeOf, trailOf, writtenAt } from '../../javascript/provenance.ts'
import { readable } from '../../javascript/installed.ts'
import { UNDEFINED, constant, native, objectOf, stringOf, truth, unknown } from '../../javascript/value.ts'
import type { Call, Condition, FunctionValue, HostValue, Value } from '../../javascript/value.ts'
import type { SourceRange } from '../../text/range.ts'
import { atServer } from './front.ts'
import { prototypesOf } from './prototypes.ts'
import { handlersOf } from './handlers.ts'
import { addressOf } from './listen.ts'
import { passedTo } from './passing.ts'
import { isPath, pathsOf } from './paths.ts'
import { markRouter, markServer } from './registry.ts'
import { socketLayer } from './sockets.ts'
import type { Handler, Optional, PathValue, RouterModel, StackLayer } from './stack.ts'
import { methodOf } from './verbs.ts'

/** Numbers route objects within one reading. */
export interface Counter {
  next: number
}

/** An app or router, with what it takes to register something on it; `host`: what it is to the program. */
interface Registering {
  machine: Machine
  model: RouterModel
  counter: Counter
  host(): Value
}

/** What applications wait for to be mounted. */
const onMount = new WeakMap<RouterModel, Call[]>()

/** app.use() of Express emits `mount` on an application that it is given, once that is in place. */
function tellMounted({ machine, host }: Registering, { handlers }: StackLayer): void {
  for (const handler of handlers)
    for (const call of (handler.kind === 'router' && onMount.get(handler.router)) || [])
      callBack(machine, call.args[1] ?? UNDEFINED, [host()], call)
}

export function makeRouter(kind: RouterModel['kind'], range: SourceRange, options: Value): RouterModel {
  const option = (name: string): boolean | null =>
    options.kind === 'object' && options.members.has(name) ? truth(options.members.get(name) ?? UNDEFINED) : null
  return {
    kind,
    name: range.file,
    range,
    settings: [],
    stack: [],
    addresses: [],
    front: [],
    open: [],
    options: { caseSensitive: option('caseSensitive'), strict: option('strict'), mergeParams: option('mergeParams') },
  }
}

const argumentRanges = (call: Call): (SourceRange | null)[] => {
  const nodes = call.node.type === 'CallExpression' || call.node.type === 'NewExpression' ? call.node.arguments : []
  if (nodes.length !== call.args.length) return []
  return nodes.map((node) => call.module.file.range(node.range[0], node.range[1]))
}

const argumentText = (call: Call, index: number): string => {
  const range = argumentRanges(call)[index]
  return range ? call.module.file.text.slice(range.start.offset, range.end.offset) : 'a path'
}

const ROOT: PathValue[] = [{ kind: 'string', value: '/' }]

/** A registration whose list of arguments is not wholly known has more handlers than are seen. */
function moreHandlers(call: Call, layer: StackLayer): StackLayer {
  if (call.open)
    layer.handlers.push({
      kind: 'unknown',
      why: 'more arguments than are known',
      range: placeOf(call.module, call.node),
    })
  return layer
}

/** A registration with no handler is none: what it hangs on where none of its handlers is sure. */
function allOptional(handlers: Handler[]): Optional | null {
  const [first] = handlers
  return first?.optional !== undefined && handlers.every((one) => one.optional !== undefined) ? first.optional : null
}

/** The open conditions around a call, outermost first. */
function hingesOf(condition: Condition | null): Condition[] {
  const found: Condition[] = []
  for (let at = condition; at; at = at.outer) found.unshift(at)
  return found
}

function layerFor(
  call: Call,
  { promises }: RouterModel,
  kind: StackLayer['kind'],
  method: string | null,
  paths: PathValue[],
  from: number,
  at: SourceRange,
  routeId: number,
): StackLayer {
  const found = handlersOf(call.args.slice(from), call, argumentRanges(call).slice(from))
  const optional = allOptional(found)
  const handlers =
    optional && found.every((one) => one.optional === optional) ? found.map(({ optional: _, ...one }) => one) : found
  const when = [describeCondition(call.condition), optional?.words].filter(Boolean).join(' and ') || null
  const hinges = [...hingesOf(call.condition), ...(optional ? [optional] : [])]
  return moreHandlers(call, {
    ...(promises && { promises }),
    kind,
    method,
    paths,
    handlers,
    range: at,
    via: trailOf(call),
    routeId,
    when,
    hinges,
  })
}

/** The paths that an argument gives; a constant of an installed package is read there. */
const pathsGiven = (machine: Machine, value: Value, call: Call): PathValue[] =>
  pathsOf(readable(machine, value), argumentText(call, 0))

/** Whether one more, under some paths, is within what one place may register: a loop in a loop registers without end. */
function mayRegister({ machine, model, counter }: Registering, call: Call, paths: PathValue[]): boolean {
  const { ledger, registered } = machine
  const bound = registered.get(call.node) ?? ledger.bound('registrations')
  registered.set(call.node, bound)
  if (bound.take(Math.max(paths.length, 1))) return true
  addOpen(model, counter, call, 'more is registered here than is looked at')
  ledger.beyond('registrations', placeOf(call.module, call.node))
  return false
}

function addRoute(registering: Registering, call: Call, method: string | null): void {
  const { machine, model, counter } = registering
  const [path = unknown('a path')] = call.args
  const paths = pathsGiven(machine, path, call)
  if (!mayRegister(registering, call, paths)) return
  model.stack.push(
    layerFor(call, model, method ? 'method' : 'all', method, paths, 1, writtenAt(call, 0), counter.next++),
  )
}

function addUse(registering: Registering, call: Call): void {
  const { machine, model, counter } = registering
  const [first = UNDEFINED] = call.args
  const hasPath = isPath(first, call.args.length > 1, argumentText(call, 0))
  const paths = hasPath ? pathsGiven(machine, first, call) : ROOT
  if (!mayRegister(registering, call, paths)) return
  const layer = layerFor(call, model, 'use', null, paths, hasPath ? 1 : 0, writtenAt(call, 0), counter.next++)
  model.stack.push(layer)
  tellMounted(registering, layer)
}

function addParam({ model, counter }: Registering, call: Call): void {
  const name = stringOf(call.args[0] ?? UNDEFINED)
  model.stack.push(layerFor(call, model, 'param', name, [], 1, placeOf(call.module, call.node), counter.next++))
}

/** Something that happens to a router here and cannot be followed. */
export function addOpen(model: RouterModel, counter: Counter, call: Call, why: string): void {
  const range = placeOf(call.module, call.node)
  if (model.open.some((one) => one.range.file === range.file && one.range.start.offset === range.start.offset)) return
  model.open.push({ why, range })
  model.stack.push({
    kind: 'open',
    method: null,
    paths: ROOT,
    handlers: [],
    range,
    via: trailOf(call),
    routeId: counter.next++,
    when: describeCondition(call.condition),
    hinges: hingesOf(call.condition),
  })
}

/** `route(path)`: its verbs register on one route. */
function routeHost({ machine, model, counter }: Registering, made: Call): Value {
  const [path = unknown('a path')] = made.args
  const paths = pathsGiven(machine, path, made)
  const routeId = counter.next++
  const register = (name: string, method: string | null): Value =>
    native(name, (call) => {
      model.stack.push(
        layerFor(call, model, method ? 'method' : 'all', method, paths, 0, placeOf(call.module, call.node), routeId),
      )
      return self
    })
  const self: HostValue = {
    kind: 'host',
    of: { route: paths },
    member: (name) =>
      name === 'all'
        ? register(name, null)
        : methodOf(name)
          ? register(name, methodOf(name))
          : unknown(`route.${name}`),
    computed: () =>
      native('route[…]', (call) => {
        addOpen(model, counter, call, 'a method whose name is computed')
        return self
      }),
  }
  return self
}

function setting(model: RouterModel, name: string): Value {
  return model.settings.findLast((one) => one.name === name)?.value ?? unknown(`the setting '${name}'`)
}

function addSetting(model: RouterModel, call: Call, value: Value): void {
  const name = stringOf(call.args[0] ?? UNDEFINED)
  const open = call.condition ? unknown('set under a condition') : value
  if (name !== null) model.settings.push({ name, value: open, range: placeOf(call.module, call.node) })
}

function serve(machine: Machine, model: RouterModel, call: Call): Value {
  const address = addressOf(call)
  if (address) model.addresses.push(address)
  for (const arg of call.args)
    if (isInteresting(arg)) machine.deferred.push(() => void callBack(machine, arg, [], call))
  return serverHost(machine, model)
}

/** What an app's listener registers happens when it is mounted, or listens. */
function whenItHappens({ machine, model }: Registering, call: Call): void {
  const callback = call.args[1]
  if (stringOf(call.args[0] ?? UNDEFINED) === 'mount') {
    onMount.set(model, [...(onMount.get(model) ?? []), call])
    return
  }
  if (callback && isInteresting(callback)) machine.deferred.push(() => void callBack(machine, callback, [], call))
}

/** `http.createServer((req, res) => …)`: a listener that answers some requests itself, and passes others on to an application. */
export function listenerHost(registering: Omit<Registering, 'host'>, call: Call, listener: FunctionValue): HostValue {
  const { machine, model } = registering
  model.isListener = true
  const self = serverHost(machine, model)
  addUse({ ...registering, host: () => self }, { ...call, args: [listener] })
  return self
}

/** What `http.createServer(app)` and `app.listen()` give. */
export function serverHost(machine: Machine, model: RouterModel): HostValue {
  const self: HostValue = {
    kind: 'host',
    of: { server: model },
    member: (name) => {
      if (name === 'listen') return native(name, (call) => serve(machine, model, call))
      return native(name, (call) => {
        atServer(model, name, call)
        return self
      })
    },
  }
  markServer(self, model)
  return self
}

function appMember(machine: Machine, model: RouterModel, name: string, self: () => Value): Value | null {
  const chained = (work: (call: Call) => void): Value =>
    native(name, (call) => {
      work(call)
      return self()
    })
  switch (name) {
    case 'listen':
      return native(name, (call) => serve(machine, model, call))
    case 'set':
      return native(name, (call) => {
        if (call.args.length < 2) return setting(model, stringOf(call.args[0] ?? UNDEFINED) ?? '')
        addSetting(model, call, call.args[1] ?? UNDEFINED)
        return self()
      })
    case 'enable':
      return chained((call) => addSetting(model, call, constant(true)))
    case 'disable':
      return chained((call) => addSetting(model, call, constant(false)))
    case 'enabled':
    case 'disabled':
      return native(name, () => unknown(name))
    case 'engine':
      return chained(() => undefined)
    case 'request':
    case 'response':
      return prototypesOf(machine)[name]
    case 'router':
    case '_router':
      return self()
    default:
      return null
  }
}

/** `app.group('/v1', (router) => …)` of express-group-routes: a router that is filled, then mounted. */
function groupOn(registering: Registering, call: Call): Value {
  const { machine, counter } = registering
  const [path, fill] = call.args.length > 1 ? call.args : [constant('/'), call.args[0]]
  const range = placeOf(call.module, call.node)
  const router = makeRouter('router', range, UNDEFINED)
  const host = routerHost(machine, router, counter)
  if (fill) callBack(machine, fill, [host], call)
  addUse(registering, { ...call, args: [path ?? constant('/'), host] })
  return host
}

/** What an app or a router is to the program. */
export function routerHost(machine: Machine, model: RouterModel, counter: Counter): Value {
  const own = new Map<string, Value>([
    ['locals', objectOf([], true)],
    ['mountpath', unknown('mountpath')],
  ])
  const chained = (name: string, work: (call: Call) => void): Value =>
    native(name, (call) => {
      work(call)
      return host
    })
  const registering: Registering = { machine, model, counter, host: () => host }
  const member = (name: string): Value => {
    const assigned = own.get(name)
    if (assigned) return assigned
    if (name === 'use') return chained(name, (call) => addUse(registering, call))
    if (name === 'all') return chained(name, (call) => addRoute(registering, call, null))
    if (name === 'param') return chained(name, (call) => addParam(registering, call))
    if (name === 'route') return native(name, (call) => routeHost(registering, call))
    if (name === 'ws')
      return chained(
        name,
        (call) =>
          void model.stack.push(
            socketLayer(call, pathsGiven(machine, call.args[0] ?? UNDEFINED, call), counter.next++),
          ),
      )
    if (name === 'group') return native(name, (call) => groupOn(registering, call))
    if (name === 'handle') return native(name, (call) => passedTo(model, call))
    const app = model.kind === 'app' ? appMember(machine, model, name, () => host) : null
    if (app) return app
    if (name === 'on' || name === 'once') return chained(name, (call) => whenItHappens(registering, call))
    if (name === 'off' || name === 'emit') return chained(name, () => undefined)
    return verb(name) ?? unknown(`'${name}' of a router`)
  }
  const verb = (name: string): Value | null => {
    const method = methodOf(name)
    if (!method) return null
    return native(name, (call) => {
      // Without a handler `get` reads a setting; Express throws on a route that has none.
      if (method === 'GET' && call.args.length === 1 && !call.open)
        return setting(model, stringOf(call.args[0] ?? UNDEFINED) ?? '')
      addRoute(registering, call, method)
      return host
    })
  }
  const host: HostValue = {
    kind: 'host',
    of: model,
    member,
    assign: (name, value) => void own.set(name, value),
    call: (call) => passedTo(model, call),
    computed: () =>
      native('router[…]', (call) => {
        addOpen(model, counter, call, 'a method whose name is computed')
        return host
      }),
  }
  markRouter(host, model)
  return host
}
