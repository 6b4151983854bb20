import { getMember } from '../../../javascript/access.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, isUndefined, native, stringOf, truth, unknown } from '../../../javascript/value.ts'
import type { Call, HostValue, Value } from '../../../javascript/value.ts'
import { addOpen, makeRouter, routerHost } from '../host.ts'
import { compilePath, isRefused } from '../../path/compile.ts'
import { pathsOf } from '../paths.ts'
import { routerOf } from '../registry.ts'
import type { PathValue, RouterModel } from '../stack.ts'
import { addController, listOf } from './controllers.ts'
import type { DeclaredRoute } from './controllers.ts'
import type { Making } from './mounting.ts'
import { controllersOf } from './nest-modules.ts'
import type { Placed } from './nest-modules.ts'
import { configService } from './nest-config.ts'

/** What an application says of its paths before it starts. */
interface Nest {
  prefix: PathValue[]
  excluded: Excluded[]
  versions: Versions | null
}
interface Versions {
  prefix: string
  otherwise: Value | null
}
/** `method` null: every one. */
interface Excluded {
  path: string
  method: string | null
}

const EMPTY: PathValue = { kind: 'string', value: '' }

const joined = (...parts: string[]): string => `/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')

function join(...parts: PathValue[]): PathValue {
  const texts = parts.map((part) =>
    part.kind === 'string' ? part.value : part.kind === 'open' ? part.text : part.source,
  )
  const text = joined(...texts)
  if (parts.some(({ kind }) => kind !== 'string')) return { kind: 'open', text }
  const assumed = parts.flatMap((part) => (part.kind === 'string' && part.assumed !== undefined ? [part.assumed] : []))
  return { kind: 'string', value: text, ...(assumed.length > 0 && { assumed: [...new Set(assumed)].join(' and ') }) }
}

/** `exclude: ['health', { path: 'cats', method: RequestMethod.GET }]` of the global prefix. */
function excludedBy(options: Value | undefined): Excluded[] {
  const list = options?.kind === 'object' ? listOf(options.members.get('exclude')) : []
  return list.flatMap((one): Excluded[] => {
    const path = stringOf(one.kind === 'object' ? one.members.get('path') : one)
    const method = one.kind === 'object' ? one.members.get('method') : undefined
    const name = method?.kind === 'external' ? (method.path.at(-1) ?? 'ALL') : 'ALL'
    return path === null ? [] : [{ path: joined(path), method: name === 'ALL' ? null : name }]
  })
}

/** Whether the pattern of an exclusion matches the path as it is written (isRouteExcluded). Nest before 11 reads it as Express 4 does. */
function excludes({ path, method }: Excluded, route: PathValue, asked: string | null): boolean {
  if (route.kind !== 'string' || (method !== null && method !== asked)) return false
  const compiled = compilePath({ kind: 'string', value: path }, /[{}]|\*\w/.test(path) ? 5 : 4, {
    end: true,
    strict: false,
    sensitive: false,
  })
  return compiled !== null && !isRefused(compiled) && Boolean(compiled.match(joined(route.value)))
}

/** A version's part of the path; `VERSION_NEUTRAL` has none. */
function versionPath(version: Value, prefix: string): PathValue[] {
  if (version.kind === 'array') return version.items.flatMap((one) => versionPath(one, prefix))
  if (version.kind === 'external' && version.path.at(-1) === 'VERSION_NEUTRAL') return [EMPTY]
  return pathsOf(version, 'version').map((path): PathValue =>
    path.kind === 'string' ? { ...path, value: `${prefix}${path.value}` } : path,
  )
}

/** Where a route lies: global prefix, version, the module's path, the controller's and its own (RoutePathFactory#create). */
const placing =
  ({ prefix, excluded, versions }: Nest, { modulePath }: Placed) =>
  ({ method, paths, version }: DeclaredRoute): PathValue[] => {
    const said = version ?? versions?.otherwise ?? null
    const versioned = versions && said ? versionPath(said, versions.prefix) : [EMPTY]
    return paths.flatMap((path) => {
      const own = join(modulePath, path)
      const before = excluded.some((one) => excludes(one, own, method)) ? [EMPTY] : prefix
      return before.flatMap((global) => versioned.map((part) => join(global, part, own)))
    })
  }

/** `enableVersioning({ type: VersioningType.URI, prefix, defaultVersion })`; null: versions are no part of the path. */
function versionsOf(options: Value | undefined): Versions | null {
  const member = (name: string): Value =>
    options?.kind === 'object' ? (options.members.get(name) ?? UNDEFINED) : UNDEFINED
  const type = member('type')
  const byUri =
    isUndefined(type) ||
    (type.kind === 'external' ? type.path.at(-1) === 'URI' : type.kind === 'constant' && type.value === 0)
  if (!byUri) return null
  const prefix =
    truth(member('prefix')) === false && !isUndefined(member('prefix')) ? '' : (stringOf(member('prefix')) ?? 'v')
  const otherwise = member('defaultVersion')
  return { prefix, otherwise: isUndefined(otherwise) ? null : otherwise }
}

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
  const nest: Nest = { prefix: [EMPTY], excluded: [], versions: null }
  let started = false
  const start = (): void => {
    if (started) return
    started = true
    const { controllers, open } = controllersOf(machine, call.args[0] ?? UNDEFINED, call)
    const range = placeOf(call.module, call.node)
    const router = makeRouter('router', range, UNDEFINED)
    found.push(router)
    routerHost(machine, router, counter)
    for (const one of controllers) addController(machine, router, counter, one.value, placing(nest, one))
    app.stack.push({
      kind: 'use',
      method: null,
      paths: [{ kind: 'string', value: '/' }],
      handlers: [{ kind: 'router', router, range }],
      range,
      via: [range],
      routeId: counter.next++,
      when: null,
    })
    if (open) addOpen(app, counter, call, 'a module of the application cannot be seen')
  }
  machine.deferred.push(start)
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
  return self
}
