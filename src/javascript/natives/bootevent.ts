import { callBack } from '../evaluator.ts'
import type { Machine } from '../machine.ts'
import {
  UNDEFINED,
  arrayOf,
  native,
  objectOf,
  unknown,
  type Call,
  type ExternalValue,
  type HostValue,
  type Value,
} from '../value.ts'

/**
 * `require('bootevent')().acquire(step).boot(done)` (bootevent/index.js): the steps are called one after the other with a context that they
 * fill, and with what they call when they are done; then whoever boots gets it. Steps that are not seen to call on are taken to.
 */
export function bootCall(machine: Machine, { package: name, path }: ExternalValue, made: Call): Value | null {
  if (name !== 'bootevent' || path.length > 0) return null
  const steps: Value[] = []
  const context = made.args[0]?.kind === 'object' ? made.args[0] : objectOf([['bootErrors', arrayOf([])]])
  const boot = (call: Call): void => {
    const next = native('next', () => UNDEFINED)
    for (const step of steps) callBack(machine, step, [context, next, context], call)
    const [done] = call.args
    if (done) callBack(machine, done, [context], call)
  }
  const self: HostValue = {
    kind: 'host',
    of: { steps },
    member: (member) => {
      if (member === 'acquire')
        return native(member, ({ args }) => {
          if (args[0]?.kind === 'function') steps.push(args[0])
          return self
        })
      return member === 'boot'
        ? native(member, (call) => {
            boot(call)
            return self
          })
        : unknown(`'${member}' of what boots`)
    },
  }
  return self
}
