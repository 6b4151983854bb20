import { posix } from 'node:path'
import { callBack } from '../evaluator.ts'
import { cwdOf } from '../files.ts'
import { importedModule } from '../linking.ts'
import type { Machine } from '../machine.ts'
import type { Module } from '../scope.ts'
import {
  UNDEFINED,
  arrayOf,
  constant,
  isUndefined,
  native,
  objectOf,
  stringOf,
  truth,
  unknown,
  type Call,
  type ExternalValue,
  type NativeValue,
  type Value,
} from '../value.ts'
import { filesBelow, globbed } from './glob.ts'
import { linearMatcher } from '../../model/regex.ts'

/** Packages whose function, or one of whose functions, lists the files of glob patterns. */
const GLOBS = new Set([
  'glob',
  'fast-glob',
  'globby',
  'tinyglobby',
  'tiny-glob',
  'glob-promise',
  'globule',
  'picoglob',
  'fs',
  'fs/promises',
])
const FUNCTIONS = new Set([
  '',
  'sync',
  'glob',
  'globSync',
  'globbySync',
  'globby',
  'promise',
  'async',
  'find',
  'default',
])

const member = (value: Value | undefined, name: string): Value =>
  value?.kind === 'object' ? (value.members.get(name) ?? UNDEFINED) : UNDEFINED

/** The texts of one pattern or a list of them; null: not all are known. */
function textsOf(value: Value): string[] | null {
  const texts = (value.kind === 'array' ? value.items : [value]).map(stringOf)
  if (value.kind === 'array' && value.open) return null
  return texts.every((text) => text !== null) ? texts : null
}

/** The folder that `cwd` among the options names, or that the program is started in; null: not known. */
function folderOf(machine: Machine, call: Call, options: Value | undefined): string | null {
  const given = member(options, 'cwd')
  const home = cwdOf(machine.disk, call.module.file.absolute)
  if (given.kind === 'constant' && given.value === undefined) return home
  const text = stringOf(given)
  return text === null ? null : posix.resolve(home, text)
}

function listFiles(machine: Machine, call: Call): Value {
  const [given = UNDEFINED, second] = call.args
  const options = second?.kind === 'object' ? second : undefined
  const patterns = textsOf(given)
  const cwd = folderOf(machine, call, options)
  if (patterns === null || cwd === null) return arrayOf([], true)
  const ignored = textsOf(member(options, 'ignore'))?.map((one) => `!${one}`) ?? []
  const files = globbed(machine.disk, cwd, [...patterns, ...ignored])
  if (files === null) return arrayOf([], true)
  const whole = truth(member(options, 'absolute')) === true || patterns.some((one) => one.startsWith('/'))
  const shown = (path: string): string => {
    if (whole) return path
    const relative = posix.relative(cwd, path)
    return patterns.some((one) => one.startsWith('./')) && !relative.startsWith('.') ? `./${relative}` : relative
  }
  return arrayOf(files.map((path) => constant(shown(path))))
}

/** What `glob` and its like give; null: another function. */
export function globCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.at(-1) ?? ''
  if (
    !GLOBS.has(callee.package) ||
    !FUNCTIONS.has(name) ||
    (callee.package.startsWith('fs') && !name.startsWith('glob'))
  )
    return null
  const callback = call.args.at(-1)
  const files = listFiles(machine, call)
  if (callback?.kind !== 'function') return files
  machine.deferred.push(() => void callBack(machine, callback, [constant(null), files], call))
  return UNDEFINED
}

/** `import.meta.glob(pattern, { eager })` of Vite: modules by path, or functions that load them. */
export const metaGlob = (machine: Machine, module: Module): NativeValue =>
  native('glob', (call) => {
    const patterns = textsOf(call.args[0] ?? UNDEFINED)
    const folder = posix.dirname(module.file.absolute)
    const files = patterns && globbed(machine.disk, folder, patterns)
    if (!files) return objectOf([], true)
    const eager = truth(member(call.args[1], 'eager')) === true
    return objectOf(
      files.map((path): [string, Value] => {
        const load = (): Value => importedModule(machine, module, path, 'import')
        return [`./${posix.relative(folder, path)}`, eager ? load() : native('load', load)]
      }),
    )
  })

/** `require.context(folder, deep, pattern)` of webpack: a function that requires what `keys()` lists. */
export const requireContext = (machine: Machine, module: Module): NativeValue =>
  native('context', (call) => {
    const [at = UNDEFINED, deep, pattern] = call.args
    const text = stringOf(at)
    if (text === null) return unknown('a folder')
    const folder = posix.resolve(posix.dirname(module.file.absolute), text)
    const matcher = pattern?.kind === 'regex' ? linearMatcher(pattern) : () => true
    if (!matcher) return unknown('the files of a folder')
    const keys = filesBelow(machine.disk, folder)
      .map((path) => `./${posix.relative(folder, path)}`)
      .filter((key) => (!deep || truth(deep) !== false || !key.slice(2).includes('/')) && matcher(key) === true)
    return {
      kind: 'native',
      name: 'context',
      call: ({ args }) =>
        importedModule(machine, module, posix.join(folder, stringOf(args[0] ?? UNDEFINED) ?? ''), 'require'),
      member: (name) =>
        name === 'keys' ? native(name, () => arrayOf(keys.map(constant))) : unknown(`context.${name}`),
    }
  })

/** Packages that require every module of a folder, by its name; `deep`: of the folders below, too. */
const FOLDERS = new Map([
  ['auto-load', false],
  ['require-dir', false],
  ['requiredir', false],
  ['requireindex', false],
  ['require-directory', true],
  ['require-all', true],
  ['include-all', true],
])
const SCRIPT = /^[\w.-]+?\.[cm]?[jt]s$/
/** It leaves a folder's `index` out; the others leave out who asks. */
const WITHOUT_INDEX = new Set(['requireindex'])

interface Listing {
  deep: boolean
  index: boolean
  options: Value | undefined
}

/** `visit` (require-directory) and `resolve` (require-all) say what stands for a module. */
function visited(machine: Machine, call: Call, options: Value | undefined, module: Value): Value {
  const visit = [member(options, 'visit'), member(options, 'resolve')].find(({ kind }) => kind === 'function')
  const given = visit ? callBack(machine, visit, [module], call) : UNDEFINED
  return isUndefined(given) ? module : given
}

function modulesOf(machine: Machine, call: Call, folder: string, { deep, options, index }: Listing): Value {
  // Names that are made anew do not hide each other.
  const named = (name: string): string =>
    member(options, 'rename').kind === 'function' ? posix.join(folder, name) : name.replace(/\/$/, '')
  const entries = machine.disk.list(folder).flatMap((name): [string, Value][] => {
    const path = posix.join(folder, name)
    if (
      SCRIPT.test(name) &&
      (index || !name.startsWith('index.')) &&
      path !== call.module.file.absolute &&
      !name.includes('.d.')
    )
      return [
        [
          named(name.replace(/\.[cm]?[jt]s$/, '')),
          visited(machine, call, options, importedModule(machine, call.module, path, 'require')),
        ],
      ]
    return deep && !name.startsWith('.') && machine.disk.entry(path) === 'directory'
      ? [[named(`${name}/`), modulesOf(machine, call, path, { deep, options, index })]]
      : []
  })
  return objectOf(entries)
}

/** A folder by its name, beside the calling module, or of the calling module itself: `requireDirectory(module)`. */
function folderNamed(call: Call): string | null {
  const here = posix.dirname(call.module.file.absolute)
  const [first = UNDEFINED, second] = call.args
  const given =
    first.kind === 'object' ? stringOf(first.members.get('dirname')) : stringOf(first.kind === 'host' ? second : first)
  if (first.kind === 'host' && !second) return here
  return given === null ? null : posix.resolve(here, given)
}

/** Whether the options ask for the folders below; null: they do not say. */
function recursion(options: Value | undefined): boolean | null {
  const said = [member(options, 'recursive'), member(options, 'recurse')].find((value) => !isUndefined(value))
  return said ? truth(said) : null
}

/** What packages give that require a whole folder; null: none of them. */
export function folderModules(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const deep = FOLDERS.get(callee.package)
  if (deep === undefined) return null
  const folder = folderNamed(call)
  const options = call.args.find((arg) => arg.kind === 'object')
  const filtered =
    options?.kind === 'object' && ['filter', 'map', 'exclude', 'include'].some((name) => options.members.has(name))
  if (folder === null) return unknown('a folder')
  const made = modulesOf(machine, call, folder, {
    deep: recursion(options) ?? deep,
    options,
    index: !WITHOUT_INDEX.has(callee.package),
  })
  // Names and choice may be changed by what is given: the modules are loaded, under some name.
  if (filtered && made.kind === 'object' && options?.kind === 'object' && !options.members.has('filter'))
    made.open = true
  return made
}
