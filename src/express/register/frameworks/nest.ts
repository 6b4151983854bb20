import { getMember } from '../../../javascript/access.ts'
import { callBack } from '../../../javascript/evaluator.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, isUndefined, native, truth, unknown } from '../../../javascript/value.ts'
import type { Call, HostValue, Value } from '../../../javascript/value.ts'
import { handlerNamed } from '../handlers.ts'
import { addOpen, makeRouter, routerHost } from '../host.ts'
import { pathsOf } from '../paths.ts'
import { routerOf } from '../registry.ts'
import type { Handler, RouterModel } from '../stack.ts'
import type { Making } from './mounting.ts'
import { configService } from './nest-config.ts'
import { EMPTY, excludedBy, joined, versionsOf } from './nest-paths.ts'
import { noteGlobal, startNest } from './nest-start.ts'
import type { Nest } from './nest-start.ts'

/** The Express application of one's own that `new ExpressAdapter(app)` is given. */
const adapted = (adapter: Value | undefined): { app: RouterModel; host: Value } | null => {
  const host =
    adapter?.kind === 'external' && adapter.package === '@nestjs/platform-express' ? adapter.args?.[0] : undefined
  const app = host && routerOf(host)
  return host && app ? { app, host } : null
}

/** `NestFactory.create(AppModule)`: an Express application. Its controllers are registered when it starts, behind what `use` was given. */
export function nestApp(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const given = adapted(call.args[1])
  const app = given?.app ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  if (!given) found.push(app)
  const host = given?.host ?? routerHost(machine, app, counter)
  const nest: Nest = { prefix: [EMPTY], excluded: [], versions: null, global: { handlers: [], pipes: [] }, filters: [] }
  const options = call.args.find((one) => one.kind === 'object')
  const cors = options?.kind === 'object' ? options.members.get('cors') : undefined
  let started = false
  const start = (): void => {
    if (started) return
    started = true
    // It comes behind what `use` was given before (NestApplication#applyOptions).
    if (cors && truth(cors) !== false) useCors(machine, host, call, cors.kind === 'object' ? [cors] : [])
    startNest(making, nest, app, call)
  }
  machine.deferred.push(start)
  return nestHost(making, { nest, app, host, start })
}

/** `enableCors(options)`: the package cors. */
function useCors(machine: Machine, host: Value, call: Call, args: Value[]): Value {
  const middleware: Value = {
    kind: 'external',
    package: 'cors',
    path: [],
    args,
    of: null,
    call: call.node,
    module: call.module,
  }
  const use = getMember(machine, host, 'use')
  return use.kind === 'native' ? use.call({ ...call, args: [middleware] }) : UNDEFINED
}

interface Started {
  nest: Nest
  app: RouterModel
  host: Value
  start(): void
}

/** What the program holds of its application. */
function nestHost({ machine, counter }: Making, { nest, app, host, start }: Started): HostValue {
  const chained = (name: string, work: (call: Call) => void): Value =>
    native(name, (at) => {
      work(at)
      return self
    })
  const self: HostValue = {
    kind: 'host',
    of: { nest: app },
    member: (name) => {
      switch (name) {
        // `create()` gives a promise of it.
        case 'then':
          return native(name, (at) => (at.args[0] ? callBack(machine, at.args[0], [self], at) : unknown(name)))
        case 'catch':
        case 'finally':
          return chained(name, () => undefined)
        case 'listen':
          start()
          return getMember(machine, host, name)
        case 'use':
        case 'set':
        case 'enable':
        case 'disable':
          return getMember(machine, host, name)
        case 'init':
          return chained(name, start)
        case 'setGlobalPrefix':
          return chained(name, ({ args: [path = UNDEFINED, options] }) =>
            Object.assign(nest, { prefix: pathsOf(path, 'a prefix'), excluded: excludedBy(options) }),
          )
        case 'enableVersioning':
          return chained(name, ({ args }) => Object.assign(nest, { versions: versionsOf(args[0]) }))
        case 'enableCors':
          return chained(name, (at) => useCors(machine, host, at, at.args))
        case 'useGlobalGuards':
        case 'useGlobalPipes':
        case 'useGlobalInterceptors':
        case 'useGlobalFilters':
          return chained(name, (at) => noteGlobal(nest, name, at.args, at))
        case 'useStaticAssets':
          return chained(name, (at) => addOpen(app, counter, at, 'files are served that are not looked at'))
        case 'getHttpAdapter':
        case 'getHttpServer':
          return native(name, () => self)
        case 'getInstance':
          return native(name, () => host)
        case 'get':
        case 'resolve':
          return native(name, (at) => configService(machine, at) ?? unknown(name))
        default:
          return native(name, () => unknown(name))
      }
    },
  }
  started.set(self.of, app)
  return self
}

const started = new WeakMap<object, RouterModel>()

/** `SwaggerModule.setup(path, app, document)` of @nestjs/swagger: its page and documents are there at once; older ones have no YAML. */
export function swaggerPages({ counter }: Making, call: Call): Value {
  const [path = UNDEFINED, of, , options = UNDEFINED] = call.args
  const app = of?.kind === 'host' ? started.get(of.of) : undefined
  const range = placeOf(call.module, call.node)
  const open: Handler = { kind: 'unknown', why: '`SwaggerModule` answers', range }
  const page = isUndefined(options) ? handlerNamed('@nestjs/swagger.page', call.module, range) : open
  for (const one of pathsOf(path, 'a path'))
    for (const end of ['', '-json', '-yaml'])
      app?.stack.push({
        kind: 'method',
        method: 'GET',
        paths: [one.kind === 'string' ? { ...one, value: joined(`${one.value}${end}`) } : one],
        handlers: [end === '-yaml' ? open : page],
        range,
        via: [range],
        routeId: counter.next++,
        when: null,
      })
  return UNDEFINED
}
