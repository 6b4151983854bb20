import { getMember } from '../../../javascript/access.ts'
import { callBack } from '../../../javascript/evaluator.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { describeCondition } from '../../../javascript/machine.ts'
import { placeOf, trailOf, writtenAt } from '../../../javascript/provenance.ts'
import { UNDEFINED, native, stringOf, unknown } from '../../../javascript/value.ts'
import type { Call, HostValue, Value } from '../../../javascript/value.ts'
import { makeRouter, routerHost } from '../host.ts'
import { pathsOf } from '../paths.ts'
import type { PathValue, RouterModel } from '../stack.ts'
import type { Making } from './mounting.ts'

/** What Feathers' methods of a service answer (transport-commons, http.ts): on the service's path, or on one of its records. */
const METHODS: readonly [name: string, method: string, record: boolean][] = [
  ['find', 'GET', false],
  ['create', 'POST', false],
  ['get', 'GET', true],
  ['update', 'PUT', true],
  ['patch', 'PATCH', true],
  ['remove', 'DELETE', true],
]
const ALL = METHODS.map(([name]) => name)

/** Packages whose services have every method, and the one that logs in and out. */
const ADAPTERS =
  /^(?:feathers-(?:nedb|mongodb|mongoose|sequelize|knex|memory|objection|dynamodb|elasticsearch|prisma\w*|typeorm|waterline|localstorage|levelup|rethinkdb|cassandra)|@feathersjs\/(?:mongodb|knex|memory|adapter-commons))$/

/** The methods that something of a package has as a service; null: it is none. */
function packaged({ package: name, path }: Value & { kind: 'external' }): string[] | null {
  if (ADAPTERS.test(name)) return ALL
  return name === '@feathersjs/authentication' && path.includes('AuthenticationService') ? ['create', 'remove'] : null
}

/** What an object of a program's own class has from a parent of a package. */
function inherited(value: Value): string[] {
  const own = value.kind === 'object' ? value.proto?.members.get('constructor') : undefined
  for (let at: Value | null | undefined = own; at?.kind === 'class'; at = at.parent)
    if (at.parent?.kind === 'external') return packaged(at.parent) ?? []
  return []
}

/** The methods of a service; null: a value that is none. */
function serviceMethods(machine: Machine, value: Value): string[] | null {
  if (value.kind === 'external') return value.args ? packaged(value) : null
  if (value.kind !== 'object') return null
  const from = inherited(value)
  const has = (name: string): boolean =>
    from.includes(name) || ['function', 'native'].includes(getMember(machine, value, name).kind)
  const found = ALL.filter(has)
  return found.length > 0 ? found : null
}

/** `{ methods: ['find', 'get'] }` behind a service. */
function namedMethods(options: Value | undefined): string[] | null {
  const list = options?.kind === 'object' ? options.members.get('methods') : undefined
  return list?.kind === 'array' && !list.open ? list.items.map(stringOf).filter((one) => one !== null) : null
}

const below = (path: PathValue, end: string): PathValue => {
  if (path.kind === 'regex') return { kind: 'open', text: path.source }
  const text = `/${path.kind === 'string' ? path.value : path.text}/${end}`
    .replace(/\/{2,}/g, '/')
    .replace(/(.)\/$/, '$1')
  return path.kind === 'string' ? { ...path, value: text } : { ...path, text }
}

function addService({ counter }: Making, app: RouterModel, call: Call, methods: string[]): void {
  const paths = pathsOf(call.args[0] ?? UNDEFINED, 'a path')
  const range = placeOf(call.module, call.node)
  for (const [name, method, record] of METHODS) {
    if (!methods.includes(name)) continue
    const handlers = [{ kind: 'unknown' as const, why: `the framework calls ${name}`, range }]
    app.stack.push({
      kind: 'method',
      method,
      paths: paths.map((path) => below(path, record ? ':id' : '')),
      handlers,
      range: writtenAt(call, 0),
      via: trailOf(call),
      routeId: counter.next++,
      when: describeCondition(call.condition),
    })
  }
}

/** `express(feathers())` of @feathersjs/express: an Express application whose `use` takes services, too. */
export function feathersApp(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const app = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  found.push(app)
  const host = routerHost(machine, app, counter)
  const use = (at: Call): Value => {
    const [, ...rest] = at.args
    const services = rest.map((one) => serviceMethods(machine, one))
    const index = services.findIndex((one) => one !== null)
    const methods = services[index]
    if (methods) {
      const named = namedMethods(rest[index + 1])
      addService(making, app, at, named ? methods.filter((one) => named.includes(one)) : methods)
    } else {
      const plain = getMember(machine, host, 'use')
      if (plain.kind === 'native') plain.call(at)
    }
    return self
  }
  const self: HostValue = {
    kind: 'host',
    of: app,
    member: (name) => {
      switch (name) {
        case 'use':
          return native(name, use)
        case 'configure':
          return native(name, (at) => {
            const [fn] = at.args
            if (fn?.kind === 'function') callBack(machine, fn, [self], at, self)
            return self
          })
        case 'service':
          return native(name, () => unknown('a service'))
        case 'hooks':
        case 'setup':
        case 'publish':
          return native(name, () => self)
        default:
          return getMember(machine, host, name)
      }
    },
    assign: (name, value) => host.kind === 'host' && host.assign?.(name, value),
  }
  return self
}
