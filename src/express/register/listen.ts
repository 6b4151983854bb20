import { placeOf } from '../../javascript/provenance.ts'
import { UNDEFINED, settled, stringOf } from '../../javascript/value.ts'
import type { Call, Value } from '../../javascript/value.ts'
import type { Address } from '../../model/origin.ts'

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65536

function portOf(given: Value): number | null {
  const value = settled(given)
  if (value.kind !== 'constant') return null
  const port = typeof value.value === 'string' && /^\d+$/.test(value.value) ? Number(value.value) : value.value
  return typeof port === 'number' && isPort(port) ? port : null
}

/** Every interface is what Node listens on when no host is given, or one of these. */
const hostOf = (value: Value | undefined): string | null => {
  const host = stringOf(value)
  return host === null || host === '0.0.0.0' || host === '::' ? null : host
}

/** Where `listen(…)` listens, in all its forms (net.Server.listen). null: a port of the system's choice. */
export function addressOf(call: Call): Address | null {
  const [first = UNDEFINED, second] = call.args
  const range = placeOf(call.module, call.node)
  if (first.kind === 'object') {
    const socket = stringOf(first.members.get('path'))
    const base = {
      host: hostOf(first.members.get('host')),
      port: portOf(first.members.get('port') ?? UNDEFINED),
      range,
    }
    return socket === null ? base : { ...base, port: null, socket }
  }
  const socket = stringOf(first)
  if (socket !== null && portOf(first) === null && /[/\\]/.test(socket))
    return { host: null, port: null, socket, range }
  if (first.kind === 'constant' && first.value === 0) return null
  return { host: hostOf(second), port: portOf(first), range }
}
