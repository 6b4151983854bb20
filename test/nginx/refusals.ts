/** What stands in a whole configuration; `line`: the one nginx names, or where it names none, the one of the mistake; null: nginx takes it. */
export interface Refusal { name: string; config: string; line: number | null; rule?: string; related?: number[] }

const inHttp = (text: string): string => `events {}\nhttp {\n${text}\n}\n`
const inServer = (text: string): string => inHttp(`server {\nlisten 127.0.0.1:21001;\n${text}\n}`)
const inLocation = (text: string): string => inServer(`location /l/ {\n${text}\n}`)

const one = (wrap: (text: string) => string, first: number) => (text: string, at: number | null = 0, rule = 'syntax', related?: number[]): Refusal =>
  ({ name: text, config: wrap(text), line: at === null ? null : first + at, rule, ...(related && { related: related.map((line) => first + line) }) })

const main = (text: string, line: number | null = 1, rule = 'syntax'): Refusal => ({ name: text, config: `${text}\nevents {}\nhttp {}\n`, line, rule })
const http = one(inHttp, 3)
const server = one(inServer, 5)
const location = one(inLocation, 6)

/** Decisions and lines of nginx 1.22.1; a live test holds them against the nginx that is installed. */
export const REFUSALS: Refusal[] = [
  // Where a directive may stand, how often, with how many arguments
  main('worker_processes 2;\nworker_processes 2;', 2), main('worker_processes many;'), main('worker_processes auto;', null), main('server {}'), main('error_log logs/e.log loud;'), main('error_log logs/e.log warn;', null),
  main('worker_procesess 2;', 1, 'unknown-directive'), main('"lock_file" logs/n.lock;', null), main('pid;'), main('pid logs/a b;'), main('events {}', 2), main('worker_priority -5;', null), main('daemon maybe;'), main('daemon ON;', null),
  http('return 405;'), http('location / {}'), http('server { listen 127.0.0.1:21001; server {} }'), http('server;'), http('sendfile { }'), server('if ($uri) { if ($uri) { return 1; } }'), server('proxy_pass http://127.0.0.1;'),
  server('limit_except GET { deny all; }'), server('if ($uri) { add_header A b; }'), server('root a;\nroot b;', 1, 'syntax', [0]), location('root a;\nalias b;', 1, 'syntax', [0]), location('internal;\ninternal;', 1), location('expires always;'),
  location('add_header Cache-Control no-store, no-cache;'), location('add_header A b always;', null), location('add_header A b sometimes;'), location('proxy_buffering yes;'), location('sub_filter "" b;'),
  // Locations
  server('location /a {}\nlocation /a {}', 1, 'duplicate-location', [0]), server('location /a {}\nlocation ^~ /a {}', 1, 'duplicate-location', [0]), server('location /a {}\nlocation = /a {}', null), server('location "/a" {}\nlocation /a\n{}', 2, 'duplicate-location', [0]),
  server('location =/a {}\nlocation = /a {}', 1, 'duplicate-location'), server('location ~ a {}\nlocation ~ a {}', null), server('location @a {}\nlocation @a {}', null), location('location /l/b {}\nlocation /l/b {}', 1, 'duplicate-location'),
  server('location !~ a {}'), server('location {}'), location('location /other {}'), location('location ~ other {}', null), location('location @n {}'), server('location = /a { location /a/b {} }'), server('location @a { location /b {} }'),
  server('location ~ "(a" {}'), server('location ~ a{2} {}', 0, 'unknown-directive'), server('location ~ "a{2}" {}', null), server('location ~ "[\\w-.]" {}'), server('location ~ \\php$ {}'), server('location ~ \\.php$ {}', null), server('location ~ ^/a {\nproxy_pass http://127.0.0.1/x;\n}', 1), server('location @a {\nalias b;\n}', 1),
  // Methods
  location('limit_except GET post { deny all; }', null), location('limit_except TRACE { deny all; }', 0, 'invalid-method-name'), location('limit_except GET, POST { deny all; }', 0, 'invalid-method-name'), location('limit_except GET { return 405; }'),
  location('limit_except GET {}\nlimit_except POST {}', 1), location('dav_methods PUT PATCH;', 0, 'invalid-method-name'), location('proxy_cache_methods PUT;', 0, 'invalid-method-name'), location('limit_except { deny all; }'),
  // Rewriting
  location('return 1000;'), location('return /x;'), location('return https://a.example/;', null), location('return $code;'), location('return 200 "a$";'), location('return 200 "${uri";'), location('return 405', 1),
  location('rewrite ^ /x forever;'), location('rewrite ^ "";'), location('rewrite "(" /x;'), location('rewrite ^ /$uri last;', null), location('set x 1;'), location('set $uri 1;'), location('set $args 1;', null),
  location('if ($request_method == POST) {}'), location('if ($request_method in (GET)) {}'), location('if ($request_method = POST ) {}', null), location('if ($request_method = "POST"){}', null), location('if ($request_method = "POST")x {}'), location('if $uri {}'), location('if ($uri {}'),
  location('if (-f $uri) {}', null), location('if (-q $uri) {}'), location('if (!-d $uri) {}', null), location('if ($uri ~ "(") {}'), location('if (uri) {}'), location('if (-f) {}'),
  // Variables
  location('return 200 $request_methd;'), location('set $mine 1; return 200 $mine;', null), location('return 200 $http_x_anything$arg_y$cookie_z$1;', null), server('location ~ (?<part>a) { return 200 $part; }', null), location('proxy_set_header A $nobody;'),
  // Values
  location('client_max_body_size 1t;'), location('client_max_body_size 1g;', null), location('proxy_buffer_size 1g;'), location('proxy_read_timeout 1h 30m;'), location('proxy_read_timeout 1h30m;', null), location('proxy_read_timeout 30m1h;'), location('proxy_read_timeout 500ms;', null),
  location('open_file_cache_valid 500ms;'), location('gzip_comp_level 10;'), location('gzip_window 64k;'), location('gzip_hash 3k;'), location('gzip_window 32k;', null), location('satisfy some;'), location('satisfy ANY;', null), location('proxy_next_upstream http_501;'), location('ssl_protocols TLSv1.2;'), location('allow 10.0.0.0/33;'), location('deny 10.0.0.1/8;', null),
  location('error_page 200 /x;'), location('error_page 499 /x;'), location('error_page 404;'), location('error_page 405 =501 /x;', null), location('error_page =405 /x;'), location('try_files $uri;'), location('try_files $uri =1000;'), location('try_files $uri =404;\ntry_files $uri =404;', 1),
  location('expires @25h;'), location('expires modified +1h;', null), location('expires modified @1h;'), location('expires -1;', null), location('proxy_cache_valid 600 1m;'), location('proxy_cache_valid any soon;'), location('limit_rate 1k;', null), location('limit_rate fast;'),
  location('proxy_busy_buffers_size 1k;', 3), location('fastcgi_split_path_info ^(.+)$;'), location('disable_symlinks maybe;'), location('log_subrequest;'), location('valid_referers none blocked;'), location('valid_referers none ~a;'), location('valid_referers none a.test;', null), location('valid_referers blocked;\nvalid_referers a.test;', null), location('charset utf-8;', null),
  // Addresses and upstreams
  server('listen 127.0.0.1:21002 default_server;\nlisten 127.0.0.1:21002;', 1, 'syntax', [0]), http('server { listen 21003 default_server; }\nserver { listen 0.0.0.0:21003 default_server; }', 1, 'syntax', [0]), server('listen 99999;'), server('listen 127.0.0.1:21004 http3;'), server('listen [::1]:21004 ipv6only=on;', null),
  server('listen unix:;'), server('listen 21010-21012;', null), server('listen 21012-21010;'), server('listen 127.0.0.1:21005 backlog=0;'), server('listen 127.0.0.1/x;'), server('server_name *;'), server('server_name ~;'), server('server_name *.a.example "~^(?<who>.+)$" "";', null),
  http('upstream u { server 127.0.0.1:1; }\nupstream u { server 127.0.0.1:2; }', 1), http('upstream u {\n}', 1), http('upstream u { server 127.0.0.1 weight=none; }'), http('upstream u { server 127.0.0.1 backup; }'), http('upstream u { server 127.0.0.1; server 127.0.0.2 backup; keepalive 4; }', null), http('upstream u { server http://127.0.0.1; }'),
  location('proxy_pass 127.0.0.1;'), location('proxy_pass http://127.0.0.1:0;'), location('proxy_pass http://127.0.0.1/a;\nproxy_pass http://127.0.0.1/b;', 1), location('if ($uri) { proxy_pass http://127.0.0.1/a; }'), location('proxy_pass http://$host$request_uri;', null), location('fastcgi_pass php;'), location('fastcgi_pass unix:/run/php.sock;', null),
  http('upstream u { server 127.0.0.1:1; }\nserver { location / { proxy_pass http://u:80; } }', 1),
  // Maps and zones
  http('map $uri $x { a b; a c; }'), http('map $uri $x { get 1; GET 2; }'), http('map $uri $x { default 0; GET 1; "~*^/a" 2; }', null), http('map $uri x { a b; }'), http('map $uri $x { a b c; }'), http('map $uri $x {\n"~(" b;\n}', 1), http('map $uri $uri { a b; }'), http('map $uri $x { hostnames; *.a.* b; }'),
  http('geo $x { 10.0.0.0/8 a; nowhere b; }'), http('geo $x { default a; 10.0.0.0/8 b; }', null), http('split_clients $uri $x { 60% a; 50% b; }'), http('split_clients $uri $x { 60% a; * b; }', null), http('types { text/html html; a { b c; } }'),
  http('limit_req_zone $binary_remote_addr zone=a:10m rate=1r/s;', null), http('limit_req_zone $binary_remote_addr zone=a rate=1r/s;'), http('limit_req_zone $binary_remote_addr zone=a:10m rate=0r/s;'), http('limit_req zone=b;'), http('proxy_cache_path c keys_zone=z;'), http('proxy_cache_path c keys_zone=z:1m levels=1:2 inactive=1h;', null),
  http('server { listen 127.0.1:21003 default_server; }\nserver { listen 127.0.0.1:21003 default_server; }', 1, 'syntax', [0]), http('server { listen 0x7f000001:21003 default_server; }\nserver { listen 127.0.00.1:21003 default_server; }', 1), http('server { listen 127.0.0.1:21003 default_server; }\nserver { listen 0177.0.0.2:21003 default_server; }', null),
  http('access_log access_log off;\ndefault_ype text/html;'), http('log_format combined a;'), http('log_format a b;\nlog_format a c;', 1), http('access_log logs/a.log nobody;'), http('access_log logs/a.log combined buffer=32k flush=5s;', null), http('access_log off x;'),
  // nginx names the line on which a directive ends
  location('add_header\nA', 2), location('return\n405\nx\ny;', 3, 'syntax', [0]), http('log_format a\n"$uri"\n"$nobody";\naccess_log logs/a.log a;', 2), server('location\n/a\n{}\nlocation /a {}', 3, 'duplicate-location'),
]
