import { basename, dirname } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { callInside } from './calls.ts'
import { clientOf } from './clients.ts'
import { exportOf, namesOf } from './names.ts'
import type { Expr, Modules } from './names.ts'
import { isClass, isFunction, reach } from './reach.ts'
import type { Script } from './script.ts'
import { addTo } from '../text/group.ts'

interface Surroundings {
  modules: Modules & { read(file: SourceFile): Script | null }
  disk: Disk
}

const IMPORTS = /(?:\bfrom|\brequire\(|\bimport\(?)\s*['"]([^'"\n]+)['"]/g

/** Whether something is a client, a function around one, or holds such: what its importers can make calls with. */
function isClient(given: Expr, seen = new Set<Expr['node']>()): boolean {
  const expr = reach(given)
  const { node, names } = expr
  // Objects may hold each other in a circle.
  if (seen.has(node) || expr.absent) return false
  seen.add(node)
  if (clientOf(expr)) return true
  if (isFunction(node)) return callInside(expr, node, 0) !== null
  if (node.type === 'ObjectExpression') {
    return node.properties.some((one) =>
      one.type === 'Property'
        ? isClient({ node: one.value, names }, seen)
        : isClient({ node: one.argument, names }, seen),
    )
  }
  if (node.type === 'NewExpression') return isClient({ node: node.callee, names }, seen)
  return (
    isClass(node) &&
    node.body.body.some(
      (one) =>
        (one.type === 'MethodDefinition' || one.type === 'PropertyDefinition') &&
        one.value !== null &&
        isClient({ node: one.value, names }, seen),
    )
  )
}

/** Whether a module hands on a client to those who import it. */
function offersClients(script: Script, modules: Modules): boolean {
  const module = { node: script.ast, names: namesOf(script, modules) }
  const names = [...script.exports.keys(), ...(script.whole ? ['default'] : [])]
  return (
    script.stars.length > 0 ||
    names.some((name) => {
      const exported = exportOf(module, name)
      return exported !== null && isClient(exported)
    })
  )
}

/** The words by which an import may name a file: its own name, or that of a folder around it. */
const wordsFor = (path: string): string[] => [
  basename(path).replace(/\.[cm]?[jt]sx?$/, ''),
  ...dirname(path).split('/').slice(-3),
]

const lastWord = (specifier: string): string =>
  specifier
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)
    ?.replace(/\.[cm]?[jt]sx?$/, '') ?? ''

interface Import {
  file: SourceFile
  specifier: string
}

/** The imports of files, by the last word of what they name. */
function importsByWord(paths: string[], disk: Disk): Map<string, Import[]> {
  const found = new Map<string, Import[]>()
  for (const path of paths) {
    const file = disk.read(path)
    for (const [, specifier = ''] of file?.text.matchAll(IMPORTS) ?? []) {
      if (file) addTo(found, lastWord(specifier), { file, specifier })
    }
  }
  return found
}

/** The scripts among the others that import a client which these files make, or one that another hands on. */
export function usersOf(scripts: Script[], others: string[], { modules, disk }: Surroundings): Script[] {
  const makers = scripts.filter((script) => offersClients(script, modules))
  if (makers.length === 0) return []
  const imports = importsByWord(others, disk)
  const met = new Set<SourceFile>()
  const found: Script[] = []
  for (const maker of makers) {
    const words = new Set(wordsFor(maker.file.absolute))
    for (const { file, specifier } of [...words].flatMap((word) => imports.get(word) ?? [])) {
      const target = met.has(file) ? null : modules.resolve(file.absolute, specifier)
      if (target?.kind !== 'file' || target.path !== maker.file.absolute) continue
      met.add(file)
      const script = modules.read(file)
      if (!script) continue
      found.push(script)
      if (offersClients(script, modules)) makers.push(script)
    }
  }
  return found
}
