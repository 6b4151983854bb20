import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callBack } from '../../javascript/evaluator.ts'
import { evaluate } from '../../javascript/evaluate.ts'
import { makeCall } from '../../javascript/machine.ts'
import type { Env, Machine } from '../../javascript/machine.ts'
import { alone, drain } from '../../javascript/program.ts'
import { findBinding, readBinding } from '../../javascript/scope.ts'
import { UNDEFINED, alternatives, unknown } from '../../javascript/value.ts'
import type { Call, FunctionValue, Value } from '../../javascript/value.ts'
import { walk } from '../answer/syntax.ts'
import { routerOf } from './registry.ts'
import type { Handler, RouterModel } from './stack.ts'
import { Ledger } from '../../text/limits.ts'

/** The requests that handlers are tried with, and who was passed them. */
const passed = new WeakMap<Value, Set<RouterModel>>()

/** A router that is called like a function: it takes the request, from a handler that passes it on. */
export function passedTo(model: RouterModel, call: Call): Value {
  const [request = UNDEFINED] = call.args
  passed.get(request)?.add(model)
  return unknown('what a router does with a request')
}

/** Work that one handler may make when it is tried. */
const STEPS = 20_000
/** Handlers that wrap handlers. */
const DEEPEST = 4

interface Search {
  machine: Machine
  found: Set<RouterModel>
  seen: Set<TSESTree.Node>
}

const envOf = (fn: FunctionValue): Env => ({
  scope: fn.scope,
  self: fn.self ?? UNDEFINED,
  module: fn.module,
  home: fn.home,
})

/** The names under which a function takes the request and the response. */
function parametersOf({ node }: FunctionValue): [string, string] | null {
  const [request, response] = node.params
  return request?.type === 'Identifier' && response?.type === 'Identifier' ? [request.name, response.name] : null
}

/** The calls in a handler that are given its own request and response: the callees. */
function calleesOf(fn: FunctionValue): TSESTree.Node[] {
  const names = parametersOf(fn)
  if (!names || !fn.node.body) return []
  const text = fn.module.file.text.slice(fn.node.range[0], fn.node.range[1])
  if (!text.includes('(', text.indexOf(names[1]) + 1)) return []
  const found: TSESTree.Node[] = []
  walk(fn.node.body, (at) => {
    if (
      at.type === 'CallExpression' &&
      names.every((name, index) => {
        const arg = at.arguments[index]
        return arg?.type === 'Identifier' && arg.name === name
      })
    )
      found.push(at.callee)
    return true
  })
  return found
}

/** The name at the left end of an expression; null: it has none. */
function rootName(node: TSESTree.Node): string | null {
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'ThisExpression':
      return 'this'
    case 'MemberExpression':
      return rootName(node.object)
    case 'CallExpression':
      return rootName(node.callee)
    case 'AwaitExpression':
      return rootName(node.argument)
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return rootName(node.expression)
    default:
      return null
  }
}

/** What a callee stands for, with all that its name has ever held; null: that turns out only when the handler is carried out. */
function calleeValues({ machine }: Search, callee: TSESTree.Node, fn: FunctionValue): Value[] | null {
  const name = rootName(callee)
  const binding = name === null || name === 'this' ? null : findBinding(fn.scope, name)
  if (!binding && name !== 'this') return null
  if (callee.type === 'Identifier' && binding) return [readBinding(binding, callee.name), ...(binding.before ?? [])]
  if (binding && readBinding(binding, name ?? '').kind === 'external') return []
  if (callee.type !== 'MemberExpression') return null
  const holder = callee.property.type === 'Identifier' && callee.property.name === 'handle' ? callee.object : callee
  const value = evaluate(machine, holder, envOf(fn))
  const before =
    holder.type === 'MemberExpression' && holder.property.type === 'Identifier'
      ? formerly(machine, holder, holder.property.name, fn)
      : []
  return [value, ...before]
}

function formerly(machine: Machine, node: TSESTree.MemberExpression, name: string, fn: FunctionValue): Value[] {
  const object = evaluate(machine, node.object, envOf(fn))
  return object.kind === 'object' ? (object.before?.get(name) ?? []) : []
}

/** Carries a handler out with a request of its own. It is only asked whether it passes on: what its few steps leave out is nobody's loss. */
function tryOut({ machine, found }: Search, fn: FunctionValue): void {
  const request = unknown('the request')
  const { ledger } = machine
  passed.set(request, found)
  machine.ledger = new Ledger(ledger.limits)
  alone(machine, fn.module.file, () => {
    machine.steps = STEPS
    const env = envOf(fn)
    callBack(
      machine,
      fn,
      [request, unknown('the response'), unknown('next')],
      makeCall(machine, fn.node, env, env.self, [], false),
    )
  })
  drain(machine, fn.module)
  machine.ledger = ledger
}

function search(at: Search, fn: FunctionValue, depth: number): void {
  if (depth > DEEPEST || at.seen.has(fn.node)) return
  at.seen.add(fn.node)
  for (const callee of calleesOf(fn)) {
    const values = calleeValues(at, callee, fn)
    if (values === null) {
      tryOut(at, fn)
      return
    }
    for (const value of values.flatMap(alternatives)) {
      const router = routerOf(value)
      if (router) at.found.add(router)
      else if (value.kind === 'function') search(at, value, depth + 1)
    }
  }
}

/** The routers that a handler passes requests on to. */
function routersBehind(machine: Machine, fn: FunctionValue): RouterModel[] {
  const found = new Set<RouterModel>()
  search({ machine, found, seen: new Set() }, fn, 0)
  return [...found]
}

/** Whether a handler does nothing but hand on what it is given. */
function onlyPasses({ node }: FunctionValue): boolean {
  const [only, ...more] = node.body?.type === 'BlockStatement' ? node.body.body : [node.body]
  if (!only || more.length > 0) return false
  const inner =
    only.type === 'ReturnStatement' ? only.argument : only.type === 'ExpressionStatement' ? only.expression : only
  return (
    inner?.type === 'CallExpression' &&
    (inner.callee.type === 'Identifier' || inner.callee.type === 'MemberExpression') &&
    inner.arguments.length === 3
  )
}

function follow(machine: Machine, handler: Handler): Handler {
  if (handler.kind === 'either') return { ...handler, handlers: handler.handlers.map((one) => follow(machine, one)) }
  if (handler.kind !== 'function') return handler
  const routers = routersBehind(machine, handler.value)
  const [only] = routers
  if (!only) return handler
  if (routers.length === 1 && onlyPasses(handler.value))
    return { kind: 'router', router: only, range: handler.argument }
  return { ...handler, mounts: routers }
}

/** Handlers that pass requests on to routers, `(req, res, next) => current(req, res, next)`, mount them: all that their names have held. */
export function followHandlers(machine: Machine, models: RouterModel[]): void {
  for (let index = 0; index < models.length; index += 1) {
    for (const layer of models[index]?.stack ?? [])
      if (layer.kind !== 'param') layer.handlers = layer.handlers.map((handler) => follow(machine, handler))
  }
}

/** The routers that a handler leads to. */
export const mountedBy = (handler: Handler): RouterModel[] => {
  if (handler.kind === 'either') return handler.handlers.flatMap(mountedBy)
  if (handler.kind === 'router') return [handler.router]
  if (handler.kind === 'package')
    return handler.name === 'vhost' ? (handler.args ?? []).flatMap((one) => routerOf(one) ?? []) : []
  return handler.kind === 'function' ? (handler.mounts ?? []) : []
}

/** Those of some apps and routers that none of them mounts. */
export function rootsAmong(models: RouterModel[]): RouterModel[] {
  const mounted = new Set(
    models.flatMap((model) =>
      model.stack.flatMap((layer) => layer.handlers.flatMap(mountedBy).filter((router) => router !== model)),
    ),
  )
  return models.filter((model) => !mounted.has(model))
}
