import { cwdOf } from '../../../javascript/files.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { globbed } from '../../../javascript/natives/glob.ts'
import { UNDEFINED, stringOf } from '../../../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, Value } from '../../../javascript/value.ts'
import { isDecorated, listOf } from './controllers.ts'
import { makeRouter, routerHost } from '../host.ts'
import { routerOf } from '../registry.ts'
import { importedModule } from '../../../javascript/linking.ts'
import { attachCall } from './attached.ts'
import { feathersApp } from './feathers.ts'
import { inversifyServer } from './inversify.ts'
import { mcpApp } from './mcp.ts'
import { controllersIn, mountControllers, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'
import { nestApp, swaggerPages } from './nest.ts'
import { configCall } from './nest-config.ts'
import { resourceCall } from './resources.ts'
import { tsedServer } from './tsed.ts'
import type { RouterModel } from '../stack.ts'

/** `controllers: [...]` of routing-controllers: classes, or patterns of files; where not all of them are known, all there are. */
function listedControllers(machine: Machine, options: Value | undefined, call: Call): ClassValue[] {
  const list = options?.kind === 'object' ? options.members.get('controllers') : undefined
  const items = listOf(list)
  const listed = items.flatMap((one) => (one.kind === 'class' ? [one] : []))
  const patterns = items.map(stringOf).filter((one) => one !== null)
  const files = globbed(machine.disk, cwdOf(machine.disk, call.module.file.absolute), patterns) ?? []
  for (const path of files) importedModule(machine, call.module, path, 'import')
  const all =
    list?.kind === 'array' &&
    !list.open &&
    listed.length + patterns.length === items.length &&
    (patterns.length === 0 || files.length > 0)
  return all
    ? [...new Set([...listed, ...controllersIn(machine, new Set(files))])]
    : [...machine.classes.values()].filter(isDecorated)
}

function decoratedServer(making: Making, call: Call, app: RouterModel | null, options: Value | undefined): Value {
  const { machine, found, counter } = making
  const server = app ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  const host = app ? (call.args[0] ?? UNDEFINED) : routerHost(machine, server, counter)
  if (!app) found.push(server)
  // Patterns of files load what is not yet carried out: the classes are there when the running modules have ended.
  machine.deferred.push(() => {
    const paths = mountControllers(making, server, listedControllers(machine, options, call), call)
    if (options?.kind === 'object') setPrefix(paths, options.members.get('routePrefix'))
  })
  return host
}

const isFastify = (adapter: Value | undefined): boolean =>
  adapter?.kind === 'external' && adapter.package === '@nestjs/platform-fastify'

/** The programs whose Nest runs on Fastify: their controllers are none of Express's. */
const withoutExpress = new WeakSet<Machine>()

export const isOnFastify = (machine: Machine): boolean => withoutExpress.has(machine)

const TSED = /^(?:@tsed\/|ts-express-decorators$)/

/** What the frameworks' own functions give; null: nothing that is known. */
export function frameworkCall(making: Making, callee: ExternalValue, call: Call): Value | null {
  const path = callee.path.join('.')
  if (callee.package === '@nestjs/core' && path === 'NestFactory.create') {
    if (!isFastify(call.args[1])) return nestApp(making, call)
    withoutExpress.add(making.machine)
    return null
  }
  if (callee.package === '@nestjs/swagger' && path === 'SwaggerModule.setup') return swaggerPages(making, call)
  const configured = configCall(making.machine, callee, call)
  if (configured) return configured
  if (callee.package === 'inversify-express-utils' && path === 'InversifyExpressServer')
    return inversifyServer(making, call)
  if (TSED.test(callee.package))
    return call.args[0]?.kind === 'class' && /(?:^|\.)(?:bootstrap|create|build)$/.test(path)
      ? tsedServer(making, call)
      : null
  if (callee.package === '@feathersjs/express' && /^(?:default)?$/.test(path)) return feathersApp(making, call)
  const mcp = mcpApp(making, callee, call)
  if (mcp) return mcp
  const attached = attachCall(making, callee, call)
  if (attached) return attached
  const resource = resourceCall(making, callee, call)
  if (resource) return resource
  if (callee.package !== 'routing-controllers') return null
  if (path === 'createExpressServer') return decoratedServer(making, call, null, call.args[0])
  const app = call.args[0] ? routerOf(call.args[0]) : null
  return path === 'useExpressServer' && app ? decoratedServer(making, call, app, call.args[1]) : null
}
