import { getMember } from '../../javascript/access.ts'
import { placeOf } from '../../javascript/provenance.ts'
import type { Lender, Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED, objectOf, unknown } from '../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../javascript/value.ts'
import { frameworkCall } from './frameworks/frameworks.ts'
import { packageOf } from './handlers.ts'
import { addOpen, listenerHost, makeRouter, routerHost, serverHost } from './host.ts'
import type { Counter } from './host.ts'
import { serverGiven } from './front.ts'
import { LEAVES_APP, routerMaker } from '../packages/loading.ts'
import type { Promises } from '../packages/loading.ts'
import { noteStrategy } from '../packages/strategies.ts'
import { injectionCall } from './injection.ts'
import { pathCall } from './path-packages.ts'
import { routerOf, servedBy } from './registry.ts'
import { parentMembers } from './frameworks/parents.ts'
import { generatedRoutes } from './frameworks/tsoa.ts'
import { prototypeMember } from './prototypes.ts'
import { settingsCall, settingsMember } from './settings.ts'
import type { RouterModel } from './stack.ts'

/** The app in `applyMiddleware({ app, path })`. */
function appliedTo({ args: [options] }: Call): Value | null {
  const app = options?.kind === 'object' ? options.members.get('app') : undefined
  return app && routerOf(app) ? app : null
}

/** apollo-server-express/dist/ApolloServer.js: `app.use(this.getMiddleware(options))`. */
function putMiddleware(machine: Machine, app: Value, callee: ExternalValue, call: Call): Value {
  const middleware: Value = {
    ...callee,
    path: [...callee.path.slice(0, -1), 'getMiddleware'],
    args: call.args,
    call: call.node,
    module: call.module,
  }
  const use = getMember(machine, app, 'use')
  return use.kind === 'native' ? use.call({ ...call, args: [middleware] }) : UNDEFINED
}

/** What packages mean to Express programs. */
export function expressLender(machine: () => Machine, found: RouterModel[], counter: Counter): Lender {
  const make = (kind: RouterModel['kind'], call: Call, promises: Promises | null = null): Value => {
    if (machine().foreign) return unknown('a router of an installed package')
    const model = makeRouter(kind, placeOf(call.module, call.node), call.args[0] ?? UNDEFINED)
    if (promises) model.promises = promises
    found.push(model)
    return routerHost(machine(), model, counter)
  }

  const server = (call: Call): Value | null => {
    const app = call.args.map(routerOf).find((model) => model !== null)
    if (app) return serverHost(machine(), app)
    const listener = call.args.at(-1)
    if (listener?.kind !== 'function' || machine().foreign) return null
    const model = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
    found.push(model)
    return listenerHost({ machine: machine(), model, counter }, call, listener)
  }

  const external = (callee: ExternalValue, call: Call): Value | null => {
    const path = callee.path.join('.')
    const app =
      callee.package === 'apollo-server-express' && callee.path.at(-1) === 'applyMiddleware' ? appliedTo(call) : null
    if (app) return putMiddleware(machine(), app, callee, call)
    // `passport.authenticate.bind(passport)` is still that function.
    if (callee.path.at(-1) === 'bind' && callee.of && call.args.length === 1) return callee.of
    if (callee.of?.args) return null
    if (callee.package === 'express')
      return path === '' ? make('app', call) : path === 'Router' ? make('router', call) : null
    if (callee.package === '@feathersjs/express' && path === 'Router') return make('router', call)
    noteStrategy(machine(), callee, call)
    const promises = routerMaker([callee.package, ...callee.path].join('.'))
    if (promises !== undefined) return make('router', call, promises)
    if (
      ['http', 'https', 'http2', 'spdy'].includes(callee.package) &&
      /^(createServer|createSecureServer|Server)$/.test(path)
    )
      return server(call)
    const framework = frameworkCall({ machine: machine(), found, counter }, callee, call)
    if (framework) return framework
    const injected = injectionCall(machine(), callee, call)
    if (injected) return injected
    const made = pathCall(callee, call)
    if (made) return made
    const setting = settingsCall(machine(), callee, call)
    if (setting) return setting
    if (callee.package === 'express-ws' && call.args[0] && routerOf(call.args[0]))
      return objectOf([['app', call.args[0]]], true)
    return null
  }

  const escape = (values: Value[], call: Call, to: Value): void => {
    const name = to.kind === 'external' ? packageOf(to.package.replace(/^node:/, '')) : null
    for (const value of values) {
      const held =
        value.kind === 'object' ? [...value.members.values()] : value.kind === 'array' ? value.items : [value]
      for (const one of held) {
        const served = servedBy(one)
        if (served) serverGiven(served, name, call)
        const model = name !== null && LEAVES_APP.has(name) ? null : routerOf(one)
        if (model)
          addOpen(
            model,
            counter,
            call,
            to.kind === 'external'
              ? `'${to.package}' is given the ${model.kind}`
              : `the ${model.kind} is handed to code that cannot be seen`,
          )
      }
    }
  }

  const absent = (from: Module, specifier: string): Value | null =>
    generatedRoutes({ machine: machine(), found, counter }, from, specifier)

  return {
    knows: (name) => name === 'express',
    external,
    escape,
    absent,
    member: (value, name) => prototypeMember(machine(), value, name) ?? settingsMember(machine(), value, name),
    parent: (parent, self, call) => parentMembers({ machine: machine(), found, counter }, parent, self, call),
  }
}
