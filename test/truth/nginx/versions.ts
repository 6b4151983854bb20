import type { LiveCase } from './live-case.ts'

/** What is another answer in another version of nginx: asked of whichever is installed. `since`: the directives in it came with. */
export const VERSIONS: (LiveCase & { since?: [number, number, number] })[] = [
  {
    name: 'CONNECT, with a path and with an authority',
    server: 'location / { if ($request_method = CONNECT) { return 201 c; } return 200 x; } location = /static { } location = /deny { deny all; }',
    requests: ['/', '/static', '/deny', 'a.test:443', 'a.test:443/x', 'a.test', 'http://a.test/', '127.0.0.1:80', '[::1]:443'].map((path) => ({ method: 'CONNECT', path })),
  },
  {
    name: 'what may stand in Host',
    server: 'location / { return 200 $host; }',
    requests: ['a_b.test', 'a.test:80', 'a.test:99999', 'a.test:x', 'a.test:', 'a<b', 'a"b', 'a%20b', '[::1]:80', '[::1', '[::1]x', 'a@b', 'A.TEST.', 'a..b', '.', "a'b", 'a|b', 'a\\b', '%zz', ':80', 'x,y', 'é.test'].map((host) => ({ method: 'GET', path: '/', host })),
  },
  {
    name: 'lengths and codings together',
    server: 'location / { return 200 x; }',
    requests: [{ 'Transfer-Encoding': 'chunked' }, { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }, { 'Transfer-Encoding': 'gzip' }, { 'Content-Length': '-1' }, { 'Content-Length': '1x' }].map((headers) => ({ method: 'POST', path: '/', headers, body: '0\r\n\r\n' })),
  },
  {
    name: 'inherited headers, merged or dropped',
    since: [1, 29, 3],
    server: `add_header X-A a always; add_header Allow GET;
      location /merge { add_header_inherit merge; add_header X-B b; return 405; }
      location /merge-ok { add_header_inherit merge; add_header X-B b; return 200; }
      location /on { add_header_inherit on; add_header X-B b; return 200; }
      location /off { add_header_inherit off; return 200; }
      location /outer/ { add_header_inherit merge; add_header X-B b always; location /outer/in { add_header X-C c always; return 405; } location /outer/off { add_header_inherit off; add_header X-C c always; return 405; } location /outer/none { return 405; } }
      location /if { add_header_inherit merge; add_header X-B b always; if ($arg_x) { add_header X-C c always; return 405; } return 405; }`,
    paths: ['/merge', '/merge-ok', '/on', '/off', '/outer/in', '/outer/off', '/outer/none', '/if', '/if?x=1'],
    methods: ['GET', 'PUT'],
  },
  {
    name: 'tunnels',
    since: [1, 31, 0],
    server: `set $port {{UPSTREAM_PORT}};
      location / { tunnel_pass 127.0.0.1:1; }
      location /else { return 200 x; }`,
    requests: [{ method: 'GET', path: '/' }, { method: 'PUT', path: '/else' }, { method: 'CONNECT', path: '/' }, { method: 'CONNECT', path: 'a.test' }, { method: 'CONNECT', path: 'a.test:443' }, { method: 'CONNECT', path: 'a.test:443', body: 'abc' }, { method: 'TRACE', path: '/' }],
  },
  {
    name: 'tunnels behind a password',
    since: [1, 31, 0],
    files: { pw: 'u:{PLAIN}p\n' },
    server: 'auth_basic x; auth_basic_user_file pw; location / { tunnel_pass 127.0.0.1:1; error_page 407 @no; } location @no { return 418 x; }',
    requests: [{ method: 'GET', path: '/' }, { method: 'CONNECT', path: 'a.test:443' }, { method: 'CONNECT', path: 'a.test:443', headers: { Authorization: 'Basic dTpw' } }, { method: 'CONNECT', path: 'a.test:443', headers: { 'Proxy-Authorization': 'Basic dTpw' } }],
  },
]
