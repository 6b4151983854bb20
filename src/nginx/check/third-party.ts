import { nearest } from '../../source/nearest.ts'
import { directiveNames } from '../directives.ts'

/** What the names of well-known modules outside nginx's own sources begin with (and of those in its commercial edition). */
const PREFIXES = /^(?:(?:access|balancer|body_filter|content|header_filter|init|init_worker|exit_worker|log|precontent|preread|proxy_ssl_verify|rewrite|server_rewrite|set|ssl_certificate|ssl_client_hello|ssl_session_fetch|ssl_session_store)_by_lua|lua_|js_|more_|brotli|zstd|modsecurity|ModSecurity|passenger|vhost_traffic|geoip2|echo|headers_more|rtmp|hls|dash|live|push|pull|record|vod|nchan|push_stream|upload|auth_(?:jwt|ldap|pam|spnego|gss|digest|oidc|require)|oidc|jwt|keyval|health_check|match|status|api|otel|opentracing|opentelemetry|jaeger|zipkin|datadog|dd_|prometheus|vts_|sts_|stream_server_traffic|server_traffic|fancyindex|dav_ext|subs_filter|replace_filter|substitutions|pagespeed|ndk_|set_(?:md5|sha1|hmac|hex|unescape|escape|quote|base32|base64|encode|decode|random|secure|rotate|local|if_empty|hashed|formatted|cbc|encrypt|decrypt|misc)|redis|redis2|memc|srcache|drizzle|postgres|rds_|xss_|array_|encrypted_session|form_input|iconv|eval|coolkit|slowfs|ncache|cache_purge|(?:proxy|fastcgi|scgi|uwsgi)_cache_purge|naxsi|(?:Basic|Main|Sec|Denied|Check|Learning|Lib|Extensive)[A-Z]?|testcookie|bot_verifier|ajp|check|check_|upstream_|dyups|dynamic|consistent_hash|fair|jvm_route|sorted_querystring|session_sticky|sticky|concat|trim|footer|sysguard|tfs|reqstat|req_status|limit_upload|limit_rate_|limit_speed|image_|small_light|phantom|unit|wasm|proxy_wasm|acme|njs|ssl_ct|ssl_dyn|ssl_engine|xclient|f4f|mp4_limit|session_log|queue|ntlm|zone_sync|proxy_(?:session|next_upstream_)|app_protect|internal_redirect|mgmt|license|enforce|usage|doh|http_redirect|cookie_flag|cookie_limit|set_cookie_flag|security_headers|hide_server|uuid|untar|unzip|upstream_fair|video|webp|url|var_|accesskey|strip|length_hiding|dosdetector|graphite|statsd|influxdb|kafka|lower|upper|sflow|shibboleth|shib|sso|txid|waf|verynginx|array|map_)/

/** Whether another module may well bring a directive of that name. */
export const isThirdParty = (name: string): boolean => PREFIXES.test(name)

/** A name that no module could give a directive. */
export const isNoName = (name: string): boolean => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name === name.toUpperCase()

/** More unknown names than a person mistypes: what they meant is not looked for any more. */
const MOST_SLIPS = 100

/** The directive that was probably meant, if the name is but a slip or two away from one. `known`: what was found before. */
export function slipOf(name: string, known: Map<string, string | undefined>): string | undefined {
  if (!known.has(name) && known.size < MOST_SLIPS) known.set(name, findSlip(name))
  return known.get(name)
}

function findSlip(name: string): string | undefined {
  const most = name.length < 6 || isThirdParty(name) ? 1 : 2
  const known = nearest(name, [...directiveNames()].filter((one) => Math.abs(one.length - name.length) <= most))
  if (/^subs_filter/.test(name) || (most === 1 && isThirdParty(name) && name.length < 6)) return undefined
  // A name that goes on where a known one ends is another module's, more often than a mistake.
  if (known === undefined || (name.startsWith(known) && name.length > known.length + 1)) return undefined
  return isWithin(most, name, known) ? known : undefined
}

/** Whether so many edits (a letter more, less or other, or two swapped) lead from one to the other. */
function isWithin(edits: number, a: string, b: string): boolean {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const [left, right] = [a.slice(at), b.slice(at)]
  if (left === right) return true
  if (edits === 0 || Math.abs(left.length - right.length) > edits) return false
  const swapped = left[0] === right[1] && left[1] === right[0] && isWithin(edits - 1, left.slice(2), right.slice(2))
  return swapped || isWithin(edits - 1, left.slice(1), right) || isWithin(edits - 1, left, right.slice(1)) || isWithin(edits - 1, left.slice(1), right.slice(1))
}
