import type { LiveCase } from './live-case.ts'

/** What a second look at the first three brought up. */
export const DETAILS: LiveCase[] = [
  {
    name: 'what is sent so far, and what an upstream sent that is replaced',
    server: `
      proxy_intercept_errors on;
      error_page 405 @method; error_page 404 /page.html;
      location @method { add_header Allow $sent_http_allow always; add_header X-Was $upstream_http_allow always; return 405; }
      location /a { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header X-Allow "$sent_http_allow" always; }
      location /b { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_hide_header Allow; add_header X-Allow "$sent_http_allow" always; add_header Allow "$upstream_http_allow" always; }
      location /c { add_header Cache-Control no-store always; add_header Pragma "$sent_http_cache_control" always; return 501; }
      location /d { proxy_intercept_errors off; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; add_header Allow "$sent_http_allow, PUT" always; }
      location /e { if ($sent_http_allow) { return 501; } return 201; }
    `,
    paths: ['/a?s=405&h=Allow:GET', '/a?s=200&h=Allow:GET', '/b?s=200&h=Allow:GET', '/b?s=405&h=Allow:GET', '/c', '/d?s=405&h=Allow:GET', '/d?s=200', '/e'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'Vary where what is sent may be compressed',
    server: `
      gzip on; gzip_vary on; gzip_min_length 0; gzip_types text/plain;
      location / { add_header X-A b; }
      location /a { add_header Vary Origin always; return 200 text; }
      location /b { add_header Vary Origin always; gzip_vary off; return 200 text; }
      location /c { gzip off; return 204; }
    `,
    paths: ['/', '/file.txt', '/a', '/b', '/c'],
  },
  {
    name: 'captures that stay escaped',
    server: `
      location ~ ^/a/(.*)$ { set $t $1; rewrite ^/a/(.*)$ /x/$1 break; set $u $1; add_header X-T "$t|$u|$1" always; return 200; }
      location ~ ^/b/(.*)$ { if ($arg_q = $1) { return 405; } if (-f $document_root/$1) { return 206 x; } return 404; }
      location ~ ^/c/(.*)$ { set $args "z=$1"; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location ~ ^/d/(.*)$ { rewrite ^ /dd?y=$1 break; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location ~ ^/e/(.*)$ { return 301 /z/$1; }
      location ~ ^/f/(.*)$ { rewrite ^/f/(.*) /g/$1 permanent; }
      location ~ ^/h/(?<n>.*)$ { set $k $n; add_header X-K $k always; return 200; }
      location ~ ^/i/(.*)$ { add_header X-L $1 always; return 405 "$1"; }
    `,
    paths: ['/a/x%20y', '/a/x+y', '/a/%26', '/b/x%20y?q=x%20y', '/b/x?q=x', '/b/a%20b.txt', '/c/x%20y?a=1', '/c/x+y', '/d/x%20y?a=1', '/d/xy', '/e/x%20y', '/e/%0a', '/f/x%20y?k', '/f/%C3%A4', '/h/x%20y', '/i/x%26y'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'redirects of an upstream',
    server: `
      location /a { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_set_header Host x; proxy_pass_request_headers off; }
      location /b { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/; proxy_redirect off; }
      location /c { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; proxy_redirect default; }
      location /d/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/e/; }
      location /f/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/; proxy_redirect / /f/; }
      location /g/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/; }
    `,
    paths: ['/a', '/b?s=302&h=Location:/q', '/c?s=301&h=Location:http://127.0.0.1:{{UPSTREAM_PORT}}/x', '/d/x?s=302&h=Location:http://127.0.0.1/e/k', '/f/x?s=302&h=Location:/q', '/g/x?s=302&h=Location:http://127.0.0.1:{{UPSTREAM_PORT}}/q', '/g/x?s=302&h=Location:http://login.example/q'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'error pages for what is no request',
    server: `
      error_page 400 =200 /page.html; error_page 405 =405 /405.html; error_page 494 495 496 497 /page.html; error_page 501 /501.html;
      location / { }
      location /a { return 400; }
      location /b { return 497; }
      location /c { return 494; }
      location /d { return 413; }
      location /e { error_page 413 = /file.txt; return 413; }
      location /f { return 500; }
    `,
    paths: ['/', '/a', '/b', '/c', '/d', '/e', '/f', '/..', '/%zz'],
    methods: ['GET', 'PUT', 'get', 'TRACE'],
  },
  {
    name: 'errors in the header',
    server: `
      error_page 400 501 505 =202 /page.html;
      location / { }
    `,
    requests: [
      { method: 'POST', path: '/', headers: { 'Transfer-Encoding': 'gzip' } },
      { method: 'POST', path: '/', headers: { 'Content-Length': 'x' } },
      { method: 'GET', path: '/..' },
      { method: 'PUT', path: '/file.txt' },
    ],
  },
  {
    name: 'a named page without a path',
    server: `
      error_page 400 405 @x;
      location @x { add_header Allow GET always; return 405; }
      location / { }
    `,
    paths: ['/..', '/file.txt'],
    methods: ['GET', 'get', 'TRACE', 'PUT'],
  },
  {
    name: 'a named page that takes its own status',
    server: `
      error_page 400 405 = @x;
      location @x { add_header Allow GET always; return 405 x; }
      location / { }
    `,
    paths: ['/..', '/file.txt'],
    methods: ['GET', 'get', 'TRACE', 'PUT'],
  },
  {
    name: 'cycles',
    server: `
      error_page 404 = /loop;
      location /loop { return 404; }
      location /r { rewrite ^ /r last; }
      location /t { try_files /n /t; }
      location /i/ { index /i/; }
      location @n { error_page 405 = @n; recursive_error_pages on; return 405; }
      location /n { error_page 405 = @n; recursive_error_pages on; return 405; }
      location /s { rewrite ^/s(.*)$ /s$1x last; }
    `,
    paths: ['/q', '/r', '/t', '/i/', '/n', '/s'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'CORS by ifs',
    server: `
      location / { if ($request_method = OPTIONS) { add_header Allow "GET, OPTIONS"; add_header Content-Length 0; return 204; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /cors { if ($request_method = OPTIONS) { add_header Access-Control-Allow-Origin *; add_header Access-Control-Max-Age 1728000; return 200; } if ($request_method = POST) { add_header Access-Control-Allow-Origin * always; } if ($request_method = GET) { add_header Access-Control-Allow-Origin *; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/', '/cors', '/cors?s=405&h=Allow:GET', '/cors?s=404'],
    methods: ['OPTIONS', 'GET', 'POST', 'PUT'],
  },
  {
    name: 'indexes from http',
    server: `
      server { listen 127.0.0.1:{{PORT}};
      location /dir { }
      location /withindex { autoindex off; index none; }
      location = /dir/ { limit_except GET { deny all; } }
      location /sub { autoindex off; } }
    `,
    http: `
      root www; index x.html index.html; autoindex on;
    `,
    paths: ['/', '/dir', '/dir/', '/withindex/', '/sub/', '/none/'],
  },
  {
    name: 'satisfy and limit_except',
    server: `
      location /a { satisfy any; allow 127.0.0.1; deny all; auth_basic x; auth_basic_user_file pw; limit_except GET { deny all; } }
      location /b { satisfy any; deny all; auth_request /ok; }
      location /c { satisfy any; deny all; auth_request /no; error_page 403 =405 /405.html; }
      location = /ok { return 204; }
      location = /no { return 401; }
      location /d { auth_request /no; error_page 401 = @l; }
      location @l { return 405; }
      location /e { auth_request /deny; }
      location /deny { deny all; return 200; }
      location /f { auth_request /lim; }
      location /lim { limit_except POST { deny all; } return 200; }
      location /g { auth_request /meth; }
      location /meth { if ($request_method != GET) { return 403; } return 200; }
    `,
    files: { pw: 'u:{PLAIN}p\n' },
    paths: ['/a', '/b', '/c', '/d', '/e', '/f', '/g'],
  },
  {
    name: 'FastCGI with a path after the script',
    server: `
      location ~ ^(.+\\.php)(/.*)?$ { fastcgi_split_path_info ^(.+\\.php)(/.*)$; fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $document_uri$is_args$args; }
      location /h { fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri; fastcgi_hide_header X-A; add_header X-B $upstream_http_x_a always; expires 1h; }
    `,
    paths: ['/x.php', '/x.php/a/b?c=1', '/h?h=X-A:1', '/h?s=405&h=Allow:GET'],
    methods: ['GET', 'POST', 'HEAD', 'PUT'],
  },
  {
    name: 'aliases of regexes',
    server: `
      location ~ ^/img/(.+)\\.(txt|html)$ { alias www/$1.$2; add_header X-F $request_filename; }
      location /im { alias www/sub; }
      location /dd/ { alias www/dir/; try_files $uri $uri/ @f; }
      location @f { return 405; }
      location /ix/ { alias www/withindex/; }
      location /ix2 { alias www/withindex; }
    `,
    paths: ['/img/file.txt', '/img/none.txt', '/img/page.html', '/im', '/im/x.txt', '/dd/a.txt', '/dd/', '/dd/n', '/ix/', '/ix2/', '/ix2', '/ix'],
  },
  {
    name: 'ifs together',
    server: `
      location / { set $a ""; if ($request_method = POST) { set $a P; } if ($http_origin) { set $a "\${a}O"; } if ($a = PO) { return 405; } if ($a ~ O$) { add_header Vary Origin always; } try_files $uri =404; }
      location /b { if ($request_method = POST) { rewrite ^ /c last; } if ($arg_x = 1) { break; } return 405; }
      location /c { limit_except GET { deny all; } return 204; }
      location /d { if ($arg_x) { return 204; } if ($arg_y) { expires 1d; add_header X-Y 1; } error_page 404 =405 /405.html; }
      location /e { if ($request_method ~ "^(PUT|DELETE)$") { return 405 '{"error":"no"}'; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /f { if ($request_uri ~ "\\?x") { return 405; } }
      location /g { if ($uri = /g) { return 204; } if (-e $request_filename) { return 405; } }
    `,
    requests: [
      { method: 'GET', path: '/file.txt', headers: {  } },
      { method: 'GET', path: '/file.txt', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/file.txt', headers: {  } },
      { method: 'POST', path: '/file.txt', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/file.txt', headers: {  } },
      { method: 'PUT', path: '/file.txt', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/none', headers: {  } },
      { method: 'GET', path: '/none', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/none', headers: {  } },
      { method: 'POST', path: '/none', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/none', headers: {  } },
      { method: 'PUT', path: '/none', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/b', headers: {  } },
      { method: 'GET', path: '/b', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/b', headers: {  } },
      { method: 'POST', path: '/b', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/b', headers: {  } },
      { method: 'PUT', path: '/b', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/b?x=1', headers: {  } },
      { method: 'GET', path: '/b?x=1', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/b?x=1', headers: {  } },
      { method: 'POST', path: '/b?x=1', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/b?x=1', headers: {  } },
      { method: 'PUT', path: '/b?x=1', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/c', headers: {  } },
      { method: 'GET', path: '/c', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/c', headers: {  } },
      { method: 'POST', path: '/c', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/c', headers: {  } },
      { method: 'PUT', path: '/c', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/d', headers: {  } },
      { method: 'GET', path: '/d', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/d', headers: {  } },
      { method: 'POST', path: '/d', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/d', headers: {  } },
      { method: 'PUT', path: '/d', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/d?x=1', headers: {  } },
      { method: 'GET', path: '/d?x=1', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/d?x=1', headers: {  } },
      { method: 'POST', path: '/d?x=1', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/d?x=1', headers: {  } },
      { method: 'PUT', path: '/d?x=1', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/d?y=1', headers: {  } },
      { method: 'GET', path: '/d?y=1', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/d?y=1', headers: {  } },
      { method: 'POST', path: '/d?y=1', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/d?y=1', headers: {  } },
      { method: 'PUT', path: '/d?y=1', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/e', headers: {  } },
      { method: 'GET', path: '/e', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/e', headers: {  } },
      { method: 'POST', path: '/e', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/e', headers: {  } },
      { method: 'PUT', path: '/e', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/f?x', headers: {  } },
      { method: 'GET', path: '/f?x', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/f?x', headers: {  } },
      { method: 'POST', path: '/f?x', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/f?x', headers: {  } },
      { method: 'PUT', path: '/f?x', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/f?y', headers: {  } },
      { method: 'GET', path: '/f?y', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/f?y', headers: {  } },
      { method: 'POST', path: '/f?y', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/f?y', headers: {  } },
      { method: 'PUT', path: '/f?y', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/g', headers: {  } },
      { method: 'GET', path: '/g', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/g', headers: {  } },
      { method: 'POST', path: '/g', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/g', headers: {  } },
      { method: 'PUT', path: '/g', headers: { Origin: 'http://o' } },
      { method: 'GET', path: '/g/', headers: {  } },
      { method: 'GET', path: '/g/', headers: { Origin: 'http://o' } },
      { method: 'POST', path: '/g/', headers: {  } },
      { method: 'POST', path: '/g/', headers: { Origin: 'http://o' } },
      { method: 'PUT', path: '/g/', headers: {  } },
      { method: 'PUT', path: '/g/', headers: { Origin: 'http://o' } },
    ],
  },
]
