import type { Environment } from '../deployment/service.ts'
import { join } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callAlone, isInteresting } from '../javascript/call.ts'
import { instantiate } from '../javascript/classes.ts'
import { makeCall, rangeOf } from '../javascript/machine.ts'
import type { Env, Machine } from '../javascript/machine.ts'
import type { Module } from '../javascript/module.ts'
import { alone, createProgram, drain, runToEnd } from '../javascript/program.ts'
import type { Program } from '../javascript/program.ts'
import { interestIn } from '../javascript/interest.ts'
import { UNDEFINED, objectOf, unknown } from '../javascript/value.ts'
import type { ClassValue, FunctionValue, Value } from '../javascript/value.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'
import { makeRouter, routerHost } from './host.ts'
import type { Counter } from './host.ts'
import { isTest } from '../source/kind.ts'
import { addController, isDecorated } from './controllers.ts'
import { inImportOrder } from './entries.ts'
import { importersOf } from './importers.ts'
import { expressLender } from './lender.ts'
import type { RouterModel, Routers } from './stack.ts'

/** Names that people give to an app or a router that a function is handed. */
const NAMED_LIKE_A_ROUTER = /^_?(?:app|router|server|api|expressApp|expressServer|express|application|routes?|\w+(?:App|Router))$/
const TYPED_LIKE_A_ROUTER = /:\s*(?:express\.|e\.|core\.)?(?:Express|Application|I?Router)\b/
const REQUEST = /^_?(?:req|request|res|response|next|ctx|context|err|error)$/

interface Reading { program: Program; found: RouterModel[]; counter: Counter }

function openRouter({ program, found, counter }: Reading, module: Module, node: TSESTree.Node): Value {
  const model = makeRouter('router', rangeOf(module, node), UNDEFINED)
  model.open.push({ why: 'nobody is seen to call this function', range: model.range })
  found.push(model)
  return routerHost(program.machine, model, counter)
}

/** An argument for a function that nobody is seen to call: a router where its name or type says so. */
function argumentFor(reading: Reading, module: Module, param: TSESTree.Node): Value {
  if (param.type === 'TSParameterProperty') return argumentFor(reading, module, param.parameter)
  if (!takesRouter(module, param)) return unknown('an argument')
  return param.type === 'ObjectPattern' ? objectOf(routerNames(param).map((name) => [name, openRouter(reading, module, param)]), true) : openRouter(reading, module, param)
}

const routerNames = (pattern: TSESTree.ObjectPattern): string[] =>
  pattern.properties.flatMap((one) => (one.type === 'Property' && one.key.type === 'Identifier' ? [one.key.name] : [])).filter((name) => NAMED_LIKE_A_ROUTER.test(name))

function takesRouter(module: Module, param: TSESTree.Node): boolean {
  if (param.type === 'ObjectPattern') return routerNames(param).length > 0
  return param.type === 'Identifier' && (NAMED_LIKE_A_ROUTER.test(param.name) || TYPED_LIKE_A_ROUTER.test(module.file.text.slice(param.range[0], param.range[1])))
}

const handlesRequests = (node: TSESTree.FunctionLike): boolean =>
  node.params.some((param) => param.type === 'Identifier' && REQUEST.test(param.name))

/** An object of a class that nobody is seen to use. */
function objectOfClass(reading: Reading, value: ClassValue): Value {
  const { machine } = reading.program
  const known = machine.instances.get(value)
  if (known) return known
  const constructor = value.node.body.body.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor')
  const params = constructor?.type === 'MethodDefinition' ? constructor.value.params : []
  const args = params.map((param) => argumentFor(reading, value.module, param))
  const env: Env = { scope: value.scope, self: UNDEFINED, module: value.module, home: null }
  return instantiate(machine, value, makeCall(machine, value.node, env, UNDEFINED, args, true))
}

function callUnused(reading: Reading, fn: FunctionValue): void {
  const self = fn.home && !fn.self && fn.node.type !== 'ArrowFunctionExpression' ? objectOfClass(reading, fn.home) : fn.self
  // Making the object may have called it.
  if (reading.program.machine.entered.has(fn.node)) return
  callAlone(reading.program.machine, { ...fn, self }, fn.node.params.map((param) => argumentFor(reading, fn.module, param)))
}

const isWorthALook = (module: Module): boolean => /\bexpress\b|[Rr]outer\b/.test(module.file.text) && !isTest(module.file.path)

/** Functions and classes that nobody is seen to use, but which would register routes. */
function unused(machine: Machine): { classes: ClassValue[]; functions: FunctionValue[] } {
  const classes = [...machine.classes.values()].filter((value) =>
    !machine.entered.has(value.node) && isWorthALook(value.module) && interestIn(value.module.file, value.node.range[0], value.node.range[1]))
  const functions = [...machine.functions.values()].filter((fn) =>
    !machine.entered.has(fn.node) && isWorthALook(fn.module) && isInteresting(fn) && !handlesRequests(fn.node))
  return { classes, functions }
}

/** They may be used, and an app may be made to listen, by programs that say nothing of Express themselves: whoever imports them is carried out as well. */
function runUsers({ program, found }: Reading): void {
  const { machine } = program
  const { classes, functions } = unused(machine)
  const controllers = [...machine.classes.values()].filter((value) => isDecorated(value) && !machine.entered.has(value.node))
  const silent = found.filter((model) => model.kind === 'app' && model.addresses.length === 0).map(({ range }) => join(machine.disk.cwd, range.file))
  const modules = new Set([...classes, ...functions, ...controllers].map(({ module }) => module.file.absolute).concat(silent))
  if (modules.size === 0) return
  for (const file of importersOf([...modules], machine.disk, machine.resolve)) {
    const module = program.load(file)
    if (module) runToEnd(machine, module)
  }
}

/** Uses what is left, with arguments that nobody knows. */
function useUnused(reading: Reading): boolean {
  const { machine } = reading.program
  const { classes, functions } = unused(machine)
  for (const value of classes) if (!machine.entered.has(value.node)) alone(machine, value.module.file, () => void objectOfClass(reading, value))
  // Those that need no router may be the callers of those that do.
  const needs = (fn: FunctionValue): boolean => fn.node.params.some((param) => takesRouter(fn.module, param))
  for (const fn of [...functions.filter((one) => !needs(one)), ...functions.filter(needs)]) {
    if (machine.entered.has(fn.node)) continue
    alone(machine, fn.module.file, () => callUnused(reading, fn))
    drain(machine)
  }
  return classes.length + functions.length > 0
}

/** Controllers that no application is seen to take: their prefix is open. */
function addUnclaimed({ program, found, counter }: Reading): void {
  const { machine } = program
  for (const value of machine.classes.values()) {
    if (!isDecorated(value) || machine.entered.has(value.node) || isTest(value.module.file.path)) continue
    const model = makeRouter('router', rangeOf(value.module, value.node), UNDEFINED)
    if (addController(machine, model, counter, value)) found.push(model)
  }
}

/** How often functions may turn up that only unused functions make. */
const MOST_ROUNDS = 3

export interface ReadRouters extends Routers { program: Program }

/** The apps and routers of a program, with everything that is registered on them. `files`: those that may have to do with Express. */
export function readRouters(files: SourceFile[], disk: Disk, environment?: Environment): ReadRouters {
  const found: RouterModel[] = []
  const counter: Counter = { next: 1 }
  const program: Program = createProgram(disk, files, expressLender(() => program.machine, found, counter), environment)
  for (const file of inImportOrder(files.filter((one) => !isTest(one.path)), program.machine.resolve)) {
    const module = program.load(file)
    if (module) runToEnd(program.machine, module)
  }
  const reading: Reading = { program, found, counter }
  runUsers(reading)
  const seen = new Set(found.map(({ range }) => `${range.file}:${range.start.offset}`))
  const sure = found.length
  for (let round = 0; round < MOST_ROUNDS && useUnused(reading); round += 1);
  addUnclaimed(reading)
  // A router that was already made where its arguments are known tells more than the same one without.
  const kept = found.filter(({ range }, index) => index < sure || !seen.has(`${range.file}:${range.start.offset}`))
  // Where a file's work ended early, nobody knows what else it would have registered, or where.
  for (const why of program.machine.faults) for (const model of kept) model.open.push({ why: `verblint failed at ${why.split(':')[0]}`, range: model.range })
  return { apps: kept.filter((model) => model.kind === 'app'), routers: kept.filter((model) => model.kind === 'router'), program }
}
