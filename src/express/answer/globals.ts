import { GLOBALS } from '../../javascript/natives/language.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { NativeValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import type { Site, Spread } from './site.ts'
import { argument, lend } from './native.ts'
import type { NativeCall } from './native.ts'
import { newPromise, promiseStatic } from './promise.ts'
import { anUnknown, postpone } from './run.ts'
import type { Run } from './run.ts'
import { requireIn } from './packages.ts'
import { worldOf } from './world.ts'
import type { TSESTree } from '@typescript-eslint/typescript-estree'

/** `before`: how many arguments stand before those of the callback. */
const later =
  (before: number) =>
  ({ run, site, node, args }: NativeCall): Value => {
    const fn = argument(args, 0)
    postpone(run, () => {
      callBack(run, site, node, fn, args.items.slice(before))
    })
    return anUnknown('a timer')
  }

/** What has to do with time, promises and modules is this evaluator's own. */
const OWN: ReadonlyMap<string, Value> = new Map(
  Object.entries({
    setTimeout: lend('setTimeout', later(2)),
    setImmediate: lend('setImmediate', later(1)),
    queueMicrotask: lend('queueMicrotask', later(1)),
    setInterval: lend('setInterval', later(2)),
    Promise: lend('Promise', () => UNDEFINED),
    process: lend('process', () => UNDEFINED),
    require: lend('require', requireIn),
  }),
)

export const globalValue = (name: string): Value => OWN.get(name) ?? GLOBALS.get(name) ?? anUnknown(name)

const NEXT_TICK = lend('process.nextTick', later(1))

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
