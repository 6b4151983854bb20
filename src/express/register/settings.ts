import { join } from 'node:path'
import { getMember } from '../../javascript/access.ts'
import { callBack } from '../../javascript/evaluator.ts'
import { cwdOf, findFile } from '../../javascript/files.ts'
import { importedModule } from '../../javascript/linking.ts'
import type { Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED, asDefault, givenOutside, isUndefined, native, objectOf, stringOf } from '../../javascript/value.ts'
import type { Call, ExternalValue, HostValue, Value } from '../../javascript/value.ts'

/** They give what somebody set in the environment, on the command line or in a file that is nobody's business here. */
const PACKAGES = new Set([
  'nconf',
  'rc',
  'convict',
  'yargs',
  'yargs/yargs',
  'minimist',
  'commander',
  'conf',
  'configstore',
  'util',
  'config',
])

/** The defaults of settings, by name; `where` says how they would be set otherwise. */
type Defaults = Map<string, Value>

const outside = (): Value => givenOutside('set from outside')
const given = (name: string, value: Value | undefined): Value =>
  value && !isUndefined(value) ? asDefault(value, `'${name}' is not set from outside`) : outside()
const field = (value: Value | undefined, name: string): Value | undefined =>
  value?.kind === 'object' ? value.members.get(name) : undefined
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The settings as an object: those with a default, and whatever else there may be. */
const values = (defaults: Defaults): Value => ({
  kind: 'host',
  of: defaults,
  member: (name) => given(name, defaults.get(name)),
  keys: () => [...defaults.keys()],
})

function add(defaults: Defaults, name: string, value: Value | undefined): void {
  if (value && !isUndefined(value)) for (const one of [name, camel(name)]) defaults.set(one, value)
}

/** One option of yargs, with its other names. */
function addOption(defaults: Defaults, name: string, options: Value | undefined): void {
  const alias = field(options, 'alias')
  const names = [name, ...(alias?.kind === 'array' ? alias.items : [alias]).map(stringOf).filter((one) => one !== null)]
  for (const one of names) add(defaults, one, field(options, 'default'))
}

/** `yargs.option('base', { default: '/x' }).argv`. */
function yargs(): Value {
  const defaults: Defaults = new Map()
  const self: HostValue = {
    kind: 'host',
    of: { yargs: defaults },
    member: (name) => {
      if (name === 'argv') return values(defaults)
      if (name === 'parse' || name === 'parseSync' || name === 'parseAsync') return native(name, () => values(defaults))
      return native(name, ({ args: [first = UNDEFINED, second] }) => {
        const text = stringOf(first)
        if (/^(?:option|options|positional)$/.test(name) && text !== null) addOption(defaults, text, second)
        else if (/^options?$/.test(name) && first.kind === 'object')
          for (const [key, one] of first.members) addOption(defaults, key, one)
        else if (/^defaults?$/.test(name) && text !== null) add(defaults, text, second)
        else if (/^defaults?$/.test(name) && first.kind === 'object')
          for (const [key, one] of first.members) add(defaults, key, one)
        return self
      })
    },
    call: () => self,
  }
  return self
}

/** The name that commander gives to `-b, --base-path <path>`: the long one, or the short one. */
const flagName = (flags: string): string =>
  camel(/--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? /-(\w)/.exec(flags)?.[1] ?? '')

const optionsSeen = new WeakMap<object, Defaults>()
const optionsOf = (program: Value): Defaults =>
  (program.kind === 'host' ? optionsSeen.get(program.of) : undefined) ?? new Map()

/** `program.option('-b, --base <path>', 'the base', '/x').opts()`. */
function commander(machine: Machine, named = 0): Value {
  const defaults: Defaults = new Map()
  let positionals = named
  const self: HostValue = {
    kind: 'host',
    of: { commander: defaults },
    member: (name) => {
      if (defaults.has(name)) return given(name, defaults.get(name))
      if (name === 'opts' || name === 'optsWithGlobals') return native(name, () => values(defaults))
      if (name === 'command')
        return native(name, ({ args }) => commander(machine, stringOf(args[0])?.match(/[<[]/g)?.length))
      if (name === 'argument')
        return native(name, () => {
          positionals += 1
          return self
        })
      if (name === 'action')
        return native(name, (call) => {
          const [callback] = call.args
          const args = [...Array.from({ length: positionals }, outside), values(defaults), self]
          if (callback?.kind === 'function') machine.deferred.push(() => void callBack(machine, callback, args, call))
          return self
        })
      if (name === 'option' || name === 'requiredOption')
        return native(name, ({ args }) => {
          add(
            defaults,
            flagName(stringOf(args[0]) ?? ''),
            args.slice(2).find((arg) => arg.kind !== 'function' && arg.kind !== 'native'),
          )
          return self
        })
      return /^(?:parse|parseAsync|version|storeOptionsAsProperties|name|description|usage|addHelpText|addOption|addCommand|allowUnknownOption|on|exitOverride|helpOption)$/.test(
        name,
      )
        ? native(name, () => self)
        : outside()
    },
  }
  optionsSeen.set(self.of, defaults)
  return self
}

/** `convict({ base: { default: '/x' } }).get('base')`: levels by dots. */
function convict(schema: Value | undefined): Value {
  const read = (path: string): Value => {
    const at = path.split('.').reduce<Value | undefined>((value, name) => field(value, name), schema)
    return given(path, field(at, 'default'))
  }
  const self: HostValue = {
    kind: 'host',
    of: { convict: schema },
    member: (name) => {
      if (name === 'get' || name === 'default') return native(name, ({ args }) => read(stringOf(args[0]) ?? ''))
      return native(name, () => (name === 'getProperties' ? outside() : self))
    },
  }
  return self
}

/** What nconf's `defaults()` says, by program. */
const stored = new WeakMap<Machine, Value>()

/** null: it gives itself. */
function nconf(machine: Machine, name: string, { args }: Call): Value | null {
  if (name === 'defaults') {
    if (args[0]) stored.set(machine, args[0])
    return null
  }
  const path = stringOf(args[0])
  return path === null
    ? outside()
    : given(
        path,
        path.split(':').reduce<Value | undefined>((value, part) => field(value, part), stored.get(machine)),
      )
}

/** Objects whose members are defaults. */
const marked = (value: Value | undefined): Value =>
  value?.kind === 'object'
    ? objectOf(
        [...value.members].map(([name, one]) => [name, given(name, one)]),
        true,
      )
    : outside()

/** `parseArgs({ options: { base: { default: '/x' } } })` of Node. */
function parsedArgs(options: Value | undefined): Value {
  const defaults: Defaults = new Map()
  const listed = field(options, 'options')
  if (listed?.kind === 'object') for (const [name, one] of listed.members) add(defaults, name, field(one, 'default'))
  return objectOf([['values', values(defaults)]], true)
}

/** What the command line gives, one for a program, for packages whose export is it. */
interface Singletons {
  yargs: Value
  commander: Value
}
const singletons = new WeakMap<Machine, Singletons>()

function singleton(machine: Machine, kind: keyof Singletons): Value {
  const known = singletons.get(machine) ?? { yargs: yargs(), commander: commander(machine) }
  singletons.set(machine, known)
  return known[kind]
}

/** The files that node-config reads first, beside the manifest: an object, or null. */
function configured(machine: Machine, module: Module): Value | null {
  const file = findFile(machine.disk, join(cwdOf(machine.disk, module.file.absolute), 'config', 'default'))
  return file === null ? null : importedModule(machine, module, file, 'require')
}

/** A member of node-config's object, which another file or the environment may set otherwise. */
function configMember(machine: Machine, module: Module, path: string): Value {
  const root = configured(machine, module)
  if (!root) return outside()
  const names = path.split('.')
  const found = names.reduce<Value>((value, name) => getMember(machine, value, name), root)
  return found.kind === 'constant' ? given(path, found) : found
}

/** What packages give that read settings: the defaults that the program writes, which something outside may set otherwise. null: another package. */
export function settingsCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.at(-1) ?? ''
  if (!PACKAGES.has(callee.package)) return null
  switch (callee.package) {
    case 'util':
      return name === 'parseArgs' ? parsedArgs(call.args[0]) : null
    case 'config':
      return name === 'get' ? configMember(machine, callee.module, stringOf(call.args[0]) ?? '') : null
    case 'yargs':
    case 'yargs/yargs':
      return name === '' ? yargs() : calledOn(machine, singleton(machine, 'yargs'), name, call)
    case 'commander':
      return name === 'Command' || name === 'createCommand'
        ? commander(machine)
        : calledOn(machine, singleton(machine, 'commander'), name, call)
    case 'convict':
      return name === '' ? convict(call.args[0]) : outside()
    case 'nconf':
      return name === 'get' || name === 'defaults' ? (nconf(machine, name, call) ?? callee.of) : callee.of
    case 'rc':
      return marked(call.args[1])
    case 'minimist':
      return marked(field(call.args[1], 'default'))
    default:
      return outside()
  }
}

function calledOn(machine: Machine, self: Value, name: string, call: Call): Value {
  const method = getMember(machine, self, name)
  return method.kind === 'native' ? method.call(call) : outside()
}

/** The same for what is read without a call: `yargs.argv`, `program.base`, node-config's `config.base`. null: nothing that is known. */
export function settingsMember(
  machine: Machine,
  { package: name, path, args, module }: ExternalValue,
  member: string,
): Value | null {
  if (args !== null) return null
  if (name === 'yargs' && path.length === 0 && member === 'argv')
    return getMember(machine, singleton(machine, 'yargs'), member)
  if (name === 'commander' && member === 'program') return singleton(machine, 'commander')
  // Before version 7 the options are members of the program itself.
  if (name === 'commander' && path.length === 0 && optionsOf(singleton(machine, 'commander')).has(member))
    return getMember(machine, singleton(machine, 'commander'), member)
  if (name !== 'config' || path.length > 0 || ['get', 'has', 'util'].includes(member)) return null
  return configured(machine, module) ? configMember(machine, module, member) : null
}
