import { dirname } from 'node:path'
import { getMember, setMember } from '../../../javascript/access.ts'
import { callBack } from '../../../javascript/evaluator.ts'
import { instantiate } from '../../../javascript/classes.ts'
import { importedModule } from '../../../javascript/linking.ts'
import { makeCall } from '../../../javascript/machine.ts'
import { globbed } from '../../../javascript/natives/glob.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, constant, stringOf, unknown } from '../../../javascript/value.ts'
import type { Call, ClassValue, Value } from '../../../javascript/value.ts'
import { makeRouter, routerHost } from '../host.ts'
import { childClasses, classMarking, classesIn } from './controllers.ts'
import { controllersIn, mountControllers, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'

/** The controllers that one of `mount` means: classes, lists of them, patterns of files, `${rootDir}` being the server's folder. Those below another are its own. */
function mounted(making: Making, given: Value, server: ClassValue, call: Call): ClassValue[] {
  const { machine } = making
  if (given.kind === 'array') return given.items.flatMap((one) => mounted(making, one, server, call))
  const pattern = stringOf(given)
  if (pattern === null) return classesIn(given)
  const root = dirname(server.module.file.absolute)
  const files = globbed(machine.disk, root, [pattern.replaceAll('${rootDir}', root)]) ?? []
  for (const path of files) importedModule(machine, server.module, path, 'import')
  const found = controllersIn(machine, new Set(files))
  const below = new Set(found.flatMap((one) => childClasses(machine, one)))
  return found.filter((one) => !below.has(one))
}

/** `PlatformExpress.bootstrap(Server, { mount })` of Ts.ED: what `@Configuration` or `@ServerSettings` of the server says, and the hooks around its routes. */
export function tsedServer(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const [server = UNDEFINED, more] = call.args
  if (server.kind !== 'class') return unknown('a server')
  const app = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  found.push(app)
  const host = routerHost(machine, app, counter)
  const self = instantiate(
    machine,
    server,
    makeCall(
      machine,
      server.node,
      { scope: server.scope, self: UNDEFINED, module: server.module, home: null },
      UNDEFINED,
      [],
      true,
    ),
  )
  setMember(machine, self, 'app', host)
  const hook = (name: string): void => {
    const method = getMember(machine, self, name)
    if (method.kind === 'function') callBack(machine, method, [], call, self)
  }
  for (const name of ['$beforeInit', '$onInit', '$beforeRoutesInit']) hook(name)
  const settings = [
    ...['Configuration', 'ServerSettings'].flatMap((name) => classMarking(machine, server, name) ?? []),
    ...(more ? [more] : []),
  ]
  const mounts = settings
    .flatMap((one) => [one.kind === 'object' ? one.members.get('mount') : undefined])
    .filter((one) => one?.kind === 'object')
  const all = mounts.flatMap((one) => (one?.kind === 'object' ? [...one.members] : []))
  for (const [path, given] of all.length > 0 ? all : [['/', constant('${rootDir}/controllers/**/*.ts')] as const]) {
    setPrefix(mountControllers(making, app, mounted(making, given, server, call), call), constant(path))
  }
  for (const name of ['$onRoutesInit', '$afterRoutesInit']) hook(name)
  return host
}
