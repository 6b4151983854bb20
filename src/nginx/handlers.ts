import type { Directive } from '../source/directive.ts'
import type { Level } from './level.ts'

/** Directives that set a location's content handler; the last of them wins. */
export const PASSES = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass', 'tunnel_pass']
const LOCAL = ['stub_status', 'empty_gif', 'flv', 'mp4']
/** Handlers of modules whose answers no file shows. */
const SCRIPTS = ['perl', 'js_content', 'content_by_lua', 'content_by_lua_block', 'content_by_lua_file', 'echo', 'rtmp_stat', 'hls', 'f4f', 'vod', 'api', 'status', 'check_status',
  'vhost_traffic_status_display', 'passenger_enabled', 'nchan_publisher', 'nchan_subscriber', 'nchan_pubsub', 'push_stream_publisher', 'push_stream_subscriber', 'push_stream_channels_statistics',
  'upload_pass', 'postgres_pass', 'redis_pass', 'redis2_pass', 'drizzle_pass']

const HANDLERS = new Set([...PASSES, ...LOCAL, ...SCRIPTS])

const isOff = ({ name, args }: Directive): boolean => name === 'passenger_enabled' && args[0]?.value === 'off'

/** The handler that a level sets of its own: nothing of it is inherited by nested locations. */
export const ownHandler = ({ directive }: Level): Directive | null =>
  directive?.block?.findLast((one) => HANDLERS.has(one.name) && !isOff(one)) ?? null

/** Within limit_except, a handler that passes on is taken over from the location, of several the first module's; memcached_pass,
 * stub_status and the like are not (the merges of ngx_http_proxy_module and its kin, in the order that they are built in). */
export function handlerInLimit(level: Level): Directive | null {
  const outer = PASSES.filter((name) => name !== 'memcached_pass').map((name) => level.parent?.own.get(name)?.at(-1)).find((one) => one !== undefined)
  return ownHandler(level) ?? outer ?? null
}
