import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { instantiate } from './classes.ts'
import { evaluate } from './evaluate.ts'
import { execute } from './execute.ts'
import type { Frame } from './frame.ts'
import { interestIn } from './interest.ts'
import { MOST_CALLS, MOST_OPEN_CALLS, MOST_OPEN_RECURSION, MOST_RECURSION, makeCall, openDepth, textOf, under } from './machine.ts'
import type { Env, Machine } from './machine.ts'
import { nodeCall } from './natives/node.ts'
import { bindParameters } from './patterns.ts'
import { childScope, declare } from './scope.ts'
import { UNDEFINED, alternatives, arrayOf, asDefault, assumptionOf, either, isUndefined, objectOf, unknown, unsetOf, withUnset } from './value.ts'
import type { Call, FunctionValue, Value } from './value.ts'

/** Recursion that is decided by what is known may go deep; what depends on open conditions would branch at every level. */
function recursesTooOften(machine: Machine, node: TSESTree.Node): boolean {
  let times = 0
  let outer = 0
  for (let at: Frame | null = machine.frame; at; at = at.parent) {
    if (at.node !== node) continue
    times += 1
    outer = at.openDepth
  }
  return times >= (times > 0 && openDepth(machine) > outer ? MOST_OPEN_RECURSION : MOST_RECURSION)
}

function calledTooOften(machine: Machine, fn: FunctionValue): boolean {
  if (openDepth(machine) === 0 || isInteresting(fn)) return false
  const times = machine.openCalls.get(fn.node) ?? 0
  machine.openCalls.set(fn.node, times + 1)
  return times >= MOST_OPEN_CALLS
}

/** What of the work that is left a call may take: one that goes on without end must not use up its caller's. */
const SHARE = 7 / 8

/** Whether a function's own text registers routes, makes routers or listens: only then is it carried out when nobody is seen to call it. */
export const isInteresting = (value: Value): boolean =>
  value.kind === 'function' && interestIn(value.module.file, value.node.range[0], value.node.range[1])

interface Invocation { self: Value; args: Value[]; open: boolean; call: TSESTree.Node | null; from: Env | null; callback: boolean }

function body(machine: Machine, fn: FunctionValue, env: Env): Value {
  const { node } = fn
  if (!node.body) return unknown('a declaration')
  if (node.body.type !== 'BlockStatement') return evaluate(machine, node.body, env)
  const done = execute(machine, node.body, env)
  const last = done?.kind === 'return' ? [done.value] : []
  const { returns, unset, doubt } = machine.frame
  const given = handedBack(machine, fn, [...returns, ...last])
  if (returns.length === 0) return last[0] ?? UNDEFINED
  if (given) return withUnset(either(...returns, ...last), given, `${calledAs(machine.frame)} gives back what it is given`)
  return withUnset(either(...returns, ...last), unset ?? (doubt ? null : last[0] ?? UNDEFINED))
}

/** What a person wrote to call the function that is being carried out. */
const calledAs = ({ call, module }: Frame): string => (call?.type === 'CallExpression' && module ? textOf(module, call.callee) : 'a hook')

/** Of several returned values, of which some are not known, the argument that a hook hands back when nobody listens. */
function handedBack({ frame, hands }: Machine, { node }: FunctionValue, returned: Value[]): Value | null {
  const all = returned.flatMap(alternatives)
  const index = frame.args.findIndex((arg) => arg.kind !== 'constant' && all.includes(arg))
  const given = frame.args[index]
  if (!given) return null
  hands.set(node, index)
  return given.kind !== 'unknown' && all.some((value) => value.kind === 'unknown') ? given : null
}

/** A call that is not carried out, for there were many: a function that handed back what it was given does so again. */
function oneOfMany(machine: Machine, fn: FunctionValue, { args, call, from }: Invocation): Value {
  const open = unknown('one call of many')
  const given = args[machine.hands.get(fn.node) ?? -1]
  const words = call?.type === 'CallExpression' && from ? textOf(from.module, call.callee) : 'a hook'
  return given ? withUnset(either(given, open), unsetOf(given), `${words} gives back what it is given`) : open
}

/** What is made of a default is one. */
function withAssumption(value: Value, args: Value[]): Value {
  const words = args.map(assumptionOf).find((one) => one !== null)
  return words ? asDefault(value, words) : value
}

/** Carries out a function of the program with the given arguments. */
export function invoke(machine: Machine, fn: FunctionValue, how: Invocation): Value {
  const before = machine.frame
  if (before.depth >= MOST_CALLS || recursesTooOften(machine, fn.node)) return unknown('recursion')
  if (calledTooOften(machine, fn)) return oneOfMany(machine, fn, how)
  machine.entered.add(fn.node)
  const scope = childScope(fn.scope, true)
  const { condition } = machine
  const kept = Math.floor(machine.steps * (1 - SHARE))
  machine.steps -= kept
  machine.frame = {
    parent: before, depth: before.depth + 1, openDepth: openDepth(machine), node: fn.node, call: how.call, module: how.from?.module ?? null,
    scope: how.from?.scope ?? null, callback: how.callback, args: how.args, returns: [], unset: null, doubt: false,
  }
  try {
    const isArrow = fn.node.type === 'ArrowFunctionExpression'
    if (!isArrow) declare(scope, 'arguments', arrayOf(how.args, how.open))
    const env: Env = { scope, self: fn.self ?? how.self, module: fn.module, home: fn.home }
    bindParameters(machine, fn.node.params, how.args, how.open, env)
    const value = body(machine, fn, env)
    return fn.node.generator ? arrayOf([], true) : value
  } finally {
    machine.frame = before
    machine.steps += kept
    machine.condition = condition
  }
}

export const invokeGetter = (machine: Machine, getter: FunctionValue, self: Value): Value =>
  invoke(machine, getter, { self, args: [], open: false, call: null, from: null, callback: true })

/** A call that the language or a package makes: the call of `forEach`, not the person's. */
export function callBack(machine: Machine, callback: Value, args: Value[], call: Call): Value {
  if (callback.kind !== 'function') return callValue(machine, callback, { ...call, args, open: false, self: UNDEFINED })
  const from: Env = { scope: call.scope, self: UNDEFINED, module: call.module, home: null }
  return invoke(machine, callback, { self: UNDEFINED, args, open: args.length === 0, call: call.node, from, callback: true })
}

/** Whoever gets a callback that registers something is taken to call it once, when the running modules have ended. */
function callBackLater(machine: Machine, call: Call): void {
  for (const arg of call.args) {
    if (!isInteresting(arg)) continue
    const { condition } = machine
    machine.deferred.push(() => {
      if (arg.kind === 'function' && machine.entered.has(arg.node)) return
      machine.condition = condition
      callBack(machine, arg, [], call)
    })
  }
}

function callUnseen(machine: Machine, callee: Value, call: Call): Value {
  const lent = callee.kind === 'external' ? nodeCall(machine, callee, call) ?? machine.lender.external(callee, call) : null
  if (lent) return lent
  machine.lender.escape(call.args, call, callee)
  callBackLater(machine, call)
  if (callee.kind === 'external') return { ...callee, args: call.args, of: callee, call: call.node, module: call.module }
  return unknown('what this call gives')
}

/** What one of several functions gives. The default of the one that can be seen stands beside what the others may give. */
function together(given: Value[]): Value {
  const known = given.filter(({ kind }) => kind !== 'unknown')
  const [only] = known
  return withUnset(either(...given), only?.kind === 'either' && known.length === 1 ? only.unset : null, only && assumptionOf(only))
}

export function callValue(machine: Machine, callee: Value, call: Call): Value {
  switch (callee.kind) {
    case 'function': {
      const from: Env = { scope: call.scope, self: call.self, module: call.module, home: null }
      return invoke(machine, callee, { self: call.self, args: call.args, open: call.open, call: call.node, from, callback: false })
    }
    case 'native': return withAssumption(callee.call(call), call.args)
    case 'host': return callee.call?.(call) ?? unknown('a call')
    case 'either': {
      const callable = callee.values.filter((one) => !isUndefined(one))
      if (callable.length === 1 && callable[0]) return callValue(machine, callable[0], call)
      const given = under(machine, () => 'it is this one of several functions', () =>
        together(callable.map((one) => callValue(machine, one, { ...call, condition: machine.condition }))))
      // A method of the language, of a default: what it gives is one.
      return callee.unset?.kind === 'native' ? withUnset(given, unsetOf(callValue(machine, callee.unset, call)), assumptionOf(callee)) : given
    }
    default: return callUnseen(machine, callee, call)
  }
}

/** `new X()`, for classes of either style. */
export function constructValue(machine: Machine, callee: Value, call: Call): Value {
  if (callee.kind === 'class') return instantiate(machine, callee, call)
  if (callee.kind === 'either') return either(...callee.values.filter((one) => !isUndefined(one)).map((one) => constructValue(machine, one, call)))
  if (callee.kind !== 'function') return callValue(machine, callee, call)
  const self = objectOf()
  self.depth = openDepth(machine)
  const prototype = callee.members.get('prototype')
  if (prototype?.kind === 'object') {
    self.proto = prototype
    machine.made.set(prototype, self)
  }
  const made = callValue(machine, callee, { ...call, self })
  return made.kind === 'constant' || made.kind === 'unknown' ? self : made
}

/** Calls a function that the program is not seen to call, with arguments nobody knows. */
export function callAlone(machine: Machine, fn: FunctionValue, args: Value[] = []): Value {
  const env: Env = { scope: fn.scope, self: unknown('this'), module: fn.module, home: null }
  return callBack(machine, fn, args, makeCall(machine, fn.node, env, env.self, args, true))
}
