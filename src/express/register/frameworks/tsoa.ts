import { dirname, resolve } from 'node:path'
import { field, readJson, strings } from '../../../javascript/json.ts'
import { folderWith } from '../../../javascript/files.ts'
import { importedModule } from '../../../javascript/linking.ts'
import type { Module } from '../../../javascript/scope.ts'
import { globbed } from '../../../javascript/natives/glob.ts'
import { UNDEFINED, constant, native, objectOf } from '../../../javascript/value.ts'
import type { Call, Value } from '../../../javascript/value.ts'
import { controllersIn, mountControllers, reachedFrom, setPrefix } from './mounting.ts'
import type { Making } from './mounting.ts'
import { routerOf } from '../registry.ts'

const CONFIG = 'tsoa.json'

const textIn = (value: unknown, name: string): string | null => {
  const found = field(value, name)
  return typeof found === 'string' ? found : null
}

const withoutEnd = (path: string): string => path.replace(/\.[cm]?[jt]s$/, '')

/** The files that `controllerPathGlobs` names, or else what `entryFile` imports. */
function controllerFiles({ machine }: Making, folder: string, config: unknown, from: Module): Set<string> {
  const patterns = strings(field(config, 'controllerPathGlobs'))
  if (patterns.length > 0) return new Set(globbed(machine.disk, folder, patterns) ?? [])
  const entry = textIn(config, 'entryFile')
  const module = entry === null ? from : (machine.load(resolve(folder, entry)) ?? from)
  return reachedFrom(machine, module)
}

function registerRoutes(making: Making, folder: string, config: unknown, call: Call): Value {
  const app = call.args[0] ? routerOf(call.args[0]) : null
  if (!app) return UNDEFINED
  const files = controllerFiles(making, folder, config, call.module)
  for (const path of files) importedModule(making.machine, call.module, path, 'import')
  const prefix = mountControllers(making, app, controllersIn(making.machine, files), call)
  const base = textIn(field(config, 'routes'), 'basePath')
  if (base !== null) setPrefix(prefix, constant(base))
  return UNDEFINED
}

/** What the file would export that `tsoa routes` writes and that no checkout holds (routesDir and routesFileName of tsoa.json); null: it is another. */
export function generatedRoutes(making: Making, from: Module, specifier: string): Value | null {
  if (!specifier.startsWith('.')) return null
  const { disk } = making.machine
  const folder = folderWith(disk, dirname(from.file.absolute), CONFIG)
  if (!folder) return null
  const config = readJson(disk, resolve(folder, CONFIG))
  const routes = field(config, 'routes')
  const file = resolve(folder, textIn(routes, 'routesDir') ?? '.', textIn(routes, 'routesFileName') ?? 'routes.ts')
  if (
    !['express', null].includes(textIn(routes, 'middleware')) ||
    withoutEnd(resolve(dirname(from.file.absolute), specifier)) !== withoutEnd(file)
  )
    return null
  return objectOf([
    ['RegisterRoutes', native('RegisterRoutes', (call) => registerRoutes(making, folder, config, call))],
  ])
}
