import type { LiveCase } from './live-case.ts'

const UP = 'proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}};'
const FILE = 'try_files /file.txt =404;'
const each = (names: string): string[] => [...names].map((name) => `/${name}/x`)

/** Zones that one request, or one connection that stays open, has filled: whoever comes next is turned away. */
const ZONES = `limit_req_zone $server_port zone=r:1m rate=1r/m; limit_req_zone $posted zone=p:1m rate=1r/m;
  map $request_method $posted { POST x; default ""; } limit_conn_zone $server_port zone=c:1m;
  limit_req_zone $nothing zone=n:1m rate=1r/m; map x $nothing { default ""; } map $http_x_api_key $stranger { "" x; default ""; } limit_conn_zone $stranger zone=s:1m;
  map $status $allow { 405 "GET, HEAD"; default ""; }`
/** What fills them: see `crowd`. */
const FILLED = `location = /first { limit_req zone=r; limit_req zone=p; ${UP} } location = /held { limit_req zone=n; limit_conn c 1; limit_conn s 1; ${UP} }`

/** Everybody is one too many. */
export const LIMITS: LiveCase[] = [
  {
    name: 'requests and connections that are too many',
    paths: [...each('abcdefghijklmnop'), '/q'],
    http: ZONES,
    server: `${FILLED}
    location @busy { add_header Retry-After 9 always; return 429 "later"; } location @bare { return 503; } location @up { ${UP} }
    location /a/ { limit_req zone=r; ${UP} } location /b/ { limit_req zone=r; limit_req_status 429; ${UP} } location /c/ { limit_conn c 1; ${UP} }
    location /d/ { limit_conn c 1; limit_conn_status 444; ${UP} } location /e/ { limit_req zone=r; limit_req_status 405; add_header Allow $allow always; ${UP} }
    location /f/ { limit_req zone=r; error_page 503 = @busy; ${UP} } location /g/ { limit_req zone=r; limit_req_status 429; error_page 429 =405 /page.html; ${UP} }
    location /h/ { limit_req zone=r; limit_except GET { deny all; } ${UP} } location /i/ { limit_req zone=r; return 405; } location /j/ { limit_req zone=r; limit_conn c 1; limit_conn_status 429; ${UP} }
    location /k/ { limit_req zone=r; limit_req_dry_run on; limit_conn c 1; limit_conn_status 429; return 405; } location /l/ { limit_req zone=r; error_page 503 @bare; ${UP} }
    location /m/ { try_files /none /a/y; } location /n/ { limit_req zone=r; error_page 503 http://e.test/busy; ${UP} } location /o/ { limit_conn c 1; error_page 503 /a/z; try_files /file.txt =404; }
    location /p/ { limit_req zone=r; if ($request_method = OPTIONS) { add_header Allow "GET" always; return 204; } add_header Cache-Control no-store; ${UP} } location /q/ { limit_req zone=r; ${UP} }`,
  },
  {
    name: 'a limit of the server, and what stands below it',
    paths: [...each('abcdef'), '/file.txt', '/none'],
    http: ZONES,
    server: `limit_req zone=r; limit_req_status 501; error_page 501 /501.html; ${FILLED}
    location /a/ { ${UP} } location /b/ { error_page 501 = @x; ${UP} } location @x { limit_conn c 1; limit_conn_status 410; ${UP} } location /c/ { limit_conn c 1; ${UP} }
    location /d/ { limit_req_status 429; auth_basic x; auth_basic_user_file none; ${UP} } location /e/ { return 405; } location /f/ { limit_req zone=r; deny all; }`,
  },
  {
    name: 'what a zone does not count',
    paths: each('abcdef'),
    http: `${ZONES} limit_req_zone $empty zone=e:1m rate=1r/m;`,
    server: `set $empty ""; set $by $request_uri; ${FILLED}
    location /a/ { limit_req zone=p; ${FILE} } location /b/ { limit_conn s 1; ${FILE} } location /c/ { limit_req zone=e; ${FILE} } location /d/ { limit_req zone=e; limit_req zone=r; ${FILE} }
    location /e/ { limit_req zone=e; limit_conn c 1; limit_conn_status 429; ${FILE} } location /f/ { limit_req zone=p; limit_req_status 429; error_page 429 = @x; ${FILE} } location @x { add_header Retry-After 1 always; return 429; }`,
  },
]
