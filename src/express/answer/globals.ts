import { GLOBALS } from '../../javascript/natives/language.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { NativeValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { isCarrier } from './carrier.ts'
import { postpone, takeBackTimer } from './later.ts'
import type { Phase, Task } from './later.ts'
import type { Site, Spread } from './site.ts'
import { argument, lend } from './native.ts'
import type { NativeCall } from './native.ts'
import { newPromise, promiseStatic } from './promise.ts'
import { anUnknown, GiveUp, rangeOf, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { requireIn } from './packages.ts'
import { walk } from './syntax.ts'
import { worldOf } from './world.ts'
import type { TSESTree } from '@typescript-eslint/typescript-estree'

/** `before`: how many arguments stand before those of the callback. */
const later =
  (phase: Phase, before: number, repeats = false) =>
  (call: NativeCall): Value => {
    const timer = anUnknown('a timer')
    postpone(call.run, taskOf(call, phase, timer, before, repeats ? 0 : MOST_ROUNDS))
    return timer
  }

/** How often an interval that may answer is followed. */
const MOST_ROUNDS = 4

function taskOf(
  call: NativeCall,
  phase: Phase,
  timer: Value,
  before: number,
  round: number,
  now = call.run.later.now,
): Task {
  const { run, site, node, args } = call
  const fn = argument(args, 0)
  const delay = phase === 'timer' ? delayOf(argument(args, 1)) : 0
  const answers = isCarrier(run, fn)
  const repeats = answers && round < MOST_ROUNDS
  const due = delay === null ? null : now + delay
  return {
    phase,
    due,
    timer: phase === 'timer' || phase === 'immediate' ? timer : null,
    words: wordsOf(site.module, node),
    matters: answers || writes(fn),
    work: () => {
      if (repeats && round === MOST_ROUNDS - 1)
        throw new GiveUp(`\`${wordsOf(site.module, node)}\` goes on`, rangeOf(site.module, node))
      callBack(run, site, node, fn, args.items.slice(before), timer)
    },
    ...(repeats && { again: () => taskOf(call, phase, timer, before, round + 1, due ?? now) }),
  }
}

/** Whether a callback leaves something for what comes after it. */
function writes(fn: Value): boolean {
  if (fn.kind !== 'function') return false
  let found = false
  walk(fn.node, (at) => {
    found ||= at.type === 'AssignmentExpression' || at.type === 'UpdateExpression' || at.type === 'CallExpression'
    return !found
  })
  return found
}

/** Node waits a millisecond at least; null: open. */
function delayOf(value: Value): number | null {
  if (value.kind !== 'constant') return null
  const delay = Number(value.value)
  return delay >= 1 ? delay : 1
}

const clear = ({ run, args }: NativeCall): Value => {
  takeBackTimer(run, argument(args, 0))
  return UNDEFINED
}

/** What has to do with time, promises and modules is this evaluator's own. */
const OWN: ReadonlyMap<string, Value> = new Map(
  Object.entries({
    setTimeout: lend('setTimeout', later('timer', 2)),
    setImmediate: lend('setImmediate', later('immediate', 1)),
    queueMicrotask: lend('queueMicrotask', later('microtask', 1)),
    setInterval: lend('setInterval', later('timer', 2, true)),
    clearTimeout: lend('clearTimeout', clear),
    clearInterval: lend('clearInterval', clear),
    clearImmediate: lend('clearImmediate', clear),
    Promise: lend('Promise', () => UNDEFINED),
    process: lend('process', () => UNDEFINED),
    require: lend('require', requireIn),
  }),
)

export const globalValue = (name: string): Value => OWN.get(name) ?? GLOBALS.get(name) ?? anUnknown(name)

const NEXT_TICK = lend('process.nextTick', later('tick', 1))

/** A member of what only this evaluator knows: `Promise.all`, `process.nextTick`. undefined: it is not one of those. */
export function ownMember(of: NativeValue, key: string): Value | undefined {
  if (of.name === 'Promise') return promiseStatic(key)
  return of.name === 'process' && key === 'nextTick' ? NEXT_TICK : undefined
}

/** `new` on a function of the language. */
export function construct(run: Run, site: Site, node: TSESTree.Node, callee: NativeValue, args: Spread): Value {
  if (callee.name === 'Promise') return newPromise({ run, site, node, self: UNDEFINED, args })
  const { language } = callee
  return language
    ? (language.make ?? language.call)(worldOf(run, site, node), UNDEFINED, args)
    : anUnknown(`new ${callee.name}`)
}
