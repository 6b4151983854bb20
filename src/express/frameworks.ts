import { cwdOf } from '../javascript/files.ts'
import { placeOf } from '../javascript/provenance.ts'
import type { Machine } from '../javascript/machine.ts'
import { globbed } from '../javascript/natives/glob.ts'
import { UNDEFINED, native, stringOf, unknown } from '../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, HostValue, Value } from '../javascript/value.ts'
import { controllersOf, isDecorated, listOf } from './controllers.ts'
import { addOpen, makeRouter, routerHost } from './host.ts'
import { routerOf } from './registry.ts'
import { getMember } from '../javascript/access.ts'
import { importedModule } from '../javascript/linking.ts'
import { inversifyServer } from './inversify.ts'
import { controllersIn, mountControllers, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'
import type { RouterModel } from './stack.ts'

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

/** `controllers: [...]` of routing-controllers: classes, or patterns of files; where not all of them are known, all there are. */
function listedControllers(machine: Machine, options: Value | undefined, call: Call): ClassValue[] {
  const list = options?.kind === 'object' ? options.members.get('controllers') : undefined
  const items = listOf(list)
  const listed = items.flatMap((one) => (one.kind === 'class' ? [one] : []))
  const patterns = items.map(stringOf).filter((one) => one !== null)
  const files = globbed(machine.disk, cwdOf(machine.disk, call.module.file.absolute), patterns) ?? []
  for (const path of files) importedModule(machine, call.module, path, 'import')
  const all = list?.kind === 'array' && !list.open && listed.length + patterns.length === items.length && (patterns.length === 0 || files.length > 0)
  return all ? [...new Set([...listed, ...controllersIn(machine, new Set(files))])] : [...machine.classes.values()].filter(isDecorated)
}

function decoratedServer(making: Making, call: Call, app: RouterModel | null, options: Value | undefined): Value {
  const { machine, found, counter } = making
  const server = app ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  const host = app ? call.args[0] ?? UNDEFINED : routerHost(machine, server, counter)
  if (!app) found.push(server)
  // Patterns of files load what is not yet carried out: the classes are there when the running modules have ended.
  machine.deferred.push(() => {
    const paths = mountControllers(making, server, listedControllers(machine, options, call), call)
    if (options?.kind === 'object') setPrefix(paths, options.members.get('routePrefix'))
  })
  return host
}

const isFastify = (adapter: Value | undefined): boolean => adapter?.kind === 'external' && adapter.package === '@nestjs/platform-fastify'

/** What the frameworks' own functions give; null: nothing that is known. */
export function frameworkCall(making: Making, callee: ExternalValue, call: Call): Value | null {
  const path = callee.path.join('.')
  if (callee.package === '@nestjs/core' && path === 'NestFactory.create') return isFastify(call.args[1]) ? null : nestApp(making, call)
  if (callee.package === 'inversify-express-utils' && path === 'InversifyExpressServer') return inversifyServer(making, call)
  if (callee.package !== 'routing-controllers') return null
  if (path === 'createExpressServer') return decoratedServer(making, call, null, call.args[0])
  const app = call.args[0] ? routerOf(call.args[0]) : null
  return path === 'useExpressServer' && app ? decoratedServer(making, call, app, call.args[1]) : null
}
