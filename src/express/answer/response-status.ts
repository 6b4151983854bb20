import type { Value } from '../../javascript/value.ts'
import { argument } from './native.ts'
import type { Behaviour, NativeCall } from './native.ts'
import { refuse, refuseStatus } from './respond.ts'
import { placeOf } from './run.ts'

/** Where the status was decided: the call itself, or the chain of calls that it begins. */
export function setStatus({ run, site, node }: NativeCall, status: Value): void {
  run.exchange.status = status
  run.exchange.statusAt = placeOf(run, site.module, node)
}

/** Express 5's res.status() takes integers from 100 to 999 only. */
export function checkedStatus(call: NativeCall, status: Value): void {
  const { run, site, node } = call
  const open = status.kind === 'unknown' || status.kind === 'either' || status.kind === 'external'
  if (run.major >= 5 && !open) {
    const number = status.kind === 'constant' ? status.value : undefined
    if (typeof number !== 'number' || !Number.isInteger(number))
      refuseStatus(run, 'TypeError', status, site.module, node)
    if (typeof number === 'number' && (number < 100 || number > 999))
      refuse(run, site, node, 'RangeError', 'Invalid status code')
  }
  setStatus(call, status)
}

/** Setting a status once the head is written changes nothing any more. */
export const fixed = ({ run }: NativeCall): boolean => run.exchange.committed || run.exchange.sent !== null

/** `res.status(code)`. */
export const status: Behaviour = (call) => {
  if (!fixed(call)) checkedStatus(call, argument(call.args, 0))
  return call.self
}
