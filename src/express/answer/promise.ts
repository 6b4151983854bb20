import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED } from '../../javascript/value.ts'
import type { HostValue, Value } from '../../javascript/value.ts'
import { plainSource } from '../packages/failures.ts'
import { callBack } from './call.ts'
import { isUnseenError } from './errors.ts'
import { argument, host, hostedOf, lend } from './native.ts'
import type { Hosted, NativeCall } from './native.ts'
import { Thrown, anUnknown } from './run.ts'
import type { Run } from './run.ts'
import { settle } from './selector.ts'
import { save } from './trail.ts'
import type { Cell } from './trail.ts'
import { mayFail } from './unseen.ts'
import { lookUp } from '../../text/lookup.ts'

/** A settled promise: what is awaited here has always come to an end, one way or the other. */
export type Settled = { state: 'fulfilled'; value: Value } | { state: 'rejected'; error: Thrown }

const states = new WeakMap<Hosted, Settled>()

export function stateOf(value: Value): Settled | undefined {
  const hosted = hostedOf(value)
  return hosted && states.get(hosted)
}

/** A promise; one of a promise is that promise. */
export function promiseOf(run: Run, settled: Settled): Value {
  if (settled.state === 'fulfilled') {
    const { value } = settled
    const inner = value.kind === 'either' && value.values.some(stateOf) ? settle(run, value) : value
    if (stateOf(inner)) return inner
    if (hasThen(inner)) return promiseOf(run, { state: 'fulfilled', value: beyondThen(inner) })
  }
  const hosted: Hosted = { get: (_, name) => lookUp(members, name) ?? UNDEFINED }
  const made: HostValue = host(hosted)
  const members: Record<string, Value> = {
    then: lend('then', (call) => react(call, settled, argument(call.args, 0), argument(call.args, 1))),
    catch: lend('catch', (call) => react(call, settled, UNDEFINED, argument(call.args, 0))),
    finally: lend('finally', (call) => {
      callBack(call.run, call.site, call.node, argument(call.args, 0), [])
      return made
    }),
  }
  states.set(hosted, settled)
  return made
}

/** What an object that is no promise, but has a `then` of its own, comes to: nobody follows that. */
const beyondThen = (value: Value): Value => (hasThen(value) ? anUnknown('what it resolves to') : value)

function hasThen(value: Value): boolean {
  for (let at = value.kind === 'object' ? value : null; at; at = at.proto) {
    const then = at.members.get('then')
    if (then) return isCallable(then)
  }
  return false
}

const isCallable = (value: Value): boolean =>
  value.kind === 'function' || value.kind === 'native' || (value.kind === 'host' && value.call !== undefined)

function react({ run, site, node }: NativeCall, settled: Settled, fulfilled: Value, rejected: Value): Value {
  const handler = settled.state === 'fulfilled' ? fulfilled : rejected
  if (!isCallable(handler)) return promiseOf(run, settled)
  if (settled.state === 'rejected' && isUnseenError(settled.error.value)) run.exchange.failed = true
  const { guard } = run
  if (run.isAwaited) run.guard = ++run.guards
  try {
    const value = callBack(run, site, node, handler, [
      settled.state === 'fulfilled' ? settled.value : settled.error.value,
    ])
    return promiseOf(run, { state: 'fulfilled', value: run.isAwaited ? awaited(run, site.module, node, value) : value })
  } catch (error) {
    if (error instanceof Thrown) return promiseOf(run, { state: 'rejected', error })
    throw error
  } finally {
    run.guard = guard
  }
}

/** What `await` gives: an open promise is taken to be fulfilled, and inside a try to fail as well. */
export function awaited(run: Run, module: Module, node: TSESTree.Node, value: Value): Value {
  const settled = stateOf(value)
  if (settled?.state === 'rejected') throw settled.error
  if (settled) return settled.value
  if (hasThen(value)) return awaited(run, module, node, beyondThen(value))
  if (value.kind === 'unknown' || value.kind === 'external') {
    const from = plainSource(value)
    mayFail(run, module, node, from !== undefined)
    return value.kind === 'unknown' ? value : anUnknown('awaited', from)
  }
  return value
}

/** Promise.resolve, reject, all …; `name` is what stands behind the dot. */
export function promiseStatic(name: string): Value {
  return lend(`Promise.${name}`, ({ run, args, node, site }) => {
    const first = argument(args, 0)
    if (name === 'resolve') return promiseOf(run, { state: 'fulfilled', value: first })
    if (name === 'reject')
      return promiseOf(run, {
        state: 'rejected',
        error: new Thrown(first, site.module.file.range(node.range[0], node.range[1])),
      })
    const items = first.kind === 'array' ? first.items.map(stateOf) : []
    const decides: Settled | null | undefined =
      name === 'all'
        ? items.find((item) => item?.state === 'rejected')
        : name === 'any'
          ? items.find((item) => item?.state === 'fulfilled')
          : name === 'race'
            ? items[0]
            : null
    return decides ? promiseOf(run, decides) : anUnknown(`Promise.${name}`)
  })
}

/** `new Promise((resolve, reject) => …)`. */
export function newPromise(call: NativeCall): Value {
  const { run, site, node, args } = call
  const end: Cell & { holds: Settled | null } = { kind: 'cell', holds: null }
  const range = site.module.file.range(node.range[0], node.range[1])
  const become = (settled: Settled): Value => {
    if (end.holds) return UNDEFINED
    save(run, end)
    end.holds = settled
    return UNDEFINED
  }
  const resolve = lend('resolve', (inner) => become({ state: 'fulfilled', value: argument(inner.args, 0) }))
  const reject = lend('reject', (inner) =>
    become({ state: 'rejected', error: new Thrown(argument(inner.args, 0), range) }),
  )
  try {
    callBack(run, site, node, argument(args, 0), [resolve, reject])
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    become({ state: 'rejected', error })
  }
  const settled = end.holds
  // One that is never given a way to fail is taken to be fulfilled in the end.
  const executor = argument(args, 0)
  if (!settled && executor.kind === 'function' && executor.node.params.length < 2)
    return promiseOf(run, { state: 'fulfilled', value: anUnknown('what it resolves to') })
  return settled ? promiseOf(run, settled) : anUnknown('a promise')
}
