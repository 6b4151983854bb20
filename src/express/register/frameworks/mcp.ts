import { getMember } from '../../../javascript/access.ts'
import { placeOf } from '../../../javascript/provenance.ts'
import { UNDEFINED } from '../../../javascript/value.ts'
import type { Call, ExternalValue, Value } from '../../../javascript/value.ts'
import { makeRouter, routerHost } from '../host.ts'
import type { Making } from './mounting.ts'

const PACKAGE = /^@modelcontextprotocol\/(?:sdk\/server\/express|express)/

/** `createMcpExpressApp(options)` of the Model Context Protocol's SDK (server/express.js): an app that first may refuse a Host, and reads JSON;
 * null: something else. */
export function mcpApp({ machine, found, counter }: Making, callee: ExternalValue, call: Call): Value | null {
  if (callee.path.at(-1) !== 'createMcpExpressApp' || !PACKAGE.test(callee.package)) return null
  const app = makeRouter('app', placeOf(call.module, call.node), UNDEFINED)
  found.push(app)
  const host = routerHost(machine, app, counter)
  const use = getMember(machine, host, 'use')
  const guard: Value = { ...callee, args: call.args, call: call.node, module: call.module }
  if (use.kind === 'native') use.call({ ...call, args: [guard] })
  return host
}
