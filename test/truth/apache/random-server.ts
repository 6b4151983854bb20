import { pick, type Random } from '../apache-mutations.ts'
import { code, condition, header, limit, method, methods, one, redirect, require, type Write } from './random.ts'

/** Virtual hosts put together at random: what a server, a Location and a Directory say at once, and who of them httpd follows. */

const UP = 'http://127.0.0.1:{{UPSTREAM_PORT}}'

const rule: Write = (c) => {
  const conditions = c() < 0.3 ? '' : `${condition(c)}\n`
  const flags = pick([`R=${code(c)},L`, 'F', 'G', 'L', 'PT', 'END', 'R', 'R=301,L', 'R=308', 'C', 'S=1', 'P', 'NS,L'], c)
  const target = flags === 'P' ? `${UP}/rw$1` : pick(['-', '-', '/app/x.html', '/px/b', '/al/x.html', 'http://other.test/y', '/none'], c)
  return `${conditions}RewriteRule ${pick(['^/app(.*)', '^(/.*)', '^(/px/.*)', '\\.html$', '!^/app', '^/old/(.*)$'], c)} ${target} [${flags}]`
}

const errorDocument: Write = (c) => `ErrorDocument ${pick(['405', '501', '403', '404', '401', '503'], c)} ${pick(['/err.html', '/none', '"text"', 'http://other.test/e', '/cgi-bin/st501.cgi', '/px/e'], c)}`

/** What stands in a Location or a Directory. */
const INNER: Write[] = [
  limit, limit, require, header, header, errorDocument, redirect, (c) => `AllowMethods ${pick(['reset', methods(c), methods(c)], c)}`,
  one('SetHandler none', 'SetHandler default-handler', 'SetHandler server-status', 'SetHandler nobody', 'SetHandler cgi-script', 'ForceType text/plain'),
  one('Script PUT /cgi-bin/echo.cgi', 'Script DELETE /cgi-bin/st405allow.cgi', 'Action nobody /cgi-bin/echo.cgi', 'AddHandler nobody .html', 'Action text/html /cgi-bin/echo.cgi'),
  one('AuthType Basic\nAuthName x\nRequire valid-user', 'AuthType None\nRequire all granted', 'Require all denied', 'Satisfy any', 'AuthMerging And', 'AuthMerging Or'),
  (c) => `<If "%{REQUEST_METHOD} ${pick(['==', '!='], c)} '${method(c)}'">\n${pick<Write>([require, header, errorDocument, one('Require all denied')], c)(c)}\n</If>`,
  (c) => `<RequireAny>\nRequire method ${methods(c)}\nRequire all denied\n</RequireAny>`,
]
const inner: Write = (c) => Array.from({ length: 1 + Math.floor(c() * 2) }, () => pick(INNER, c)(c)).join('\n')

/** Only where a folder is. */
const DIRECTORY: Write[] = [
  inner, inner, one('Options +Indexes', 'Options None', 'Options +MultiViews', 'DirectorySlash Off', 'DirectoryIndex none.html', 'FallbackResource /app/x.html', 'AcceptPathInfo On', 'AcceptPathInfo Off'),
  (c) => `RewriteEngine On\nRewriteRule ${pick(['^', '^x', '!^x'], c)} ${pick(['-', 'index.html', '/px/d'], c)} [${pick([`R=${code(c)},L`, 'F', 'L', 'END'], c)}]`,
  (c) => `<Files ${pick(['x.html', '*.html', 'none'], c)}>\n${inner(c)}\n</Files>`,
]

const LINES: Write[] = [
  one(`ProxyPass /px/ ${UP}/`, `ProxyPass /px ${UP}/base`, 'ProxyPass /px/private !', `ProxyPassMatch ^/px/(.*)$ ${UP}/m/$1`, `ProxyPass /app/sub ${UP}/sub`, `<Location /px/>\nProxyPass ${UP}/loc/\n</Location>`),
  one(`ProxyPass /px/ ${UP}/\nProxyErrorOverride On`, `ProxyPass /px/ ${UP}/\nProxyErrorOverride On 404 405`, `ProxyPass /px/ ${UP}/\nProxyPassReverse /px/ ${UP}/`, 'ProxyPass /px/ ajp://127.0.0.1:1/', 'ProxyPass / https://127.0.0.1:1/'),
  one('Alias /al "{{DOCROOT}}/app"', 'Alias /al/ "{{DOCROOT}}/app/"', 'AliasMatch ^/al/(.*) "{{DOCROOT}}/app/$1"', 'ScriptAlias /al/ "{{ROOT}}/cgi-bin/"', 'DocumentRoot "{{DOCROOT}}/app"', 'DocumentRoot "{{DOCROOT}}/dir"'),
  (c) => `RewriteEngine On\n${rule(c)}`, (c) => `RewriteEngine On\n${rule(c)}\n${rule(c)}`, redirect, errorDocument, header,
  one('Redirect 301 /old /app', 'Redirect 410 /old/gone', 'RedirectMatch 307 ^/old/(.*)$ /app/$1', 'Redirect permanent /px/old http://other.test/'),
  one('TraceEnable off', 'TraceEnable extended', 'MergeSlashes Off', 'UseCanonicalName On', 'DirectoryIndex x.html', 'RewriteOptions Inherit', 'RewriteOptions InheritDown', 'SetEnvIf Request_Method ^PUT$ A=1'),
  (c) => `<Location ${pick(['/app', '/app/', '/px', '/px/', '/', '/al', '/app/x.html'], c)}>\n${inner(c)}\n</Location>`,
  (c) => `<Location ${pick(['/app', '/px/', '/'], c)}>\n${inner(c)}\n</Location>`,
  (c) => `<LocationMatch "${pick(['^/(?:app|px)', '\\.html$', '^/px/\\w$'], c)}">\n${inner(c)}\n</LocationMatch>`,
  (c) => `<Directory "${pick(['{{DOCROOT}}/app', '{{DOCROOT}}', '{{DOCROOT}}/*', '{{ROOT}}/cgi-bin'], c)}">\n${pick(DIRECTORY, c)(c)}\n</Directory>`,
  (c) => `<Directory "{{DOCROOT}}/app">\n${pick(DIRECTORY, c)(c)}\n</Directory>`, (c) => `<Files x.html>\n${inner(c)}\n</Files>`,
]

/** What stands in one virtual host. */
export const randomVhost = (chance: Random): string => Array.from({ length: 2 + Math.floor(chance() * 4) }, () => pick(LINES, chance)(chance)).join('\n')
