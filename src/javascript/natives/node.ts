import { walkParts } from '../parts.ts'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fileUrlOf } from './url.ts'
import { iterate } from '../access.ts'
import { callBack } from '../evaluator.ts'
import { isInteresting } from '../interest.ts'
import { cwdOf } from '../files.ts'
import { isErrorName, prototypeOf } from './error.ts'
import { readJson } from '../json.ts'
import { importedModule } from '../linking.ts'
import { under, type Machine } from '../machine.ts'
import {
  UNDEFINED,
  arrayOf,
  asDefault,
  constant,
  native,
  isUndefined,
  objectOf,
  stringOf,
  truth,
  unknown,
  type Call,
  type ExternalValue,
  type FunctionValue,
  type ObjectValue,
  type Value,
} from '../value.ts'
import { filesBelow } from './glob.ts'
import { taskCall } from './async.ts'
import { bootCall } from './bootevent.ts'
import { consignCall } from './consign.ts'
import { promiseCall } from './bluebird.ts'
import { jsonValue } from './json.ts'
import { folderModules, globCall } from './listed.ts'
import { lodashCall } from './lodash.ts'
import { sanitizerCall } from './sanitizers.ts'

const texts = (args: Value[]): string[] | null => {
  const all = args.map(stringOf)
  return all.every((text) => text !== null) ? all : null
}

function paths(machine: Machine, name: string, call: Call): Value | null {
  const [first, second] = call.args.map(stringOf)
  const all = call.open ? null : texts(call.args)
  switch (name) {
    case 'join':
      return all ? constant(posix.join(...all)) : unknown('path.join')
    case 'resolve':
      return all
        ? constant(posix.resolve(cwdOf(machine.disk, call.module.file.absolute), ...all))
        : unknown('path.resolve')
    case 'basename':
      return typeof first === 'string' ? constant(posix.basename(first, second ?? undefined)) : unknown(name)
    case 'dirname':
      return typeof first === 'string' ? constant(posix.dirname(first)) : unknown(name)
    case 'extname':
      return typeof first === 'string' ? constant(posix.extname(first)) : unknown(name)
    case 'normalize':
      return typeof first === 'string' ? constant(posix.normalize(first)) : unknown(name)
    case 'parse':
      return typeof first === 'string'
        ? objectOf(Object.entries(posix.parse(first)).map(([key, text]): [string, Value] => [key, constant(text)]))
        : unknown(name)
    case 'relative':
      return typeof first === 'string' && typeof second === 'string'
        ? constant(posix.relative(first, second))
        : unknown(name)
    default:
      return null
  }
}

/** A folder's entry, as `withFileTypes` gives it. */
const entry = (machine: Machine, folder: string, name: string): Value => {
  const kind = machine.disk.entry(posix.join(folder, name))
  const is = (wanted: string) => native(wanted, () => constant(kind === wanted))
  return objectOf([
    ['name', constant(name)],
    ['isDirectory', is('directory')],
    ['isFile', is('file')],
    ['path', constant(folder)],
    ['parentPath', constant(folder)],
  ])
}

function listing(machine: Machine, call: Call): Value {
  const [at = UNDEFINED, options] = call.args
  const folder = stringOf(at)
  if (folder === null || machine.disk.entry(folder) !== 'directory') return unknown('a folder')
  const has = (name: string): boolean =>
    options?.kind === 'object' && truth(options.members.get(name) ?? UNDEFINED) === true
  const typed = has('withFileTypes')
  if (has('recursive') && !typed)
    return arrayOf(filesBelow(machine.disk, folder).map((path) => constant(posix.relative(folder, path))))
  const names = machine.disk.list(folder)
  return arrayOf(names.map((name) => (typed ? entry(machine, folder, name) : constant(name))))
}

function existing(machine: Machine, call: Call): Value {
  const at = stringOf(call.args[0] ?? UNDEFINED)
  const found = at === null ? 'outside' : machine.disk.entry(at)
  if (found === 'file' || found === 'directory') return constant(true)
  // A file that an installation may add.
  return { kind: 'unknown', why: 'whether a file is there', unset: at === null ? null : constant(false) }
}

function status(machine: Machine, call: Call): Value {
  const at = stringOf(call.args[0] ?? UNDEFINED)
  const found = at === null ? 'outside' : machine.disk.entry(at)
  const is = (wanted: string) =>
    native(wanted, () => (found === 'outside' || found === 'missing' ? unknown(wanted) : constant(found === wanted)))
  return objectOf(
    [
      ['isDirectory', is('directory')],
      ['isFile', is('file')],
    ],
    true,
  )
}

/** Longer files are no manifests, in UTF-16 units. */
const LONGEST_FILE = 200_000

/** What a file holds: a text, for an encoding makes no difference to what is done with it here, or what its JSON says. */
function contents(machine: Machine, name: string, call: Call): Value {
  const at = stringOf(call.args[0] ?? UNDEFINED)
  const callback = call.args.at(-1)
  const file = at === null || machine.disk.entry(at) !== 'file' ? null : machine.disk.read(at)
  const read = (): Value => {
    if (!file || at === null || file.text.length > LONGEST_FILE) return unknown('a file')
    return /json/i.test(name) ? jsonValue(readJson(machine.disk, at)) : constant(file.text)
  }
  if (callback?.kind !== 'function') return read()
  machine.deferred.push(() => void callBack(machine, callback, [constant(null), read()], call))
  return UNDEFINED
}

function files(machine: Machine, name: string, call: Call): Value | null {
  switch (name) {
    case 'readdirSync':
      return listing(machine, call)
    case 'readdir': {
      const callback = call.args.at(-1)
      const found = listing(machine, call)
      if (callback?.kind !== 'function') return found
      machine.deferred.push(() => void callBack(machine, callback, [constant(null), found], call))
      return UNDEFINED
    }
    case 'existsSync':
    case 'pathExists':
    case 'pathExistsSync':
      return existing(machine, call)
    case 'readFileSync':
    case 'readFile':
    case 'readJson':
    case 'readJSON':
    case 'readJsonSync':
    case 'readJSONSync':
      return contents(machine, name, call)
    case 'statSync':
    case 'lstatSync':
      return status(machine, call)
    default:
      return null
  }
}

function utilities(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const [first = UNDEFINED] = call.args
  switch (`${callee.package}.${callee.path.join('.')}`) {
    case 'url.fileURLToPath': {
      const text = fileUrlOf(first)
      return text === null ? unknown('fileURLToPath') : constant(fileURLToPath(text))
    }
    case 'module.createRequire':
      return native('require', ({ args }) =>
        importedModule(machine, call.module, stringOf(args[0] ?? UNDEFINED), 'require'),
      )
    case 'util.promisify':
    case 'util.deprecate':
      return first
    case 'util.callbackify':
      return native('callbackified', ({ args }) => {
        const callback = args.at(-1) ?? UNDEFINED
        machine.deferred.push(
          () =>
            void callBack(machine, callback, [constant(null), callBack(machine, first, args.slice(0, -1), call)], call),
        )
        return UNDEFINED
      })
    case 'util.inherits': {
      const parent = call.args[1]
      if (first.kind !== 'function' || !parent) return UNDEFINED
      // What a class of a package gives is there too.
      if (parent.kind === 'external' || parent.kind === 'unknown') prototypeOfFunction(first).open = true
      if (parent.kind === 'function') prototypeOfFunction(first).proto = prototypeOfFunction(parent)
      if (parent.kind === 'native' && isErrorName(parent.name))
        prototypeOfFunction(first).proto = prototypeOf(parent.name)
      return UNDEFINED
    }
    default:
      return null
  }
}

function prototypeOfFunction(value: FunctionValue): ObjectValue {
  const known = value.members.get('prototype')
  if (known?.kind === 'object') return known
  const made = objectOf()
  value.members.set('prototype', made)
  return made
}

const COLLECTIONS = new Set(['lodash', 'underscore', 'async', 'ramda', 'lodash/forEach', 'lodash/each'])

function collections(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  if (!COLLECTIONS.has(callee.package)) return null
  const method = callee.path[0] ?? callee.package.split('/')[1] ?? ''
  if (!['each', 'forEach', 'map', 'forOwn'].includes(method)) return null
  const [list = UNDEFINED, callback = UNDEFINED] = call.args
  const pairs: [Value, Value][] =
    list.kind === 'object'
      ? [...list.members].map(([key, value]) => [value, constant(key)])
      : iterate(list).items.map((item, index) => [item, constant(index)])
  const results = pairs.map((pair) => callBack(machine, callback, pair, call))
  const open = list.kind === 'object' ? list.open : iterate(list).open
  if (open && isInteresting(callback))
    under(
      machine,
      () => 'the list has more',
      () => callBack(machine, callback, [unknown('an element'), unknown('a key')], call),
    )
  return method === 'map' ? arrayOf(results, open) : list
}

const MERGERS =
  /^(?:deepmerge|merge-deep|ts-deepmerge|defu|lodash\.(?:merge|assign|defaults\w*|extend)|object-assign|merge-options|lodash|underscore)$/
/** Those whose first argument wins. */
const DEFAULTS = /^(?:defu|defaults\w*)$/

/** Objects merged, level by level, by the packages people use for it. */
function merged(callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.at(-1) ?? callee.package
  if (
    !MERGERS.test(callee.package) ||
    !/^(?:all|merge|assign|extend|deepmerge|mergeWith|merge-deep|ts-deepmerge|object-assign|merge-options|lodash\.\w+|defu|defaults\w*)$/.test(
      name,
    )
  )
    return null
  const values = name === 'all' ? iterate(call.args[0] ?? UNDEFINED).items : call.args
  const made = (DEFAULTS.test(name) ? [...values].reverse() : values).reduce<Value>(
    (base, over) => merge(base, over),
    objectOf(),
  )
  return WRITES_FIRST.test(callee.package) && values[0]?.kind === 'object' && made.kind === 'object'
    ? written(values[0], made)
    : made
}

/** Those that write into their first argument. */
const WRITES_FIRST = /^(?:lodash|underscore|object-assign)/

function written(target: ObjectValue, made: ObjectValue): Value {
  for (const [name, value] of made.members) target.members.set(name, value)
  target.open ||= made.open
  return target
}

/** Objects may hold themselves. */
const DEEPEST = 12

function merge(base: Value, over: Value, walk = walkParts(), depth = 0): Value {
  if (isUndefined(over)) return base
  if (base.kind === 'object' && (over.kind === 'unknown' || over.kind === 'external'))
    return objectOf(
      [...base.members].map(([key, value]) => [key, asDefault(value, 'what is merged over it says nothing else')]),
      true,
    )
  if (base.kind !== 'object' || over.kind !== 'object') return over
  const made = objectOf(base.members, base.open || over.open)
  for (const [key, value] of over.members)
    made.members.set(
      key,
      depth < DEEPEST && walk() ? merge(made.members.get(key) ?? UNDEFINED, value, walk, depth + 1) : value,
    )
  return made
}

/** What Node's own modules, and the lists of lodash, give; null: nothing that is known. */
export function nodeCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  if (callee.of?.args) return null
  const name = callee.path.at(-1) ?? ''
  if (callee.package === 'path' || callee.package === 'path/posix') return paths(machine, name, call)
  const listed = globCall(machine, callee, call) ?? folderModules(machine, callee, call)
  if (listed) return listed
  if (['fs', 'fs/promises', 'fs-extra', 'graceful-fs'].includes(callee.package))
    return files(machine, name.replace(/Async$/, ''), call)
  return (
    utilities(machine, callee, call) ??
    promiseCall(machine, callee, call) ??
    taskCall(machine, callee, call) ??
    bootCall(machine, callee, call) ??
    consignCall(machine, callee, call) ??
    collections(machine, callee, call) ??
    lodashCall(machine, callee, call) ??
    sanitizerCall(callee, call) ??
    merged(callee, call)
  )
}
