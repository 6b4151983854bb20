import type { LiveCase } from './live-case.ts'

/** What a configuration is mostly made of: guards, proxies, error pages, headers, access, files. */
export const BASICS: LiveCase[] = [
  {
    name: 'a method guard before a proxy',
    server: `
      location / { if ($request_method !~ ^(GET|HEAD|POST)$) { return 405; } proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/', '/a?s=501', '/x?s=405&h=Allow:GET', '/a%20b/../c?x=%20', '/a//b', '/a+b'],
  },
  {
    name: 'URI parts',
    server: `
      location /a/ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/b/; }
      location /ns { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/; }
      location /q { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/z?x=1; }
      location ~ ^/re/(.*)$ { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/r/$1?y=$arg_x; }
    `,
    paths: ['/a', '/a/x%20y?z=1', '/ns/x', '/nsx', '/q/r?k=2', '/re/a%20b?x=%41', '/a/%3f', '/a/a+b', '/a/%E4%BD', '/a/ä'],
    methods: ['GET', 'POST', 'HEAD', 'PUT'],
  },
  {
    name: 'variables in proxy_pass',
    server: `
      set $up 127.0.0.1:{{UPSTREAM_PORT}};
      location /v { proxy_pass http://$up; }
      location /w { proxy_pass http://$up/w2; }
      location /x { proxy_pass http://$up$request_uri; }
      location /y { proxy_pass http://$up$uri$is_args$args; }
      location /z { rewrite ^/z/(.*)$ /$1 break; proxy_pass http://$up/zz; }
    `,
    paths: ['/v/a%20b?x=1', '/w/q?x=1', '/x/a%20b?q=1', '/y/a%20b?q=1', '/z/k%20l?m=1'],
    methods: ['GET', 'DELETE'],
  },
  {
    name: 'error pages and interception',
    server: `
      error_page 404 /405.html; error_page 405 = @m; error_page 403 =410 /403.html;
      location @m { add_header Allow "GET" always; return 405; }
      location /d/ { deny all; }
      location /p { proxy_intercept_errors on; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
    `,
    paths: ['/file.txt', '/none', '/d/x', '/p?s=404', '/p?s=405&h=Allow:GET', '/p?s=500', '/dir/', '/dir'],
  },
  {
    name: 'levels of add_header',
    server: `
      add_header X-A 1;
      location /a { add_header X-B 2 always; if ($request_method = POST) { add_header X-C 3; return 405; } if ($arg_x) { set $y 1; } if ($arg_z) { add_header X-D 4 always; } }
      location /b { expires 10; return 200 x; }
      location /c { expires modified +1h; }
      location /e { add_header Cache-Control "no-store"; expires 1h; return 200; }
    `,
    paths: ['/a', '/a?x=1', '/a?x=1&z=1', '/b', '/c', '/e', '/file.txt'],
  },
  {
    name: 'satisfy and passwords',
    server: `
      auth_basic "r"; auth_basic_user_file pw;
      location /a { auth_basic off; return 200; }
      location /b { satisfy any; deny all; }
      location /c { satisfy any; allow 127.0.0.1; deny all; }
      location /d { limit_except GET { deny all; } }
      location /e { satisfy any; limit_except GET { deny all; } }
    `,
    files: { pw: 'u:{PLAIN}p\n' },
    paths: ['/', '/a', '/b', '/c', '/d', '/e'],
  },
  {
    name: 'auth_request',
    server: `
      location = /auth { internal; proxy_pass http://127.0.0.1:{{UPSTREAM2_PORT}}/auth?s=401; }
      location = /auth2 { return 405; }
      location = /auth3 { return 204; }
      location /a { auth_request /auth; }
      location /b { auth_request /auth2; }
      location /c { auth_request /auth3; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }
      location /d { auth_request /none; return 200; }
      location /e { auth_request /none; }
    `,
    paths: ['/a', '/b', '/c', '/d', '/e', '/auth'],
  },
  {
    name: 'try_files',
    server: `
      location / { try_files $uri $uri/ /index.html; }
      location /t { try_files $uri =405; }
      location /u { try_files $uri @f; }
      location @f { return 501; }
      location /w { try_files /none /file.txt; }
      location /v { try_files /none /nf; }
      location /s { try_files $uri =204; }
      location /r { try_files $uri =302; }
    `,
    paths: ['/', '/x', '/file.txt', '/dir', '/dir/', '/withindex', '/withindex/', '/t', '/u', '/w', '/v', '/s', '/r'],
  },
  {
    name: 'alias',
    server: `
      location /al/ { alias www/sub/; }
      location /al2 { alias www/sub/; try_files $uri =404; }
      location ~ ^/re/(.*)$ { alias www/sub/$1; }
      location /al3/ { alias www/sub/; index x.txt; }
      location /al4/ { alias www/; try_files $uri $uri/index.html =405; }
    `,
    paths: ['/al/x.txt', '/al', '/al/', '/al2x.txt', '/re/x.txt', '/re/none', '/al3/', '/al4/file.txt', '/al4/withindex', '/al4/none'],
  },
  {
    name: 'status pages and rewrites',
    server: `
      location /s { stub_status; }
      location /g { empty_gif; }
      location /i { autoindex on; alias www/dir/; }
      location /n { internal; return 200; }
      location / { rewrite ^/rw(.*)$ /n$1 last; rewrite ^/perm(.*) /z$1 permanent; rewrite ^/red(.*) /z$1? redirect; rewrite ^/loop /loop last; }
    `,
    paths: ['/s', '/g', '/i', '/i/', '/n', '/rw', '/perm/a%20b?x=1', '/red/a?x=1', '/loop', '/x'],
  },
]
