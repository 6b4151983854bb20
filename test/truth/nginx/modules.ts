import type { LiveCase } from './live-case.ts'

/** A configuration that needs modules of others, and the shared objects that it loads, in order. */
export interface ModuleCase extends LiveCase { loads: string[] }

const MORE = ['ngx_http_headers_more_filter_module']
const JS = ['ngx_http_js_module']
const LUA = ['ndk_http_module', 'ngx_http_lua_module']
const ECHO = ['ngx_http_echo_module']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'FROBNICATE']
const LUA_PATH = 'lua_package_path "/usr/share/lua/5.1/?.lua;;";'
const SCRIPT = `function status(r) { r.status = 418; r.headersOut['Allow'] = 'GET'; }
function header(r) { r.headersOut['Allow'] = 'GET'; }
function body(r) { r.return(205, r.method); }
function value(r) { return 'PUT'; }
export default { status, header, body, value };
`

const each = (names: string[]): string[] => names.map((name) => `/${name}/file.txt`)

export const MODULE_CASES: ModuleCase[] = [
  {
    name: 'headers-more: set, replaced and cleared, outer levels first', loads: MORE, methods: METHODS, paths: each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p']),
    server: `more_set_headers 'Retry-After: 9';
      location /a/ { more_set_headers 'Allow: GET'; return 405; } location /b/ { more_set_headers -s '404 405' 'Allow: a' 'Pragma: b'; more_set_headers -s 200 'Vary: b'; return 405; }
      location /c/ { add_header Allow GET always; more_clear_headers Allow; return 405; } location /d/ { add_header Allow GET always; more_set_headers 'Allow: PUT'; return 405; }
      location /e/ { more_set_headers -t text/html 'Allow: 1'; more_set_headers -t text/plain 'Pragma: 1'; return 405; } location /f/ { more_set_headers 'Retry-After:' 'Allow: 1'; return 405; }
      location /g/ { more_set_headers Retry-After 'Allow: 1'; return 405; } location /h/ { add_header Pragma 1 always; more_clear_headers 'Pr*' 'Retry-*'; return 405; }
      location /i/ { if ($request_method = PUT) { more_set_headers 'Allow: 1'; } more_set_headers 'Allow: 2'; return 405; } location /j/ { more_set_headers 'Cache-Control: no-store'; expires 1h; return 200 x; }
      location /k/ { more_set_headers 'Location: /zz'; return 301 /y; } location /l/ { more_clear_headers -s 405 Retry-After; return 405; } location /m/ { more_set_headers Allow:1 "Pragma:  2"; limit_except GET { deny all; } }
      location /n/ { more_set_headers "Allow: $request_method"; return 405; } location /o/ { more_set_headers -s 405 -s 501 'Allow: x'; return 501; }
      location /p/ { more_clear_headers Allow; more_set_headers -s 201 'Allow: x'; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; }`,
  },
  { name: 'headers-more: of files and texts', loads: MORE, methods: METHODS, paths: ['/file.txt', '/x/file.txt', '/none'], server: "more_set_headers -t text/plain 'Pragma: p'; more_set_headers -s 404 'Allow: z'; location /x/ { more_set_headers -t application/json 'Allow: j'; return 405 text; }" },
  { name: 'fancyindex lists as autoindex does', loads: ['ngx_http_fancyindex_module'], methods: METHODS, paths: ['/dir/', '/dir', '/gone/', '/withindex/', '/dir/a.txt', '/sub/', '/both/'], server: 'fancyindex on; fancyindex_exact_size off; location /sub/ { fancyindex off; } location /both/ { alias www/dir/; autoindex on; }' },
  {
    name: 'image_filter on whatever is no image', loads: ['ngx_http_image_filter_module'], methods: METHODS, paths: [...each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o']), '/sub/gone.png', '/sub/', '/sub/x.txt'],
    server: `location /a/ { image_filter test; return 405; } location /b/ { image_filter test; return 405 x; } location /c/ { image_filter test; return 204; } location /d/ { image_filter test; return 301 /y; } location /e/ { image_filter test; return 200 x; }
      location /f/ { image_filter size; return 405; } location /g/ { image_filter size; return 301 /y; } location /h/ { image_filter test; error_page 415 =200 /405.html; } location /i/ { image_filter test; location /i/f { image_filter off; return 405; } }
      location /j/ { image_filter resize 10 10; location /j/f { return 405; } } location /k/ { image_filter test; limit_except GET { deny all; } return 405; } location /l/ { image_filter test; add_header Allow GET always; return 405; }
      location /m/ { image_filter test; error_page 415 = @x; return 405; } location @x { return 410; } location /n/ { image_filter test; error_page 405 = @x; return 405; } location /o/ { image_filter test; error_page 415 @x; } location /sub/ { image_filter test; }`,
  },
  {
    name: 'filters of JavaScript and of Lua', loads: [...JS, ...LUA], methods: METHODS, files: { 'h.js': SCRIPT }, http: `js_path .; js_import h from h.js; ${LUA_PATH}`, paths: each(['a', 'b', 'c', 'd', 'e', 'sub']),
    server: `location /a/ { js_header_filter h.header; return 405; } location /b/ { js_header_filter h.status; return 405; } location /c/ { header_filter_by_lua_block { ngx.header.Allow = "GET" } return 405; }
      location /d/ { header_filter_by_lua_block { ngx.status = 418 } add_header Allow PUT; return 405; } location /e/ { js_header_filter h.header; location /e/f { add_header Allow x; return 405; } } location /sub/ { body_filter_by_lua_block { ngx.arg[2] = true } }`,
  },
  {
    name: 'handlers of JavaScript, Lua, Perl and echo', loads: [...JS, ...LUA, ...ECHO, 'ngx_http_perl_module'], methods: METHODS, files: { 'h.js': SCRIPT }, http: `js_path .; js_import h from h.js; ${LUA_PATH}`, paths: [...each(['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i', 'j', 'k']), '/f'],
    server: `location /a/ { js_content h.body; limit_except GET { } } location /b/ { limit_except GET { js_content h.body; } } location /c/ { content_by_lua_block { ngx.say(1) } limit_except GET { } } location /d/ { echo_location /f; } location /e/ { echo_subrequest POST /f; } location /f { echo x; }
      location /g/ { js_content h.body; return 405; } location /h/ { js_content h.body; location /h/f { return 405; } } location /i/ { js_content h.body; location /i/f { } } location /j/ { if ($request_method = PUT) { echo x; } return 405; } location /k/ { perl 'sub { my $r = shift; $r->send_http_header; return OK; }'; }`,
  },
  {
    name: 'programs before the content', loads: LUA, methods: METHODS, http: LUA_PATH, paths: each(['a', 'b', 'c', 'd', 'e']),
    server: `location /a/ { alias www/; rewrite_by_lua_block { ngx.header.Allow = "GET" } } location /b/ { alias www/; access_by_lua_block { ngx.req.set_method(ngx.HTTP_GET) } } location /c/ { alias www/; rewrite_by_lua_block { ngx.exit(410) } }
      location /d/ { access_by_lua_block { ngx.exit(410) } return 405; } location /e/ { set_by_lua_block $m { return ngx.req.get_method() .. "!" } if ($m = "PUT!") { return 405; } return 200 x; }`,
  },
  {
    name: 'variables of other modules', loads: ['ndk_http_module', 'ngx_http_set_misc_module', ...JS], methods: METHODS, files: { 'h.js': SCRIPT }, http: 'js_path .; js_import h from h.js; js_set $chosen h.value;', paths: each(['a', 'b', 'c', 'd']),
    server: `location /a/ { set_md5 $digest x; if ($digest = 9dd4e461268c8034f5c8564e155c67a6) { return 405; } return 200 x; } location /b/ { if ($chosen = PUT) { return 405; } return 200 x; } location /c/ { set $v ""; set_if_empty $v GET; add_header Allow $v always; return 405; } location /d/ { js_var $kept PUT; if ($kept = PUT) { return 405; } return 200 x; }`,
  },
  { name: 'a firewall refuses what it likes', loads: ['ngx_http_modsecurity_module'], methods: METHODS, paths: ['/file.txt', '/none', '/r'], server: `modsecurity on; modsecurity_rules 'SecRuleEngine On\nSecRule REQUEST_METHOD "@streq PUT" "id:1,phase:1,deny,status:418"\nSecRule RESPONSE_STATUS "@streq 404" "id:2,phase:3,deny,status:410"'; location /r { return 405; }` },
  { name: 'memcached with its other commands', loads: ['ngx_http_memc_module'], methods: METHODS, paths: ['/m'], server: 'location /m { set $memc_key k; memc_pass 127.0.0.1:1; }' },
  { name: 'upload progress, asked for', loads: ['ngx_http_uploadprogress_module'], methods: METHODS, http: 'upload_progress up 1m;', paths: ['/progress', '/file.txt'], server: 'location = /progress { report_uploads up; } location / { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; track_uploads up 5s; }' },
  { name: 'what changes bodies alone', loads: ['ngx_http_subs_filter_module', 'ngx_http_brotli_filter_module', 'ngx_http_brotli_static_module', 'ngx_http_xslt_filter_module', ...ECHO], methods: METHODS, paths: ['/page.html', '/file.txt', '/none', '/r', '/e'], server: 'subs_filter A b; brotli on; brotli_static on; brotli_comp_level 4; location /r { return 405; } location /e { echo_before_body x; echo_after_body y; return 405; }' },
]
