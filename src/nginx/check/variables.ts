import { has } from '../version.ts'
import type { Version } from '../version.ts'

/** The names in a text with variables, or what is wrong with it (ngx_http_script_compile). Captures, `$1`, are no names. */
export type Compiled = { names: string[]; error?: undefined } | { error: string; names?: undefined }

const NAME = /[A-Za-z0-9_]*/y

export function compile(text: string): Compiled {
  const names: string[] = []
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    at++
    if (/[1-9]/.test(text[at] ?? '')) continue
    const braced = text[at] === '{'
    NAME.lastIndex = braced ? at + 1 : at
    const name = NAME.exec(text)?.[0] ?? ''
    at = (braced ? at + 1 : at) + name.length
    if (braced && text[at] !== '}') return { error: at >= text.length && name === '' ? 'Expected a variable\'s name after "${"' : `Expected "}" after "\${${name}"` }
    if (name === '') return { error: 'Expected a variable\'s name after "$"' }
    names.push(name.toLowerCase())
  }
  return { names }
}

/** The variables of the HTTP modules, from the ngx_http_variable_t tables of nginx's sources up to 1.31.4. */
const HTTP = new Set(`
  ancient_browser args binary_remote_addr body_bytes_sent bytes_sent connection connection_requests connection_time connections_active connections_reading connections_waiting connections_writing content_length content_type
  date_gmt date_local document_root document_uri fastcgi_path_info fastcgi_script_name geoip_area_code geoip_city geoip_city_continent_code geoip_city_country_code geoip_city_country_code3 geoip_city_country_name
  geoip_country_code geoip_country_code3 geoip_country_name geoip_dma_code geoip_latitude geoip_longitude geoip_org geoip_postal_code geoip_region geoip_region_name grpc_internal_trailers gzip_ratio host hostname http2
  http3 https invalid_referer is_args is_request_port limit_conn_status limit_rate limit_req_status memcached_key modern_browser msec msie nginx_version pid pipe proxy_add_via proxy_add_x_forwarded_for proxy_host
  proxy_internal_body_length proxy_internal_chunked proxy_port proxy_protocol_addr proxy_protocol_port proxy_protocol_server_addr proxy_protocol_server_port query_string realip_remote_addr realip_remote_port realpath_root
  remote_addr remote_port remote_user request request_body request_body_file request_completion request_filename request_id request_length request_method request_port request_time request_uri scheme secure_link
  secure_link_expires server_addr server_name server_port server_protocol slice_range ssl_alpn_protocol ssl_cipher ssl_ciphers ssl_client_cert ssl_client_escaped_cert ssl_client_fingerprint ssl_client_i_dn
  ssl_client_i_dn_legacy ssl_client_raw_cert ssl_client_s_dn ssl_client_s_dn_legacy ssl_client_serial ssl_client_sigalg ssl_client_v_end ssl_client_v_remain ssl_client_v_start ssl_client_verify ssl_curve ssl_curves
  ssl_early_data ssl_ech_outer_server_name ssl_ech_status ssl_protocol ssl_server_name ssl_session_id ssl_session_reused ssl_sigalg ssl_sigalgs status tcpinfo_rcv_space tcpinfo_rtt tcpinfo_rttvar tcpinfo_snd_cwnd
  time_iso8601 time_local uid_got uid_reset uid_set upstream_addr upstream_bytes_received upstream_bytes_sent upstream_cache_etag upstream_cache_last_modified upstream_cache_status upstream_connect_time
  upstream_header_time upstream_response_length upstream_response_time upstream_status uri`.trim().split(/\s+/))

/** Those of them that a configuration may define anew (NGX_HTTP_VAR_CHANGEABLE), or that `set` may write to. */
const CHANGEABLE = /^(?:msie|modern_browser|ancient_browser|proxy_(?:host|port)|ssl_.*|args|limit_rate|memcached_key|secure_link.*|uid_.*|invalid_referer|slice_range|gzip_ratio)$/

const PREFIXES = ['http_', 'sent_http_', 'sent_trailer_', 'upstream_http_', 'upstream_trailer_', 'upstream_cookie_', 'cookie_', 'arg_', 'proxy_protocol_tlv_']

/** Those that came after 1.22. */
const SINCE: [RegExp, Version][] = [[/^proxy_protocol_tlv_/, [1, 23, 2]], [/^http3$/, [1, 25, 0]], [/^(?:ssl_(?:client_)?sigalg|(?:is_)?request_port)$/, [1, 29, 3]], [/^ssl_ech_/, [1, 29, 4]], [/^ssl_sigalgs$/, [1, 31, 2]]]

export const isKnownVariable = (name: string, version: Version | null): boolean =>
  (HTTP.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix))) && SINCE.every(([pattern, since]) => !pattern.test(name) || has(version, ...since))
export const isFixedVariable = (name: string): boolean => HTTP.has(name) && !CHANGEABLE.test(name)
export const knownVariables = (): Iterable<string> => HTTP
