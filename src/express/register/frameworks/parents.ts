import { dirname } from 'node:path'
import { getMember } from '../../../javascript/access.ts'
import { importedModule } from '../../../javascript/linking.ts'
import { globbed } from '../../../javascript/natives/glob.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED, native, objectOf, stringOf, truth } from '../../../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, ObjectValue, Value } from '../../../javascript/value.ts'
import { makeRouter, routerHost } from '../host.ts'
import { routerOf } from '../registry.ts'
import { classesIn } from './controllers.ts'
import { resultMakers } from './inversify-results.ts'
import { controllersIn, mountControllers, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'

/** `class Api extends Server` of @overnightjs/core (Server.js): an application, and a way to put controllers on it. */
function overnight(making: Making, call: Call): ObjectValue {
  const app = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  making.found.push(app)
  const host = routerHost(making.machine, app, making.counter)
  return objectOf([
    ['app', host],
    [
      'addControllers',
      native('addControllers', (at) => {
        mountControllers(making, app, classesIn(at.args[0]), at)
        return UNDEFINED
      }),
    ],
  ])
}

/** The texts of a list, or what a convention says. */
function textsOr(value: Value, otherwise: string[]): string[] {
  const texts = value.kind === 'array' ? value.items.map(stringOf).filter((one) => one !== null) : []
  return texts.length > 0 ? texts : otherwise
}

/** The files that `@loopback/boot` loads controllers from: `bootOptions.controllers` below the project's root, sources for outputs. */
function booted({ machine }: Making, self: Value, call: Call): string[] {
  const reach = (...names: string[]): Value => names.reduce<Value>((held, name) => getMember(machine, held, name), self)
  const root = stringOf(reach('projectRoot')) ?? dirname(call.module.file.absolute)
  const options = (name: string): Value => reach('bootOptions', 'controllers', name)
  const dirs = textsOr(options('dirs'), ['controllers'])
  const ends = textsOr(options('extensions'), ['.controller.js']).flatMap((end) => [end, end.replace(/\.js$/, '.ts')])
  const below = truth(options('nested')) === false ? '*' : '**/*'
  return [
    ...new Set(
      ends.flatMap(
        (end) =>
          globbed(
            machine.disk,
            root,
            dirs.map((dir) => `${dir}/${below}${end}`),
          ) ?? [],
      ),
    ),
  ]
}

/** `class App extends BootMixin(RestApplication)` of LoopBack 4: its controllers are mounted when it has been made and booted. */
function loopback(making: Making, self: Value, call: Call): ObjectValue {
  const { machine, found, counter } = making
  const range = placeOf(call.module, call.node)
  const app = makeRouter('app', range, UNDEFINED)
  found.push(app)
  routerHost(machine, app, counter)
  const named: ClassValue[] = []
  let base: Value | undefined
  machine.deferred.push(() => {
    const files = booted(making, self, call)
    for (const path of files) importedModule(machine, call.module, path, 'import')
    const prefix = mountControllers(
      making,
      app,
      [...new Set([...named, ...controllersIn(machine, new Set(files))])],
      call,
    )
    const rest =
      call.args[0]?.kind === 'object'
        ? getMember(machine, getMember(machine, call.args[0], 'rest'), 'basePath')
        : undefined
    const path = base ?? (rest && stringOf(rest) !== null ? rest : undefined)
    if (path) setPrefix(prefix, path)
  })
  return objectOf([
    [
      'controller',
      native('controller', ({ args }) => {
        named.push(...classesIn(args[0]))
        return UNDEFINED
      }),
    ],
    [
      'basePath',
      native('basePath', ({ args }) => {
        base = args[0]
        return UNDEFINED
      }),
    ],
    [
      'mountExpressRouter',
      native('mountExpressRouter', ({ args: [path = UNDEFINED, router = UNDEFINED] }) => {
        const model = routerOf(router)
        const paths = mountControllers(making, app, [], call)
        if (model) app.stack.at(-1)?.handlers.splice(0, 1, { kind: 'router', router: model, range })
        setPrefix(paths, path)
        return UNDEFINED
      }),
    ],
  ])
}

/** Whether a parent is, or is made by mixins of, an export of a package. */
function isMadeOf({ package: name, path, args }: ExternalValue, wanted: string, depth = 0): boolean {
  if (`${name}.${path.join('.')}` === wanted) return true
  return depth < 10 && (args ?? []).some((arg) => arg.kind === 'external' && isMadeOf(arg, wanted, depth + 1))
}

/** What a parent class of a framework puts on the objects of its children; null: nothing that is known. */
export function parentMembers(making: Making, parent: ExternalValue, self: Value, call: Call): ObjectValue | null {
  if (isMadeOf(parent, '@overnightjs/core.Server')) return overnight(making, call)
  if (isMadeOf(parent, 'inversify-express-utils.BaseHttpController')) return resultMakers()
  return isMadeOf(parent, '@loopback/rest.RestApplication') ? loopback(making, self, call) : null
}
