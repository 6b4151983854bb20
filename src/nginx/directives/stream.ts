/**
 * The directives of nginx's stream modules, from the ngx_command_t tables of its sources, 1.6 to 1.31.5.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts: m main, h stream, s server, u upstream.
 */
export const STREAM = `
# ngx_stream
stream m {0 own +1.9.0
# ngx_stream_access_module
allow hs 1 own +1.9.2
deny hs 1 own +1.9.2
# ngx_stream_core_module
variables_hash_max_size h 1 number +1.11.2
variables_hash_bucket_size h 1 number +1.11.2
server h {0 own +1.9.0
listen s 1+ own +1.9.0
error_log hs 1+ own +1.9.0
resolver hs 1+ own +1.11.3
resolver_timeout hs 1 msec +1.11.3
proxy_protocol_timeout hs 1 msec +1.11.4
tcp_nodelay hs 1 flag +1.9.4
preread_buffer_size hs 1 size +1.11.5
preread_timeout hs 1 msec +1.11.5
server_names_hash_max_size h 1 number +1.25.5
server_names_hash_bucket_size h 1 number +1.25.5
server_name s 1+ own +1.25.5
# ngx_stream_geo_module
geo h {12 own +1.11.3
# ngx_stream_geoip_module
geoip_country h 12 own +1.11.3
geoip_org h 12 own +1.11.3
geoip_city h 12 own +1.11.3
# ngx_stream_limit_conn_module
limit_conn_zone h 2 own +1.9.3
limit_conn hs 2 own +1.9.3
limit_conn_log_level hs 1 enum:info|notice|warn|error +1.9.3
limit_conn_dry_run hs 1 flag +1.17.6
# ngx_stream_log_module
log_format h 2+ own +1.11.4
access_log hs 1+ own +1.11.4
open_log_file_cache hs 1234 own +1.11.4
# ngx_stream_map_module
map h {2 own +1.11.2
map_hash_max_size h 1 number +1.11.2
map_hash_bucket_size h 1 number +1.11.2
# ngx_stream_proxy_module
proxy_pass s 1 own +1.9.0
proxy_bind hs 1 bind +1.9.2 -1.11.0
proxy_bind hs 12 bind +1.11.0
proxy_connect_timeout hs 1 msec +1.9.0
proxy_timeout hs 1 msec +1.9.0
proxy_buffer_size hs 1 size +1.9.4
proxy_downstream_buffer hs 1 size +1.9.0
proxy_upstream_buffer hs 1 size +1.9.0
proxy_upload_rate hs 1 value-size:1.17.0 +1.9.3
proxy_download_rate hs 1 value-size:1.17.0 +1.9.3
proxy_responses hs 1 number +1.9.13
proxy_next_upstream hs 1 flag +1.9.0
proxy_next_upstream_tries hs 1 number +1.9.0
proxy_next_upstream_timeout hs 1 msec +1.9.0
proxy_protocol hs 1 enum:off|on|v2+1.31.4 +1.9.2
proxy_ssl hs 1 flag +1.9.0
proxy_ssl_session_reuse hs 1 flag +1.9.0
proxy_ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0 +1.9.0
proxy_ssl_ciphers hs 1 text +1.9.0
proxy_ssl_name hs 1 value:1.11.3 +1.9.0
proxy_ssl_server_name hs 1 flag +1.9.0
proxy_ssl_verify hs 1 flag +1.9.0
proxy_ssl_verify_depth hs 1 number +1.9.0
proxy_ssl_trusted_certificate hs 1 text +1.9.0
proxy_ssl_crl hs 1 text +1.9.0
proxy_ssl_certificate hs 1 value:1.21.0 +1.9.0
proxy_ssl_certificate_key hs 1 value:1.21.0 +1.9.0
proxy_ssl_password_file hs 1 own +1.9.0
proxy_socket_keepalive hs 1 flag +1.15.6
proxy_requests hs 1 number +1.15.7
proxy_ssl_conf_command hs 2 pairs +1.19.4
proxy_half_close hs 1 flag +1.21.4
proxy_ssl_certificate_cache hs 123 own +1.27.4
proxy_ssl_alpn hs 1+ own +1.31.0
proxy_socket_rcvbuf hs 1 size +1.31.3
proxy_socket_sndbuf hs 1 size +1.31.3
# ngx_stream_realip_module
set_real_ip_from hs 1 own +1.11.4
# ngx_stream_return_module
return s 1 own +1.11.2
# ngx_stream_split_clients_module
split_clients h {2 own +1.11.3
# ngx_stream_ssl_module
ssl_handshake_timeout hs 1 msec +1.9.0
ssl_certificate hs 1 text +1.9.0 -1.11.0
ssl_certificate hs 1 texts +1.11.0
ssl_certificate_key hs 1 text +1.9.0 -1.11.0
ssl_certificate_key hs 1 texts +1.11.0
ssl_password_file hs 1 own +1.9.0
ssl_dhparam hs 1 text +1.9.0
ssl_ecdh_curve hs 1 text +1.9.0
ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0 +1.9.0
ssl_ciphers hs 1 text +1.9.0
ssl_verify_client hs 1 enum:off|on|optional|optional_no_ca +1.11.8
ssl_verify_depth hs 1 number +1.11.8
ssl_client_certificate hs 1 text +1.11.8
ssl_trusted_certificate hs 1 text +1.11.8
ssl_prefer_server_ciphers hs 1 flag +1.9.0
ssl_session_cache hs 12 own +1.9.0
ssl_session_tickets hs 1 flag +1.9.0
ssl_session_ticket_key hs 1 texts +1.9.0
ssl_session_timeout hs 1 sec +1.9.0
ssl_crl hs 1 text +1.11.8
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
ssl_preread hs 1 flag +1.11.5
# ngx_stream_upstream
upstream h {1 own +1.9.0
server u 1+ own +1.9.0
resolver u 1+ own +1.27.3
resolver_timeout u 1 msec +1.27.3
# ngx_stream_upstream_hash_module
hash u 12 own +1.9.0
# ngx_stream_upstream_least_conn_module
least_conn u 0 own +1.9.0
# ngx_stream_upstream_zone_module
zone u 12 own +1.9.0
# ngx_stream_upstream_random_module
random u 012 own +1.15.1
# ngx_stream_set_module
set s 2 own +1.19.3
# ngx_stream_pass_module
pass s 1 own +1.25.5
# ngx_stream_upstream_least_time_module
least_time u 12 own +1.31.0
`
