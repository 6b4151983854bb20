import type { Asked } from './lab.ts'
import type { LiveCase } from './live-case.ts'

const FIRST = 'http://127.0.0.1:{{UPSTREAM_PORT}}'
const SECOND = 'http://127.0.0.1:{{UPSTREAM2_PORT}}'
const PASSWORD = 'auth_basic x; auth_basic_user_file pw;'
const FASTCGI = 'fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_URI $request_uri;'

/** What a location may hold. */
const INSIDES = [
  'return 405;', 'return 501 "no";', 'return 204;', 'return 200 "";', 'return 444;', 'return 444 x;', 'return 301 /y;', 'return 308 http://e.test/;', 'return 418;', 'return 400;', 'return 404 $uri;', 'return http://e.test$uri;', 'return 200 $request_method;',
  'add_header Allow GET always; return 405;', 'add_header Allow GET; return 405;', 'add_header Allow GET; return 200 x;', 'add_header Cache-Control no-store always; return 501;', 'expires 1h; return 200 x;', 'expires -1; return 405;', 'expires max; add_header Cache-Control public; return 200 x;',
  'add_header Allow $by_status always; return 405;', 'add_header Allow $by_status always; return 204;', 'add_header Allow $by_method always; return 405;', 'expires $life; return 200 x;', 'add_header Cache-Control "" always; return 405;', 'expires epoch; return 302 /y;', 'expires off; add_header Allow "GET, HEAD" always; empty_gif;',
  'deny all; empty_gif;', 'deny all; return 405;', 'allow 127.0.0.1; deny all; empty_gif;', 'deny 127.0.0.0/8; allow all; empty_gif;', `${PASSWORD} empty_gif;`, `${PASSWORD} return 405;`, `satisfy any; deny all; ${PASSWORD} empty_gif;`, `satisfy any; allow all; ${PASSWORD} stub_status;`, `satisfy all; deny all; ${PASSWORD} empty_gif;`,
  ...['204', '401', '403', '404', '405', '500', '302', 'none', 'up?s=204', 'up?s=401&h=WWW-Authenticate:Basic', 'up?s=501'].map((name) => `auth_request /auth/${name}; empty_gif;`), `satisfy any; auth_request /auth/401; deny all; empty_gif;`, `satisfy any; auth_request /auth/204; ${PASSWORD} empty_gif;`, 'auth_request /auth/403; error_page 403 = @x; empty_gif;',
  'stub_status;', 'empty_gif;', 'flv;', 'mp4;', 'memcached_pass 127.0.0.1:{{UPSTREAM_PORT}}; set $memcached_key k; limit_except POST { deny all; }', 'empty_gif; stub_status;', `proxy_pass ${FIRST}; empty_gif;`, `empty_gif; proxy_pass ${FIRST};`,
  `proxy_pass ${FIRST};`, `proxy_method POST; proxy_pass ${FIRST};`, `proxy_method $by_method; proxy_pass ${FIRST};`, `proxy_intercept_errors on; error_page 405 404 501 @x; proxy_pass ${FIRST};`, `proxy_intercept_errors on; error_page 405 404 =200 /405.html; proxy_pass ${FIRST};`, `error_page 405 404 @x; proxy_pass ${FIRST};`,
  `proxy_hide_header Allow; add_header Allow PUT always; proxy_pass ${FIRST};`, `add_header Allow PUT always; proxy_pass ${FIRST};`, `add_header Allow $upstream_http_allow always; proxy_intercept_errors on; error_page 405 /405.html; proxy_pass ${FIRST};`, `expires 1h; proxy_pass ${FIRST};`, `expires off; proxy_hide_header Cache-Control; proxy_pass ${FIRST};`, `proxy_pass_header Server; proxy_pass ${FIRST};`,
  `proxy_pass ${FIRST}$request_uri;`, `proxy_pass ${FIRST}/v$uri$is_args$args;`, `set $to ${FIRST}; proxy_pass $to;`, `set $to /w; proxy_pass ${FIRST}$to;`, 'proxy_pass http://both;', 'proxy_next_upstream http_404 http_500; proxy_pass http://both;', 'proxy_next_upstream http_500 non_idempotent; proxy_pass http://both;', 
  `proxy_redirect off; proxy_pass ${FIRST};`, `proxy_ignore_headers X-Accel-Redirect; proxy_pass ${FIRST};`, `proxy_cache z; proxy_cache_convert_head off; proxy_pass ${FIRST};`, `mirror /mirrored; proxy_pass ${FIRST};`, `mirror /mirrored; return 405;`, `mirror /mirrored; deny all; empty_gif;`,
  `${FASTCGI} fastcgi_param REQUEST_METHOD $request_method;`, FASTCGI, `${FASTCGI} fastcgi_param REQUEST_METHOD PUT; fastcgi_intercept_errors on; error_page 405 /405.html;`, 
  `limit_except GET { deny all; } proxy_pass ${FIRST};`, 'limit_except GET { deny all; } return 204;', `limit_except GET POST { proxy_pass ${SECOND}; } proxy_pass ${FIRST};`, `limit_except GET { ${PASSWORD} } empty_gif;`, 'limit_except POST { deny all; } error_page 403 = @x; empty_gif;', 'limit_except GET { } return 405;', 'limit_except GET { allow 127.0.0.1; deny all; } empty_gif;',
  `limit_except GET { deny all; } satisfy any; ${PASSWORD} stub_status;`, 'limit_except GET { deny all; } if ($request_method = OPTIONS) { return 204; } empty_gif;', 'add_header Allow GET always; limit_except GET { deny all; } empty_gif;', 'limit_except HEAD OPTIONS { deny all; } try_files /file.txt =404;', `limit_except PUT { deny all; } rewrite ^ /file.txt break;`,
  'if ($request_method !~ ^(GET|HEAD)$) { return 405; } empty_gif;', 'if ($request_method !~ (GET|HEAD)) { return 405; } empty_gif;', 'if ($request_method = OPTIONS) { add_header Allow "GET" always; return 204; } empty_gif;', `if ($request_method = PUT) { proxy_pass ${SECOND}; } proxy_pass ${FIRST};`, 'if ($refused) { return 405; } return 200 x;', 'if ($by_method = GET) { return 200 x; } return 501;',
  'add_header X-O 1 always; add_header Allow A always; if ($request_method = PUT) { add_header X-I 1 always; } return 405;', 'add_header Allow A always; if ($request_method = PUT) { set $v 1; } if ($v) { return 405; } return 200 x;', 'if ($request_method = get) { return 200 x; } return 501;', 'if ($request_method ~* get) { return 200 x; } return 501;', 'if ($http_origin) { add_header Access-Control-Allow-Methods "GET" always; } return 405;',
  'if ($request_method = PUT) { expires 1h; add_header A b; } if ($request_method ~ P) { add_header Allow C always; } return 201;', 'if ($request_method = PUT) { break; } return 405;', 'if ($arg_s) { rewrite ^ /file.txt break; } empty_gif;', 'if (-f $document_root/file.txt) { return 201; } return 404;', 'if (!-e $request_filename) { return 404; } return 200 x;',
  'rewrite ^ /file.txt break;', 'rewrite ^ /file.txt last;', 'rewrite ^ /b redirect;', 'rewrite ^ /b permanent;', 'rewrite ^ /file.txt; return 405;', 'rewrite ^ http://e.test/?a=b;', 'rewrite ^(.*)$ /c$1 last;', 'rewrite ^ /loop/x last;', 'rewrite ^ /auth/405 last;', 'rewrite ^ /internal last;',
  'try_files /file.txt =404;', 'try_files /none =405;', 'try_files /none @x;', 'try_files /none /file.txt;', 'try_files /none /auth/405?$args;', 'try_files /dir/ =404;', 'try_files /dir /withindex/ =501;', 'try_files $uri /none /internal;', `try_files /file.txt =404; proxy_pass ${FIRST};`, 'try_files /none =444;', `try_files /none @up;`,
  'error_page 405 /405.html; return 405;', 'error_page 405 =501 /405.html; return 405;', 'error_page 405 = @x; return 405;', 'error_page 405 @x; return 405;', 'error_page 405 =204 @x; return 405;', 'error_page 405 http://e.test/; return 405;', 'error_page 405 =301 http://e.test/; return 405;', 'error_page 404 =200 /file.txt; return 404;', 'error_page 405 = /none; return 405;', 'error_page 405 @undefined; return 405;',
  'error_page 405 /405.html; return 405 text;', 'error_page 405 =405 @up; return 405;', 'error_page 405 = @up; empty_gif;', 'error_page 405 = /auth/up?s=501; empty_gif;', 'error_page 405 /loop/a; recursive_error_pages on; empty_gif;', 'error_page 405 =200 /405.html; error_page 405 =404 /none; empty_gif;', 'error_page 405 =410 /auth/$arg_s; return 405;', 'add_header Allow A always; error_page 405 @bare; return 405;', 'error_page 301 /file.txt; return 301 /z;', 'error_page 403 405 /401.html; deny all; empty_gif;',
  'internal; empty_gif;', 'autoindex on; index none;', 'client_max_body_size 2; empty_gif;', 'client_max_body_size 2; return 405;', 'client_max_body_size 2; error_page 413 @x; empty_gif;', 'valid_referers none *.e.test; if ($invalid_referer) { return 403; } empty_gif;', 'limit_req zone=r burst=100000 nodelay; empty_gif;', 'limit_conn c 1; empty_gif;', 'set $limit_rate 1k; empty_gif;',
  'absolute_redirect off; return 301 /z;', 'server_name_in_redirect on; return 301 /z;', 'port_in_redirect off; return 301 /z;', 'absolute_redirect off; rewrite ^ /z permanent;', 'gzip on; etag off; if_modified_since off; try_files /file.txt =404;', 'max_ranges 0; try_files /file.txt =404;', 'add_trailer X-T t always; return 405;', 'ssi on; sub_filter a b; try_files /page.html =404;', 'log_not_found off; default_type text/html; types { }', 'chunked_transfer_encoding off; return 405 text;',
  'disable_symlinks on; try_files /file.txt =404;', 'keepalive_timeout 0; lingering_close off; return 405;', 'userid on; return 405;', 'userid on; return 200 x;', 'secure_link $arg_md5; secure_link_md5 a; if ($secure_link = "") { return 403; } empty_gif;', 'addition_types *; add_after_body /auth/204; try_files /page.html =404;', 'slice 1m; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}};', 'charset utf-8; return 405 x;', 'postpone_output 0; sendfile off; empty_gif;', 'root www/sub; ', 'error_page 500 @x; rewrite ^ /loop/x last;',
]

/** Where a location may stand, and how; `$NAME` is its path. Not every inside is taken everywhere. */
const PLACES: { name: string; wrap(path: string, inside: string): string; suffix: string; takes?: RegExp; not?: RegExp }[] = [
  { name: 'prefix', wrap: (path, inside) => `location ${path} { ${inside} }`, suffix: '/file.txt' },
  { name: 'exact', wrap: (path, inside) => `location = ${path} { ${inside} }`, suffix: '' },
  { name: 'regex', wrap: (path, inside) => `location ~ ^${path}(/.*)?$ { ${inside} }`, suffix: '/b' },
  { name: 'stronger prefix', wrap: (path, inside) => `location ^~ ${path}/ { ${inside} }`, suffix: '/b' },
  { name: 'nested', wrap: (path, inside) => `location ${path} { add_header Allow OUTER always; expires 2h; location ${path}/in { ${inside} } }`, suffix: '/in' },
  { name: 'nested regex', wrap: (path, inside) => `location ${path} { limit_except GET { deny all; } error_page 405 /405.html; deny all; location ~ /in { ${inside} } }`, suffix: '/in' },
  { name: 'named', wrap: (path, inside) => `location ${path} { try_files /none @n${path.slice(1)}; } location @n${path.slice(1)} { ${inside} }`, suffix: '' },
  { name: 'named by an error page', wrap: (path, inside) => `location ${path} { error_page 404 = @n${path.slice(1)}; return 404; } location @n${path.slice(1)} { ${inside} }`, suffix: '' },
  { name: 'by an error page', wrap: (path, inside) => `location ${path} { error_page 418 = /to${path}; return 418; } location /to${path} { ${inside} }`, suffix: '' },
  { name: 'by an error page that keeps the status', wrap: (path, inside) => `location ${path} { error_page 405 /to${path}; return 405; } location /to${path} { ${inside} }`, suffix: '' },
  { name: 'rewritten to', wrap: (path, inside) => `location ${path} { add_header Allow LOST always; rewrite ^ /to${path}?z=1 last; } location /to${path} { ${inside} }`, suffix: '' },
]

const HTTP = `map $status $by_status { 405 "GET, HEAD"; default ""; } map $request_method $by_method { default PUT; GET GET; HEAD HEAD; } map $request_method $refused { default 1; GET 0; HEAD ""; } map $request_method $life { GET 1h; default off; } geo $near { default 0; 127.0.0.0/8 1; 127.0.0.1 2; 10.0.0.0/8 3; } geo $arg_ip $far { default x; 10.0.0.0/8 a; 10.1.0.0/16 b; }
  limit_req_zone $uri zone=r:1m rate=1000r/s; limit_conn_zone $uri zone=c:1m; proxy_cache_path cache keys_zone=z:1m; upstream both { server 127.0.0.1:{{UPSTREAM_PORT}} max_fails=0; server 127.0.0.1:{{UPSTREAM2_PORT}} backup; }`

const COMMON = `set $v ""; location /auth/ { return 404; } ${['204', '401', '403', '405', '500'].map((status) => `location = /auth/${status} { return ${status}; }`).join(' ')} location = /auth/302 { return 302 /; } location /auth/up { proxy_pass ${FIRST}/x; }
  location @x { add_header Allow X always; return 405 x; } location @bare { return 405 x; } location @up { proxy_pass ${FIRST}; } location /mirrored { proxy_pass ${SECOND}; } location /loop/ { rewrite ^ /loop/y last; } location = /internal { internal; return 201 x; }`

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'FROBNICATE']
const QUERIES = ['', '?s=405&h=Allow:GET']

function asked(path: string, inside: string): Asked[] {
  const queries = /_pass|auth_request|@up|\/auth\/|\$arg/.test(inside) ? [...QUERIES, '?s=404'] : ['']
  return queries.flatMap((query) => METHODS.map((method) => ({ method, path: path + query, ...(inside.includes('body_size') && { body: 'abcdef' }) })))
}

const takes = (place: string, inside: string): boolean =>
  !(place.startsWith('named') && /alias|internal/.test(inside)) && !(place !== 'prefix' && /limit_conn/.test(inside))

/** What a server may say for all of its locations. */
const SERVERS = [
  'add_header Allow SERVER always;', 'add_header Allow SERVER;', 'add_header Cache-Control no-store always; expires 1h;', 'error_page 405 /405.html;', 'error_page 405 =200 /405.html;', 'error_page 405 @x;', 'error_page 405 = @x;', 'error_page 400 401 403 404 405 413 501 = /internal;', 'error_page 404 405 http://e.test/;',
  'error_page 405 501 /auth/405;', 'recursive_error_pages on; error_page 404 /auth/405; error_page 405 /file.txt;', 'if ($request_method !~ ^(GET|HEAD|POST)$) { return 405; }', 'if ($request_method = OPTIONS) { return 204; }', 'if ($refused) { return 501; }', 'if ($request_method = PUT) { rewrite ^ /file.txt last; }', 'if ($request_method = PUT) { rewrite ^ /file.txt break; }',
  'if ($request_method = PUT) { set $v 1; }', 'if ($request_method = PUT) { return 301 /z; }', 'if ($http_x) { return 403; } set $v $http_x;', 'rewrite ^/in/(.*)$ /$1;', 'rewrite ^/in/(.*)$ /$1 last;', 'rewrite ^/in/(.*)$ /$1 break;', 'rewrite ^/in/(.*)$ /$1 permanent;', 'rewrite ^/(in)/(.*)$ /$2?from=$1 redirect;', 'rewrite ^/in/(.*)$ /$1?; return 405;', 'return 405;', 'return 405 x; error_page 405 /405.html;',
  'deny all;', 'allow 127.0.0.1; deny all;', `${PASSWORD}`, `satisfy any; deny all; ${PASSWORD}`, 'auth_request /auth/401;', 'auth_request /auth/204;', 'auth_request /auth/405; error_page 500 /405.html;', 'try_files $uri =404;', 'try_files $uri /internal;', 'try_files /none @x;', 'limit_req zone=r burst=100000 nodelay;', 'merge_slashes off;', 'client_max_body_size 2;', 'client_max_body_size 2; error_page 413 @x;',
  'proxy_intercept_errors on; error_page 405 404 /405.html;', 'proxy_hide_header Allow;', 'proxy_method DELETE;', 'proxy_next_upstream http_404;', 'absolute_redirect off;', 'server_name_in_redirect on;', 'index none; autoindex on;', 'index /file.txt;', 'root www/dir;', 'root www/$by_method;', 'log_subrequest on; mirror /mirrored;', 'userid on;', 'default_type text/html; types { }', 'etag off; gzip on; gzip_types *;', 'ignore_invalid_headers off; underscores_in_headers on;',
  'if ($near = 2) { return 403; }', 'if ($far = b) { return 403; }', 'if ($remote_addr = 127.0.0.1) { return 402; }', 'set_real_ip_from 127.0.0.1; allow 127.0.0.1; deny all;', 'satisfy all;', 'valid_referers none; valid_referers a.test; if ($invalid_referer) { return 403; }', 'add_header X-V $v always; set $v "$request_method $uri";',
]

const LOCATIONS = `location = /405 { return 405; } location = /401 { return 401; } location = /own { add_header X-Own 1; return 405; } location = /text { return 405 text; } location /up { proxy_pass ${FIRST}; } location /gif { empty_gif; } location = /ok { return 200 x; } location /limit { limit_except GET { deny all; } empty_gif; }
  location /tried { try_files /file.txt =404; } location /nested { error_page 405 /page.html; location /nested/in { return 405; } } location /iffy { if ($request_method = PUT) { return 405; } empty_gif; } location = /go { rewrite ^ /405 last; } location ~ \.txt$ { } location /pass/ { proxy_pass ${FIRST}/b/; } location = /open { satisfy any; allow all; auth_basic off; auth_request off; empty_gif; } location @own { return 410 x; } location = /named { error_page 405 @own; return 405; }`

const PATHS = ['/', '/file.txt', '/none', '/405', '/401', '/own', '/text', '/up', '/up?s=405&h=Allow:GET', '/up?s=404', '/gif', '/ok', '/limit', '/tried', '/nested/in', '/nested', '/iffy', '/go', '/pass', '/pass/x?s=405', '/open', '/named', '/dir', '/dir/', '/withindex/', '/in/405', '/in/file.txt?a=b', '/in//gif', '//405', '/internal', '/ok?ip=10.1.2.3', '/ok?ip=10.2.2.3', '/ok?ip=none']

const ACROSS: LiveCase = {
  name: 'every kind of server', http: HTTP, files: { pw: 'u:{PLAIN}p\n' },
  server: SERVERS.map((text, index) => `server { listen 127.0.0.1:{{PORT}}; server_name s${index}.test; ${text.startsWith('root ') ? '' : 'root www;'} ${COMMON} ${LOCATIONS} ${text} }`).join('\n'),
  requests: SERVERS.flatMap((text, index) => PATHS.flatMap((path) => METHODS.map((method) => ({ method, path, host: `s${index}.test`, ...(text.includes('body_size') && { body: 'abcdef' }) })))),
}

/** Every inside in every place, and every kind of server around some locations. */
export const KINDS: LiveCase[] = [ACROSS, ...PLACES.map(({ name, wrap, suffix }) => {
  const some = INSIDES.filter((inside) => takes(name, inside))
  return {
    name: `every kind of handler: ${name}`, http: HTTP, files: { pw: 'u:{PLAIN}p\n' },
    server: `${COMMON}\n${some.map((inside, index) => wrap(`/l${index}`, inside)).join('\n')}`,
    requests: some.flatMap((inside, index) => asked(`/l${index}${suffix}`, inside)),
  }
})]
