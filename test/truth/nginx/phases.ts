import type { LiveCase } from './live-case.ts'

/** Each phase and module once more, in combination. */
export const PHASES: LiveCase[] = [
  {
    name: 'all kinds of if',
    server: `
      location / { if ($uri ~ ^/(a+)(b*)$) { return 200 "$1-$2"; } if ($arg_r ~* "^X(.*)$") { rewrite ^ /r/$1 last; } if (-f $request_filename) { return 207; } if (-d $request_filename) { return 208; } if (!-e $request_filename) { return 405; } }
      location /r/ { add_header X-R $uri always; return 404 gone; }
    `,
    paths: ['/aab', '/x?r=xq', '/file.txt', '/dir', '/dir/', '/none', '/'],
  },
  {
    name: 'server rewrites',
    server: `
      if ($request_method = PUT) { rewrite ^/p(.*)$ /q$1 last; } if ($request_method = DELETE) { set $d 1; } rewrite ^/one/(.*) /two/$1; rewrite ^/two/(.*) /three/$1 last; rewrite ^/two/ /no last;
      location /q { return 200; }
      location /three { if ($d) { return 405; } return 204; }
      location /two { return 410; }
      location /p { return 409; }
    `,
    paths: ['/p/x', '/one/x', '/two/x'],
  },
  {
    name: 'rewrite flags',
    server: `
      location /a { rewrite ^/a/(.*)$ /b/$1; rewrite ^/b/(.*)$ /c/$1 break; return 418; }
      location /c { return 200; }
      location /d { rewrite ^ /e; set $x 1; return 403; }
      location /e { return 200; }
      location /f { rewrite ^/f /file.txt; }
      location /g { rewrite ^/g /file.txt break; }
      location /h { rewrite ^/h /file.txt; break; return 405; }
      location /i { if ($request_method = POST) { rewrite ^ /file.txt break; } return 405; }
    `,
    paths: ['/a/x', '/d', '/f', '/g', '/h', '/i'],
  },
  {
    name: 'error_page with other statuses',
    server: `
      error_page 404 = /file.txt; error_page 403 =405 /page.html; error_page 500 501 502 =503 @down;
      location @down { add_header Retry-After 5 always; add_header Allow GET; return 503; }
      location /f { return 403; }
      location /i { return 501; }
      location /j { return 502; }
      location /p { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_intercept_errors on; }
      location /k { error_page 501 =200 @d2; return 501; }
      location @d2 { return 405; }
      location /l { error_page 405 =200 @d3; return 405; }
      location @d3 { return 200 x; }
      location /m { error_page 405 =302 /z; return 405; }
      location /n { error_page 405 =303 http://x.test/; return 405; }
      location /o { error_page 405 @d3; return 405; }
    `,
    paths: ['/none', '/f', '/i', '/j', '/p?s=501&h=Allow:GET', '/p?s=404', '/p?s=200', '/k', '/l', '/m', '/n', '/o'],
  },
  {
    name: 'an internal error page',
    server: `
      error_page 405 /e405;
      location = /e405 { internal; add_header Allow "GET, HEAD" always; return 405; }
      location /a { limit_except GET { deny all; } error_page 403 = /e405; }
      location / { }
    `,
    paths: ['/file.txt', '/a', '/e405'],
  },
  {
    name: 'error pages of error pages',
    server: `
      error_page 405 @x;
      location @x { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header X-P 1; }
      location / { }
      location /q { error_page 405 = @y; }
      location @y { error_page 405 = @z; return 405; }
      location @z { return 200; }
      location /r { recursive_error_pages on; error_page 405 = @w; }
      location @w { recursive_error_pages on; error_page 405 =410 @z; return 405; }
    `,
    paths: ['/file.txt', '/file.txt?s=501&h=Allow:PUT', '/q', '/r'],
  },
  {
    name: 'bodies too large',
    server: `
      client_max_body_size 10; error_page 413 = @big;
      location @big { return 405; }
      location / { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { client_max_body_size 5; error_page 413 /page.html; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /z { client_max_body_size 0; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    requests: [
      { method: 'POST', path: '/a', body: 'abcdefghijkl' },
      { method: 'POST', path: '/b', body: 'abcdefghijkl' },
      { method: 'POST', path: '/z', body: 'abcdefghijkl' },
      { method: 'PUT', path: '/a', body: 'abcdefghijkl' },
      { method: 'PUT', path: '/b', body: 'abcdefghijkl' },
      { method: 'PUT', path: '/z', body: 'abcdefghijkl' },
      { method: 'GET', path: '/a', body: 'abcdefghijkl' },
      { method: 'GET', path: '/b', body: 'abcdefghijkl' },
      { method: 'GET', path: '/z', body: 'abcdefghijkl' },
      { method: 'DELETE', path: '/a', body: 'abcdefghijkl' },
      { method: 'DELETE', path: '/b', body: 'abcdefghijkl' },
      { method: 'DELETE', path: '/z', body: 'abcdefghijkl' },
    ],
  },
  {
    name: 'nested locations',
    server: `
      location /a {
      location /a/b { return 201; }
      location ~ c$ { return 202; }
      location = /a/e { return 203; } return 200; }
      location ~ b { return 204; }
      location ^~ /n {
      location ~ x { return 205; }
      location /n/m { } return 206; }
      location ~* ^/N { return 207; }
    `,
    paths: ['/a', '/a/b', '/a/c', '/a/bc', '/a/e', '/nx', '/n/m', '/n/b', '/N', '/zb', '/a/eb'],
    methods: ['GET', 'POST'],
  },
  {
    name: 'redirects to the slash',
    server: `
      location /p/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}};
      location /p/q/ { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; } }
      location ~ ^/p/q$ { return 418; }
      location /r/ { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; }
      location ~ /r { return 405; }
      location = /s { return 204; }
      location /s/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /t/ { }
      location /u/ { return 405; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location = /v/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/p', '/p?x=y', '/p/q', '/p/q/', '/r', '/r/', '/s', '/s/', '/t', '/u', '/u/', '/v', '/v/'],
    methods: ['GET', 'POST', 'OPTIONS', 'FROB'],
  },
  {
    name: 'maps',
    server: `
      add_header Allow $allow always; if ($m = 1) { return 405; } if ($m) { return 501 "x"; }
      location / { add_header X-H $hx always; add_header Allow $allow always; return 200; }
      location /api { return 404; }
    `,
    http: `
      map $request_method $m { default 0; POST 1; ~^(PUT|PATCH)$ 2; }
      map $http_x $hx { volatile; default d; "" e; ~^a(?<rest>.*)$ "r$rest"; \\default dd; }
      map $uri $allow { hostnames; default ""; ~^/api "GET, POST"; /static "GET"; }
    `,
    paths: ['/api/x', '/static', '/'],
  },
  {
    name: 'a volatile map',
    server: `
      location / { add_header X-H $hx always; return 200; }
    `,
    http: `
      map $http_x $hx { default d; "" e; ~^a(?<rest>.*)$ "r$rest"; \\default dd; }
    `,
    requests: [
      { method: 'GET', path: '/', headers: { X: 'abc' } },
      { method: 'GET', path: '/', headers: { X: 'default' } },
      { method: 'GET', path: '/', headers: { X: 'zz' } },
      { method: 'GET', path: '/', headers: { X: 'ABC' } },
    ],
  },
  {
    name: 'headers of an upstream',
    server: `
      location / { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_hide_header Allow; add_header Allow "GET" always; }
      location /b { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header Allow "PUT"; }
      location /c { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header Cache-Control no-store; expires 1h; }
      location /d { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; expires -1; }
      location /e { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header Allow $upstream_http_allow always; error_page 405 = @e; proxy_intercept_errors on; }
      location @e { add_header Allow $upstream_http_allow always; return 405; }
    `,
    paths: ['/?s=405&h=Allow:POST', '/b?s=405&h=Allow:POST', '/b?h=Allow:POST', '/c?h=Cache-Control:max-age%3D5', '/c?s=501&h=Cache-Control:max-age%3D5', '/d?h=Cache-Control:public', '/d?s=404', '/e?s=405&h=Allow:POST,PUT'],
    methods: ['GET', 'POST', 'PUT', 'HEAD'],
  },
  {
    name: 'intercepted redirects',
    server: `
      location /x { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_intercept_errors on; error_page 302 =200 /file.txt; error_page 401 /page.html; error_page 404 = @n; }
      location @n { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; }
    `,
    paths: ['/x?s=302&h=Location:/y', '/x?s=401&h=WWW-Authenticate:Basic', '/x?s=404', '/x?s1=404&s2=405&h=Allow:X', '/x?s=301&h=Location:/q'],
    methods: ['GET', 'POST', 'PUT', 'HEAD'],
  },
  {
    name: 'X-Accel-Redirect',
    server: `
      location /xa { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /in { internal; add_header X-I $request_method always; return 200; }
      location /st { internal; alias www/; }
      location @nm { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; }
      location /hidden { proxy_hide_header Cache-Control; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /ex/ { internal; alias www/; expires 1h; }
      location /ad/ { internal; alias www/; add_header Cache-Control no-cache always; }
    `,
    paths: ['/xa?h=X-Accel-Redirect:/in', '/xa?h=X-Accel-Redirect:/st/file.txt', '/hidden?h=X-Accel-Redirect:/st/file.txt&h=Cache-Control:max-age=9', '/xa?h=X-Accel-Redirect:/ex/file.txt&h=Cache-Control:max-age=9', '/xa?h=X-Accel-Redirect:/ad/none&h=Cache-Control:max-age=9&h=Allow:GET', '/xa?h=X-Accel-Redirect:@nm', '/xa?s=405&h=X-Accel-Redirect:/in&h=Allow:GET', '/xa?h=X-Accel-Redirect:/none'],
    methods: ['GET', 'POST', 'HEAD', 'PUT'],
  },
  {
    name: 'index and autoindex',
    server: `
      index nope.html index.html;
      location / { index x.txt index.html; }
      location /dir { index a.txt; }
      location /withindex { index /file.txt; }
      location /sub { autoindex on; index none; }
      location /v { alias www/dir; index $arg_i; }
    `,
    paths: ['/', '/dir/', '/dir', '/withindex/', '/sub/', '/v/?i=a.txt', '/nodir/', '/sub'],
  },
  {
    name: 'DAV',
    server: `
      location /dav/ { dav_methods PUT DELETE MKCOL COPY MOVE; }
      location /dav2/ { alias www/dav/; dav_methods off; }
      location /dav3/ { alias www/dav/; dav_methods PUT; limit_except GET PUT { deny all; } }
    `,
    paths: ['/dav/exists.txt/', '/dav2/exists.txt', '/dav/none/x/', '/dav3/exists.txt'],
    methods: ['GET', 'HEAD', 'POST', 'MKCOL', 'OPTIONS', 'PROPFIND', 'LOCK', 'FROB'],
  },
  {
    name: 'DAV, where what is high up may not be deleted',
    server: `
      min_delete_depth 2;
      location /dav/ { dav_methods DELETE; }
      location /deep/ { alias www/dav/; dav_methods DELETE; min_delete_depth 4; }
      location = /one { dav_methods DELETE; }
      location /all/ { alias www/dav/; dav_methods DELETE; min_delete_depth 0; }
    `,
    paths: ['/dav/', '/dav', '/dav/exists.txt/', '/dav/none', '/deep/none', '/deep/a/b/c', '/deep/a/b/', '/deep/a/b/c/', '/one', '/all/none', '/dav//none'],
    methods: ['DELETE'],
  },
  {
    name: 'mirror',
    server: `
      location / { mirror /m; mirror /m2; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location = /m { internal; proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}/mm; }
      location = /m2 { internal; return 204; }
    `,
    paths: ['/a'],
    methods: ['GET'],
  },
  {
    // The copy goes where its own backend sends it, as often as nginx allows; the access phase passes it by.
    name: 'mirror, and X-Accel-Redirect',
    server: `
      location = /a { mirror /a; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/up/; }
      location /b { mirror /n; fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; }
      location /n { proxy_intercept_errors on; error_page 405 = @next; proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; }
      location @next { limit_except GET { deny all; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/a?h=X-Accel-Redirect:@next', '/b?h=X-Accel-Redirect:@next', '/b?s2=405', '/b?s=405', '/a?h=X-Accel-Redirect:/n', '/a?s=501'],
  },
  {
    // The copy runs the server's code again, by when the client's request has gone on.
    name: 'mirror, with captures by name',
    server: `
      if ($uri ~ ^/(?<first>.)(?<rest>.?)) { }
      location ~ (?<rest>[^/]*)\\.txt$ { mirror /m; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/$rest; }
      location = /m { internal; set $rest other; return 204; }
    `,
    paths: ['/file.txt', '/a/note.txt'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'returns of every kind',
    server: `
      location /a { return 301 /b$is_args$args; }
      location /c { return 302 https://$host$request_uri; }
      location /d { return 307 $scheme://$http_host/e; }
      location /e { return 308; }
      location /f { error_page 301 =200 /file.txt; return 301 /z; }
      location /g { return 204; }
      location /h { return 200; }
      location /i { return 408; }
      location /j { return 499; }
      location /k { return 444 ""; }
      location /l { return 304; }
      location /m { return 303 ""; }
      location /n { return 100; }
      location /o { return 403 x; }
      location /p { error_page 403 /page.html; return 403 x; }
    `,
    paths: ['/a?q=1', '/b?q=1', '/c?q=1', '/d?q=1', '/e?q=1', '/f?q=1', '/g?q=1', '/h?q=1', '/i?q=1', '/j?q=1', '/k?q=1', '/l?q=1', '/m?q=1', '/o?q=1', '/p?q=1'],
    methods: ['GET', 'POST', 'HEAD', 'FROB'],
  },
  {
    name: 'who may enter',
    server: `
      satisfy any; auth_basic x; auth_basic_user_file pw;
      location /a { allow 127.0.0.1; deny all; }
      location /b { deny 127.0.0.1; allow all; }
      location /c { allow 10.0.0.0/8; deny all; error_page 401 = @l; }
      location @l { return 405; }
      location /d { satisfy all; allow all; }
      location /e { satisfy all; deny 127.0.0.1; }
    `,
    files: { pw: 'u:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n' },
    requests: [
      { method: 'GET', path: '/a', headers: {  } },
      { method: 'GET', path: '/a', headers: { Authorization: 'Basic dTpwYXNzd29yZA==' } },
      { method: 'GET', path: '/a', headers: { Authorization: 'Basic dTp4' } },
      { method: 'GET', path: '/b', headers: {  } },
      { method: 'GET', path: '/b', headers: { Authorization: 'Basic dTpwYXNzd29yZA==' } },
      { method: 'GET', path: '/b', headers: { Authorization: 'Basic dTp4' } },
      { method: 'GET', path: '/c', headers: {  } },
      { method: 'GET', path: '/c', headers: { Authorization: 'Basic dTpwYXNzd29yZA==' } },
      { method: 'GET', path: '/c', headers: { Authorization: 'Basic dTp4' } },
      { method: 'GET', path: '/d', headers: {  } },
      { method: 'GET', path: '/d', headers: { Authorization: 'Basic dTpwYXNzd29yZA==' } },
      { method: 'GET', path: '/d', headers: { Authorization: 'Basic dTp4' } },
      { method: 'GET', path: '/e', headers: {  } },
      { method: 'GET', path: '/e', headers: { Authorization: 'Basic dTpwYXNzd29yZA==' } },
      { method: 'GET', path: '/e', headers: { Authorization: 'Basic dTp4' } },
    ],
  },
  {
    name: 'auth_request answers',
    server: `
      location = /auth { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}/auth; proxy_pass_request_body off; }
      location = /au403 { return 403; }
      location = /au401 { add_header WWW-Authenticate Basic always; return 401; }
      location = /au200 { return 200; }
      location /a { auth_request /auth; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /b { auth_request /au403; error_page 403 = @f; return 200; }
      location @f { return 405; }
      location /c { auth_request /au403; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /d { auth_request /au401; error_page 401 =302 /login; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /e { satisfy any; auth_request /au403; auth_basic x; auth_basic_user_file pw; }
      location /f { auth_request /au200; auth_request_set $u $upstream_status; add_header X-U $u; }
      location /g { if ($request_method = OPTIONS) { return 204; } auth_request /au401; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    files: { pw: '' },
    paths: ['/a', '/b', '/c', '/d', '/e', '/f', '/g'],
    methods: ['GET', 'POST', 'OPTIONS', 'HEAD'],
  },
  {
    name: 'the next upstream',
    server: `
      proxy_next_upstream error http_500 http_503 http_404;
      location / { proxy_pass http://u; }
      location /n { proxy_next_upstream http_502 non_idempotent; proxy_pass http://u/z; }
      location /v { proxy_pass http://v; }
      location /o { proxy_next_upstream off; proxy_pass http://u; }
    `,
    http: `
      upstream u { server 127.0.0.1:{{UPSTREAM_PORT}} max_fails=0; server 127.0.0.1:{{UPSTREAM2_PORT}} backup; }
      upstream v { server 127.0.0.1:{{UPSTREAM_PORT}} max_fails=0; }
    `,
    paths: ['/?s1=500', '/?s1=503&s2=404', '/?s1=404', '/?s1=405', '/n?s1=502', '/v?s=503', '/o?s=500', '/?s1=403'],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'FROB'],
  },
  {
    name: 'methods replaced',
    server: `
      location / { proxy_method POST; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /h { proxy_method HEAD; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /v { set $m $request_method; if ($m = PATCH) { set $m POST; } proxy_method $m; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /i { if ($request_method = PATCH) { proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/', '/h', '/v', '/i'],
  },
]
