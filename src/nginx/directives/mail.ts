/**
 * The directives of nginx's mail modules, from the ngx_command_t tables of its sources, 1.6 to 1.31.5.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts: m main, h mail, s server.
 */
export const MAIL = `
# ngx_mail
mail m {0 own
# ngx_mail_auth_http_module
auth_http hs 1 own
auth_http_timeout hs 1 msec
auth_http_header hs 2 own
auth_http_pass_client_cert hs 1 flag +1.7.11
# ngx_mail_core_module
server h {0 own
listen s 12 own -1.7.5
listen s 1+ own +1.7.5
protocol s 1 own
timeout hs 1 msec
server_name hs 1 text
error_log hs 1+ own +1.9.0
resolver hs 1+ own
resolver_timeout hs 1 msec
max_errors hs 1 number +1.21.0
# ngx_mail_imap_module
imap_client_buffer hs 1 size
imap_capabilities hs 1+ own
imap_auth hs 1+ mask:plain|login|cram-md5|external+1.11.6
# ngx_mail_pop3_module
pop3_capabilities hs 1+ own
pop3_auth hs 1+ mask:plain|apop|cram-md5|external+1.11.6
# ngx_mail_proxy_module
proxy hs 1 flag
proxy_buffer hs 1 size
proxy_timeout hs 1 msec
proxy_pass_error_message hs 1 flag
xclient hs 1 flag
proxy_smtp_auth hs 1 flag +1.19.4
proxy_protocol hs 1 enum:off|on|v2+1.31.4 +1.19.8
# ngx_mail_smtp_module
smtp_client_buffer hs 1 size
smtp_greeting_delay hs 1 msec
smtp_capabilities hs 1+ own
smtp_auth hs 1+ mask:plain|login|cram-md5|external+1.11.6|none
# ngx_mail_ssl_module
ssl hs 1 own -1.25.1
starttls hs 1 own
ssl_certificate hs 1 text -1.11.0
ssl_certificate hs 1 texts +1.11.0
ssl_certificate_key hs 1 text -1.11.0
ssl_certificate_key hs 1 texts +1.11.0
ssl_password_file hs 1 own +1.7.3
ssl_dhparam hs 1 text
ssl_ecdh_curve hs 1 text
ssl_protocols hs 1+ mask:SSLv2|SSLv3|TLSv1|TLSv1.1|TLSv1.2|TLSv1.3+1.13.0
ssl_ciphers hs 1 text
ssl_prefer_server_ciphers hs 1 flag
ssl_session_cache hs 12 own
ssl_session_tickets hs 1 flag
ssl_session_ticket_key hs 1 texts
ssl_session_timeout hs 1 sec
ssl_verify_client hs 1 enum:off|on|optional|optional_no_ca +1.7.11
ssl_verify_depth hs 1 number +1.7.11
ssl_client_certificate hs 1 text +1.7.11
ssl_trusted_certificate hs 1 text +1.7.11
ssl_crl hs 1 text +1.7.11
ssl_conf_command hs 2 pairs +1.19.4
ssl_certificate_compression hs 1 flag +1.29.1
# ngx_mail_realip_module
set_real_ip_from hs 1 own +1.19.8
`
