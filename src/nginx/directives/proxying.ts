/**
 * The directives of nginx's HTTP modules that hand requests on, from the ngx_command_t tables of its sources, 1.6 to 1.31.5.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts are those of http.ts.
 */
export const PROXYING = `
# ngx_http_fastcgi_module
fastcgi_pass lL 1 own
fastcgi_index hsl 1 text
fastcgi_split_path_info hsl 1 own
fastcgi_store hsl 1 own
fastcgi_store_access hsl 123 access
fastcgi_buffering hsl 1 flag
fastcgi_request_buffering hsl 1 flag +1.7.11
fastcgi_ignore_client_abort hsl 1 flag
fastcgi_bind hsl 1 bind -1.11.0
fastcgi_bind hsl 12 bind +1.11.0
fastcgi_connect_timeout hsl 1 msec
fastcgi_send_timeout hsl 1 msec
fastcgi_send_lowat hsl 1 size
fastcgi_buffer_size hsl 1 size
fastcgi_pass_request_headers hsl 1 flag
fastcgi_pass_request_body hsl 1 flag
fastcgi_intercept_errors hsl 1 flag
fastcgi_read_timeout hsl 1 msec
fastcgi_buffers hsl 2 buffers
fastcgi_busy_buffers_size hsl 1 size
fastcgi_force_ranges hsl 1 flag +1.7.7
fastcgi_limit_rate hsl 1 size +1.7.7 -1.27.0
fastcgi_limit_rate hsl 1 value-size +1.27.0
fastcgi_cache hsl 1 own
fastcgi_cache_key hsl 1 own
fastcgi_cache_path h 2+ own
fastcgi_cache_bypass hsl 1+ predicate
fastcgi_no_cache hsl 1+ predicate
fastcgi_cache_valid hsl 1+ own
fastcgi_cache_min_uses hsl 1 number
fastcgi_cache_max_range_offset hsl 1 offset +1.11.6
fastcgi_cache_use_stale hsl 1+ mask:error|timeout|invalid_header|non_idempotent|http_500|http_503|http_403|http_404|http_429|updating|off
fastcgi_cache_methods hsl 1+ mask:GET|HEAD|POST
fastcgi_cache_lock hsl 1 flag
fastcgi_cache_lock_timeout hsl 1 msec
fastcgi_cache_lock_age hsl 1 msec +1.7.8
fastcgi_cache_revalidate hsl 1 flag
fastcgi_cache_background_update hsl 1 flag +1.11.10
fastcgi_temp_path hsl 1234 path
fastcgi_max_temp_file_size hsl 1 size
fastcgi_temp_file_write_size hsl 1 size
fastcgi_next_upstream hsl 1+ mask:error|timeout|invalid_header|non_idempotent+1.9.13|http_500|http_503|http_403|http_404|http_429+1.11.13|updating|off
fastcgi_next_upstream_tries hsl 1 number +1.7.5
fastcgi_next_upstream_timeout hsl 1 msec +1.7.5
fastcgi_param hsl 23 own
fastcgi_pass_header hsl 1 texts
fastcgi_hide_header hsl 1 texts
fastcgi_ignore_headers hsl 1+ mask:X-Accel-Redirect|X-Accel-Expires|X-Accel-Limit-Rate|X-Accel-Buffering|X-Accel-Charset|Expires|Cache-Control|Set-Cookie|Vary+1.7.7
fastcgi_catch_stderr hsl 1 texts
fastcgi_keep_conn hsl 1 flag
fastcgi_socket_keepalive hsl 1 flag +1.15.6
fastcgi_socket_rcvbuf hsl 1 size +1.31.3
fastcgi_socket_sndbuf hsl 1 size +1.31.3
# ngx_http_grpc_module
grpc_pass lL 1 own +1.13.10
grpc_bind hsl 12 bind +1.13.10
grpc_connect_timeout hsl 1 msec +1.13.10
grpc_send_timeout hsl 1 msec +1.13.10
grpc_intercept_errors hsl 1 flag +1.13.10
grpc_buffer_size hsl 1 size +1.13.10
grpc_read_timeout hsl 1 msec +1.13.10
grpc_next_upstream hsl 1+ mask:error|timeout|invalid_header|non_idempotent|http_500|http_502|http_503|http_504|http_403|http_404|http_429|off +1.13.10
grpc_next_upstream_tries hsl 1 number +1.13.10
grpc_next_upstream_timeout hsl 1 msec +1.13.10
grpc_set_header hsl 2 pairs +1.13.10
grpc_pass_header hsl 1 texts +1.13.10
grpc_hide_header hsl 1 texts +1.13.10
grpc_ignore_headers hsl 1+ mask:X-Accel-Redirect|X-Accel-Expires|X-Accel-Limit-Rate|X-Accel-Buffering|X-Accel-Charset|Expires|Cache-Control|Set-Cookie|Vary+1.7.7 +1.13.10
grpc_ssl_session_reuse hsl 1 flag +1.13.10
grpc_ssl_protocols hsl 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0 +1.13.10
grpc_ssl_ciphers hsl 1 text +1.13.10
grpc_ssl_name hsl 1 value +1.13.10
grpc_ssl_server_name hsl 1 flag +1.13.10
grpc_ssl_verify hsl 1 flag +1.13.10
grpc_ssl_verify_depth hsl 1 number +1.13.10
grpc_ssl_trusted_certificate hsl 1 text +1.13.10
grpc_ssl_crl hsl 1 text +1.13.10
grpc_ssl_certificate hsl 1 value:1.21.0 +1.13.10
grpc_ssl_certificate_key hsl 1 value:1.21.0 +1.13.10
grpc_ssl_password_file hsl 1 own +1.13.10
grpc_socket_keepalive hsl 1 flag +1.15.6
grpc_ssl_conf_command hsl 2 pairs +1.19.4
grpc_ssl_certificate_cache hsl 123 own +1.27.4
grpc_socket_rcvbuf hsl 1 size +1.31.3
grpc_socket_sndbuf hsl 1 size +1.31.3
# ngx_http_memcached_module
memcached_pass lL 1 own
memcached_bind hsl 1 bind -1.11.0
memcached_bind hsl 12 bind +1.11.0
memcached_connect_timeout hsl 1 msec
memcached_send_timeout hsl 1 msec
memcached_buffer_size hsl 1 size
memcached_read_timeout hsl 1 msec
memcached_next_upstream hsl 1+ mask:error|timeout|invalid_response|not_found|off
memcached_next_upstream_tries hsl 1 number +1.7.5
memcached_next_upstream_timeout hsl 1 msec +1.7.5
memcached_gzip_flag hsl 1 number
memcached_socket_keepalive hsl 1 flag +1.15.6
# ngx_http_proxy_module
proxy_pass lLx 1 own
proxy_redirect hsl 12 own
proxy_cookie_domain hsl 12 own
proxy_cookie_path hsl 12 own
proxy_store hsl 1 own
proxy_store_access hsl 123 access
proxy_buffering hsl 1 flag
proxy_request_buffering hsl 1 flag +1.7.11
proxy_ignore_client_abort hsl 1 flag
proxy_bind hsl 1 bind -1.11.0
proxy_bind hsl 12 bind +1.11.0
proxy_connect_timeout hsl 1 msec
proxy_send_timeout hsl 1 msec
proxy_send_lowat hsl 1 size
proxy_intercept_errors hsl 1 flag
proxy_set_header hsl 2 pairs
proxy_headers_hash_max_size hsl 1 number
proxy_headers_hash_bucket_size hsl 1 number
proxy_set_body hsl 1 text
proxy_method hsl 1 value
proxy_pass_request_headers hsl 1 flag
proxy_pass_request_body hsl 1 flag
proxy_buffer_size hsl 1 size
proxy_read_timeout hsl 1 msec
proxy_buffers hsl 2 buffers
proxy_busy_buffers_size hsl 1 size
proxy_force_ranges hsl 1 flag +1.7.7
proxy_limit_rate hsl 1 size +1.7.7 -1.27.0
proxy_limit_rate hsl 1 value-size +1.27.0
proxy_cache hsl 1 own
proxy_cache_key hsl 1 own
proxy_cache_path h 2+ own
proxy_cache_bypass hsl 1+ predicate
proxy_no_cache hsl 1+ predicate
proxy_cache_valid hsl 1+ own
proxy_cache_min_uses hsl 1 number
proxy_cache_max_range_offset hsl 1 offset +1.11.6
proxy_cache_use_stale hsl 1+ mask:error|timeout|invalid_header|non_idempotent|http_500|http_502|http_503|http_504|http_403|http_404|http_429|updating|off
proxy_cache_methods hsl 1+ mask:GET|HEAD|POST
proxy_cache_lock hsl 1 flag
proxy_cache_lock_timeout hsl 1 msec
proxy_cache_lock_age hsl 1 msec +1.7.8
proxy_cache_revalidate hsl 1 flag
proxy_cache_convert_head hsl 1 flag +1.9.7
proxy_cache_background_update hsl 1 flag +1.11.10
proxy_temp_path hsl 1234 path
proxy_max_temp_file_size hsl 1 size
proxy_temp_file_write_size hsl 1 size
proxy_next_upstream hsl 1+ mask:error|timeout|invalid_header|non_idempotent+1.9.13|http_500|http_502|http_503|http_504|http_403|http_404|http_429+1.11.13|updating|off
proxy_next_upstream_tries hsl 1 number +1.7.5
proxy_next_upstream_timeout hsl 1 msec +1.7.5
proxy_pass_header hsl 1 texts
proxy_hide_header hsl 1 texts
proxy_ignore_headers hsl 1+ mask:X-Accel-Redirect|X-Accel-Expires|X-Accel-Limit-Rate|X-Accel-Buffering|X-Accel-Charset|Expires|Cache-Control|Set-Cookie|Vary+1.7.7
proxy_http_version hsl 1 enum:1.0|1.1|2+1.29.4
proxy_ssl_session_reuse hsl 1 flag
proxy_ssl_protocols hsl 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0
proxy_ssl_ciphers hsl 1 text
proxy_ssl_name hsl 1 value +1.7.0
proxy_ssl_server_name hsl 1 flag +1.7.0
proxy_ssl_verify hsl 1 flag +1.7.0
proxy_ssl_verify_depth hsl 1 number +1.7.0
proxy_ssl_trusted_certificate hsl 1 text +1.7.0
proxy_ssl_crl hsl 1 text +1.7.0
proxy_ssl_certificate hsl 1 value:1.21.0 +1.7.8
proxy_ssl_certificate_key hsl 1 value:1.21.0 +1.7.8
proxy_ssl_password_file hsl 1 own +1.7.8
proxy_socket_keepalive hsl 1 flag +1.15.6
proxy_cookie_flags hsl 1234 own +1.19.3
proxy_ssl_conf_command hsl 2 pairs +1.19.4
proxy_pass_trailers hsl 1 flag +1.27.2
proxy_ssl_certificate_cache hsl 123 own +1.27.4
proxy_socket_rcvbuf hsl 1 size +1.31.3
proxy_socket_sndbuf hsl 1 size +1.31.3
# ngx_http_scgi_module
scgi_pass lL 1 own
scgi_store hsl 1 own
scgi_store_access hsl 123 access
scgi_buffering hsl 1 flag
scgi_request_buffering hsl 1 flag +1.7.11
scgi_ignore_client_abort hsl 1 flag
scgi_bind hsl 1 bind -1.11.0
scgi_bind hsl 12 bind +1.11.0
scgi_connect_timeout hsl 1 msec
scgi_send_timeout hsl 1 msec
scgi_buffer_size hsl 1 size
scgi_pass_request_headers hsl 1 flag
scgi_pass_request_body hsl 1 flag
scgi_intercept_errors hsl 1 flag
scgi_read_timeout hsl 1 msec
scgi_buffers hsl 2 buffers
scgi_busy_buffers_size hsl 1 size
scgi_force_ranges hsl 1 flag +1.7.7
scgi_limit_rate hsl 1 size +1.7.7 -1.27.0
scgi_limit_rate hsl 1 value-size +1.27.0
scgi_cache hsl 1 own
scgi_cache_key hsl 1 own
scgi_cache_path h 2+ own
scgi_cache_bypass hsl 1+ predicate
scgi_no_cache hsl 1+ predicate
scgi_cache_valid hsl 1+ own
scgi_cache_min_uses hsl 1 number
scgi_cache_max_range_offset hsl 1 offset +1.11.6
scgi_cache_use_stale hsl 1+ mask:error|timeout|invalid_header|non_idempotent|http_500|http_503|http_403|http_404|http_429|updating|off
scgi_cache_methods hsl 1+ mask:GET|HEAD|POST
scgi_cache_lock hsl 1 flag
scgi_cache_lock_timeout hsl 1 msec
scgi_cache_lock_age hsl 1 msec +1.7.8
scgi_cache_revalidate hsl 1 flag
scgi_cache_background_update hsl 1 flag +1.11.10
scgi_temp_path hsl 1234 path
scgi_max_temp_file_size hsl 1 size
scgi_temp_file_write_size hsl 1 size
scgi_next_upstream hsl 1+ mask:error|timeout|invalid_header|non_idempotent+1.9.13|http_500|http_503|http_403|http_404|http_429+1.11.13|updating|off
scgi_next_upstream_tries hsl 1 number +1.7.5
scgi_next_upstream_timeout hsl 1 msec +1.7.5
scgi_param hsl 23 own
scgi_pass_header hsl 1 texts
scgi_hide_header hsl 1 texts
scgi_ignore_headers hsl 1+ mask:X-Accel-Redirect|X-Accel-Expires|X-Accel-Limit-Rate|X-Accel-Buffering|X-Accel-Charset|Expires|Cache-Control|Set-Cookie|Vary+1.7.7
scgi_socket_keepalive hsl 1 flag +1.15.6
scgi_socket_rcvbuf hsl 1 size +1.31.3
scgi_socket_sndbuf hsl 1 size +1.31.3
# ngx_http_uwsgi_module
uwsgi_pass lL 1 own
uwsgi_modifier1 hsl 1 number:0-255
uwsgi_modifier2 hsl 1 number:0-255
uwsgi_store hsl 1 own
uwsgi_store_access hsl 123 access
uwsgi_buffering hsl 1 flag
uwsgi_request_buffering hsl 1 flag +1.7.11
uwsgi_ignore_client_abort hsl 1 flag
uwsgi_bind hsl 1 bind -1.11.0
uwsgi_bind hsl 12 bind +1.11.0
uwsgi_connect_timeout hsl 1 msec
uwsgi_send_timeout hsl 1 msec
uwsgi_buffer_size hsl 1 size
uwsgi_pass_request_headers hsl 1 flag
uwsgi_pass_request_body hsl 1 flag
uwsgi_intercept_errors hsl 1 flag
uwsgi_read_timeout hsl 1 msec
uwsgi_buffers hsl 2 buffers
uwsgi_busy_buffers_size hsl 1 size
uwsgi_force_ranges hsl 1 flag +1.7.7
uwsgi_limit_rate hsl 1 size +1.7.7 -1.27.0
uwsgi_limit_rate hsl 1 value-size +1.27.0
uwsgi_cache hsl 1 own
uwsgi_cache_key hsl 1 own
uwsgi_cache_path h 2+ own
uwsgi_cache_bypass hsl 1+ predicate
uwsgi_no_cache hsl 1+ predicate
uwsgi_cache_valid hsl 1+ own
uwsgi_cache_min_uses hsl 1 number
uwsgi_cache_max_range_offset hsl 1 offset +1.11.6
uwsgi_cache_use_stale hsl 1+ mask:error|timeout|invalid_header|non_idempotent|http_500|http_503|http_403|http_404|http_429|updating|off
uwsgi_cache_methods hsl 1+ mask:GET|HEAD|POST
uwsgi_cache_lock hsl 1 flag
uwsgi_cache_lock_timeout hsl 1 msec
uwsgi_cache_lock_age hsl 1 msec +1.7.8
uwsgi_cache_revalidate hsl 1 flag
uwsgi_cache_background_update hsl 1 flag +1.11.10
uwsgi_temp_path hsl 1234 path
uwsgi_max_temp_file_size hsl 1 size
uwsgi_temp_file_write_size hsl 1 size
uwsgi_next_upstream hsl 1+ mask:error|timeout|invalid_header|non_idempotent+1.9.13|http_500|http_503|http_403|http_404|http_429+1.11.13|updating|off
uwsgi_next_upstream_tries hsl 1 number +1.7.5
uwsgi_next_upstream_timeout hsl 1 msec +1.7.5
uwsgi_param hsl 23 own
uwsgi_string hsl 1 text
uwsgi_pass_header hsl 1 texts
uwsgi_hide_header hsl 1 texts
uwsgi_ignore_headers hsl 1+ mask:X-Accel-Redirect|X-Accel-Expires|X-Accel-Limit-Rate|X-Accel-Buffering|X-Accel-Charset|Expires|Cache-Control|Set-Cookie|Vary+1.7.7
uwsgi_ssl_session_reuse hsl 1 flag
uwsgi_ssl_protocols hsl 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0
uwsgi_ssl_ciphers hsl 1 text
uwsgi_ssl_name hsl 1 value +1.7.0
uwsgi_ssl_server_name hsl 1 flag +1.7.0
uwsgi_ssl_verify hsl 1 flag +1.7.0
uwsgi_ssl_verify_depth hsl 1 number +1.7.0
uwsgi_ssl_trusted_certificate hsl 1 text +1.7.0
uwsgi_ssl_crl hsl 1 text +1.7.0
uwsgi_ssl_certificate hsl 1 value:1.21.0 +1.7.8
uwsgi_ssl_certificate_key hsl 1 value:1.21.0 +1.7.8
uwsgi_ssl_password_file hsl 1 own +1.7.8
uwsgi_socket_keepalive hsl 1 flag +1.15.6
uwsgi_ssl_conf_command hsl 2 pairs +1.19.4
uwsgi_ssl_certificate_cache hsl 123 own +1.27.4
uwsgi_socket_rcvbuf hsl 1 size +1.31.3
uwsgi_socket_sndbuf hsl 1 size +1.31.3
# ngx_http_tunnel_module
tunnel_pass slL 01 own +1.31.0
tunnel_bind hsl 12 bind +1.31.0
tunnel_socket_keepalive hsl 1 flag +1.31.0
tunnel_connect_timeout hsl 1 msec +1.31.0
tunnel_send_timeout hsl 1 msec +1.31.0
tunnel_send_lowat hsl 1 size +1.31.0
tunnel_buffer_size hsl 1 size +1.31.0
tunnel_read_timeout hsl 1 msec +1.31.0
tunnel_next_upstream hsl 1+ mask:error|timeout|off +1.31.0
tunnel_next_upstream_tries hsl 1 number +1.31.0
tunnel_next_upstream_timeout hsl 1 msec +1.31.0
tunnel_socket_rcvbuf hsl 1 size +1.31.3
tunnel_socket_sndbuf hsl 1 size +1.31.3
`
