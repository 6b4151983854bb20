import { placeOf } from '../javascript/provenance.ts'
import type { Lender, Machine } from '../javascript/machine.ts'
import { UNDEFINED, objectOf, unknown } from '../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../javascript/value.ts'
import { frameworkCall } from './frameworks.ts'
import { addOpen, makeRouter, routerHost, serverHost } from './host.ts'
import type { Counter } from './host.ts'
import { pathCall } from './path-packages.ts'
import { routerOf } from './registry.ts'
import { settingsCall, settingsMember } from './settings.ts'
import type { RouterModel } from './stack.ts'

/** Packages whose export makes a router like Express's own. */
const ROUTER_PACKAGES = new Set(['router', 'express-promise-router', 'express-async-router'])

/** They look at an app, or put it behind a socket, and leave its routes alone. */
const HARMLESS = new Set([
  'http', 'https', 'http2', 'spdy', 'net', 'tls', 'util', 'events', 'assert', 'cluster', 'supertest', 'chai', 'socket.io', 'ws', 'express-ws', 'debug',
  'serverless-http', '@vendia/serverless-express', 'aws-serverless-express', '@codegenie/serverless-express', 'firebase-functions', 'stoppable', 'http-terminator',
  '@godaddy/terminus', 'http-shutdown', 'express-list-endpoints', 'typedi', 'awilix', 'lodash', 'greenlock-express', 'vhost', 'path', 'fs', 'console',
  'express-async-errors', 'nunjucks', 'consolidate', 'i18n', 'passport', 'morgan', 'winston', 'pino',
])

/** What packages mean to Express programs. */
export function expressLender(machine: () => Machine, found: RouterModel[], counter: Counter): Lender {
  const make = (kind: RouterModel['kind'], call: Call): Value => {
    if (machine().foreign) return unknown('a router of an installed package')
    const model = makeRouter(kind, placeOf(call.module, call.node), call.args[0] ?? UNDEFINED)
    found.push(model)
    return routerHost(machine(), model, counter)
  }

  const server = (call: Call): Value | null => {
    const app = call.args.map(routerOf).find((model) => model !== null)
    return app ? serverHost(machine(), app) : null
  }

  const external = (callee: ExternalValue, call: Call): Value | null => {
    const path = callee.path.join('.')
    if (callee.of?.args) return null
    if (callee.package === 'express') return path === '' ? make('app', call) : path === 'Router' ? make('router', call) : null
    if (ROUTER_PACKAGES.has(callee.package) && path === '') return make('router', call)
    if (['http', 'https', 'http2', 'spdy'].includes(callee.package) && /^(createServer|createSecureServer|Server)$/.test(path)) return server(call)
    const framework = frameworkCall({ machine: machine(), found, counter }, callee, call)
    if (framework) return framework
    const made = pathCall(callee, call)
    if (made) return made
    const setting = settingsCall(machine(), callee, call)
    if (setting) return setting
    if (callee.package === 'express-ws' && call.args[0] && routerOf(call.args[0])) return objectOf([['app', call.args[0]]], true)
    return null
  }

  const escape = (values: Value[], call: Call, to: Value): void => {
    if (to.kind === 'external' && HARMLESS.has(to.package)) return
    for (const value of values) {
      const held = value.kind === 'object' ? [...value.members.values()] : value.kind === 'array' ? value.items : [value]
      for (const one of held) {
        const model = routerOf(one)
        if (model) addOpen(model, counter, call, to.kind === 'external' ? `'${to.package}' is given the ${model.kind}` : `the ${model.kind} is handed to code that cannot be seen`)
      }
    }
  }

  return { knows: (name) => name === 'express', external, escape, member: (value, name) => settingsMember(machine(), value, name) }
}
