import { nearest } from '../../text/nearest.ts'
import { directiveNames } from './index.ts'

/** What the names of well-known modules outside nginx's own sources begin with, and of those in its commercial edition. */
const PREFIXES = [
  // OpenResty's
  'access_by_',
  'balancer_by_',
  'body_filter_by_',
  'content_by_',
  'exit_worker_by_',
  'header_filter_by_',
  'init_by_',
  'init_worker_by_',
  'log_by_',
  'precontent_by_',
  'preread_by_',
  'proxy_ssl_verify_by_',
  'rewrite_by_',
  'server_rewrite_by_',
  'set_by_',
  'ssl_certificate_by_',
  'ssl_client_hello_by_',
  'ssl_session_fetch_by_',
  'ssl_session_store_by_',
  'lua_',
  'echo',
  'more_',
  'memc_',
  'srcache_',
  'redis',
  'drizzle_',
  'postgres_',
  'rds_',
  'xss_',
  'array_',
  'encrypted_session',
  'iconv',
  'eval',
  'ndk_',
  'set_decode_',
  'set_decrypt_',
  'set_encode_',
  'set_encrypt_',
  'set_escape_',
  'set_form_input',
  'set_formatted_',
  'set_hashed_',
  'set_hex_',
  'set_hmac_',
  'set_iconv',
  'set_if_empty',
  'set_local_today',
  'set_md5',
  'set_misc',
  'set_quote_',
  'set_random',
  'set_rotate',
  'set_secure_random',
  'set_sha1',
  'set_unescape_',
  // Compression, filters, caches
  'brotli',
  'zstd',
  'pagespeed',
  'subs_filter',
  'replace_filter',
  'substitutions',
  'concat',
  'trim',
  'footer',
  'strip',
  'unzip',
  'webp',
  'image_',
  'small_light',
  'cache_purge',
  'proxy_cache_purge',
  'fastcgi_cache_purge',
  'scgi_cache_purge',
  'uwsgi_cache_purge',
  'slowfs',
  'ncache',
  'fancyindex',
  'dav_ext',
  'length_hiding',
  'untar',
  'uuid',
  // Guards and identity
  'modsecurity',
  'ModSecurity',
  'Basic',
  'Main',
  'Sec',
  'Denied',
  'Check',
  'Learning',
  'Lib',
  'Extensive',
  'naxsi',
  'testcookie',
  'auth_',
  'oidc',
  'jwt',
  'shib',
  'sso',
  'acme',
  'security_headers',
  'hide_server',
  'cookie_',
  'set_cookie_flag',
  'waf',
  'app_protect',
  'dosdetector',
  'sysguard',
  'limit_upload',
  'limit_rate_',
  'limit_speed',
  'accesskey',
  'ssl_ct',
  'ssl_dyn',
  'bot_',
  // Measuring and tracing
  'vhost_traffic',
  'vts_',
  'sts_',
  'stream_server_traffic',
  'server_traffic',
  'otel',
  'opentracing',
  'opentelemetry',
  'jaeger',
  'zipkin',
  'datadog',
  'prometheus',
  'graphite',
  'statsd',
  'influxdb',
  'kafka',
  'sflow',
  'reqstat',
  'req_status',
  'session_log',
  // Languages, streams, upstreams
  'js_',
  'njs',
  'passenger',
  'wasm',
  'proxy_wasm',
  'geoip2',
  'headers_more',
  'rtmp',
  'hls',
  'dash',
  'vod',
  'nchan',
  'push_',
  'upload',
  'track_uploads',
  'report_uploads',
  'ajp_',
  'check',
  'dyups',
  'dynamic_',
  'consistent_hash',
  'fair',
  'jvm_route',
  'sorted_querystring',
  'session_sticky',
  'sticky',
  'tfs',
  'f4f',
  'internal_redirect',
  'upstream_',
  'url',
  'var_',
  'video_',
  // The commercial edition's
  'api',
  'health_check',
  'keyval',
  'match',
  'mgmt',
  'license_',
  'enforce_',
  'usage_',
  'ntlm',
  'queue',
  'state',
  'status',
  'zone_sync',
  'proxy_session',
  'xclient',
  'mp4_limit',
]

/** Whether another module may well bring a directive of that name. */
export const isThirdParty = (name: string): boolean => PREFIXES.some((prefix) => name.startsWith(prefix))

/** Directives that others had before nginx itself did: an old version may know them all the same. */
export const isElsewhere = (name: string): boolean => name === 'sticky' || name === 'least_time'

/** A name that no module could give a directive. */
export const isNoName = (name: string): boolean =>
  !/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name === 'on' || name === 'off' || name === name.toUpperCase()

/** What was found out about unknown names so far. */
export type Slips = Map<string, string | undefined>

/** The directive that was probably meant, if the name is but a slip or two away from one. */
export function slipOf(name: string, known: Slips): string | undefined {
  if (!known.has(name)) known.set(name, findSlip(name))
  return known.get(name)
}

function findSlip(name: string): string | undefined {
  const most = name.length < 6 || isThirdParty(name) ? 1 : 2
  const known = nearest(name, closeNames(name, most))
  if (/^subs_filter/.test(name) || (most === 1 && isThirdParty(name) && name.length < 6)) return undefined
  // A name that goes on where a known one ends is another module's, more often than a mistake.
  if (known === undefined || (name.startsWith(known) && name.length > known.length + 1)) return undefined
  return isWithin(most, name, known) ? known : undefined
}

/** The names that a name may be a slip of. A file may have a hundred thousand unknown ones: few are compared letter by letter. */
function closeNames(name: string, most: number): string[] {
  const lower = name.toLowerCase()
  return [...directiveNames()].filter((one) => Math.abs(one.length - name.length) <= most && isWithin(most, lower, one))
}

/** Whether so many edits (a letter more, less or other, or two swapped) lead from one to the other. */
export function isWithin(edits: number, a: string, b: string): boolean {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [left, right] = [a.slice(at), b.slice(at)]
  if (left === right) return true
  if (edits === 0 || Math.abs(left.length - right.length) > edits) return false
  const swapped = left[0] === right[1] && left[1] === right[0] && isWithin(edits - 1, left.slice(2), right.slice(2))
  return (
    swapped ||
    isWithin(edits - 1, left.slice(1), right) ||
    isWithin(edits - 1, left, right.slice(1)) ||
    isWithin(edits - 1, left.slice(1), right.slice(1))
  )
}
