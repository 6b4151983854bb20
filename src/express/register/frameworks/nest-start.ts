import { getMember } from '../../../javascript/access.ts'
import { rangeOf } from '../../../javascript/machine.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, constant, stringOf, truth, unknown } from '../../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../../javascript/value.ts'
import type { SourceRange } from '../../../text/range.ts'
import { handlerNamed } from '../handlers.ts'
import { addOpen } from '../host.ts'
import type { Counter } from '../host.ts'
import type { Shelf } from '../injection.ts'
import { pathsOf } from '../paths.ts'
import type { Handler, RouterModel, StackLayer } from '../stack.ts'
import { addController, classMarking, classesIn, unseenAction } from './controllers.ts'
import type { Making } from './mounting.ts'
import { addMiddleware } from './nest-middleware.ts'
import { modulesOf } from './nest-modules.ts'
import { isQuietInterceptor } from './nest-parts.ts'
import { EMPTY, join, placed } from './nest-paths.ts'
import type { NestPaths } from './nest-paths.ts'
import { nestProviders } from './nest-providers.ts'
import { objectIn } from './objects.ts'
import { nestHandlers } from './nest-routes.ts'
import type { Global } from './nest-routes.ts'

/** An application before it starts. */
export interface Nest extends NestPaths {
  global: Global
  filters: Value[]
}

const atRoot = (range: SourceRange, counter: Counter, handlers: Handler[], path = EMPTY): StackLayer => ({
  kind: 'use',
  method: null,
  paths: [path.kind === 'string' && path.value === '' ? { kind: 'string', value: '/' } : path],
  handlers,
  range,
  via: [range],
  routeId: counter.next++,
  when: null,
})

/** A module of a package that may answer requests: GraphQL's at its own path. */
function foreignLayer(value: ExternalValue, { prefix }: Nest, call: Call, counter: Counter): StackLayer {
  const range = placeOf(call.module, call.node)
  const name = value.path.find((part) => /^[A-Z]/.test(part)) ?? value.package
  const unseen = { name, from: value.package }
  const handler: Handler = { kind: 'unknown', why: `\`${name}\` may answer`, range, unseen }
  const options = value.args?.[0]
  const path =
    options?.kind === 'object' && !options.open ? (options.members.get('path') ?? constant('graphql')) : UNDEFINED
  const isGraph = value.package === '@nestjs/graphql' && stringOf(path) !== null
  const [global = EMPTY] = prefix
  const uses = options?.kind === 'object' && truth(options.members.get('useGlobalPrefix') ?? constant(false)) === true
  return atRoot(range, counter, [handler], isGraph ? join(uses ? global : EMPTY, ...pathsOf(path, 'a path')) : EMPTY)
}

/** Guards, pipes, interceptors and filters that a module provides for every route: `{ provide: APP_GUARD, useClass }`. */
function noteProvided(nest: Nest, providers: readonly Value[], call: Call): void {
  for (const provider of providers) {
    const token = provider.kind === 'object' ? provider.members.get('provide') : undefined
    const name = token?.kind === 'external' && token.package === '@nestjs/core' ? token.path.at(-1) : undefined
    const given = provider.kind === 'object' ? provider.members.get('useClass') : undefined
    if (name) noteGlobal(nest, name, given ? [given] : [unknown(name)], call)
  }
}

/** What `useGlobalGuards()` and its like, or a module, puts around every route. */
export function noteGlobal(nest: Nest, name: string, given: readonly Value[], call: Call): void {
  const range = placeOf(call.module, call.node)
  const refusing = (): Handler[] =>
    given.map((one) => {
      const words = nameOf(one) ?? name
      return { kind: 'unknown', why: `\`${words}\` may answer`, range, unseen: { name: words, from: null } }
    })
  if (/guard/i.test(name)) nest.global.handlers.push(...refusing())
  if (/pipe/i.test(name)) nest.global.pipes.push(...refusing())
  if (/filter/i.test(name)) nest.filters.push(...given)
  if (/interceptor/i.test(name) && !given.every(isQuietInterceptor))
    nest.global.handlers.push({ kind: 'unknown', why: 'an interceptor may change the answer', range })
}

const nameOf = (value: Value): string | null =>
  value.kind === 'external' ? (value.path.at(-1) ?? null) : (classesIn(value)[0]?.node.id?.name ?? null)

/** `catch(exception, host)` of a filter of the program's own, for the errors that `@Catch()` names; null: it cannot be followed. */
function filterHandler(machine: Machine, own: Shelf, filter: Value): Handler | null {
  const [of] = classesIn(filter)
  const types = of && classMarking(machine, of, 'Catch')
  if (!of || !types) return null
  const self = filter.kind === 'class' ? objectIn(own, filter) : filter
  const fn = self.kind === 'object' ? getMember(machine, self, 'catch') : null
  if (fn?.kind !== 'function') return null
  const range = rangeOf(fn.module, fn.node)
  const calling = { args: ['error', 'host'] as const, status: null, headers: [], sends: false, catches: types }
  return { kind: 'function', node: fn.node, module: fn.module, value: { ...fn, self }, range, argument: range, calling }
}

/** What an application registers as it starts, in Nest's own order: middleware, routes, then what answers the rest. */
export function startNest(making: Making, nest: Nest, app: RouterModel, call: Call): void {
  const { machine, counter } = making
  const modules = modulesOf(machine, call.args[0] ?? UNDEFINED, call)
  const { controllers, providers, classes, foreign, open } = modules
  noteProvided(nest, providers, call)
  const own = nestProviders(machine, providers, call)
  const range = placeOf(call.module, call.node)
  const pathOf = new Map(controllers.map(({ value, modulePath }) => [value, modulePath]))
  addMiddleware(
    {
      machine,
      app,
      counter,
      own,
      prefixed: (path) => nest.prefix.map((one) => join(one, { kind: 'string', value: path })),
      placed: (of, route) => placed(nest, pathOf.get(of) ?? EMPTY, route),
    },
    classes,
    call,
  )
  for (const { value, modulePath } of controllers)
    addController(machine, app, counter, value, {
      placed: (route) => placed(nest, modulePath, route),
      handlers: (route) =>
        nest.versions?.prefix === null && route.version
          ? [unseenAction(route)]
          : nestHandlers(machine, own, nest.global, route),
    })
  app.stack.push(...foreign.map((one) => foreignLayer(one, nest, call, counter)))
  if (open) addOpen(app, counter, call, 'a module of the application cannot be seen')
  app.answersRest = true
  if (nest.filters.length > 0)
    app.stack.push(atRoot(range, counter, [handlerNamed('@nestjs/core.notFound', call.module, range)]))
  for (const filter of nest.filters.toReversed())
    app.stack.push(
      atRoot(range, counter, [
        filterHandler(machine, own, filter) ?? handlerNamed('@nestjs/core.filter', call.module, range),
      ]),
    )
  app.stack.push(atRoot(range, counter, [handlerNamed('@nestjs/core.exceptions', call.module, range)]))
}
