import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

const at = (name: string, ...more: string[]): string => lines(`<Location /${name}>`, `SetHandler ${name}`, ...more, '</Location>')
const session = ['AuthName x', 'Session On', 'SessionCookieName s path=/']
const files: Record<string, string> = {
  'app/a.asis': 'Status: 405 No\nAllow: GET\nContent-Type: text/plain\n\nX', 'app/b.asis2': 'Content-Type: text/plain\nCache-Control: no-store\n\nX',
  'app/l.asis': 'Location: /app/x.html\n\n', 'app/m.asis': 'Status: 301 Moved\nLocation: http://x.test/\n\n', 'app/e.asis': 'no header here\n',
  'app/c.map': 'default http://x.test/\n', 'app/d.var': 'URI: x.html\nContent-type: text/html\n\n', 'app/e.shtml': 'x',
}
const LUA = 'require "apache2"\nfunction handle(r) r:puts("x") return apache2.OK end\nfunction check(r) return apache2.DECLINED end\n'
const names = { 'app/Foo.txt': 'x', 'app/bar.htm': '', 'app/barx.htm': '', 'app/page1.txt': '', 'app/page2.txt': '' }
const SEND: Omit<Probe, 'name'> = { methods: ['GET', 'POST', 'PUT', 'DELETE', 'MKCOL', 'COPY', 'LOCK', 'UNLOCK', 'PROPFIND', 'PROPPATCH', 'OPTIONS', 'TRACE', 'PATCH', 'FOO'],
  paths: ['/app/x.html', '/app/none', '/app/', '/app/sub'] }

/** Content handlers and hooks that httpd's own modules bring. */
export const handlers: Probe[] = [
  {
    name: 'pages and forms', withModules: 'info status reflector heartbeat heartmonitor session session_cookie request auth_form proxy_balancer slotmem_shm lbmethod_byrequests'.split(' '),
    server: `HeartbeatAddress 239.0.0.1:27999\n${at('server-info')}${at('server-status')}${at('balancer-manager')}${at('reflector')}${at('heartbeat')}${at('nobody-knows')}${at('form-login-handler', 'AuthType form', 'AuthFormProvider file', 'AuthUserFile /dev/null', ...session)}${at('form-logout-handler', ...session)}`,
    paths: ['server-info', 'server-status', 'balancer-manager', 'reflector', 'heartbeat', 'nobody-knows', 'form-login-handler', 'form-logout-handler'].map((name) => `/${name}`),
  },
  {
    name: 'files by their extension', withModules: ['asis', 'imagemap', 'include', 'ldap'], files,
    server: lines('AddHandler send-as-is asis', 'AddType httpd/send-as-is asis2', 'AddHandler imap-file map', 'AddHandler type-map var', 'AddHandler server-parsed shtml') + at('ldap-status'),
    paths: [...Object.keys(files), 'app/none.asis', 'app/none.var', 'ldap-status'].map((path) => `/${path}`),
  },
  {
    name: 'lua', withModules: ['lua'], files: { 'app/h.lua': LUA },
    server: lines('LuaMapHandler ^/l$ {{DOCROOT}}/app/h.lua handle', '<Directory {{DOCROOT}}/app/sub>', 'LuaHookAccessChecker {{DOCROOT}}/app/h.lua check', '</Directory>'), paths: ['/l', '/app/x.html', '/app/sub/y.html'],
  },
  {
    name: 'spelling', withModules: ['speling'], files: names, app: 'CheckSpelling On',
    paths: ['foo.txt', 'fooo.txt', 'bar.html', 'x.htlm', 'page3.txt', 'page', 'zzz', 'x.html/y', 'X.html/y'].map((name) => `/app/${name}`),
  },
  { name: 'spelling, case alone', withModules: ['speling'], files: names, app: lines('CheckSpelling On', 'CheckCaseOnly On'), paths: ['/app/foo.txt', '/app/fooo.txt', '/app/X.html'] },
  { name: 'TLS is asked for', withModules: ['ssl', 'socache_shmcb'], server: lines('<Location /app>', 'SSLRequireSSL', '</Location>') },
  { name: 'Dav with a lock database', server: lines('<Directory {{DOCROOT}}/app/sub>', 'Dav On', '</Directory>'), paths: ['/app/sub/y.html'], methods: ['GET', 'POST', 'OPTIONS', 'TRACE', 'PATCH', 'MKCOL', 'FOO'] },
  { name: 'Dav Off below Dav On', server: lines('<Directory {{DOCROOT}}/app>', 'Dav On', 'Header always set DAV "1, addressbook"', '</Directory>', '<Directory {{DOCROOT}}/app/sub>', 'Dav Off', '</Directory>'), paths: ['/app/sub/y.html', '/app/sub/'], methods: ['GET', 'OPTIONS', 'MKCOL', 'PATCH', 'FOO'] },
  { ...SEND, name: 'Dav without a lock database', withoutLocks: true, server: lines('<Directory {{DOCROOT}}/app>', 'Dav On', '</Directory>') },
  { name: 'a preflight by a rule', app: lines('RewriteEngine On', 'RewriteCond %{REQUEST_METHOD} =OPTIONS', 'RewriteRule ^ - [R=204,L]', 'Header set X-A b'), methods: ['GET', 'OPTIONS', 'PUT'] },
]
