import { getMember } from '../../../javascript/access.ts'
import { callBack } from '../../../javascript/evaluator.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, isUndefined, native, stringOf } from '../../../javascript/value.ts'
import type { Call, ClassValue, HostValue, Value } from '../../../javascript/value.ts'
import { handlersOf } from '../handlers.ts'
import type { Counter } from '../host.ts'
import type { Shelf } from '../injection.ts'
import type { PathValue, RouterModel, StackLayer } from '../stack.ts'
import { routesOf } from './controllers.ts'
import type { DeclaredRoute } from './controllers.ts'
import { objectIn } from './objects.ts'

/** Where middleware is put: `use` takes whatever begins so, the others take the path itself. */
interface Spot {
  kind: 'use' | 'all' | 'method'
  method: string | null
  paths: PathValue[]
}

/** What an application needs to put middleware where its modules say. */
export interface Placing {
  machine: Machine
  app: RouterModel
  counter: Counter
  own: Shelf
  /** A path below the global prefix. */
  prefixed(path: string): PathValue[]
  /** The paths of a controller's route. */
  placed(of: ClassValue, route: DeclaredRoute): PathValue[]
}

/** `*`, `(.*)`, `/*path`: every path. */
const EVERYWHERE = /^\/?(?:\(?\.?\*\)?\w*|\{\*\w+\})?$/

/** What one of `forRoutes()` means; null: nobody can tell. */
function spotsOf(placing: Placing, given: Value): Spot[] | null {
  if (given.kind === 'class')
    return (routesOf(placing.machine, given) ?? []).map((route) => ({
      kind: route.method ? 'method' : 'all',
      method: route.method,
      paths: placing.placed(given, route),
    }))
  const text = stringOf(given.kind === 'object' ? given.members.get('path') : given)
  if (text === null) return null
  const paths = placing.prefixed(EVERYWHERE.test(text) ? '' : text)
  const asked = given.kind === 'object' ? given.members.get('method') : undefined
  const method = asked?.kind === 'external' ? asked.path.at(-1) : asked && !isUndefined(asked) ? null : 'ALL'
  if (method === null || method === undefined) return null
  if (EVERYWHERE.test(text) || given.kind !== 'object')
    return method === 'ALL' ? [{ kind: 'use', method: null, paths }] : null
  return [{ kind: method === 'ALL' ? 'all' : 'method', method: method === 'ALL' ? null : method, paths }]
}

/** What `apply()` is given, as Express is given it: of a class, `use` of its object. */
const functionOf = ({ machine, own }: Placing, given: Value): Value => {
  if (given.kind !== 'class') return given
  const self = objectIn(own, given)
  const fn = self.kind === 'object' ? getMember(machine, self, 'use') : UNDEFINED
  return fn.kind === 'function' ? { ...fn, self } : fn
}

function add(placing: Placing, call: Call, applied: Value[], spots: Spot[], when: string | null): void {
  const range = placeOf(call.module, call.node)
  const handlers = handlersOf(
    applied.map((one) => functionOf(placing, one)),
    call,
    applied.map(() => range),
  )
  for (const spot of spots) {
    const layer: StackLayer = { ...spot, handlers, range, via: [range], routeId: placing.counter.next++, when }
    placing.app.stack.push(layer)
  }
}

const EVERY_PATH: Spot = { kind: 'use', method: null, paths: [{ kind: 'string', value: '/' }] }

/** `consumer.apply(…).exclude(…).forRoutes(…)` of a module's `configure()`. */
function consumerOf(placing: Placing): HostValue {
  const builder = (applied: Value[], excludes: boolean): HostValue => ({
    kind: 'host',
    of: { applied },
    member: (name) =>
      native(name, (call) => {
        if (name === 'exclude') return builder(applied, true)
        if (name !== 'forRoutes') return UNDEFINED
        const found = call.args
          .flatMap((one) => (one.kind === 'array' ? one.items : [one]))
          .map((one) => spotsOf(placing, one))
        const spots = found.includes(null) ? null : found.flatMap((one) => one ?? [])
        const isSure = spots && !call.open && !excludes
        add(placing, call, applied, spots ?? [EVERY_PATH], isSure ? null : 'the middleware is for this route')
        return consumer
      }),
  })
  const consumer: HostValue = {
    kind: 'host',
    of: { consumer: placing.app },
    member: (name) =>
      native(name, ({ args }) =>
        name === 'apply'
          ? builder(
              args.flatMap((one) => (one.kind === 'array' ? one.items : [one])),
              false,
            )
          : UNDEFINED,
      ),
  }
  return consumer
}

/** Lets every module put its middleware in front of the routes. */
export function addMiddleware(placing: Placing, modules: readonly ClassValue[], call: Call): void {
  for (const module of modules) {
    if (!module.prototype.members.has('configure')) continue
    const self = objectIn(placing.own, module)
    const configure = self.kind === 'object' ? getMember(placing.machine, self, 'configure') : UNDEFINED
    if (configure.kind === 'function') callBack(placing.machine, { ...configure, self }, [consumerOf(placing)], call)
  }
}
