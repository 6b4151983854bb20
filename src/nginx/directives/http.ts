/**
 * The directives of nginx's HTTP modules that do not proxy, from the ngx_command_t tables of its sources, 1.6 to 1.31.5.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts: m main, h http, u upstream, s server, l location, S if in server, L if in location, x limit_except.
 */
export const HTTP = `
# ngx_http_access_module
allow hslx 1 own
deny hslx 1 own
# ngx_http_addition_filter_module
add_before_body hsl 1 text
add_after_body hsl 1 text
addition_types hsl 1+ types
# ngx_http_auth_basic_module
auth_basic hslx 1 value
auth_basic_user_file hslx 1 own
# ngx_http_auth_request_module
auth_request hsl 1 own
auth_request_set hsl 2 own
# ngx_http_autoindex_module
autoindex hsl 1 flag
autoindex_format hsl 1 enum:html|json|jsonp|xml +1.7.9
autoindex_localtime hsl 1 flag
autoindex_exact_size hsl 1 flag
# ngx_http_browser_module
modern_browser hsl 12 own
ancient_browser hsl 1+ own
modern_browser_value hsl 1 own
ancient_browser_value hsl 1 own
# ngx_http_charset_filter_module
charset hslL 1 charset
source_charset hslL 1 charset
override_charset hslL 1 flag
charset_types hsl 1+ types
charset_map h {2 own
# ngx_http_dav_module
dav_methods hsl 1+ mask:off|put|delete|mkcol|copy|move
create_full_put_path hsl 1 flag
min_delete_depth hsl 1 number
dav_access hsl 123 access
# ngx_http_empty_gif_module
empty_gif l 0 own
# ngx_http_flv_module
flv l 0 own
# ngx_http_geo_module
geo h {12 own
# ngx_http_geoip_module
geoip_country h 12 own
geoip_org h 12 own
geoip_city h 12 own
geoip_proxy h 1 own
geoip_proxy_recursive h 1 flag
# ngx_http_gunzip_filter_module
gunzip hsl 1 flag
gunzip_buffers hsl 2 buffers
# ngx_http_gzip_filter_module
gzip hslL 1 flag
gzip_buffers hsl 2 buffers
gzip_types hsl 1+ types
gzip_comp_level hsl 1 number:1-9
gzip_window hsl 1 power:32768
gzip_hash hsl 1 power:131072
postpone_gzipping hsl 1 size
gzip_no_buffer hsl 1 flag
gzip_min_length hsl 1 size
# ngx_http_gzip_static_module
gzip_static hsl 1 enum:off|on|always
# ngx_http_headers_filter_module
expires hslL 12 own
add_header hslL 2 own -1.7.5
add_header hslL 23 own +1.7.5
add_trailer hslL 23 own +1.13.2
add_header_inherit hslL 1 enum:off|on|merge +1.29.3
add_trailer_inherit hslL 1 enum:off|on|merge +1.29.3
# ngx_http_image_filter_module
image_filter l 123 own
image_filter_jpeg_quality hsl 1 own
image_filter_webp_quality hsl 1 own +1.11.6
image_filter_sharpen hsl 1 own
image_filter_transparency hsl 1 flag
image_filter_interlace hsl 1 flag
image_filter_buffer hsl 1 size
# ngx_http_index_module
index hsl 1+ own
# ngx_http_limit_conn_module
limit_zone h 3 own -1.7.6
limit_conn_zone h 2 own
limit_conn hsl 2 own
limit_conn_log_level hsl 1 enum:info|notice|warn|error
limit_conn_status hsl 1 number:400-599
limit_conn_dry_run hsl 1 flag +1.17.6
# ngx_http_limit_req_module
limit_req_zone h 3 own
limit_req hsl 123 own
limit_req_log_level hsl 1 enum:info|notice|warn|error
limit_req_status hsl 1 number:400-599
limit_req_dry_run hsl 1 flag +1.17.1
# ngx_http_log_module
log_format hsl 2+ own -1.7.8
log_format h 2+ own +1.7.8
access_log hslLx 1+ own
open_log_file_cache hsl 1234 own
# ngx_http_map_module
map h {2 own
map_hash_max_size h 1 number
map_hash_bucket_size h 1 number
# ngx_http_mirror_module
mirror hsl 1 own +1.13.4
mirror_request_body hsl 1 flag +1.13.4
# ngx_http_mp4_module
mp4 l 0 own
mp4_buffer_size hsl 1 size
mp4_max_buffer_size hsl 1 size
mp4_start_key_frame hsl 1 flag +1.21.4
# ngx_http_random_index_module
random_index l 1 flag
# ngx_http_realip_module
set_real_ip_from hsl 1 own
real_ip_header hsl 1 own
real_ip_recursive hsl 1 flag
# ngx_http_referer_module
valid_referers sl 1+ own
referer_hash_max_size sl 1 number
referer_hash_bucket_size sl 1 number
# ngx_http_rewrite_module
rewrite slSL 23 own
return slSL 12 own
break slSL 0 own
if sl {1+ own
set slSL 2 own
rewrite_log hslSL 1 flag
uninitialized_variable_warn hslSL 1 flag
# ngx_http_secure_link_module
secure_link hsl 1 value
secure_link_md5 hsl 1 value
secure_link_secret hsl 1 text
# ngx_http_slice_filter_module
slice hsl 1 size +1.9.8
# ngx_http_split_clients_module
split_clients h {2 own
# ngx_http_ssi_filter_module
ssi hslL 1 flag
ssi_silent_errors hsl 1 flag
ssi_ignore_recycled_buffers hsl 1 flag
ssi_min_file_chunk hsl 1 size
ssi_value_length hsl 1 size
ssi_types hsl 1+ types
ssi_last_modified hsl 1 flag
# ngx_http_ssl_module
ssl hs 1 own -1.25.1
ssl_certificate hs 1 text -1.11.0
ssl_certificate hs 1 texts +1.11.0
ssl_certificate_key hs 1 text -1.11.0
ssl_certificate_key hs 1 texts +1.11.0
ssl_password_file hs 1 own +1.7.3
ssl_dhparam hs 1 text
ssl_ecdh_curve hs 1 text
ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0
ssl_ciphers hs 1 text
ssl_buffer_size hs 1 size
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
ssl_stapling hs 1 flag
ssl_stapling_file hs 1 text
ssl_stapling_responder hs 1 text
ssl_stapling_verify hs 1 flag
ssl_early_data hs 1 flag +1.15.3
ssl_ocsp hs 1 enum:off|on|leaf +1.19.0
ssl_ocsp_responder hs 1 text +1.19.0
ssl_ocsp_cache hs 1 own +1.19.0
ssl_conf_command hs 2 pairs +1.19.4
ssl_reject_handshake hs 1 flag +1.19.4
ssl_certificate_cache hs 123 own +1.27.4
ssl_certificate_compression hs 1 flag +1.29.1
ssl_ech_file hs 1 texts +1.29.4
# ngx_http_stub_status_module
stub_status sl 1 own -1.7.5
stub_status sl 01 own +1.7.5
# ngx_http_sub_filter_module
sub_filter hsl 2 own
sub_filter_types hsl 1+ types
sub_filter_once hsl 1 flag
sub_filter_last_modified hsl 1 flag
# ngx_http_try_files_module
try_files sl 2+ own
# ngx_http_upstream_hash_module
hash u 12 own +1.7.2
# ngx_http_upstream_ip_hash_module
ip_hash u 0 own
# ngx_http_upstream_keepalive_module
keepalive u 12 own -1.7.5
keepalive u 1 own +1.7.5 -1.29.7
keepalive u 12 own +1.29.7
keepalive_timeout u 1 msec +1.15.3
keepalive_requests u 1 number +1.15.3
keepalive_time u 1 msec +1.19.10
# ngx_http_upstream_least_conn_module
least_conn u 0 own
# ngx_http_upstream_zone_module
zone u 12 own +1.9.0
# ngx_http_userid_filter_module
userid hsl 1 enum:off|log|v1|on
userid_service hsl 1 number
userid_name hsl 1 text
userid_domain hsl 1 text
userid_path hsl 1 text
userid_expires hsl 1 own
userid_p3p hsl 1 text
userid_mark hsl 1 own
userid_flags hsl 123 mask:off|secure|httponly|samesite=strict|samesite=lax|samesite=none +1.19.3
# ngx_http_xslt_filter_module
xml_entities hsl 1 own
xslt_stylesheet l 1+ own
xslt_param hsl 2 own
xslt_string_param hsl 2 own
xslt_types hsl 1+ types
xslt_last_modified hsl 1 flag
xml_external_entities hsl 1 flag +1.31.3
# ngx_http_perl_module
perl_modules h 1 texts
perl_require h 1 texts
perl lx 1 own
perl_set h 2 own
# ngx_http
http m {0 own
# ngx_http_copy_filter_module
output_buffers hsl 2 buffers
# ngx_http_core_module
variables_hash_max_size h 1 number
variables_hash_bucket_size h 1 number
server_names_hash_max_size h 1 number
server_names_hash_bucket_size h 1 number
server h {0 own
connection_pool_size hs 1 pool
request_pool_size hs 1 pool
client_header_timeout hs 1 msec
client_header_buffer_size hs 1 size
large_client_header_buffers hs 2 buffers
ignore_invalid_headers hs 1 flag
merge_slashes hs 1 flag
underscores_in_headers hs 1 flag
location sl {12 own
listen s 1+ own
server_name s 1+ own
types_hash_max_size hsl 1 number
types_hash_bucket_size hsl 1 number
types hsl {0 own
default_type hsl 1 text
root hslL 1 own
alias l 1 own
limit_except l {1+ own
client_max_body_size hsl 1 offset
client_body_buffer_size hsl 1 size
client_body_timeout hsl 1 msec
client_body_temp_path hsl 1234 path
client_body_in_file_only hsl 1 enum:off|on|clean
client_body_in_single_buffer hsl 1 flag
client_body_early_read hs 1+ predicate +1.31.5
sendfile hslL 1 flag
sendfile_max_chunk hsl 1 size
subrequest_output_buffer_size hsl 1 size +1.13.10
aio hsl 1 own
aio_write hsl 1 flag +1.9.13
read_ahead hsl 1 size
directio hsl 1 own
directio_alignment hsl 1 offset
tcp_nopush hsl 1 flag
tcp_nodelay hsl 1 flag
send_timeout hsl 1 msec
send_lowat hsl 1 size
postpone_output hsl 1 size
limit_rate hslL 1 value-size:1.17.0
limit_rate_after hslL 1 value-size:1.17.0
keepalive_timeout hsl 12 own
keepalive_requests hsl 1 number
keepalive_disable hsl 12 mask:none|msie6|safari
satisfy hsl 1 enum:all|any
internal l 0 own
lingering_close hsl 1 enum:off|on|always
lingering_time hsl 1 msec
lingering_timeout hsl 1 msec
reset_timedout_connection hsl 1 flag
absolute_redirect hsl 1 flag +1.11.8
server_name_in_redirect hsl 1 flag
port_in_redirect hsl 1 flag
msie_padding hsl 1 flag
msie_refresh hsl 1 flag
log_not_found hsl 1 flag
log_subrequest hsl 1 flag
recursive_error_pages hsl 1 flag
server_tokens hsl 1 enum:off|on|build+1.11.10
if_modified_since hsl 1 enum:off|exact|before
max_ranges hsl 1 number
chunked_transfer_encoding hsl 1 flag
etag hsl 1 flag
error_page hslL 2+ own
post_action hslL 1 text
error_log hsl 1+ own
open_file_cache hsl 12 own
open_file_cache_valid hsl 1 sec
open_file_cache_min_uses hsl 1 number
open_file_cache_errors hsl 1 flag
open_file_cache_events hsl 1 flag
resolver hsl 1+ own
resolver_timeout hsl 1 msec
gzip_vary hsl 1 flag
gzip_http_version hsl 1 enum:1.0|1.1
gzip_proxied hsl 1+ mask:off|expired|no-cache|no-store|private|no_last_modified|no_etag|auth|any
gzip_disable hsl 1+ own
disable_symlinks hsl 12 own
auth_delay hsl 1 msec +1.17.10
keepalive_time hsl 1 msec +1.19.10
keepalive_min_timeout hsl 1 msec +1.27.4
early_hints hsl 1+ predicate +1.29.0
max_headers hs 1 number
# ngx_http_upstream
upstream h {1 own
server u 1+ own
resolver u 1+ own +1.27.3
resolver_timeout u 1 msec +1.27.3
# ngx_http_v2_module
http2_recv_buffer_size h 1 size +1.9.5
http2_pool_size hs 1 pool +1.9.5
http2_max_concurrent_streams hs 1 number +1.9.5
http2_max_concurrent_pushes hs 1 number +1.13.9 -1.25.1
http2_max_concurrent_pushes hs 1 own +1.25.1
http2_max_requests hs 1 number +1.11.6 -1.19.7
http2_max_requests hs 1 own +1.19.7
http2_max_field_size hs 1 size +1.9.5 -1.19.7
http2_max_field_size hs 1 own +1.19.7
http2_max_header_size hs 1 size +1.9.5 -1.19.7
http2_max_header_size hs 1 own +1.19.7
http2_body_preread_size hs 1 size +1.10.2
http2_streams_index_size hs 1 number +1.9.5
http2_recv_timeout hs 1 msec +1.9.5 -1.19.7
http2_recv_timeout hs 1 own +1.19.7
http2_idle_timeout hs 1 msec +1.9.5 -1.19.7
http2_idle_timeout hs 1 own +1.19.7
http2_chunk_size hsl 1 size +1.9.5
http2_push_preload hsl 1 flag +1.13.9 -1.25.1
http2_push_preload hsl 1 own +1.25.1
http2_push hsl 1 own +1.13.9
http2 hs 1 flag +1.25.1
spdy_recv_buffer_size h 1 own +1.3.15 -1.19.7
spdy_pool_size hs 1 own +1.3.15 -1.19.7
spdy_max_concurrent_streams hs 1 own +1.3.15 -1.19.7
spdy_streams_index_size hs 1 own +1.3.15 -1.19.7
spdy_recv_timeout hs 1 own +1.3.15 -1.19.7
spdy_keepalive_timeout hs 1 own +1.3.15 -1.19.7
spdy_headers_comp hs 1 own +1.3.15 -1.19.7
spdy_chunk_size hsl 1 own +1.5.9 -1.19.7
# ngx_http_upstream_random_module
random u 012 own +1.15.1
# ngx_http_v3_module
http3 hs 1 flag +1.25.0
http3_hq hs 1 flag +1.25.0
http3_max_concurrent_streams hs 1 number +1.25.0
http3_stream_buffer_size hs 1 size +1.25.0
quic_retry hs 1 flag +1.25.0
quic_gso hs 1 flag +1.25.0
quic_host_key hs 1 own +1.25.0
quic_active_connection_id_limit hs 1 number +1.25.0
# ngx_http_upstream_sticky_module
sticky u 0+ own +1.29.6
# ngx_http_upstream_least_time_module
least_time u 12 own +1.31.0
`
