import { placeOf } from '../javascript/provenance.ts'
import type { Machine } from '../javascript/machine.ts'
import { UNDEFINED, native, unknown } from '../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, HostValue, Value } from '../javascript/value.ts'
import { addController, controllersOf, isDecorated, listOf } from './controllers.ts'
import { addOpen, makeRouter, routerHost } from './host.ts'
import { routerOf } from './registry.ts'
import type { Counter } from './host.ts'
import { getMember } from '../javascript/access.ts'
import { pathsOf } from './paths.ts'
import type { PathValue, RouterModel } from './stack.ts'

interface Making { machine: Machine; found: RouterModel[]; counter: Counter }

/** A router of controllers, mounted at a prefix that may be set later: the list of paths is the mount's own. */
function mountControllers({ machine, found, counter }: Making, app: RouterModel, controllers: ClassValue[], call: Call): PathValue[] {
  const range = placeOf(call.module, call.node)
  const router = makeRouter('router', range, UNDEFINED)
  found.push(router)
  routerHost(machine, router, counter)
  for (const controller of controllers) addController(machine, router, counter, controller)
  const paths: PathValue[] = [{ kind: 'string', value: '/' }]
  app.stack.push({ kind: 'use', method: null, paths, handlers: [{ kind: 'router', router, range }], range, via: [range], routeId: counter.next++, when: null })
  return paths
}

function setPrefix(paths: PathValue[], value: Value | undefined): void {
  if (value) paths.splice(0, paths.length, ...pathsOf(value, 'a prefix').map((path): PathValue => (path.kind === 'string' ? { kind: 'string', value: `/${path.value}`.replace(/\/{2,}/g, '/') } : path)))
}

/** `NestFactory.create(AppModule)`: an Express application, unless it is given another adapter. */
function nestApp(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const app = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  found.push(app)
  const host = routerHost(machine, app, counter)
  const { controllers, open } = controllersOf(machine, call.args[0] ?? UNDEFINED)
  const prefix = mountControllers(making, app, controllers, call)
  if (open) addOpen(app, counter, call, 'a module of the application cannot be seen')
  const self: HostValue = {
    kind: 'host', of: { nest: app },
    member: (name) => {
      if (name === 'use' || name === 'listen' || name === 'set' || name === 'enable' || name === 'disable') return getMember(machine, host, name)
      if (name === 'setGlobalPrefix') return native(name, ({ args }) => {
        setPrefix(prefix, args[0])
        return self
      })
      if (name === 'enableVersioning') return native(name, (versioning) => {
        addOpen(app, counter, versioning, 'versions may be part of the paths')
        return self
      })
      if (name === 'getHttpAdapter' || name === 'getHttpServer') return native(name, () => self)
      return name === 'getInstance' ? native(name, () => host) : native(name, () => unknown(name))
    },
  }
  return self
}

/** `controllers: [...]` of routing-controllers: classes, or patterns of files, which mean all there are. */
function listedControllers(machine: Machine, options: Value | undefined): ClassValue[] {
  const list = options?.kind === 'object' ? options.members.get('controllers') : undefined
  const listed = listOf(list).flatMap((one) => (one.kind === 'class' ? [one] : []))
  return list?.kind === 'array' && !list.open && listed.length === list.items.length ? listed : [...machine.classes.values()].filter(isDecorated)
}

function decoratedServer(making: Making, call: Call, app: RouterModel | null, options: Value | undefined): Value {
  const { machine, found, counter } = making
  const server = app ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  const host = app ? call.args[0] ?? UNDEFINED : routerHost(machine, server, counter)
  if (!app) found.push(server)
  // Patterns of files load what is not yet carried out: the classes are there when the running modules have ended.
  machine.deferred.push(() => {
    const paths = mountControllers(making, server, listedControllers(machine, options), call)
    if (options?.kind === 'object') setPrefix(paths, options.members.get('routePrefix'))
  })
  return host
}

const isFastify = (adapter: Value | undefined): boolean => adapter?.kind === 'external' && adapter.package === '@nestjs/platform-fastify'

/** What the frameworks' own functions give; null: nothing that is known. */
export function frameworkCall(making: Making, callee: ExternalValue, call: Call): Value | null {
  const path = callee.path.join('.')
  if (callee.package === '@nestjs/core' && path === 'NestFactory.create') return isFastify(call.args[1]) ? null : nestApp(making, call)
  if (callee.package !== 'routing-controllers') return null
  if (path === 'createExpressServer') return decoratedServer(making, call, null, call.args[0])
  const app = call.args[0] ? routerOf(call.args[0]) : null
  return path === 'useExpressServer' && app ? decoratedServer(making, call, app, call.args[1]) : null
}
