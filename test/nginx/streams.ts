import type { Refusal } from './refusals.ts'

const one =
  (wrap: (text: string) => string, first: number) =>
  (text: string, at: number | null = 0): Refusal => ({
    name: text,
    config: wrap(text),
    line: at === null ? null : first + at,
    rule: 'syntax',
  })

const stream = one((text) => `events {}\nstream {\n${text}\n}\n`, 3)
const streamServer = one((text) => `events {}\nstream {\nserver {\nlisten 127.0.0.1:21001;\n${text}\n}\n}\n`, 5)
const mail = one((text) => `events {}\nmail {\nauth_http 127.0.0.1:9000/auth;\n${text}\n}\n`, 4)
const mailServer = one(
  (text) =>
    `events {}\nmail {\nauth_http 127.0.0.1:9000/auth;\nserver {\nlisten 127.0.0.1:21001;\nprotocol imap;\n${text}\n}\n}\n`,
  7,
)

/** Decisions and lines of nginx 1.22.1 about `stream {}` and `mail {}`; a live test holds them against the modules that are installed. */
export const STREAMS: Refusal[] = [
  stream('server { listen 127.0.0.1:21001; proxy_pass 127.0.0.1:53; }', null),
  stream('server { listen 127.0.0.1:21001; }'),
  stream('server {\nproxy_pass 127.0.0.1:53;\n}'),
  stream('server { listen 127.0.0.1:21001; location / {} }'),
  stream('server { listen 127.0.0.1:21001 udp; return a; }\nserver { listen 127.0.0.1:21001; return a; }', null),
  stream('server { listen 127.0.0.1:21001; return a; }\nserver { listen 127.0.0.1:21001; return a; }', 1),
  stream('server { listen 127.0.0.1:21001 default_server; return a; }'),
  stream('server { listen 127.0.0.1:21001 udp ssl; return a; }'),
  stream('server { listen 127.0.0.1:21001 udp so_keepalive=on; return a; }'),
  stream('server { listen 127.0.0.1:21001 http2; return a; }'),
  stream('server { listen 127.0.0.1:21001 ssl; return a; }'),
  stream('server { listen 21001-21003 reuseport; return a; }', null),
  stream('server { listen [::1]:21001 ipv6only=on; return a; }', null),
  stream('upstream u { server 127.0.0.1; }\nserver { listen 127.0.0.1:21001; proxy_pass u; }'),
  stream('upstream u { server 127.0.0.1:1 backup; }'),
  stream('upstream u {\n}', 1),
  stream('upstream u { server 127.0.0.1:1; }\nserver { listen 127.0.0.1:21001; proxy_pass u:1; }', 1),
  stream('upstream u { hash $remote_addr consistent; server 127.0.0.1:1 weight=2 max_conns=3 fail_timeout=1s; }', null),
  stream('upstream u { hash $remote_addr ketama; server 127.0.0.1:1; }'),
  stream('upstream u { ip_hash; server 127.0.0.1:1; }'),
  stream('map $remote_addr $protocol { a b; }'),
  stream('map $remote_addr $mine { a b; }', null),
  stream('map $uri $mine { a b; }', 0),
  stream('geo $mine { 10.0.0.0/8 a; }', null),
  stream('split_clients $remote_addr $mine { 101% a; }'),
  stream('access_log logs/a.log;'),
  stream('access_log logs/a.log combined;'),
  stream('log_format a $remote_addr;\naccess_log logs/a.log a;', null),
  stream('log_format a $request_uri;\naccess_log logs/a.log a;', 0),
  stream(
    'limit_conn_zone $binary_remote_addr zone=c:10m;\nserver { listen 127.0.0.1:21001; limit_conn c 1; return a; }',
    null,
  ),
  stream('limit_conn_zone $binary_remote_addr zone=c;'),
  streamServer('proxy_pass 127.0.0.1;'),
  streamServer('proxy_pass unix:/run/x;', null),
  streamServer('proxy_pass http://127.0.0.1:1;'),
  streamServer('proxy_pass $upstream_addr;', null),
  streamServer('proxy_pass 127.0.0.1:1;\nproxy_pass 127.0.0.1:2;', 1),
  streamServer('return $remote_addr;\nreturn b;', 1),
  streamServer('return $request_uri;'),
  streamServer('set $a $remote_addr;\nreturn $a;', null),
  streamServer('set $protocol a;\nreturn b;'),
  streamServer('proxy_pass 127.0.0.1:1;\nproxy_timeout soon;', 1),
  streamServer('ssl_preread on;\nproxy_pass $ssl_preread_server_name:443;', null),
  streamServer('allow 10.0.0.0/8;\ndeny all;\nreturn a;', null),
  streamServer('deny everybody;\nreturn a;'),
  streamServer('proxy_upload_rate $mine;\nreturn a;', 0),
  mail('server { listen 127.0.0.1:21001; protocol smtp; }', null),
  mail('server { listen 127.0.0.1:21001; }'),
  mail('server { listen 127.0.0.1:25; }', null),
  mail('server {\nprotocol imap;\n}'),
  mail('server { listen 127.0.0.1:21001; protocol ftp; }'),
  mail('server { listen 127.0.0.1:143; }\nserver { listen 127.0.0.1:143; }', 1),
  mail('server { listen 127.0.0.1:993 ssl; }'),
  mail('server { listen 127.0.0.1:25; starttls on; }'),
  mail('server { listen 127.0.0.1:25; starttls maybe; }'),
  mail('server { listen 127.0.0.1:25 udp; }'),
  mailServer('imap_capabilities IMAP4 "UIDPLUS";', null),
  mailServer('imap_auth plain login;', null),
  mailServer('imap_auth kerberos;'),
  mailServer('proxy on;\nproxy_pass_error_message on;', null),
  mailServer('timeout never;'),
  mailServer('starttls off;\nssl off;', null),
  mailServer('set_real_ip_from 10.0.0.0/40;'),
  mailServer('proxy_pass http://a;'),
  mailServer('resolver off;', null),
  mailServer('xclient perhaps;'),
  mailServer('protocol pop3;', null),
  { name: 'no auth_http', config: 'events {}\nmail {\nserver { listen 127.0.0.1:25; }\n}\n', line: 3, rule: 'syntax' },
  {
    name: 'one zone for two kinds of blocks',
    config: 'events {}\nhttp {\nssl_session_cache shared:SSL:10m;\n}\nstream {\nssl_session_cache shared:SSL:10m;\n}\n',
    line: 6,
    rule: 'syntax',
  },
]
