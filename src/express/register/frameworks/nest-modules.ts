import { callBack } from '../../../javascript/evaluator.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { alternatives, isUndefined } from '../../../javascript/value.ts'
import type { Call, ClassValue, ExternalValue, Value } from '../../../javascript/value.ts'
import { pathsOf } from '../paths.ts'
import type { PathValue } from '../stack.ts'
import { classMarking, listOf } from './controllers.ts'

/** A controller of a module, and the path that RouterModule gives to that. */
export interface Placed {
  value: ClassValue
  modulePath: PathValue
}

/** Modules that functions make may have no end: beyond these the rest is open. */
const MOST_MODULES = 5000
const MOST_DEPTH = 500
const ROOT: PathValue = { kind: 'string', value: '' }

/** `RouterModule.register([{ path, module, children }])`: the modules' paths; children may be modules. False: they go deeper than is looked. */
function placeModules(routes: Value | undefined, above: string, paths: Map<Value, PathValue>, depth = 0): boolean {
  if (depth > MOST_DEPTH) return false
  let isWhole = true
  for (const route of listOf(routes)) {
    if (route.kind === 'class') paths.set(route, { kind: 'string', value: above })
    if (route.kind !== 'object') continue
    const given = route.members.get('path')
    const [path = ROOT] = given ? pathsOf(given, 'a path') : []
    const text = `${above}/${path.kind === 'string' ? path.value : path.kind === 'open' ? path.text : path.source}`
    const module = route.members.get('module')
    if (module) paths.set(module, path.kind === 'string' ? { ...path, value: text } : { kind: 'open', text })
    if (!placeModules(route.members.get('children'), text, paths, depth + 1)) isWhole = false
  }
  return isWhole
}

/** The modules that one of `imports` stands for: `forwardRef(() => Users)`, one of several. */
function importedModules(machine: Machine, value: Value, call: Call): Value[] {
  if (value.kind === 'either') return alternatives(value).flatMap((one) => importedModules(machine, one, call))
  const [given] = value.kind === 'external' ? (value.args ?? []) : []
  const name = value.kind === 'external' ? value.path.join('.') : ''
  if (given && name === 'forwardRef') return [callBack(machine, given, [], call)]
  return given && name === 'ConditionalModule.registerWhen' ? [given] : [value]
}

/** Packages whose modules answer no request of their own. */
const QUIET =
  /^@nestjs\/(?:config|typeorm|mongoose|sequelize|jwt|passport|schedule|throttler|bull|bullmq|cache-manager|event-emitter|axios|cqrs|microservices|elasticsearch|terminus|common|core|mapped-types|websockets|platform-\S+|devtools-integration)$|^(?:nestjs-pino|nestjs-i18n|nestjs-cls|nest-winston|nestjs-config|nestjs-minio-client|nestjs-typegoose|nest-raven|nestjs-command|@nestjs-modules\/(?:mailer|ioredis)|@mikro-orm\/nestjs|@liaoliaots\/nestjs-redis|@nestjs-cls\/\S+|@sentry\/nestjs\S*|@songkeys\/nestjs-redis|@golevelup\/\S+|nestjs-zod|nestjs-prisma|@anatine\/zod-nestjs)$/

/** What a Nest application is made of. */
export interface Modules {
  controllers: Placed[]
  providers: Value[]
  /** The classes of its own modules. */
  classes: ClassValue[]
  /** The modules of packages that may answer requests. */
  foreign: ExternalValue[]
  /** Some module cannot be seen. */
  open: boolean
}

/** Whether a list may hold more than is seen. */
const isPartly = (list: Value | undefined): boolean =>
  list !== undefined && !isUndefined(list) && (list.kind !== 'array' || list.open)

/** A Nest module and all that it imports. */
export function modulesOf(machine: Machine, root: Value, call: Call): Modules {
  const found: { value: ClassValue; module: Value }[] = []
  const made: Modules = { controllers: [], providers: [], classes: [], foreign: [], open: false }
  const paths = new Map<Value, PathValue>()
  const seen = new Set<Value>()
  const waiting: { value: Value; module: Value }[] = [{ value: root, module: root }]
  for (let at = waiting.pop(); at && seen.size < MOST_MODULES; at = waiting.pop()) {
    const { value, module } = at
    if (seen.has(value)) continue
    seen.add(value)
    if (value.kind === 'external' && value.path.join('.') === 'RouterModule.register')
      made.open ||= !placeModules(value.args?.[0], '', paths)
    else if (value.kind === 'external' && !QUIET.test(value.package)) made.foreign.push(value)
    const dynamic = value.kind === 'object' ? value.members.get('module') : undefined
    if (dynamic) waiting.push({ value: dynamic, module: dynamic })
    if (value.kind === 'class') made.classes.push(value)
    const options = value.kind === 'class' ? classMarking(machine, value, 'Module')?.[0] : value
    if (options?.kind !== 'object') {
      made.open ||= value.kind === 'unknown' || (value.kind === 'class' && options !== undefined)
      continue
    }
    made.open ||= ['imports', 'controllers'].some((name) => isPartly(options.members.get(name)))
    const imports = listOf(options.members.get('imports')).flatMap((one) => importedModules(machine, one, call))
    // A module's routes stand before those of what it imports, in the order of the list (DependenciesScanner#scanForModules).
    for (const one of imports.toReversed()) waiting.push({ value: one, module: one })
    made.providers.push(...listOf(options.members.get('providers')))
    for (const one of listOf(options.members.get('controllers')))
      if (one.kind === 'class') found.push({ value: one, module: dynamic ?? module })
  }
  made.open ||= waiting.length > 0
  made.controllers = found.map(({ value, module }) => ({ value, modulePath: paths.get(module) ?? ROOT }))
  return made
}
