import { dirname, join, relative } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { folderWith } from '../javascript/files.ts'
import { createResolver } from '../javascript/resolve.ts'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { clientOf } from './clients.ts'
import { namesOf } from './names.ts'
import type { Change, Expr, Modules } from './names.ts'
import { isFunction, reach } from './reach.ts'
import { keyOf, readScript } from './script.ts'
import type { Script, Setting } from './script.ts'

/** The files of client code, each read once; what one of them sets on another's objects is noted as it is read. */
export function openModules(disk: Disk): Modules & { read(file: SourceFile): Script | null } {
  const known = new Map<string, Script | null>()
  const resolve = createResolver(disk)
  const read = (file: SourceFile): Script | null => {
    const before = known.get(file.absolute)
    if (before !== undefined) return before
    const script = readScript(file)
    known.set(file.absolute, script)
    if (script) noteChanges(script, modules)
    return script
  }
  const modules = {
    read,
    resolve,
    changes: new Map<TSESTree.Node | string, Change[]>(),
    isSet: environment(disk),
    load: (path: string): Script | null => {
      const file = /\.[cm]?[jt]sx?$/.test(path) && !path.includes('node_modules') ? disk.read(path) : null
      return file && read(file)
    },
  }
  return modules
}

function noteChanges(script: Script, modules: Modules): void {
  const names = namesOf(script, modules)
  const note = (key: TSESTree.Node | string, change: Change): void => {
    modules.changes.set(key, [...(modules.changes.get(key) ?? []), change])
  }
  for (const setting of script.settings) {
    const key = settingKey(setting, { node: setting.object, names })
    if (key !== null) note(key, { name: setting.name, value: { node: setting.value, names } })
  }
  for (const call of script.calls) {
    const key = interceptedBy(call, script, modules)
    if (key !== null) note(key, { name: null, value: { node: call, names } })
  }
}

/** What a client is noted under: the call that made it, or its package. */
function clientKey(client: Expr): TSESTree.Node | string | null {
  const made = clientOf(client)
  const { node } = reach(client)
  if (!made) return null
  return node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node : made.client
}

/** What a property is set on: an object written out, or a client's defaults. */
function settingKey({ object }: Setting, target: Expr): TSESTree.Node | string | null {
  if (object.type === 'MemberExpression' && keyOf(object) === 'defaults')
    return clientKey({ ...target, node: object.object })
  const { node } = reach(target)
  return node.type === 'ObjectExpression' ? node : null
}

/** `api.interceptors.request.use(…)` of a function that changes where a request goes, or that nobody sees. */
function interceptedBy(
  { callee, arguments: [handler] }: TSESTree.CallExpression,
  script: Script,
  modules: Modules,
): TSESTree.Node | string | null {
  const names = namesOf(script, modules)
  if (
    callee.type !== 'MemberExpression' ||
    keyOf(callee) !== 'use' ||
    callee.object.type !== 'MemberExpression' ||
    keyOf(callee.object) !== 'request'
  )
    return null
  const interceptors = callee.object.object
  if (interceptors.type !== 'MemberExpression' || keyOf(interceptors) !== 'interceptors' || !handler) return null
  const used = reach({ node: handler, names })
  const text = isFunction(used.node) ? used.names.script.file.text.slice(...used.node.range) : null
  return text !== null && !/\.(?:url|baseURL|method)\s*[+?|]*=(?!=)|\.\.\./.test(text)
    ? null
    : clientKey({ node: interceptors.object, names })
}

/** Files in which a build or a container sets its environment; those for development and the examples set none. */
const SETS =
  /^(?:\.env(?!.*(?:example|sample|template|dist|dev|test|local)).*|Dockerfile.*|(?:docker-)?compose.*\.ya?ml|netlify\.toml|vercel\.json)$/i

/** Whether any of those files, from the package's folder up to the working directory, names a variable. */
function environment(disk: Disk): Modules['isSet'] {
  const textsOf = (folder: string): string[] =>
    disk
      .list(folder)
      .filter((name) => SETS.test(name))
      .map((name) => disk.read(join(folder, name))?.text ?? '')
  const known = new Map<string, string[]>()
  const around = (folder: string): string[] => {
    const before = known.get(folder)
    if (before) return before
    const above =
      folder === disk.cwd || dirname(folder) === folder || relative(disk.cwd, folder).startsWith('..')
        ? []
        : around(dirname(folder))
    const texts = [...textsOf(folder), ...above]
    known.set(folder, texts)
    return texts
  }
  return (from, variable) =>
    around(folderWith(disk, dirname(from), 'package.json') ?? dirname(from)).some((text) => text.includes(variable))
}
