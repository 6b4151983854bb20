import type { LiveCase } from './live-case.ts'

const CONDITIONS: Record<string, string>[] = [
  { 'If-None-Match': '*' },
  { 'If-None-Match': '"zz"' },
  { 'If-None-Match': '"5f-5"' },
  { 'If-Match': '"zz"' },
  { 'If-Match': '*' },
  { 'If-Modified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
  { 'If-Unmodified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
  { 'If-None-Match': '*', 'If-Modified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
  { Range: 'bytes=0-0' },
  { 'If-None-Match': '*', Range: 'bytes=0-0' },
]

/** Server choice, inheritance, odd URIs, and what is refused before any location. */
export const CORNERS: LiveCase[] = [
  {
    // They look at every 200 of nginx's own; the page of an error keeps the error's status.
    name: 'conditional and range requests',
    server: `
      error_page 412 /pre;
      location = /pre { return 200 pre; }
      location /r { return 200 x; }
      location /s { return 201 x; }
      location /st { stub_status; }
      location /g { empty_gif; }
      location /sub/ { autoindex on; }
      location /y { error_page 405 =200 /file.txt; return 405; }
      location /n { error_page 405 /file.txt; return 405; }
      location /ae { error_page 404 =200 /r; return 404; }
      location /up/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    requests: ['/r', '/s', '/st', '/g', '/sub/', '/y', '/n', '/ae', '/file.txt', '/none', '/up/x'].flatMap((path) =>
      CONDITIONS.flatMap((headers) => ['GET', 'POST'].map((method) => ({ method, path, headers }))),
    ),
  },
  {
    name: 'a compressed file without the plain one', files: { 'www/z/only.js.gz': 'x', 'www/y/only.js.gz': 'x' }, server: 'location /z/ { gzip_static always; } location /y/ { gzip_static on; }',
    requests: ['/z/only.js', '/y/only.js', '/z/none.js'].flatMap((path) => ['GET', 'HEAD', 'POST', 'PUT'].flatMap((method) => [{ method, path }, { method, path, headers: { 'Accept-Encoding': 'gzip' } }, { method, path, headers: { 'Accept-Encoding': 'br' } }])),
  },
  {
    name: 'the last word of try_files under an alias', paths: ['/', '/?q=1', '/k', '/l', '/m/x', '/n/x', '/a'], methods: ['GET', 'PUT'],
    server: `location = / { try_files /none /a?$args; alias www/sub/; } location = /k { try_files /none /a?$args; alias www/sub/; } location = /l { try_files /none /a; alias www/sub/; }
      location /m/ { try_files /none /m/a$is_args; alias www/sub/; } location /n/ { try_files /none /a$is_args; alias www/sub/; } location /a/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }`,
  },
  {
    name: 'an if after the one that passes on', paths: ['a', 'b', 'c', 'f', 'g'].flatMap((name) => [`/${name}`, `/${name}?q=1`]), methods: ['GET', 'PUT'],
    server: `location /a { if ($request_method = GET) { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; } if ($arg_q) { set $x 1; } }
      location /b { if ($request_method = GET) { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; } if ($arg_q) { set $x 1; } }
      location /c { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; if ($request_method = GET) { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; } if ($arg_q) { set $x 1; } }
      location /f { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; if ($request_method = GET) { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; } if ($arg_q) { set $x 1; } }
      location /g { if ($request_method = GET) { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; } if ($arg_q) { expires 1h; } }`,
  },
  {
    name: 'choice of a server',
    server: `
      server { listen 127.0.0.1:{{PORT}}; server_name a.test *.a.test; add_header X-S 1 always;
      location / { return 201; } }
      server { listen 127.0.0.1:{{PORT}} default_server; listen 127.0.0.1:{{PORT2}}; server_name b.*; add_header X-S 2 always;
      location / { return 202 x; } }
      server { listen 127.0.0.1:{{PORT}}; server_name .b.test; add_header X-S 3 always;
      location / { return 203 x; } }
      server { listen 127.0.0.1:{{PORT}}; server_name ~^r(?<num>\\d+)\\.test$ www.*; add_header X-S 4$num always;
      location / { return 405; } }
      server { listen 127.0.0.1:{{PORT2}}; listen 127.0.0.1:{{PORT}}; server_name q c.test ""; add_header X-S 5 always; error_page 400 /p;
      location / { return 206 x; }
      location /p { return 299; } }
    `,
    requests: [
      { method: 'GET', path: '/', host: 'a.test' },
      { method: 'TRACE', path: '/', host: 'a.test' },
      { method: 'get', path: '/', host: 'a.test' },
      { method: 'GET', path: '/', host: 'x.a.test' },
      { method: 'TRACE', path: '/', host: 'x.a.test' },
      { method: 'get', path: '/', host: 'x.a.test' },
      { method: 'GET', path: '/', host: 'y.x.a.test' },
      { method: 'TRACE', path: '/', host: 'y.x.a.test' },
      { method: 'get', path: '/', host: 'y.x.a.test' },
      { method: 'GET', path: '/', host: 'A.TEST' },
      { method: 'TRACE', path: '/', host: 'A.TEST' },
      { method: 'get', path: '/', host: 'A.TEST' },
      { method: 'GET', path: '/', host: 'b.test' },
      { method: 'TRACE', path: '/', host: 'b.test' },
      { method: 'get', path: '/', host: 'b.test' },
      { method: 'GET', path: '/', host: 'www.b.test' },
      { method: 'TRACE', path: '/', host: 'www.b.test' },
      { method: 'get', path: '/', host: 'www.b.test' },
      { method: 'GET', path: '/', host: 'b.test.' },
      { method: 'TRACE', path: '/', host: 'b.test.' },
      { method: 'get', path: '/', host: 'b.test.' },
      { method: 'GET', path: '/', host: 'b' },
      { method: 'TRACE', path: '/', host: 'b' },
      { method: 'get', path: '/', host: 'b' },
      { method: 'GET', path: '/', host: 'b.org' },
      { method: 'TRACE', path: '/', host: 'b.org' },
      { method: 'get', path: '/', host: 'b.org' },
      { method: 'GET', path: '/', host: 'c.test:99' },
      { method: 'TRACE', path: '/', host: 'c.test:99' },
      { method: 'get', path: '/', host: 'c.test:99' },
      { method: 'GET', path: '/', host: 'q' },
      { method: 'TRACE', path: '/', host: 'q' },
      { method: 'get', path: '/', host: 'q' },
      { method: 'GET', path: '/', host: 'r12.test' },
      { method: 'TRACE', path: '/', host: 'r12.test' },
      { method: 'get', path: '/', host: 'r12.test' },
      { method: 'GET', path: '/', host: '_' },
      { method: 'TRACE', path: '/', host: '_' },
      { method: 'get', path: '/', host: '_' },
      { method: 'GET', path: '/', host: '127.0.0.1' },
      { method: 'TRACE', path: '/', host: '127.0.0.1' },
      { method: 'get', path: '/', host: '127.0.0.1' },
      { method: 'GET', path: '/', host: 'a..b' },
      { method: 'TRACE', path: '/', host: 'a..b' },
      { method: 'get', path: '/', host: 'a..b' },
      { method: 'GET', path: '/', host: '[::1]' },
      { method: 'TRACE', path: '/', host: '[::1]' },
      { method: 'get', path: '/', host: '[::1]' },
      { method: 'GET', path: '/', host: 'localhost' },
      { method: 'TRACE', path: '/', host: 'localhost' },
      { method: 'get', path: '/', host: 'localhost' },
      { method: 'GET', path: '/', host: 'www.c' },
      { method: 'TRACE', path: '/', host: 'www.c' },
      { method: 'get', path: '/', host: 'www.c' },
      { method: 'GET', path: '/', host: 'a.test', second: true },
      { method: 'GET', path: '/', host: 'x.a.test', second: true },
      { method: 'GET', path: '/', host: 'y.x.a.test', second: true },
      { method: 'GET', path: '/', host: 'A.TEST', second: true },
      { method: 'GET', path: '/', host: 'b.test', second: true },
      { method: 'GET', path: '/', host: 'www.b.test', second: true },
      { method: 'GET', path: '/', host: 'b.test.', second: true },
      { method: 'GET', path: '/', host: 'b', second: true },
      { method: 'GET', path: '/', host: 'b.org', second: true },
      { method: 'GET', path: '/', host: 'c.test:99', second: true },
      { method: 'GET', path: '/', host: 'q', second: true },
      { method: 'GET', path: '/', host: 'r12.test', second: true },
      { method: 'GET', path: '/', host: '_', second: true },
      { method: 'GET', path: '/', host: '127.0.0.1', second: true },
      { method: 'GET', path: '/', host: 'a..b', second: true },
      { method: 'GET', path: '/', host: '[::1]', second: true },
      { method: 'GET', path: '/', host: 'localhost', second: true },
      { method: 'GET', path: '/', host: 'www.c', second: true },
    ],
  },
  {
    name: 'inherited from http',
    server: `
      server { listen 127.0.0.1:{{PORT}}; add_header Allow "GET" always; if ($request_method = PUT) { return 405; }
      location /a { return 405; }
      location /b { add_header X-B 1; return 405; }
      location /c { error_page 404 /page.html; return 405; }
      location /d { if ($request_method = POST) { add_header X-D 1 always; } return 405; }
      location /e { if ($arg_q) { add_header X-E 1 always; expires 1h; } return 200; }
      location /f { if ($arg_q) { expires 1h; } return 200; } }
    `,
    http: `
      add_header X-H 1; error_page 405 /405.html; root www;
    `,
    paths: ['/', '/a', '/b', '/c', '/d', '/e', '/e?q=1', '/f?q=1', '/file.txt'],
  },
  {
    name: 'try_files of a server',
    server: `
      try_files $uri /index.html; add_header X-S 1;
      location = /only { return 204; }
      location /d { }
    `,
    paths: ['/none', '/file.txt', '/only', '/d', '/dir', '/dir/'],
  },
  {
    name: 'a named fallback of a server',
    server: `
      try_files $uri @x;
      location @x { return 405; }
      location = /only { return 204; }
    `,
    paths: ['/none', '/file.txt'],
  },
  {
    name: 'names in redirects',
    server: `
      absolute_redirect on; server_name nm.test; server_name_in_redirect on; port_in_redirect off;
      location /a/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { return 301 /c; }
      location /c { rewrite ^ /d permanent; }
    `,
    paths: ['/a', '/b', '/c', '/dir'],
    methods: ['GET', 'POST'],
  },
  {
    name: 'absolute redirects',
    server: `
      server_name nm.test;
      location /a/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { return 301 /c; }
    `,
    paths: ['/a?x', '/b', '/dir?y=1'],
    methods: ['GET', 'POST'],
  },
  {
    name: 'slashes kept',
    server: `
      merge_slashes off;
      location /a/b { return 200; }
      location /a { return 201; }
      location ~ // { return 203 x; }
      location / { return 204; }
    `,
    paths: ['/a//b', '/a/./b', '/a/x/../b', '//a', '/a%2fb', '/a%2Fb', '/..%2f', '/a/%2e%2e/b', '/a/b/.', '/a/b/..'],
    methods: ['GET'],
  },
  {
    name: 'slashes merged',
    server: `
      location /a/b { return 200; }
      location /a { return 201; }
      location ~ // { return 203 x; }
      location / { return 204; }
    `,
    paths: ['/a//b', '/a/./b', '/a/x/../b', '//a', '/a%2fb', '/%61/b', '/a/%2e%2e/b', '/a/b/.', '/a/b/..', '/a\\b', '/a/b?x#y', '/a#b', '/a%00', '/%', '/a%2', '/a;b', '/é', '/a%3Fb'],
    methods: ['GET', 'POST'],
  },
  {
    name: 'limit_except and its error page',
    server: `
      location / { limit_except GET POST { deny all; } add_header Allow "GET, POST" always; error_page 403 =405 @e; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location @e { add_header Allow "GET, POST" always; return 405 "no"; }
    `,
    paths: ['/', '/x?s=403', '/x?s=405&h=Allow:Z'],
  },
  {
    name: 'blocks of limit_except',
    server: `
      location /a { limit_except POST { auth_basic x; auth_basic_user_file pw; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { limit_except GET { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; deny all; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /c { limit_except GET { allow all; deny all; } return 200; }
      location /d { limit_except GET HEAD PUT { deny 127.0.0.1; } if ($request_method = PUT) { return 405; } }
      location /e { limit_except GET { deny all; } error_page 403 /405.html; }
      location /f { satisfy any; auth_basic x; auth_basic_user_file pw; limit_except GET { deny all; } }
    `,
    files: { pw: 'u:{PLAIN}p\n' },
    paths: ['/a', '/b', '/c', '/d', '/e', '/f'],
  },
  {
    name: 'return against access rules',
    server: `
      location /a { deny all; if ($request_method = OPTIONS) { return 204; } return 405; }
      location /b { auth_basic x; auth_basic_user_file pw; try_files $uri =405; }
      location /c { deny all; error_page 403 = @c; }
      location @c { return 405; }
      location /d { return 405 "x"; error_page 405 /405.html; }
      location /e { return 405 ""; error_page 405 /405.html; }
    `,
    files: { pw: '' },
    paths: ['/a', '/b', '/c', '/d', '/e'],
  },
  {
    name: 'comparisons of the method',
    server: `
      location / { if ($request_method !~ (GET|HEAD)) { return 405; } if ($request_method = get) { return 501; } if ($request_method ~* post) { return 501; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { if ($request_method != GET) { return 405; } }
      location /c { if ($request_method ~ "^(?:PUT|DELETE)$") { return 501; } if ($request_method !~* ^get$) { return 405; } }
      location /d { if ($request_method ~ ^P) { add_header Allow G always; return 405; } }
    `,
    paths: ['/', '/b', '/c', '/d'],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'FORGET', 'GETX', 'FROB', 'PATCH', 'OPTIONS'],
  },
  {
    name: 'FastCGI',
    server: `
      location /f { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; fastcgi_intercept_errors on; fastcgi_hide_header Allow; error_page 405 =410 /page.html; error_page 404 @n; }
      location @n { add_header X-N 1 always; return 200 x; }
      location /g { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD POST; fastcgi_param REQUEST_URI /fixed; }
      location ~ \\.php$ { try_files $uri =404; fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; }
      location / { try_files $uri $uri/ /x.php?$query_string; }
    `,
    paths: ['/f?s=405&h=Allow:G', '/f?s=404', '/f?s=200&h=Allow:G', '/g', '/x.php', '/y.php', '/route?a=1', '/file.txt', '/dir/'],
  },
  {
    name: 'caches and HEAD',
    server: `
      location / { proxy_cache c; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { proxy_cache c; proxy_cache_convert_head off; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /c { proxy_cache off; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /d { proxy_cache c; proxy_cache_bypass 1; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    http: `
      proxy_cache_path cache keys_zone=c:1m;
    `,
    paths: ['/a', '/b', '/c', '/d'],
    methods: ['HEAD', 'POST'],
  },
  {
    name: 'roots with captures',
    server: `
      location ~ ^/u/([^/]+)/(.*)$ { root www/$1; try_files /$2 =404; }
      location ~ ^/v/(?<d>\\w+)/(?<f>.*)$ { alias www/$d/$f; }
      location /w { if (-f www/file.txt) { return 200; } if (!-d $document_root/dir) { return 405; } return 404; }
      location /x { set $r sub; root www/$r; }
      location /y { if (!-f $document_root$uri) { rewrite ^ /file.txt last; } }
    `,
    paths: ['/u/sub/x.txt', '/u/sub/n', '/v/dir/a.txt', '/v/dir/none', '/v/dir/', '/w', '/x/x.txt', '/x.txt', '/y', '/yy'],
    methods: ['GET', 'POST', 'PUT'],
  },
  {
    name: 'the method after an error page',
    server: `
      error_page 405 =200 /ok;
      location /ok { if ($request_method = PUT) { return 418; } return 200; }
      location /t { if ($request_method = PUT) { return 405; } return 204; }
      location / { }
      location /lim { limit_except GET { deny all; } error_page 403 /m; }
      location /m { add_header X-M $request_method always; return 200; }
    `,
    paths: ['/file.txt', '/t', '/lim', '/ok'],
  },
  {
    name: 'refused before any location',
    server: `
      if ($request_method = TRACE) { return 501; } error_page 405 501 @n;
      location @n { add_header Allow GET always; return 405 x; }
      location / { }
      location /te { }
    `,
    requests: [
      { method: 'POST', path: '/file.txt', headers: { 'Transfer-Encoding': 'gzip' } },
      { method: 'POST', path: '/file.txt', headers: { 'Transfer-Encoding': 'identity' } },
      { method: 'GET', path: '/file.txt', headers: { 'Content-Length': 'abc' } },
      { method: 'POST', path: '/file.txt', headers: { 'Transfer-Encoding': 'chunked', 'Content-Length': '3' } },
      { method: 'TRACE', path: '/file.txt', headers: {  } },
      { method: 'PUT', path: '/file.txt', headers: {  } },
      { method: 'CONNECT', path: '/file.txt', headers: {  } },
      { method: 'G-T', path: '/file.txt', headers: {  } },
      { method: 'G1', path: '/file.txt', headers: {  } },
      { method: 'GET', path: '/file.txt', headers: {  }, host: 'a/b' },
    ],
  },
  {
    name: 'media, gzip and status',
    server: `
      location /mp4 { mp4; alias www/; }
      location /flv/ { flv; alias www/; }
      location /mp4b { mp4; root www; }
      location /gz { gzip_static on; alias www/; index index.html; }
      location = /fav { log_not_found off; access_log off; empty_gif; error_page 405 /405.html; }
      location = /ss { stub_status; allow 127.0.0.1; deny all; }
    `,
    paths: ['/mp4/file.txt', '/mp4/', '/mp4/dir', '/mp4/none', '/flv/file.txt', '/flv/none', '/flv/', '/mp4b', '/gz/', '/gz/file.txt', '/fav', '/ss'],
  },
  {
    name: 'variables',
    server: `
      location /a { set $v "x"; set $v "$v-$request_method"; if ($v = "x-PUT") { set $z 1$arg_q; } if ($z) { return 405 "$z"; } return 200 "$z"; }
      location /b { if ($arg_a = "") { return 204; } if ($http_x_y = z) { return 405; } if ($cookie_k = v) { return 410; } if ($is_args) { return 201; } }
      location /c { if ($host = 127.0.0.1) { return 405; } }
      location /d { if ($server_port = {{PORT}}) { return 405; } }
      location /e { if ($scheme = http) { return 301 https://$host$request_uri; } }
      location /f { if ($args ~ "^(\\w+)=(\\w+)$") { return 200 "$1 $2"; } if ($query_string) { return 205 x; } return 405; }
      location /g { if ($content_length) { return 413; } if ($request_uri ~ "^/g(?<tail>.*)$") { return 405 $tail; } }
    `,
    requests: [
      { method: 'GET', path: '/a', headers: {  } },
      { method: 'PUT', path: '/a', headers: {  } },
      { method: 'GET', path: '/b', headers: {  } },
      { method: 'PUT', path: '/b', headers: {  } },
      { method: 'GET', path: '/b?a=1', headers: {  } },
      { method: 'PUT', path: '/b?a=1', headers: {  } },
      { method: 'GET', path: '/b?a=1', headers: { 'X-Y': 'z' } },
      { method: 'PUT', path: '/b?a=1', headers: { 'X-Y': 'z' } },
      { method: 'GET', path: '/b?a=1', headers: { Cookie: 'j=1; k=v' } },
      { method: 'PUT', path: '/b?a=1', headers: { Cookie: 'j=1; k=v' } },
      { method: 'GET', path: '/c', headers: {  } },
      { method: 'PUT', path: '/c', headers: {  } },
      { method: 'GET', path: '/d', headers: {  } },
      { method: 'PUT', path: '/d', headers: {  } },
      { method: 'GET', path: '/e?x', headers: {  } },
      { method: 'PUT', path: '/e?x', headers: {  } },
      { method: 'GET', path: '/f?a=b', headers: {  } },
      { method: 'PUT', path: '/f?a=b', headers: {  } },
      { method: 'GET', path: '/f?a=b-', headers: {  } },
      { method: 'PUT', path: '/f?a=b-', headers: {  } },
      { method: 'GET', path: '/f', headers: {  } },
      { method: 'PUT', path: '/f', headers: {  } },
      { method: 'GET', path: '/g', headers: {  } },
      { method: 'PUT', path: '/g', headers: {  } },
    ],
  },
  {
    name: 'chains of error pages',
    server: `
      location / { error_page 404 = @a; }
      location @a { error_page 405 = @b; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_intercept_errors on; }
      location @b { return 200; }
      location /r { recursive_error_pages on; error_page 404 = @c; }
      location @c { recursive_error_pages on; error_page 405 =409 @b; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_intercept_errors on; }
      location /s { try_files /q @d; }
      location @d { error_page 405 =409 @b; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_intercept_errors on; }
    `,
    paths: ['/n?s=405&h=Allow:G', '/r?s=405&h=Allow:G', '/s?s=405&h=Allow:G', '/n?s=200'],
  },
  {
    name: 'internal locations',
    server: `
      location /a { internal; error_page 404 =405 /405.html; }
      location /b { internal; error_page 404 @q; }
      location @q { add_header Allow X always; return 405; } error_page 404 /page.html;
    `,
    paths: ['/a', '/b', '/none'],
  },
]
