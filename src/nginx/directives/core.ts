/**
 * The directives of nginx's core and event modules, from the ngx_command_t tables of its sources, 1.6 to 1.31.5.
 * A line: name, contexts, number of arguments ("12": one or two, "1+": one or more; after "{": a block), kind of value,
 * and the versions that brought it (+) or dropped it (-). The letters of the contexts: m main, e events, * anywhere.
 */
export const CORE = `
# nginx
daemon m 1 flag
master_process m 1 flag
timer_resolution m 1 msec
pid m 1 text
lock_file m 1 text
worker_processes m 1 own
debug_points m 1 enum:stop|abort
user m 12 own
worker_priority m 1 own
worker_cpu_affinity m 1+ own
worker_rlimit_nofile m 1 number
worker_rlimit_core m 1 offset
worker_shutdown_timeout m 1 msec +1.11.11
working_directory m 1 text
env m 1 own
load_module m 1 own +1.9.11
# ngx_conf_file
include * 1 own
# ngx_log
error_log m 1+ own
# ngx_regex
pcre_jit m 1 flag
# ngx_thread_pool
thread_pool m 23 own +1.7.11
# ngx_epoll_module
epoll_events e 1 number
worker_aio_requests e 1 number
# ngx_kqueue_module, ngx_devpoll_module, ngx_eventport_module, ngx_iocp_module: where the system has them
kqueue_changes e 1 number
kqueue_events e 1 number
devpoll_changes e 1 number
devpoll_events e 1 number
eventport_events e 1 number
iocp_threads e 1 number
post_acceptex e 1 number
acceptex_read e 1 flag
# ngx_google_perftools_module
google_perftools_profiles m 1 text
# ngx_event
events m {0 own
worker_connections e 1 own
use e 1 own
multi_accept e 1 flag
accept_mutex e 1 flag
accept_mutex_delay e 1 msec
debug_connection e 1 own
# ngx_event_openssl
ssl_engine m 1 own
# ngx_event_quic_bpf
quic_bpf m 1 flag +1.25.0
# ngx_event_openssl_cache
ssl_object_cache_inheritable m 1 flag +1.27.4
`
