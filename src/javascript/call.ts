import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { callBack, evaluate, execute } from './evaluator.ts'
import { type Frame, childScope, declare } from './scope.ts'
import { isInteresting } from './interest.ts'
import {
  ENOUGH_IDLE,
  IDLE_STEPS,
  MOST_CALLS,
  MOST_OPEN_CALLS,
  MOST_OPEN_RECURSION,
  MOST_RECURSION,
  born,
  makeCall,
  openDepth,
  textOf,
  under,
  type Env,
  type Invocation,
  type Machine,
} from './machine.ts'
import { collectionOf } from './natives/collection.ts'
import { nodeCall } from './natives/node.ts'
import { getMember, isSure, mayOverwrite, overlaid, setMember } from './access.ts'
import { builtInError } from './natives/error.ts'
import type { Language, World } from './natives/world.ts'
import { asPromise, raise } from './exceptions.ts'
import { varNames } from './hoisting.ts'
import { forgetWrites } from './writes.ts'
import { bindParameters } from './patterns.ts'
import {
  UNDEFINED,
  alternatives,
  arrayOf,
  asDefault,
  assumptionOf,
  constant,
  either,
  isUndefined,
  settled,
  truth,
  unknown,
  unsetOf,
  withUnset,
  type Call,
  type EitherValue,
  type FunctionValue,
  type NativeValue,
  type Value,
} from './value.ts'

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

/** Routers and what they are kept in, and functions that may register something when they are called. */
function isLive(machine: Machine, value: Value, depth = 0): boolean {
  switch (value.kind) {
    case 'host':
      return value !== machine.process && !collectionOf(value)
    case 'function':
      return isInteresting(value) || !machine.entered.has(value.node)
    case 'either':
      return value.values.some((one) => isLive(machine, one, depth))
    case 'object':
      return depth === 0 && [...value.members.values()].some((one) => isLive(machine, one, 1))
    default:
      return false
  }
}

/** Whether a value is a router, or a list or table that holds one: whoever is given it may register it. */
function givesHost(machine: Machine, value: Value, depth = 0): boolean {
  switch (value.kind) {
    case 'host':
      return value !== machine.process && !collectionOf(value)
    case 'either':
      return value.values.some((one) => givesHost(machine, one, depth))
    case 'array':
      return depth === 0 && value.items.some((one) => givesHost(machine, one, 1))
    case 'object':
      return depth === 0 && [...value.members.values()].some((one) => givesHost(machine, one, 1))
    default:
      return false
  }
}

/** What a list keeps may be registered later: a handler, or what holds one beside its path. */
const isKept = (value: Value): boolean =>
  value.kind === 'function' ||
  (value.kind === 'object' && [...value.members.values()].some(({ kind }) => kind === 'function'))

/** A function that was carried out under open conditions, and led to nothing, does so again, unless it is given somebody else to call. */
function leadsNowhere(machine: Machine, fn: FunctionValue, { args, call }: Invocation): boolean {
  if (call?.type === 'NewExpression') return false
  const idle = machine.idle.get(fn.node)
  return (
    openDepth(machine) > 0 &&
    Boolean(idle && idle.times >= ENOUGH_IDLE && idle.steps > IDLE_STEPS) &&
    !args.some((arg) => isLive(machine, arg))
  )
}

function noteIdle({ idle, stirs }: Machine, { node }: FunctionValue, before: number, steps: number): void {
  const known = idle.get(node)
  if (known === null) return
  idle.set(node, stirs > before ? null : { times: (known?.times ?? 0) + 1, steps: Math.max(known?.steps ?? 0, steps) })
}

/** What of the work that is left a call may take: one that goes on without end must not use up its caller's. */
const SHARE = 7 / 8

function body(machine: Machine, fn: FunctionValue, env: Env): Value {
  const { node } = fn
  if (!node.body) return unknown('a declaration')
  if (node.body.type !== 'BlockStatement') return evaluate(machine, node.body, env)
  const done = execute(machine, node.body, env)
  const last = done?.kind === 'return' ? done.value : done?.kind === 'throw' ? unknown('it throws') : UNDEFINED
  const { returns, unset, doubt } = machine.frame
  const given = handedBack(machine, fn, [...returns, last])
  if (returns.length === 0) return last
  if (given) return withUnset(either(...returns, last), given, `${calledAs(machine.frame)} gives back what it is given`)
  return withUnset(either(...returns, last), unset ?? (doubt ? null : last))
}

/** What a person wrote to call the function that is being carried out. */
const calledAs = ({ call, module }: Frame): string =>
  call?.type === 'CallExpression' && module ? textOf(module, call.callee) : 'a hook'

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
  if (calledTooOften(machine, fn) || leadsNowhere(machine, fn, how)) return oneOfMany(machine, fn, how)
  machine.entered.add(fn.node)
  const scope = childScope(fn.scope, true)
  scope.of = fn.node
  const { condition } = machine
  const kept = Math.floor(machine.steps * (1 - SHARE))
  machine.steps -= kept
  const { steps, stirs } = machine
  machine.frame = {
    parent: before,
    depth: before.depth + 1,
    openDepth: openDepth(machine),
    node: fn.node,
    call: how.call,
    module: how.from?.module ?? null,
    scope: how.from?.scope ?? null,
    callback: how.callback,
    args: how.args,
    returns: [],
    unset: null,
    doubt: false,
  }
  try {
    const isArrow = fn.node.type === 'ArrowFunctionExpression'
    if (!isArrow) declare(scope, 'arguments', { ...arrayOf([...how.args], how.open), like: true })
    const env: Env = { scope, self: fn.self ?? how.self, module: fn.module, home: fn.home }
    bindParameters(machine, fn.node.params, how.args, how.open, env)
    if (fn.node.body?.type === 'BlockStatement')
      for (const name of varNames(fn.node.body))
        if (!scope.bindings.has(name)) declare(scope, name, UNDEFINED, { depth: openDepth(machine) })
    const value = fn.node.async ? asPromise(machine, () => body(machine, fn, env)) : body(machine, fn, env)
    if (givesHost(machine, value)) machine.stirs += 1
    return fn.node.generator ? arrayOf([], true) : value
  } finally {
    noteIdle(machine, fn, stirs, steps - machine.steps)
    // Bindings keep the frame for what a person wrote in the call.
    machine.frame.args = []
    machine.frame.returns = []
    machine.frame = before
    machine.steps += kept
    machine.condition = condition
  }
}

/** What the functions of the language ask of this evaluator, which takes both ways where the files leave one open. */
export const worldOf = (machine: Machine, call: Call): World => ({
  call: (fn, args, self = UNDEFINED) => callBack(machine, fn, args, call, self),
  callWith: (fn, { items, open }, self) => callValue(machine, fn, { ...call, self, args: items, open }),
  callAnyTimes: (fn) => {
    under(
      machine,
      () => 'the list has more',
      () => callBack(machine, fn, [], call),
    )
    forgetWrites(fn)
  },
  get: (of, name) => getMember(machine, of, name),
  set: (of, name, value) =>
    setMember(machine, of, name, name !== null && 'members' in of ? overlaid(of.members?.get(name), value) : value),
  mayOverwrite: (target) => mayOverwrite(target),
  owns: () => true,
  isSure: (thing) => isSure(machine, thing),
  own: (made) => born(machine, made),
  bound: (fn) => fn,
  holds: truth,
  raise: (error, message, code) => raise(machine, builtInError(error, constant(message), code)),
})

/** With one of several values among what it is given, the result is one of several. */
function callPure(machine: Machine, language: Language, call: Call): Value {
  const work = (self: Value, args: Value[]): Value =>
    language.call(worldOf(machine, call), self, { items: args, open: call.open })
  const all = [call.self, ...call.args]
  const many = all.filter((one) => one.kind === 'either')
  const [only] = many
  const put = (value: Value): Value => {
    const [self = UNDEFINED, ...args] = all.map((one) => (one === only ? value : one))
    return work(self, args)
  }
  if (only?.kind === 'either' && many.length === 1)
    return withUnset(either(...only.values.map(put)), only.unset && put(only.unset))
  if (many.length > 1 && many.every((one) => unsetOf(one))) {
    const [self = UNDEFINED, ...args] = all.map(settled)
    const usual = work(self, args)
    return withUnset(
      either(usual, unknown('what others give')),
      usual,
      many.map(assumptionOf).find((one) => one !== null),
    )
  }
  const gave = work(call.self, call.args)
  const unset = all.map(unsetOf)
  if (
    gave.kind !== 'unknown' ||
    gave.unset ||
    call.open ||
    !unset.every((one) => one !== null) ||
    !all.some((one) => one.kind === 'unknown')
  )
    return gave
  const [self = UNDEFINED, ...args] = unset
  const alone = work(self, args)
  return { ...gave, unset: alone.kind === 'constant' ? alone : null }
}

/** What is listed of a default is one. */
function callListing(machine: Machine, language: Language, call: Call): Value {
  const [first = UNDEFINED, ...rest] = call.args
  const words = first.kind === 'either' && first.unset ? assumptionOf(first) : null
  const gave = language.call(worldOf(machine, call), call.self, { items: [settled(first), ...rest], open: call.open })
  return words !== null && gave.kind === 'array'
    ? { ...gave, items: gave.items.map((item) => asDefault(item, words)) }
    : gave
}

function callNative(machine: Machine, callee: NativeValue, call: Call): Value {
  const { language } = callee
  if (!language && call.self.kind === 'host' && call.self !== machine.process) machine.stirs += 1
  if (!language) return callee.call(call)
  if (/^(?:push|unshift|set|add)$/.test(callee.name) && call.args.some(isKept)) machine.stirs += 1
  if (/^Object\.(?:keys|values|entries)$/.test(callee.name)) return callListing(machine, language, call)
  return language.pure
    ? callPure(machine, language, call)
    : language.call(worldOf(machine, call), call.self, { items: call.args, open: call.open })
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
  const lent =
    callee.kind === 'external' ? (nodeCall(machine, callee, call) ?? machine.lender.external(callee, call)) : null
  if (lent?.kind === 'host') machine.stirs += 1
  if (lent) return lent
  machine.lender.escape(call.args, call, callee)
  callBackLater(machine, call)
  for (const arg of call.args) forgetWrites(arg)
  if (callee.kind === 'external')
    return { ...callee, args: call.args, of: callee, call: call.node, module: call.module }
  return unknown('what this call gives')
}

/** What one of several functions gives. The default of the one that can be seen stands beside what the others may give. */
function together(given: Value[]): Value {
  const known = given.filter(({ kind }) => kind !== 'unknown')
  const [only] = known
  return withUnset(
    either(...given),
    only?.kind === 'either' && known.length === 1 ? only.unset : null,
    only && assumptionOf(only),
  )
}

/** A method of the language, of a default: what it gives is one. Other lists that it may be are walked as well, if that is what they are. */
function callOnDefault(machine: Machine, callee: NativeValue, call: Call, self: EitherValue): Value {
  const words = assumptionOf(self)
  const usual = settled(self)
  const marked =
    usual.kind === 'array' && words !== null
      ? { ...usual, items: usual.items.map((item) => asDefault(item, words)) }
      : usual
  const others = self.values.filter((one) => one.kind === 'array' && one !== usual)
  const given =
    others.length === 0
      ? []
      : under(
          machine,
          () => 'it is this one of several lists',
          () => others.map((one) => callNative(machine, callee, { ...call, self: one, condition: machine.condition })),
        )
  const gave = callValue(machine, callee, { ...call, self: marked })
  return withUnset(either(gave, ...given, unknown('what another one gives')), unsetOf(gave), words)
}

export function callValue(machine: Machine, callee: Value, call: Call): Value {
  switch (callee.kind) {
    case 'function': {
      const from: Env = { scope: call.scope, self: call.self, module: call.module, home: null }
      return invoke(machine, callee, {
        self: call.self,
        args: call.args,
        open: call.open,
        call: call.node,
        from,
        callback: false,
      })
    }
    case 'native':
      return withAssumption(callNative(machine, callee, call), [call.self, ...call.args])
    case 'host':
      return callee.call?.(call) ?? unknown('a call')
    case 'either': {
      if (callee.unset?.kind === 'native' && callee.unset.language && call.self.kind === 'either')
        return callOnDefault(machine, callee.unset, call, call.self)
      const callable = callee.values.filter((one) => !isUndefined(one))
      if (callable.length === 1 && callable[0]) return callValue(machine, callable[0], call)
      return under(
        machine,
        () => 'it is this one of several functions',
        () => together(callable.map((one) => callValue(machine, one, { ...call, condition: machine.condition }))),
      )
    }
    default:
      return callUnseen(machine, callee, call)
  }
}

/** Calls a function that the program is not seen to call, with arguments nobody knows. */
export function callAlone(machine: Machine, fn: FunctionValue, args: Value[] = []): Value {
  const env: Env = { scope: fn.scope, self: unknown('this'), module: fn.module, home: null }
  return callBack(machine, fn, args, makeCall(machine, fn.node, env, env.self, args, true))
}
