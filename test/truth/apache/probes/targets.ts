import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

const UP = 'http://127.0.0.1:{{UPSTREAM_PORT}}'
const ODD = ['/app/s%20b/x', '/app/sub?z=1', '/app/s/200?h=X:1%20', '/app/a%3Fb?q', '/app/x[1]?', '/app/%22x%5e', '/app/b%25c?z=%20x']
const FOLDERS = ['/app/sub', '/app/sub/', '/app/', '/noindex', '/noindex/', '/app/nodir/']
const METHODS = ['GET', 'PUT']
const rules = (...all: string[]): string => lines('RewriteEngine On', ...all)
const sent = (name: string, ...server: string[]): Probe => ({ name, server: lines(...server), paths: ODD, methods: ['GET'] })
const redirected = (name: string, flags: string, substitution = 'http://o.test/b$1'): Probe =>
  ({ name, app: rules(`RewriteRule ^(.*) ${substitution} "[${flags}]"`), paths: ODD, methods: ['GET'] })
const folders = (name: string, ...before: string[]): Probe =>
  ({ name, htaccess: { '.htaccess': lines(...before, 'RewriteEngine On', `RewriteRule ^(.*) ${UP}/s/405/$1 [P]`) }, paths: FOLDERS, methods: METHODS })
const mapped = (name: string, ...server: string[]): Probe => ({
  name, server: rules(...server), paths: ['/app/one', '/app/two', '/app/none', '/app/X.HTML'], methods: METHODS,
  files: { 'map.txt': '# names\none /app/x.html extra\ntwo\t/dir/\none /never\n#none /x\n' },
})

/** What a request becomes on its way: the target that a backend is sent, the place that a client is sent to, the file. */
const DATE = 'Mon, 01 Jan 2001 00:00:00 GMT'

/** What a file's date, its tag and its length decide, and what httpd refuses while it reads. */
const CONDITIONS: Record<string, string>[] = [
  { 'If-None-Match': '*' }, { 'If-None-Match': '"zz"' }, { 'If-Match': '"zz"' }, { 'If-Match': '*' }, { 'If-Modified-Since': DATE }, { 'If-Unmodified-Since': DATE },
  { Range: 'bytes=0-0' }, { Expect: '100-continue' }, { Expect: 'x' },
]

export const targets: Probe[] = [
  { name: 'conditional requests', headers: CONDITIONS, paths: ['/app/x.html', '/app/none', '/app/sub/', '/app/old'], app: lines('Options +Indexes', 'Redirect 301 /app/old /app/x.html') },
  { name: 'conditional requests and error pages', headers: CONDITIONS, paths: ['/app/none', '/app/x.html'], app: lines('ErrorDocument 404 /app/x.html', 'ErrorDocument 405 /app/x.html') },
  { name: 'TRACE with a body', headers: [{ 'Content-Length': '0' }, { 'Content-Length': '2' }], methods: ['TRACE'], server: lines('ProxyPass /up/ http://127.0.0.1:{{UPSTREAM_PORT}}/up/'), paths: ['/app/x.html', '/up/x'] },
  { name: 'TRACE with a body, extended', headers: [{ 'Content-Length': '2' }], methods: ['TRACE'], server: lines('TraceEnable extended'), paths: ['/app/x.html'] },
  sent('a question mark in ProxyPass is one of the path', `ProxyPass /app/sub ${UP}/s/405?h=Allow:GET`, `ProxyPass /app ${UP}/s/405?x noquery`),
  sent('ProxyPass nocanon', `ProxyPass /app ${UP}/s/405 nocanon`),
  sent('ProxyPassMatch', `ProxyPassMatch ^/app/(.*) ${UP}/s/405/$1?k`),
  sent('ProxyPassMatch nocanon', `ProxyPassMatch ^/app/(.*) ${UP}/s/405/$1 nocanon`),
  sent('[P] of the server', 'RewriteEngine On', `RewriteRule ^/app/(.*) ${UP}/s/405/$1 [P]`),
  { name: '[P] of a folder', app: rules(`RewriteRule ^(.*) ${UP}/s/405/$1?k [P,QSA]`), paths: ODD, methods: ['GET'] },
  { name: '[P,NE] of a folder', app: rules(`RewriteRule ^(.*) ${UP}/s/405/$1 [P,B,NE]`), paths: ODD, methods: ['GET'] },
  { name: 'SetHandler to a backend', app: lines(`SetHandler "proxy:${UP}"`), paths: ODD, methods: ['GET'] },
  folders('folders are redirected, and their indexes sent'), folders('folders without their slash are sent', 'DirectorySlash Off'),
  folders('folders are the backend\'s', 'DirectoryCheckHandler On'), folders('a fallback for what is sent', 'FallbackResource /app/x.html'),
  { name: 'folders by a method', htaccess: { '.htaccess': rules('RewriteCond %{REQUEST_METHOD} PUT', `RewriteRule ^(.*) ${UP}/s/405/$1 [P]`) }, paths: FOLDERS, methods: METHODS },
  redirected('a redirect is escaped', 'R'), redirected('a redirect is not escaped', 'R,NE'), redirected('a redirect\'s query', 'R,QSA', 'http://o.test/b?k=$1'),
  redirected('groups escaped', 'R,B,NE', 'http://o.test/b?k=$1'), redirected('groups escaped without plus', 'R,B,BNP,NE', 'http://o.test/b?k=$1'),
  redirected('control characters escaped', 'R,BCTLS,NE', 'http://o.test/b?k=$1'), redirected('some characters escaped', 'R,B= ?/[,BNE=/,NE', 'http://o.test/b?k=$1'),
  redirected('a question mark that was sent', 'R,UnsafeAllow3F'), redirected('the last question mark', 'R,QSL', 'http://o.test/b?$1?k'),
  { name: 'RedirectMatch is escaped', app: lines('RedirectMatch 302 ^/app/(.*) http://o.test/b$1'), paths: ODD, methods: ['GET'] },
  { name: 'Redirect is escaped', app: lines('Redirect 302 /app http://o.test/b'), paths: ODD, methods: ['GET'] },
  { name: 'a question mark that was sent, to a file', app: rules('RewriteRule ^(.*) /dir/$1'), paths: ODD, methods: METHODS },
  { name: 'inside, what is escaped is read again', app: rules('RewriteRule ^a/(.*) $1 [B]'), paths: ['/app/a/x.html', '/app/a/sub/y.html', '/app/a/b%20c'], files: { 'app/b c': 'B\n' }, methods: METHODS },
  { name: 'RewriteBase of the whole site', server: lines('<Location />', 'RewriteEngine On', 'RewriteBase /z/', 'RewriteRule x /dir/ [R=308]', 'RewriteRule y http://o.test/app/k [R=308]', '</Location>'), methods: ['GET'] },
  mapped('a text map', 'RewriteMap m "txt:{{DOCROOT}}/map.txt"', 'RewriteRule ^/app/(.*) ${m:$1|/app/sub/y.html} [L]'),
  mapped('a map and a method', 'RewriteMap m "txt:{{DOCROOT}}/map.txt"', 'RewriteCond ${m:$1} ^/', 'RewriteCond %{REQUEST_METHOD} PUT', 'RewriteRule ^/app/(.*) - [R=405]'),
  mapped('httpd\'s own maps', 'RewriteMap low int:tolower', 'RewriteMap up int:toupper', 'RewriteCond ${low:%{REQUEST_METHOD}} =put', 'RewriteRule ^/app/o(.*) - [R=405]', 'RewriteRule ^/app/(X.*) /app/${low:$1}'),
  mapped('no such map', 'RewriteRule ^/app/(.*) /app/x.html${m:$1|/none} [L]'),
  mapped('a virtual host has no map of the server', 'RewriteMap low int:tolower', '<VirtualHost 127.0.0.1:{{PORT}}>', 'DocumentRoot "{{DOCROOT}}"', 'RewriteEngine On', 'RewriteRule ^/app/(X.*) /app/${low:$1|sub/y.html}', '</VirtualHost>'),
  mapped('a virtual host inherits a map', 'RewriteMap low int:tolower', '<VirtualHost 127.0.0.1:{{PORT}}>', 'DocumentRoot "{{DOCROOT}}"', 'RewriteEngine On', 'RewriteOptions Inherit', 'RewriteRule ^/app/(X.*) /app/${low:$1|sub/y.html}', '</VirtualHost>'),
]
