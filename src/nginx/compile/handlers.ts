import type { Directive } from '../../text/directive.ts'
import type { Level } from './level.ts'
import { kindOf } from './modules.ts'

/** Directives that set a location's content handler; the last of them wins. */
export const PASSES = [
  'proxy_pass',
  'fastcgi_pass',
  'uwsgi_pass',
  'scgi_pass',
  'grpc_pass',
  'memcached_pass',
  'tunnel_pass',
]
const LOCAL = ['stub_status', 'empty_gif', 'flv', 'mp4']
/** Whether nginx answers by itself. */
export const isLocal = (name: string): boolean => LOCAL.includes(name)

const HANDLERS = new Set([...PASSES, ...LOCAL])

/** The handler that a level sets of its own: nothing of it is inherited by nested locations. */
export const ownHandler = ({ directive }: Level): Directive | null =>
  directive?.block?.findLast(({ name }) => HANDLERS.has(name) || kindOf(name) === 'handler') ?? null

/** Within limit_except, a handler that passes on is taken over from the location, of several the first module's; memcached_pass,
 * stub_status and the like are not (the merges of ngx_http_proxy_module and its kin, in the order that they are built in). */
export function handlerInLimit(level: Level): Directive | null {
  const outer = PASSES.filter((name) => name !== 'memcached_pass')
    .map((name) => level.parent?.own.get(name)?.at(-1))
    .find((one) => one !== undefined)
  return ownHandler(level) ?? outer ?? null
}
