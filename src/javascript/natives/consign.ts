import { posix } from 'node:path'
import { callBack } from '../evaluator.ts'
import { cwdOf } from '../files.ts'
import { importedModule } from '../linking.ts'
import type { Machine } from '../machine.ts'
import { getMember, setMember } from '../access.ts'
import {
  UNDEFINED,
  native,
  objectOf,
  stringOf,
  type Call,
  type ExternalValue,
  type HostValue,
  type Value,
} from '../value.ts'
import { filesBelow } from './glob.ts'

const PACKAGES = new Set(['consign', 'express-load'])
const SCRIPT = /^[\w.-]+(?<!\.d)\.[cm]?[jt]s$/

/** The scripts that a name means: a file, with or without its end, or all of a folder, those before that stand higher. */
function scriptsAt(machine: Machine, folder: string, name: string): string[] {
  const at = posix.resolve(folder, name)
  if (machine.disk.entry(at) === 'directory')
    return filesBelow(machine.disk, at).filter((path) => SCRIPT.test(posix.basename(path)))
  return [at, `${at}.js`, `${at}.ts`].filter((path) => machine.disk.entry(path) === 'file').slice(0, 1)
}

/** What a module gives is a member of the object, by its folders and its name. */
function place(machine: Machine, into: Value, parts: string[], value: Value): void {
  const [name = '', ...rest] = parts
  if (rest.length === 0) return setMember(machine, into, name, value)
  const known = getMember(machine, into, name)
  const below = known.kind === 'object' ? known : objectOf()
  if (below !== known) setMember(machine, into, name, below)
  place(machine, below, rest, value)
}

function load(machine: Machine, call: Call, folder: string, path: string, args: Value[]): void {
  const module = importedModule(machine, call.module, path, 'require')
  const value = module.kind === 'function' ? callBack(machine, module, args, call) : module
  const parts = posix
    .relative(folder, path)
    .replace(/\.[cm]?[jt]s$/, '')
    .split('/')
  place(machine, args[0] ?? UNDEFINED, parts, value)
}

/**
 * `consign({ cwd }).include('models').then('routes').exclude('x').into(app)` (consign.js), and express-load alike: modules are required in
 * that order, functions among them called with what `into` is given.
 */
export function consignCall(machine: Machine, callee: ExternalValue, made: Call): Value | null {
  if (!PACKAGES.has(callee.package) || callee.path.length > 0) return null
  const options = made.args.find(({ kind }) => kind === 'object')
  const cwd = options ? stringOf(getMember(machine, options, 'cwd')) : null
  const folder = posix.resolve(cwdOf(machine.disk, made.module.file.absolute), cwd ?? '')
  let files: string[] = []
  let last = 'include'
  const use = (how: string, given: Value | undefined): void => {
    last = how
    const named = (stringOf(given) ?? '')
      .split(/\s*,\s*/)
      .filter(Boolean)
      .flatMap((name) => scriptsAt(machine, folder, name))
    files = how === 'include' ? [...new Set([...files, ...named])] : files.filter((file) => !named.includes(file))
  }
  if (stringOf(made.args[0]) !== null) use('include', made.args[0])
  const self: HostValue = {
    kind: 'host',
    of: { consign: folder },
    member: (name) =>
      native(name, (call) => {
        if (name === 'include' || name === 'exclude') use(name, call.args[0])
        if (name === 'then') use(last, call.args[0])
        if (name === 'into') for (const path of files) load(machine, call, folder, path, call.args)
        return self
      }),
  }
  return self
}
