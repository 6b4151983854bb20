import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { ClientCall } from '../model/site.ts'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { callOf } from './calls.ts'
import type { Call } from './calls.ts'
import { openModules } from './modules.ts'
import { namesOf } from './names.ts'
import type { Expr, Modules, Names } from './names.ts'
import { reach } from './reach.ts'
import type { Script } from './script.ts'
import { usersOf } from './users.ts'

/** The calls of HTTP clients, and the files that make them by a client of another file: those name none themselves. */
export interface ClientReading {
  calls: ClientCall[]
  users: SourceFile[]
}

/** The calls of HTTP clients in scripts that are no servers; `others`: scripts (absolute paths) that may use a client which one of these
 * files makes. A file with a syntax error has none. */
export function readClientCalls(files: SourceFile[], disk: Disk, others: string[] = []): ClientReading {
  const modules = openModules(disk)
  const scripts = files.flatMap((file) => modules.read(file) ?? [])
  const users = usersOf(scripts, others, { modules, disk })
  const calls = [...scripts, ...users].flatMap((script) => callsIn(script, modules))
  const calling = new Set(calls.map(({ range }) => range.file))
  return { calls, users: users.map(({ file }) => file).filter(({ path }) => calling.has(path)) }
}

function callsIn(script: Script, modules: Modules): ClientCall[] {
  const names = namesOf(script, modules)
  return script.calls.flatMap((node) => {
    const call = callOf({ node, names })
    return call ? [clientCall(call, names)] : []
  })
}

function clientCall(
  { client, node, method, methodAt, url, through, bare }: Call,
  { script: { file } }: Names,
): ClientCall {
  const written = methodAt && writtenAt(through ? reach(methodAt) : methodAt, node, through !== undefined)
  const inner = through?.names.script.file
  return {
    client,
    method,
    url,
    range: file.range(...node.range),
    methodRange: written?.names.script.file === file ? file.range(...written.node.range) : null,
    ...(bare && { bare }),
    ...(through && inner && { through: inner.range(...through.node.range) }),
  }
}

/** The method where a person wrote it: a literal, or the name of the client's function. A constant that is declared elsewhere is none. */
function writtenAt(method: Expr, { callee, range }: TSESTree.CallExpression, isGiven: boolean): Expr | null {
  if (isGiven && !(range[0] <= method.node.range[0] && method.node.range[1] <= range[1])) return null
  const isVerb = callee.type === 'MemberExpression' && method.node === callee.property
  return method.node.type === 'Literal' || isVerb ? method : null
}
