import { callBack } from '../../../javascript/evaluator.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, native, unknown } from '../../../javascript/value.ts'
import type { Call, HostValue, Value } from '../../../javascript/value.ts'
import { getMember } from '../../../javascript/access.ts'
import { makeRouter, routerHost } from '../host.ts'
import { controllersIn, mountControllers, reachedFrom, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'
import { shelfOf } from '../injection.ts'
import { inversifyHandlers } from './inversify-routes.ts'
import { routerOf } from '../registry.ts'

/**
 * `new InversifyExpressServer(container, router, { rootPath }, app)` of inversify-express-utils (server.js): `build()` lets `setConfig` have
 * the app, mounts the controllers that the program has imported, and lets `setErrorConfig` have it.
 */
export function inversifyServer(making: Making, call: Call): Value {
  const { machine, found, counter } = making
  const [container, , routing, given = UNDEFINED] = call.args
  const own = routerOf(given)
  const app = own ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  const host = own ? given : routerHost(machine, app, counter)
  if (!own) found.push(app)
  const configs = new Map<string, Value>()
  const configure = (name: string, at: Call): void => {
    const config = configs.get(name)
    if (config) callBack(machine, config, [host], at)
  }
  const self: HostValue = {
    kind: 'host',
    of: { inversify: app },
    member: (name) => {
      if (name === 'setConfig' || name === 'setErrorConfig')
        return native(name, ({ args }) => {
          if (args[0]) configs.set(name, args[0])
          return self
        })
      if (name !== 'build') return unknown(name)
      return native(name, (at) => {
        configure('setConfig', at)
        const own = shelfOf(machine, container, call)
        const controllers = controllersIn(machine, reachedFrom(machine, call.module))
        const prefix = mountControllers(making, app, controllers, call, (route) =>
          inversifyHandlers(machine, own, route, call),
        )
        if (routing?.kind === 'object') setPrefix(prefix, getMember(machine, routing, 'rootPath'))
        configure('setErrorConfig', at)
        return host
      })
    },
  }
  return self
}
