/**
 * The directives of nginx's stream modules, from the ngx_command_t tables of its sources, 1.14 to 1.31.4.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts: m main, h stream, s server, u upstream.
 */
export const STREAM = `
# ngx_stream
stream m {0 own
# ngx_stream_access_module
allow hs 1 own
deny hs 1 own
# ngx_stream_core_module
variables_hash_max_size h 1 number
variables_hash_bucket_size h 1 number
server h {0 own
listen s 1+ own
error_log hs 1+ own
resolver hs 1+ own
resolver_timeout hs 1 msec
proxy_protocol_timeout hs 1 msec
tcp_nodelay hs 1 flag
preread_buffer_size hs 1 size
preread_timeout hs 1 msec
server_names_hash_max_size h 1 number +1.25.5
server_names_hash_bucket_size h 1 number +1.25.5
server_name s 1+ own +1.25.5
# ngx_stream_geo_module
geo h {12 own
# ngx_stream_geoip_module
geoip_country h 12 own
geoip_org h 12 own
geoip_city h 12 own
# ngx_stream_limit_conn_module
limit_conn_zone h 2 own
limit_conn hs 2 own
limit_conn_log_level hs 1 enum:info|notice|warn|error
limit_conn_dry_run hs 1 flag +1.17.6
# ngx_stream_log_module
log_format h 2+ own
access_log hs 1+ own
open_log_file_cache hs 1234 own
# ngx_stream_map_module
map h {2 own
map_hash_max_size h 1 number
map_hash_bucket_size h 1 number
# ngx_stream_proxy_module
proxy_pass s 1 own
proxy_bind hs 12 own
proxy_connect_timeout hs 1 msec
proxy_timeout hs 1 msec
proxy_buffer_size hs 1 size
proxy_downstream_buffer hs 1 size
proxy_upstream_buffer hs 1 size
proxy_upload_rate hs 1 value-size
proxy_download_rate hs 1 value-size
proxy_responses hs 1 number
proxy_next_upstream hs 1 flag
proxy_next_upstream_tries hs 1 number
proxy_next_upstream_timeout hs 1 msec
proxy_protocol hs 1 flag -1.31.4
proxy_protocol hs 1 enum:off|on|v2 +1.31.4
proxy_ssl hs 1 flag
proxy_ssl_session_reuse hs 1 flag
proxy_ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3
proxy_ssl_ciphers hs 1 text
proxy_ssl_name hs 1 value
proxy_ssl_server_name hs 1 flag
proxy_ssl_verify hs 1 flag
proxy_ssl_verify_depth hs 1 number
proxy_ssl_trusted_certificate hs 1 text
proxy_ssl_crl hs 1 text
proxy_ssl_certificate hs 1 value
proxy_ssl_certificate_key hs 1 value
proxy_ssl_password_file hs 1 own
proxy_socket_keepalive hs 1 flag +1.15.6
proxy_requests hs 1 number +1.15.7
proxy_ssl_conf_command hs 2 pairs +1.19.4
proxy_half_close hs 1 flag +1.21.4
proxy_ssl_certificate_cache hs 123 own +1.27.4
proxy_ssl_alpn hs 1+ own +1.31.0
proxy_socket_rcvbuf hs 1 size +1.31.3
proxy_socket_sndbuf hs 1 size +1.31.3
# ngx_stream_realip_module
set_real_ip_from hs 1 own
# ngx_stream_return_module
return s 1 own
# ngx_stream_split_clients_module
split_clients h {2 own
# ngx_stream_ssl_module
ssl_handshake_timeout hs 1 msec
ssl_certificate hs 1 texts
ssl_certificate_key hs 1 texts
ssl_password_file hs 1 own
ssl_dhparam hs 1 text
ssl_ecdh_curve hs 1 text
ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3
ssl_ciphers hs 1 text
ssl_verify_client hs 1 enum:off|on|optional|optional_no_ca
ssl_verify_depth hs 1 number
ssl_client_certificate hs 1 text
ssl_trusted_certificate hs 1 text
ssl_prefer_server_ciphers hs 1 flag
ssl_session_cache hs 12 own
ssl_session_tickets hs 1 flag
ssl_session_ticket_key hs 1 texts
ssl_session_timeout hs 1 sec
ssl_crl hs 1 text
ssl_conf_command hs 2 pairs +1.19.4
ssl_alpn hs 1+ own +1.21.4
ssl_reject_handshake hs 1 flag +1.25.5
ssl_ocsp hs 1 enum:off|on|leaf +1.27.2
ssl_ocsp_responder hs 1 text +1.27.2
ssl_ocsp_cache hs 1 own +1.27.2
ssl_stapling hs 1 flag +1.27.2
ssl_stapling_file hs 1 text +1.27.2
ssl_stapling_responder hs 1 text +1.27.2
ssl_stapling_verify hs 1 flag +1.27.2
ssl_certificate_cache hs 123 own +1.27.4
ssl_certificate_compression hs 1 flag +1.29.1
ssl_ech_file hs 1 texts +1.29.4
# ngx_stream_ssl_preread_module
ssl_preread hs 1 flag
# ngx_stream_upstream
upstream h {1 own
server u 1+ own
resolver u 1+ own +1.27.3
resolver_timeout u 1 msec +1.27.3
# ngx_stream_upstream_hash_module
hash u 12 own
# ngx_stream_upstream_least_conn_module
least_conn u 0 own
# ngx_stream_upstream_zone_module
zone u 12 own
# ngx_stream_upstream_random_module
random u 012 own +1.15.1
# ngx_stream_set_module
set s 2 own +1.19.3
# ngx_stream_pass_module
pass s 1 own +1.25.5
# ngx_stream_upstream_least_time_module
least_time u 12 own +1.31.0
`
