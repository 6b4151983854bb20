import type { Directive } from '../source/directive.ts'
import type { Level } from './level.ts'

/** Directives that set a location's content handler; the last of them wins. */
export const PASSES = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass', 'tunnel_pass']
const LOCAL = ['stub_status', 'empty_gif', 'flv', 'mp4']
/** Handlers of modules whose answers no file shows. */
const SCRIPTS = ['perl', 'js_content', 'content_by_lua', 'content_by_lua_block', 'content_by_lua_file', 'echo', 'rtmp_stat', 'hls', 'api', 'status',
  'vhost_traffic_status_display', 'passenger_enabled', 'nchan_publisher', 'nchan_subscriber', 'nchan_pubsub', 'push_stream_publisher', 'push_stream_subscriber',
  'upload_pass', 'dav_ext_methods', 'postgres_pass', 'redis_pass', 'redis2_pass', 'drizzle_pass', 'encrypted_session', 'image_filter_handler', 'prometheus',
  'check_status', 'server_status', 'nginx_status', 'unit_pass', 'njs_content', 'vod', 'zip', 'secure_download', 'brotli_static_handler', 'redis_handler']

const HANDLERS = new Set([...PASSES, ...LOCAL, ...SCRIPTS])

const isOff = ({ name, args }: Directive): boolean => name === 'passenger_enabled' && args[0]?.value === 'off'

/** The handler that a level sets of its own: nothing of it is inherited by nested locations. */
export function ownHandler(level: Level): Directive | null {
  let last: Directive | null = null
  for (const [name, directives] of level.own) {
    if (!HANDLERS.has(name)) continue
    const candidate = directives.at(-1)
    if (candidate && !isOff(candidate) && (!last || candidate.range.start.offset >= last.range.start.offset || candidate.range.file !== last.range.file)) last = candidate
  }
  return last
}

/** Within limit_except, a handler that passes on is taken over from the location; stub_status and the like are not. */
export function handlerInLimit(level: Level): Directive | null {
  const own = ownHandler(level)
  if (own || !level.parent) return own
  const passes = PASSES.filter((name) => name !== 'memcached_pass' || level.parent?.own.has(name))
  return passes.map((name) => level.parent?.own.get(name)?.at(-1)).find((one) => one !== undefined) ?? null
}
