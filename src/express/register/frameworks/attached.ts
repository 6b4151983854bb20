import { posix } from 'node:path'
import { cwdOf } from '../../../javascript/files.ts'
import { importedModule } from '../../../javascript/linking.ts'
import { globbed } from '../../../javascript/natives/glob.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, stringOf } from '../../../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, Value } from '../../../javascript/value.ts'
import { getMember } from '../../../javascript/access.ts'
import { makeRouter, routerHost } from '../host.ts'
import { routerOf } from '../registry.ts'
import type { RouterModel } from '../stack.ts'
import { classesIn, listOf } from './controllers.ts'
import { addBuilt, isBuilder } from './builder.ts'
import { controllersIn, mountControllers } from './mounting.ts'
import type { Making } from './mounting.ts'

/** Makes a router of controllers, as `controller()` and `loadControllers()` of awilix-express do. */
function routerWith(making: Making, call: Call, fill: (router: RouterModel) => void): Value {
  const { machine, found, counter } = making
  const router = makeRouter('router', placeOf(call.module, call.node), UNDEFINED)
  found.push(router)
  const host = routerHost(machine, router, counter)
  fill(router)
  return host
}

/** What `controller(…)` is given: classes, or controllers that a builder made. */
function addGiven(making: Making, router: RouterModel, given: Value, call: Call): void {
  for (const one of given.kind === 'array' ? given.items : [given]) {
    if (isBuilder(one)) addBuilt(making, router, one)
    else mountControllers(making, router, classesIn(one), call)
  }
}

/** `loadControllers('routes/*.js', { cwd })`: all that the files export. */
function loadControllers(making: Making, router: RouterModel, call: Call): void {
  const { machine } = making
  const [given = UNDEFINED, options] = call.args
  const patterns = (given.kind === 'array' ? given.items : [given]).map(stringOf).filter((one) => one !== null)
  const cwd = options?.kind === 'object' ? stringOf(getMember(machine, options, 'cwd')) : null
  const home = cwdOf(machine.disk, call.module.file.absolute)
  for (const path of globbed(machine.disk, cwd === null ? home : posix.resolve(home, cwd), patterns) ?? []) {
    const exported = importedModule(machine, call.module, path, 'import')
    const classes: ClassValue[] = controllersIn(machine, new Set([path]))
    mountControllers(making, router, classes, call)
    for (const one of exported.kind === 'object'
      ? exported.members.values()
      : [getMember(machine, exported, 'default')])
      if (isBuilder(one)) addBuilt(making, router, one)
  }
}

/** Functions that put decorated classes on an app or router that they are given, or that they make; null: another one. */
export function attachCall(making: Making, callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.join('.')
  const [first = UNDEFINED, second] = call.args
  switch (callee.package) {
    case '@decorators/express': {
      const app = routerOf(first)
      if (!/^attachController(?:s|Instances)$/.test(name) || !app) return null
      mountControllers(making, app, listOf(second).flatMap(classesIn), call)
      return UNDEFINED
    }
    case 'awilix-express': {
      if (name === 'controller') return routerWith(making, call, (router) => addGiven(making, router, first, call))
      return name === 'loadControllers'
        ? routerWith(making, call, (router) => loadControllers(making, router, call))
        : null
    }
    case '@foal/core': {
      if (name !== 'createApp') return null
      const given = routerOf(second ?? UNDEFINED)
      const app = given ?? makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
      const host = given ? (second ?? UNDEFINED) : routerHost(making.machine, app, making.counter)
      if (!given) making.found.push(app)
      mountControllers(making, app, classesIn(first), call)
      return host
    }
    default:
      return null
  }
}
