import { basename, dirname, resolve } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember } from './access.ts'
import { DEFAULT, childScope, declare, findBinding, readBinding, type Scope, rootFrame, type Module } from './scope.ts'
import { executeAll } from './evaluator.ts'
import { readJson } from './json.ts'
import { allowance, type Env, type Machine } from './machine.ts'
import type { Resolved } from './resolve.ts'
import { jsonValue } from './natives/json.ts'
import { sampleFile } from './sample-files.ts'
import {
  UNDEFINED,
  assumptionOf,
  constant,
  either,
  isUndefined,
  objectOf,
  settled,
  stringOf,
  unknown,
  unsetOf,
  withUnset,
  type ExternalValue,
  type HostValue,
  type Value,
} from './value.ts'

export function makeModule(file: Module['file'], program: TSESTree.Program): Module {
  const exporting = program.body.some(
    (node) =>
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportDefaultDeclaration' ||
      node.type === 'ExportAllDeclaration',
  )
  return {
    file,
    program,
    scope: childScope(null, true),
    esm: exporting,
    state: 'new',
    foreign: false,
    exports: new Map(),
    stars: [],
    common: { exports: objectOf() },
    asked: new Set(),
  }
}

/** What a module has from its surroundings: the CommonJS names, which an ES module's own may hide. */
function surroundings(module: Module): void {
  const { absolute } = module.file
  const { exports } = module.common
  const self: HostValue = {
    kind: 'host',
    of: module.common,
    member: (name) =>
      name === 'exports' ? module.common.exports : name === 'filename' ? constant(absolute) : unknown(`module.${name}`),
    assign: (name, value) => {
      if (name === 'exports') module.common.exports = value
    },
  }
  declare(module.scope, 'module', self)
  declare(module.scope, 'exports', exports)
  declare(module.scope, '__dirname', constant(dirname(absolute)))
  declare(module.scope, '__filename', constant(absolute))
}

const external = (name: string, module: Module): ExternalValue => ({
  kind: 'external',
  package: name,
  path: [],
  args: null,
  of: null,
  call: null,
  module,
})

/** `called`: what the program names the module, which is all there is to go by when it lies outside of what can be seen. */
function find(machine: Machine, from: Module, specifier: string, called?: string): Resolved {
  const resolved = machine.resolve(from.file.absolute, specifier)
  if (resolved.kind === 'file' && resolved.name && machine.lender.knows(resolved.name))
    return { kind: 'package', name: resolved.name }
  if (resolved.kind === 'missing' && called && machine.lender.knows(called) && isOutside(machine, from, specifier))
    return { kind: 'package', name: called }
  return resolved
}

const isOutside = (machine: Machine, from: Module, specifier: string): boolean =>
  machine.disk.entry(resolve(dirname(from.file.absolute), specifier)) === 'outside'

/** A module that is not there. Of one that every machine has of its own, a sample beside it shows what it is by default. */
function absent(machine: Machine, from: Module, specifier: string): Value {
  const lent = machine.lender.absent?.(from, specifier)
  if (lent) return lent
  const open = unknown(`'${specifier}' is not there`)
  const sample = specifier.startsWith('.')
    ? sampleFile(machine.disk, resolve(dirname(from.file.absolute), specifier))
    : null
  const shown = sample === null ? open : importedModule(machine, from, sample, 'require')
  return shown.kind === 'object'
    ? withUnset(either(shown, open), shown, `'${specifier}' is as ${basename(sample ?? '')} shows it`)
    : open
}

/** A name of a module that is not there. */
function absentExport(machine: Machine, from: Module, specifier: string, name: string): Value {
  const module = absent(machine, from, specifier)
  const own = module.kind === 'either' && module.unset?.kind === 'object' && module.unset.members.has('default')
  return name === 'default' && module.kind === 'either' && !own ? module : getMember(machine, module, name)
}

/** The module that one of several names means, where nothing is set from outside. */
export function requiredModule(machine: Machine, env: Env, name: Value): Value {
  const usual = settled(name)
  const words = assumptionOf(name)
  const found = importedModule(machine, env.module, stringOf(usual), 'require')
  return usual === name || words === null || found.kind === 'unknown'
    ? found
    : withUnset(either(found, unknown('another module')), unsetOf(found), words)
}

/** What `import()` and `require()` of a specifier give. */
export function importedModule(
  machine: Machine,
  from: Module,
  specifier: string | null,
  how: 'import' | 'require',
  called?: string,
): Value {
  if (specifier === null) return unknown('a module whose name is computed')
  const resolved = find(machine, from, specifier, called)
  if (resolved.kind === 'package') return external(resolved.name, from)
  if (resolved.kind === 'missing') return absent(machine, from, specifier)
  if (resolved.path.endsWith('.json')) return jsonValue(readJson(machine.disk, resolved.path))
  const target = machine.load(resolved.path)
  if (!target) return unknown(`'${specifier}' cannot be read`)
  run(machine, target)
  if (target.esm) return namespaceOf(machine, target)
  return how === 'require' ? target.common.exports : withDefault(target.common.exports)
}

/** A CommonJS module as `import()` gives it. */
function withDefault(exports: Value): Value {
  if (exports.kind !== 'object') return objectOf([['default', exports]])
  const own = exports.members.has('default') && exports.members.has('__esModule')
  return own ? exports : objectOf([...exports.members, ['default', exports]], exports.open)
}

/** The modules whose namespaces are handed about. */
const namespaces = new WeakMap<Value, Module>()

function namesOf(module: Module, seen: Set<Module> = new Set()): string[] {
  if (seen.has(module)) return []
  seen.add(module)
  const stars = module.stars.flatMap((star) => {
    const from = star()
    const target = namespaces.get(from)
    if (target) return namesOf(target, seen)
    return from.kind === 'object' ? [...from.members.keys()] : []
  })
  return [...new Set([...module.exports.keys(), ...stars.filter((name) => name !== 'default')])]
}

function namespaceOf(machine: Machine, module: Module): HostValue {
  const namespace: HostValue = {
    kind: 'host',
    of: module,
    member: (name) => exportOf(machine, module, name),
    keys: () => namesOf(module),
  }
  namespaces.set(namespace, module)
  return namespace
}

/** What a module exports under a name. */
function exportOf(machine: Machine, module: Module, name: string): Value {
  run(machine, module)
  if (module.asked.has(name)) return UNDEFINED
  module.asked.add(name)
  try {
    return lookUp(machine, module, name)
  } finally {
    module.asked.delete(name)
  }
}

function lookUp(machine: Machine, module: Module, name: string): Value {
  const own = module.exports.get(name)
  if (own) return own()
  if (!module.esm) return commonExport(machine, module.common.exports, name)
  return name === 'default' ? UNDEFINED : handedOn(machine, module, name)
}

/** Where `export * from` leads for a name: which module declares what does not change. */
const handed = new WeakMap<Module, Map<string, () => Value>>()

function handedOn(machine: Machine, module: Module, name: string): Value {
  const known = handed.get(module) ?? new Map<string, () => Value>()
  handed.set(module, known)
  const seen = new Set([module])
  const read = known.get(name) ?? throughStars(machine, module, name, seen)
  if (!read && [...seen].some(({ state }) => state !== 'done')) return UNDEFINED
  known.set(name, read ?? (() => UNDEFINED))
  return read?.() ?? UNDEFINED
}

/** What `export * from` hands on under a name, each module asked once: barrels of barrels meet again and again. */
function throughStars(machine: Machine, module: Module, name: string, seen: Set<Module>): (() => Value) | null {
  for (const star of module.stars) {
    const from = star()
    const target = namespaces.get(from)
    if (!target) {
      if (!isUndefined(getMember(machine, from, name))) return () => getMember(machine, star(), name)
    } else if (!seen.has(target)) {
      seen.add(target)
      run(machine, target)
      const found = target.exports.get(name) ?? throughStars(machine, target, name, seen)
      if (found) return found
    }
  }
  return null
}

function commonExport(machine: Machine, exports: Value, name: string): Value {
  if (name !== 'default') return getMember(machine, exports, name)
  return exports.kind === 'object' && exports.members.has('__esModule')
    ? (exports.members.get('default') ?? exports)
    : exports
}

/** A name imported from a module: read when it is used, so that modules may import each other in a circle. */
function imported(machine: Machine, from: Module, specifier: string, name: string, called: string): Value {
  const resolved = find(machine, from, specifier, called)
  if (resolved.kind === 'package')
    return name === 'default' ? external(resolved.name, from) : getMember(machine, external(resolved.name, from), name)
  if (resolved.kind === 'missing') return absentExport(machine, from, specifier, name)
  if (resolved.path.endsWith('.json')) {
    const value = jsonValue(readJson(machine.disk, resolved.path))
    return name === 'default' ? value : getMember(machine, value, name)
  }
  const target = machine.load(resolved.path)
  return target ? exportOf(machine, target, name) : unknown(`'${specifier}' cannot be read`)
}

const nameOf = (node: TSESTree.Identifier | TSESTree.StringLiteral): string =>
  node.type === 'Identifier' ? node.name : node.value

function lazily(scope: Scope, name: string, read: () => Value): void {
  declare(scope, name, unknown('an import'), { read })
}

function linkImport(machine: Machine, module: Module, node: TSESTree.ImportDeclaration): void {
  const specifier = node.source.value
  if (node.importKind === 'type') return
  if (node.specifiers.length === 0) importedModule(machine, module, specifier, 'import')
  for (const one of node.specifiers) {
    if (one.type === 'ImportNamespaceSpecifier')
      lazily(module.scope, one.local.name, () => importedModule(machine, module, specifier, 'require'))
    else {
      const name = one.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(one.imported)
      lazily(module.scope, one.local.name, () => imported(machine, module, specifier, name, one.local.name))
    }
  }
}

function declaredNames(node: TSESTree.Node): string[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => declaredNames(id))
    case 'Identifier':
      return [node.name]
    case 'ObjectPattern':
      return node.properties.flatMap((one) => declaredNames(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayPattern':
      return node.elements.flatMap((one) => (one ? declaredNames(one) : []))
    case 'AssignmentPattern':
      return declaredNames(node.left)
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.id ? [node.id.name] : []
    case 'TSModuleDeclaration':
      return node.id.type === 'Identifier' ? [node.id.name] : []
    default:
      return []
  }
}

function linkExport(machine: Machine, module: Module, node: TSESTree.ExportNamedDeclaration): void {
  if (node.exportKind === 'type') return
  const own = (name: string) => (): Value => readBinding(findBinding(module.scope, name), name)
  for (const name of node.declaration ? declaredNames(node.declaration) : []) module.exports.set(name, own(name))
  const source = node.source?.value
  for (const one of node.specifiers) {
    const local = nameOf(one.local)
    module.exports.set(
      nameOf(one.exported),
      source === undefined ? own(local) : () => imported(machine, module, source, local, local),
    )
  }
}

function link(machine: Machine, module: Module): void {
  for (const node of module.program.body) {
    if (node.type === 'ImportDeclaration') linkImport(machine, module, node)
    else if (node.type === 'ExportNamedDeclaration') linkExport(machine, module, node)
    else if (node.type === 'ExportDefaultDeclaration')
      module.exports.set('default', () => readBinding(findBinding(module.scope, DEFAULT), 'default'))
    else if (node.type === 'ExportAllDeclaration') {
      const specifier = node.source.value
      const star = (): Value => importedModule(machine, module, specifier, 'require')
      if (node.exported) module.exports.set(nameOf(node.exported), star)
      else module.stars.push(star)
    } else if (node.type === 'TSImportEqualsDeclaration' && node.moduleReference.type === 'TSExternalModuleReference') {
      const specifier =
        node.moduleReference.expression.type === 'Literal' ? String(node.moduleReference.expression.value) : null
      lazily(module.scope, node.id.name, () => importedModule(machine, module, specifier, 'require'))
    }
  }
}

/** Carries out a module once. What it imports is carried out when a name from it is first used. */
export function run(machine: Machine, module: Module): void {
  if (module.state !== 'new') return
  module.state = 'running'
  module.foreign = machine.foreign
  const { frame, condition, steps, stirs } = machine
  machine.frame = rootFrame()
  machine.frame.depth = frame.depth + 1
  machine.condition = null
  machine.begun += 1
  machine.steps = allowance(machine)
  surroundings(module)
  link(machine, module)
  const env: Env = { scope: module.scope, self: module.esm ? UNDEFINED : module.common.exports, module, home: null }
  executeAll(machine, module.program.body, env)
  machine.frame = frame
  machine.condition = condition
  machine.steps = steps
  // Done once: whoever asked for the module first does not register that again.
  machine.stirs = stirs
  module.state = 'done'
}

const requireCall = (node: TSESTree.Node, env: Env): TSESTree.CallExpression | null =>
  node.type === 'CallExpression' &&
  node.callee.type === 'Identifier' &&
  node.callee.name === 'require' &&
  !findBinding(env.scope, 'require')
    ? node
    : null

/** `const x = require('./x')` of the program's own: carried out when the name is first used, as for imports. */
export function requiredLazily(machine: Machine, id: TSESTree.Node, init: TSESTree.Node, env: Env): boolean {
  const node = requireCall(init, env)
  const [source] = node?.arguments ?? []
  if (source?.type !== 'Literal' || typeof source.value !== 'string' || !source.value.startsWith('.')) return false
  const specifier = source.value
  const called = id.type === 'Identifier' ? id.name : undefined
  const read = (): Value => importedModule(machine, env.module, specifier, 'require', called)
  if (id.type === 'Identifier') {
    lazily(env.scope, id.name, read)
    return true
  }
  if (id.type !== 'ObjectPattern') return false
  const names = id.properties.map((one) =>
    one.type === 'Property' && !one.computed && one.key.type === 'Identifier' && one.value.type === 'Identifier'
      ? ([one.key.name, one.value.name] as const)
      : null,
  )
  if (names.some((pair) => pair === null)) return false
  for (const pair of names) if (pair) lazily(env.scope, pair[1], () => getMember(machine, read(), pair[0]))
  return true
}
