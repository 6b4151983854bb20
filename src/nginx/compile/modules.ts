import type { Directive } from '../../text/directive.ts'
import { isNoName, slipOf } from '../directives/third-party.ts'
import type { Slips } from '../directives/third-party.ts'
import { entriesOf } from '../directives/index.ts'
import type { Level } from './level.ts'

/**
 * What a directive of a module outside nginx's own sources may do to an answer:
 * - `handler`: gives the location's answers; nested locations do not inherit it
 * - `content`: the same, and they do
 * - `filter`: runs over every answer, and may give it other headers and another status
 * - `headers`: the same for headers alone
 * - `refusal`: may refuse whatever else would be answered
 * - `access`: lets a request in or answers it, in the access phase
 * - `code`: a program in the rewrite phase, that may answer, and set headers
 * - `guard`: a program in the access phase, that may as well
 * - `variable`: gives a variable its value
 * - `known`: modelled elsewhere
 * - `plain`: changes no status, and no header that anybody asks for
 * - `any`: nobody knows
 */
export type Kind =
  | 'handler'
  | 'content'
  | 'filter'
  | 'headers'
  | 'refusal'
  | 'access'
  | 'code'
  | 'guard'
  | 'variable'
  | 'known'
  | 'plain'
  | 'any'

/** By module; Debian's were asked with `load_module`, the others are as their documentation has them. `*` ends a beginning of names. */
const MODULES = `
auth-digest access auth_digest
auth-gss access auth_gss auth_spnego
auth-jwt access auth_jwt
auth-ldap access auth_ldap ldap_auth
auth-oidc access auth_oidc oidc_auth
auth-pam access auth_pam
auth plain auth_* oidc_* jwt_*
brotli plain brotli*
cache-purge content proxy_cache_purge fastcgi_cache_purge scgi_cache_purge uwsgi_cache_purge
concat content concat
dav-ext known dav_ext_methods
dav-ext plain dav_ext_*
drizzle handler drizzle_pass
drizzle plain drizzle_* rds_*
echo handler echo echo_duplicate echo_flush echo_sleep echo_blocking_sleep echo_reset_timer echo_read_request_body echo_location echo_location_async echo_subrequest echo_subrequest_async
echo handler echo_foreach_split echo_end echo_request_body echo_abort_parent echo_exec
echo plain echo_status echo_before_body echo_after_body
encrypted-session variable set_encrypt_session set_decrypt_session
encrypted-session plain encrypted_session_*
eval variable eval
eval plain eval_*
fancyindex known fancyindex
fancyindex plain fancyindex_*
form-input variable set_form_input*
geoip2 plain geoip2*
headers-more known more_set_headers more_clear_headers
headers-more plain more_*
image-filter known image_filter
image-filter plain image_filter_*
js handler js_content
js filter js_header_filter
js guard js_access
js variable js_set js_var
js plain js_*
lua handler content_by_lua*
lua filter header_filter_by_lua*
lua guard access_by_lua*
lua code rewrite_by_lua* server_rewrite_by_lua* precontent_by_lua*
lua variable set_by_lua*
lua plain lua_* init_by_lua* init_worker_by_lua* exit_worker_by_lua* balancer_by_lua* log_by_lua* body_filter_by_lua* ssl_*
media handler hls f4f vod rtmp_stat rtmp_control
media plain hls_* f4f_* vod_* rtmp_* mp4_*
memc handler memc_pass
memc plain memc_*
modsecurity refusal modsecurity ModSecurityEnabled
modsecurity plain modsecurity_* ModSecurityConfig
monitoring handler vhost_traffic_status_display stream_server_traffic_status_display server_traffic_status_display check_status req_status_show
monitoring plain vhost_traffic_status* stream_server_traffic_status* server_traffic_status* req_status* opentelemetry* opentracing* otel_* jaeger_* zipkin_* datadog_* prometheus* graphite* statsd* influxdb* kafka_* session_log*
monitoring plain check check_*
naxsi access SecRulesEnabled naxsi
naxsi plain SecRulesDisabled MainRule BasicRule CheckRule DeniedUrl LearningMode LibInjection* naxsi_*
nchan handler nchan_publisher nchan_subscriber nchan_pubsub nchan_stub_status nchan_publisher_location nchan_subscriber_location nchan_pubsub_location nchan_group_location push_publisher push_subscriber
nchan plain nchan_* push_*
pagespeed headers pagespeed ModPagespeed*
pagespeed plain pagespeed*
passenger content passenger_enabled
passenger plain passenger_*
perl handler perl
perl access perl_access
perl variable perl_set
perl plain perl_*
plus handler api status
plus plain status_zone zone_sync* keyval* health_check* match ntlm queue state sticky* f4f_*
postgres handler postgres_pass
postgres plain postgres_*
push-stream handler push_stream_publisher push_stream_subscriber push_stream_websocket push_stream_channels_statistics
push-stream plain push_stream_*
redis handler redis_pass redis2_pass
redis plain redis_* redis2_*
security-headers headers security_headers hide_server_tokens
security-headers plain security_headers_*
set-misc variable set_* array_* iconv*
srcache access srcache_fetch
srcache plain srcache_*
subs-filter plain subs_* replace_filter* substitutions*
sysguard access sysguard
sysguard plain sysguard_*
testcookie access testcookie
testcookie plain testcookie_*
upload handler upload_pass
upload plain upload_* track_uploads
uploadprogress handler report_uploads
upstream plain upstream_fair* fair consistent_hash dyups_* jvm_route session_sticky*
ajp handler ajp_pass
ajp plain ajp_*
zstd plain zstd*
bodies plain trim* strip* footer* xss_* length_hiding* set_cookie_flag cookie_flag* ndk_*
`

interface Entry {
  name: string
  kind: Kind
}

const slips: Slips = new Map()

const entries = new Map<string, Entry>()
const beginnings: Entry[] = []
for (const [, kind = '', ...names] of MODULES.trim()
  .split('\n')
  .map((line) => line.split(' '))) {
  for (const name of names) {
    const entry: Entry = { name: name.replace(/\*$/, ''), kind: isKind(kind) ? kind : 'any' }
    if (name.endsWith('*')) beginnings.push(entry)
    else entries.set(name, entry)
  }
}

function isKind(text: string): text is Kind {
  return [
    'handler',
    'content',
    'filter',
    'headers',
    'refusal',
    'access',
    'code',
    'guard',
    'variable',
    'known',
    'plain',
  ].includes(text)
}

/** As many names are remembered; then all are forgotten. */
const MOST_KINDS = 5000

const kinds = new Map<string, Kind | null>()

/** What a directive may do; null: it is nginx's own. */
export function kindOf(name: string): Kind | null {
  const known = kinds.get(name)
  if (known !== undefined) return known
  const kind = entries.get(name)?.kind ?? (entriesOf(name, null).length > 0 ? null : byBeginning(name))
  if (kinds.size >= MOST_KINDS) kinds.clear()
  kinds.set(name, kind)
  return kind
}

/** The longest beginning counts; what is no name is a template's, and one that is but a slip away from one of nginx's own is that one, and keeps nginx from starting. */
function byBeginning(name: string): Kind | null {
  const [longest] = beginnings.filter((one) => name.startsWith(one.name)).sort((a, b) => b.name.length - a.name.length)
  if (longest) return longest.kind
  return isNoName(name) || slipOf(name, slips) !== undefined ? null : 'any'
}

/** Whether one of these modules brings a directive of that name. */
export const isOfModule = (name: string): boolean => entries.has(name)

const isOff = ({ args }: Directive): boolean => args[0]?.value === 'off'

const foreign = new WeakMap<Level, Map<Kind, Directive>>()

/** By kind, the directive of another module's that is in force at a level: its own, or the nearest inherited one. */
export function foreignIn(level: Level): ReadonlyMap<Kind, Directive> {
  const known = foreign.get(level)
  if (known) return known
  const found = new Map(level.parent ? foreignIn(level.parent) : [])
  found.delete('handler')
  for (const [name, directives] of level.own) {
    const kind = kindOf(name)
    const last = directives.at(-1)
    if (!kind || !last) continue
    if (!isOff(last)) found.set(kind, last)
    else if (found.get(kind)?.name === name) found.delete(kind)
  }
  foreign.set(level, found)
  return found
}

/** Texts of Lua that leave the status alone. */
const keepsStatus = ({ opaque }: Directive): boolean =>
  opaque !== undefined && !/status|exit|eof|exec|redirect|send_headers|require|\bngx\.ctx\b/.test(opaque)

/** Whether a filter may give the answer another status. */
export const changesStatus = (directive: Directive): boolean =>
  !(directive.name.endsWith('_by_lua_block') && keepsStatus(directive))
