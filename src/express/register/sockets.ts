import { placeOf, trailOf, writtenAt } from '../../javascript/provenance.ts'
import { describeCondition } from '../../javascript/machine.ts'
import type { Call } from '../../javascript/value.ts'
import type { PathValue, StackLayer } from './stack.ts'

/** Where express-ws puts a route of its own (lib/websocket-url.js): behind the path. */
function socketPath(path: PathValue): PathValue {
  const add = (text: string): string => `${text.replace(/\/?$/, '/')}.websocket`
  if (path.kind === 'regex') return { kind: 'open', text: '${websocket}' }
  return path.kind === 'open' ? { kind: 'open', text: add(path.text) } : { ...path, value: add(path.value) }
}

/** `ws(path, …)` of express-ws: a GET route whose handlers pass on whatever is no WebSocket. */
export function socketLayer(call: Call, paths: PathValue[], routeId: number): StackLayer {
  const range = placeOf(call.module, call.node)
  const handler = {
    kind: 'package' as const,
    package: 'express-ws',
    name: 'express-ws.socket',
    args: [],
    made: [],
    setUp: [],
    call: null,
    module: call.module,
    range,
  }
  return {
    kind: 'method',
    method: 'GET',
    paths: paths.map(socketPath),
    handlers: [handler],
    range: writtenAt(call, 0),
    via: trailOf(call),
    routeId,
    when: describeCondition(call.condition),
  }
}
