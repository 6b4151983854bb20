/**
 * nginx's own variables, from the ngx_http_variable_t and ngx_stream_variable_t tables of its sources, 1.6 to 1.31.5, with the version
 * that brought one. In `stream {}` there are none before 1.11.2.
 */
export const HTTP_VARIABLES = `
  ancient_browser args binary_remote_addr body_bytes_sent bytes_sent connection connection_requests connection_time+1.19.10 connections_active connections_reading connections_waiting connections_writing
  content_length content_type date_gmt date_local document_root document_uri fastcgi_path_info fastcgi_script_name geoip_area_code geoip_city geoip_city_continent_code geoip_city_country_code
  geoip_city_country_code3 geoip_city_country_name geoip_country_code geoip_country_code3 geoip_country_name geoip_dma_code geoip_latitude geoip_longitude geoip_org geoip_postal_code geoip_region
  geoip_region_name grpc_internal_trailers+1.13.10 gzip_ratio host hostname http2+1.9.5 http3+1.25.0 https invalid_referer is_args is_request_port+1.29.3 limit_conn_status+1.17.6 limit_rate
  limit_req_status+1.17.6 memcached_key modern_browser msec msie nginx_version pid pipe proxy_add_via proxy_add_x_forwarded_for proxy_host proxy_internal_body_length proxy_internal_chunked+1.7.11
  proxy_port proxy_protocol_addr proxy_protocol_port+1.11.0 proxy_protocol_server_addr+1.17.6 proxy_protocol_server_port+1.17.6 query_string realip_remote_addr+1.9.7 realip_remote_port+1.11.0
  realpath_root remote_addr remote_port remote_user request request_body request_body_file request_completion request_filename request_id+1.11.0 request_length request_method request_port+1.29.3
  request_time request_uri scheme secure_link secure_link_expires server_addr server_name server_port server_protocol slice_range ssl_alpn_protocol+1.21.4 ssl_cipher ssl_ciphers+1.11.7 ssl_client_cert
  ssl_client_escaped_cert+1.13.5 ssl_client_fingerprint+1.7.1 ssl_client_i_dn ssl_client_i_dn_legacy+1.11.6 ssl_client_raw_cert ssl_client_s_dn ssl_client_s_dn_legacy+1.11.6 ssl_client_serial
  ssl_client_sigalg+1.29.3 ssl_client_v_end+1.11.7 ssl_client_v_remain+1.11.7 ssl_client_v_start+1.11.7 ssl_client_verify ssl_curve+1.21.5 ssl_curves+1.11.7 ssl_early_data+1.15.3
  ssl_ech_outer_server_name+1.29.4 ssl_ech_status+1.29.4 ssl_protocol ssl_server_name+1.7.0 ssl_session_id ssl_session_reused ssl_sigalg+1.29.3 ssl_sigalgs+1.31.2 status tcpinfo_rcv_space tcpinfo_rtt
  tcpinfo_rttvar tcpinfo_snd_cwnd time_iso8601 time_local uid_got uid_reset uid_set upstream_addr upstream_bytes_received+1.11.4 upstream_bytes_sent+1.15.8 upstream_cache_etag+1.7.3
  upstream_cache_last_modified upstream_cache_status upstream_connect_time+1.9.1 upstream_header_time+1.7.10 upstream_response_length upstream_response_time upstream_status uri`

export const STREAM_VARIABLES = `
  binary_remote_addr+1.11.2 bytes_received+1.11.4 bytes_sent+1.11.2 connection+1.11.2 geoip_area_code+1.11.3 geoip_city+1.11.3 geoip_city_continent_code+1.11.3 geoip_city_country_code+1.11.3
  geoip_city_country_code3+1.11.3 geoip_city_country_name+1.11.3 geoip_country_code+1.11.3 geoip_country_code3+1.11.3 geoip_country_name+1.11.3 geoip_dma_code+1.11.3 geoip_latitude+1.11.3
  geoip_longitude+1.11.3 geoip_org+1.11.3 geoip_postal_code+1.11.3 geoip_region+1.11.3 geoip_region_name+1.11.3 hostname+1.11.2 limit_conn_status+1.17.6 msec+1.11.2 nginx_version+1.11.2 pid+1.11.2
  protocol+1.11.4 proxy_protocol_addr+1.11.4 proxy_protocol_port+1.11.4 proxy_protocol_server_addr+1.17.6 proxy_protocol_server_port+1.17.6 realip_remote_addr+1.11.4 realip_remote_port+1.11.4
  remote_addr+1.11.2 remote_port+1.11.2 server_addr+1.11.2 server_name+1.25.5 server_port+1.11.2 session_time+1.11.4 ssl_alpn_protocol+1.21.4 ssl_cipher+1.11.2 ssl_ciphers+1.11.7 ssl_client_cert+1.11.8
  ssl_client_escaped_cert+1.13.5 ssl_client_fingerprint+1.11.8 ssl_client_i_dn+1.11.8 ssl_client_raw_cert+1.11.8 ssl_client_s_dn+1.11.8 ssl_client_serial+1.11.8 ssl_client_sigalg+1.29.3
  ssl_client_v_end+1.11.8 ssl_client_v_remain+1.11.8 ssl_client_v_start+1.11.8 ssl_client_verify+1.11.8 ssl_curve+1.21.5 ssl_curves+1.11.7 ssl_ech_outer_server_name+1.29.4 ssl_ech_status+1.29.4
  ssl_preread_alpn_protocols+1.13.10 ssl_preread_protocol+1.15.2 ssl_preread_server_name+1.11.5 ssl_protocol+1.11.2 ssl_server_name+1.11.2 ssl_session_id+1.11.2 ssl_session_reused+1.11.2
  ssl_sigalg+1.29.3 ssl_sigalgs+1.31.2 status+1.11.4 time_iso8601+1.11.2 time_local+1.11.2 upstream_addr+1.11.4 upstream_bytes_received+1.11.4 upstream_bytes_sent+1.11.4 upstream_connect_time+1.11.4
  upstream_first_byte_time+1.11.4 upstream_session_time+1.11.4`
