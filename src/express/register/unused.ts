import { join } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callAlone } from '../../javascript/call.ts'
import { isInteresting } from '../../javascript/interest.ts'
import { instantiate } from '../../javascript/classes.ts'
import { parametersOf } from '../../javascript/arity.ts'
import { interestIn } from '../../javascript/interest.ts'
import { makeCall } from '../../javascript/machine.ts'
import type { Env, Machine } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import { alone, drain, runToEnd } from '../../javascript/program.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { ClassValue, FunctionValue, Value } from '../../javascript/value.ts'
import { isTestFile, namesExpress, registersRoutes } from '../../files/kind.ts'
import { argumentFor, holdsRouter, selfFor, takesRouter } from './arguments.ts'
import type { Reading } from './arguments.ts'
import { isDecorated } from './frameworks/controllers.ts'
import { importersFirst } from './entries.ts'
import { importersOf } from './importers.ts'
import { rootsAmong } from './passing.ts'
import type { RouterModel } from './stack.ts'

const REQUEST = /^_?(?:req|request|res|response|next|err|error)$/
const CONTEXT = /^_?(?:ctx|context)$/

/** A context that holds the app is none of a request's: `context.app.get(…)`. */
const handlesRequests = ({ node, module }: FunctionValue): boolean =>
  node.params.some(
    (param) =>
      param.type === 'Identifier' &&
      (REQUEST.test(param.name) || (CONTEXT.test(param.name) && !holdsRouter(module, param, node))),
  )

/** An object of a class that nobody is seen to use. */
function objectOfClass(reading: Reading, value: ClassValue): Value {
  const { machine } = reading.program
  const known = machine.instances.get(value)
  if (known) return known
  const constructor = value.node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor',
  )
  const params = constructor?.type === 'MethodDefinition' ? constructor.value.params : []
  const args = params.map((param) => argumentFor(reading, value.module, param, value.node))
  const env: Env = { scope: value.scope, self: UNDEFINED, module: value.module, home: null }
  return instantiate(machine, value, makeCall(machine, value.node, env, UNDEFINED, args, true))
}

/** The object whose method a function is: one made with the prototype that has it, or the one that it was written into. */
function holderOf({ made, holders }: Machine, { node }: FunctionValue): Value | null {
  for (const [prototype, object] of made) {
    for (const member of prototype.members.values())
      if (member.kind === 'function' && member.node === node) return object
  }
  const holder = holders.get(node)
  return holder?.kind === 'object' || holder?.kind === 'class' || holder?.kind === 'function' ? holder : null
}

function callUnused(reading: Reading, fn: FunctionValue): void {
  const { machine } = reading.program
  const own =
    fn.self ??
    (fn.node.type === 'ArrowFunctionExpression' ? null : selfFor(reading, fn.module, fn.node, holderOf(machine, fn)))
  const self = fn.home && !fn.self && fn.node.type !== 'ArrowFunctionExpression' ? objectOfClass(reading, fn.home) : own
  // Making the object may have called it.
  if (machine.entered.has(fn.node)) return
  callAlone(
    machine,
    { ...fn, self },
    parametersOf(fn.node).map((param) => argumentFor(reading, fn.module, param, fn.node)),
  )
}

const worth = new WeakMap<Module, boolean>()

function isWorthALook(module: Module): boolean {
  const known = worth.get(module)
  if (known !== undefined) return known
  const found =
    !module.foreign &&
    !isTestFile(module.file) &&
    (namesExpress(module.file.text) || /[Rr]outer\b/.test(module.file.text) || registersRoutes(module.file.text))
  worth.set(module, found)
  return found
}

/** Functions and classes that nobody is seen to use, but which would register routes. */
function unused(machine: Machine): { classes: ClassValue[]; functions: FunctionValue[] } {
  const classes = [...machine.classes.values()].filter(
    (value) =>
      !machine.entered.has(value.node) &&
      isWorthALook(value.module) &&
      interestIn(value.module.file, value.node.range[0], value.node.range[1]),
  )
  const functions = [...machine.functions.values()].filter(
    (fn) => !machine.entered.has(fn.node) && isWorthALook(fn.module) && isInteresting(fn) && !handlesRequests(fn),
  )
  return { classes, functions }
}

const IMPORT =
  /(?:\b(?:import|const|let|var)\s+([\w$]+|\{[^{}]*\}|\*\s+as\s+\w+)\s*(?:=\s*require\(|from\s*))?['"](\.[^'"\n]*|[@\w][^'"\n]*)['"]/g

/** How a file speaks of what it imports from some modules: the names, and what it requires on the spot. */
function wordsFor({ file }: Module, modules: ReadonlySet<string>, resolve: Machine['resolve']): string[] {
  return Array.from(file.text.matchAll(IMPORT)).flatMap(([, names, specifier = '']) => {
    const resolved = resolve(file.absolute, specifier)
    if (resolved.kind !== 'file' || !modules.has(resolved.path)) return []
    return names
      ? names
          .replaceAll(/[{}*,:]|\bas\b/g, ' ')
          .split(/\s+/)
          .filter(Boolean)
      : [specifier]
  })
}

/** Functions that nobody is seen to use, and that speak of some modules. */
function speakersOf(
  machine: Machine,
  modules: Iterable<Module>,
  wanted: ReadonlySet<string>,
  functions: FunctionValue[],
): FunctionValue[] {
  if (wanted.size === 0) return []
  const words = new Map(
    [...modules].map((module) => [
      module,
      module.foreign || isTestFile(module.file) ? [] : wordsFor(module, wanted, machine.resolve),
    ]),
  )
  return [...machine.functions.values()].filter((fn) => {
    const names = words.get(fn.module) ?? []
    if (names.length === 0 || machine.entered.has(fn.node) || functions.includes(fn) || handlesRequests(fn))
      return false
    const text = textOf(fn)
    return names.some((name) => text.includes(name))
  })
}

const textOf = ({ module, node }: FunctionValue): string => module.file.text.slice(node.range[0], node.range[1])

/** Callers, most likely: they speak of modules whose functions would register routes, or mount something and speak of routers that nobody mounts. */
function callersOf({ program, found }: Reading, functions: FunctionValue[]): FunctionValue[] {
  const { machine, modules } = program
  const callers = speakersOf(
    machine,
    modules.values(),
    new Set(functions.map(({ module }) => module.file.absolute)),
    functions,
  )
  const lone = rootsAmong(found).filter(
    ({ kind, stack, open }) => kind === 'router' && stack.length > 0 && open.length === 0,
  )
  const places = new Set(
    lone
      .flatMap(({ range, stack }) => [range, ...stack.flatMap(({ via }) => via)])
      .map(({ file }) => join(machine.disk.cwd, file)),
  )
  const mounting = speakersOf(machine, modules.values(), places, [...functions, ...callers]).filter((fn) =>
    /\.use\s*\(/.test(textOf(fn)),
  )
  return [...callers, ...mounting]
}

/** They may be used, and an app may be made to listen, by programs that say nothing of Express themselves: whoever imports them is carried out as well. */
export function runUsers({ program, found }: Reading): void {
  const { machine } = program
  const { classes, functions } = unused(machine)
  const controllers = [...machine.classes.values()].filter(
    (value) => isDecorated(value) && !machine.entered.has(value.node),
  )
  const silent = found
    .filter((model) => model.kind === 'app' && model.addresses.length === 0)
    .map(({ range }) => join(machine.disk.cwd, range.file))
  const modules = new Set(
    [...classes, ...functions, ...controllers].map(({ module }) => module.file.absolute).concat(silent),
  )
  if (modules.size === 0) return
  for (const file of importersOf([...modules], machine.disk, machine.resolve)) {
    const module = program.load(file)
    if (module) runToEnd(machine, module)
  }
}

/** How a function is called in its own file, by name: such a one has a caller there, which is carried out before it. */
function hasCallerBeside({ node, module }: FunctionValue): boolean {
  const name = 'id' in node && node.id ? node.id.name : null
  if (name === null) return false
  const uses = module.file.text.match(new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*\\(`, 'g'))
  return (uses?.length ?? 0) > 1
}

/** Callers before those that they call, as far as imports, names and parameters tell: whoever needs no router may make one for those that do. */
function inCallOrder({ program }: Reading, functions: FunctionValue[]): FunctionValue[] {
  const rank = importersFirst(
    [...program.modules.values()].map(({ file }) => file),
    program.machine.resolve,
  )
  const weight = (fn: FunctionValue): number => {
    const needs = fn.node.params.some((param) => takesRouter(fn.module, param)) ? 1 : 0
    return (hasCallerBeside(fn) ? 2 : 0) + needs
  }
  const keyed = functions.map((fn) => ({ fn, rank: rank.get(fn.module.file.absolute) ?? 0, weight: weight(fn) }))
  return keyed.sort((a, b) => a.rank - b.rank || a.weight - b.weight).map(({ fn }) => fn)
}

/** Which routers a function made that was carried out without a caller. */
export type MadeAlone = Map<TSESTree.Node, RouterModel[]>

/** Carries a function or class out without a caller. A caller that turns up later enters it anew. */
function doAlone(
  reading: Reading,
  { node, module }: FunctionValue | ClassValue,
  made: MadeAlone,
  work: () => void,
): void {
  const {
    found,
    program: { machine },
  } = reading
  const before = found.length
  alone(machine, module.file, work)
  drain(machine, module)
  made.set(node, found.slice(before))
}

/** Uses what is left, with arguments that nobody knows. */
export function useUnused(reading: Reading, made: MadeAlone): boolean {
  const { machine } = reading.program
  const { classes, functions } = unused(machine)
  const all = [...functions, ...callersOf(reading, functions)]
  const left = all.filter(({ node }) => !made.has(node))
  for (const value of classes) {
    if (!machine.entered.has(value.node)) doAlone(reading, value, made, () => void objectOfClass(reading, value))
  }
  for (const fn of inCallOrder(reading, left)) {
    if (machine.entered.has(fn.node)) continue
    doAlone(reading, fn, made, () => callUnused(reading, fn))
    machine.entered.delete(fn.node)
  }
  return classes.length + left.length > 0
}
