import type { Directive } from '../../text/directive.ts'
import { isHandler, PASSES } from '../directives/handlers.ts'
import type { Level } from './level.ts'
import { kindOf } from './modules.ts'

/** The handler that a level sets of its own: nothing of it is inherited by nested locations. */
export const ownHandler = ({ directive }: Level): Directive | null =>
  directive?.block?.findLast(({ name }) => isHandler(name) || kindOf(name) === 'handler') ?? null

/** Within limit_except, a handler that passes on is taken over from the location, of several the first module's; memcached_pass,
 * stub_status and the like are not (the merges of ngx_http_proxy_module and its kin, in the order that they are built in). */
export function handlerInLimit(level: Level): Directive | null {
  const outer = PASSES.filter((name) => name !== 'memcached_pass')
    .map((name) => level.parent?.own.get(name)?.at(-1))
    .find((one) => one !== undefined)
  return ownHandler(level) ?? outer ?? null
}
