import { pick, type Random } from '../apache-mutations.ts'

/** `.htaccess` files put together at random from what decides how httpd answers a method: whatever meets whatever, the answer is httpd's. */

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export type Write = (chance: Random) => string
export const one = (...texts: string[]): Write => (chance) => pick(texts, chance)
export const method: Write = one(...METHODS)
export const methods: Write = (chance) => [...new Set(Array.from({ length: 1 + Math.floor(chance() * 3) }, () => method(chance)))].join(' ')
export const code = one('405', '501', '403', '404', '410', '204', '503')

const SINGLE_REQUIRES: Write[] = [
  one('Require all denied', 'Require all granted', 'Require valid-user', 'Require ip 127.0.0.1', 'Require ip 10.0.0.1'), (c) => `Require method ${methods(c)}`,
  (c) => `Require expr "%{REQUEST_METHOD} in {'${method(c)}', 'POST'}"`,
]
export const require: Write = (c) => pick([...SINGLE_REQUIRES, one('Order deny,allow\nDeny from all', 'Order allow,deny\nAllow from all')], c)(c)
const single: Write = (c) => pick(SINGLE_REQUIRES, c)(c)

export const condition: Write = (c) => `RewriteCond ${pick<Write>([
  (d) => `%{REQUEST_METHOD} ${pick(['!', ''], d)}^(${methods(d).replaceAll(' ', '|')})$`, (d) => `%{REQUEST_METHOD} ${pick(['!', ''], d)}=${method(d)}`, (d) => `%{REQUEST_METHOD} >${method(d)}`,
  (d) => `%{THE_REQUEST} ^${method(d)}`, one('%{THE_REQUEST} \\?a=1', '%{REQUEST_FILENAME} !-f', '%{REQUEST_FILENAME} -d', '%{QUERY_STRING} a=1', '%{REQUEST_URI} ^/app/x', '%{ENV:REDIRECT_STATUS} ^$'),
  one('expr "%{REQUEST_METHOD} -in {\'PUT\', \'FOO\'}"', '%{REQUEST_METHOD}%{HTTP:X-A} ^(PUT|GET)$', '%{REQUEST_METHOD} ^put$ [NC]'),
], c)(c)}`
const rule: Write = (c) => {
  const conditions = c() < 0.2 ? '' : `${condition(c)}\n`
  const flags = pick([`R=${code(c)},L`, 'F', 'G', 'L', 'END', 'R', 'R=301,L', 'R=308', 'C', 'S=1', 'E=A:1', 'NS,L', 'T=text/plain'], c)
  const target = pick(['-', '-', '/app/x.html', 'index.html', 'http://other.test/y', '/app/err.html'], c)
  return `${conditions}RewriteRule ${pick(['^', '.*', '^x', '^none$', '\\.html$', '!^x', '^sub/'], c)} ${target} [${flags}]`
}

export const header: Write = (c) => {
  const action = pick(['set', 'add', 'append', 'merge', 'setifempty', 'unset'], c)
  const value = action === 'unset' ? '' : ` ${pick(['GET', '"GET, HEAD"', 'no-store'], c)}`
  const when = pick(['', '', ' "expr=%{REQUEST_STATUS} == 405"', ' "expr=%{REQUEST_METHOD} == \'PUT\'"', ' env=A'], c)
  return `Header ${pick(['', 'always ', 'onsuccess '], c)}${action} ${pick(['Allow', 'Cache-Control', 'X-A'], c)}${value}${when}`
}
export const redirect: Write = (c) => pick<Write>([
  (d) => `Redirect ${pick(['301', '302', '303', 'permanent'], d)} ${pick(['/app/x.html', '/app/none'], d)} ${pick(['http://other.test/z', '/app/sub/y.html'], d)}`,
  (d) => `Redirect ${pick(['405', '410', '501', 'gone', '403'], d)} ${pick(['/app/x.html', '/app', '/app/none'], d)}`,
  one('RedirectMatch 404 ^/app/x', 'RedirectMatch 405 \\.html$', 'RedirectMatch gone /(.*)/none', 'RedirectMatch 301 \\.html$ /app/sub/y.html'),
], c)(c)
export const limit: Write = (c) => {
  const name = pick(['Limit', 'LimitExcept'], c)
  return `<${name} ${methods(c)}>\n${require(c)}\n</${name}>`
}

const LINES: Write[] = [
  (c) => `RewriteEngine On\n${rule(c)}`, (c) => `RewriteEngine On\n${rule(c)}\n${rule(c)}`, limit, limit, require, header, header, redirect,
  (c) => `ErrorDocument ${pick(['405', '501', '403', '404', '401'], c)} ${pick(['/app/err.html', '/app/none', '"text"', 'http://other.test/e', 'default', '/cgi-bin/st501.cgi'], c)}`,
  one('SetHandler none', 'SetHandler default-handler', 'SetHandler cgi-script', 'SetHandler server-status', 'SetHandler nobody', 'SetHandler type-map'),
  one('AddHandler cgi-script .html', 'AddHandler none .html', 'AddHandler nobody .html', 'RemoveHandler .html', 'ForceType none', 'ForceType text/plain', 'ForceType application/x-httpd-cgi'),
  one('Options +Indexes', 'Options -Indexes', 'Options +MultiViews', 'Options +ExecCGI', 'Options None', 'Options -FollowSymLinks', 'AcceptPathInfo On', 'AcceptPathInfo Off'),
  one('DirectoryIndex none.html', 'DirectoryIndex disabled', 'DirectorySlash Off', 'FallbackResource /app/x.html', 'FallbackResource /cgi-bin/echo.cgi', 'FallbackResource disabled', 'CheckSpelling On'),
  one('Dav On', 'Script PUT /cgi-bin/echo.cgi', 'Script FOO /cgi-bin/echo.cgi', 'Action nobody /cgi-bin/echo.cgi', 'AuthType Basic\nAuthName x', 'AuthType None', 'AuthMerging Or', 'AuthMerging And', 'Satisfy any'),
  one('DirectoryIndexRedirect 302', 'DirectoryIndex x.html index.html', 'DirectoryCheckHandler On', 'IndexIgnore *', 'AddType text/x-a .html', 'LimitRequestBody 1', 'ErrorDocument 403 "no"', 'ErrorDocument 404 /app/err.html'),
  one('RewriteEngine On\nRewriteCond %{REQUEST_URI} ^/app/(x|none)\nRewriteCond %{REQUEST_METHOD} !^(GET|POST)$\nRewriteRule ^ - [R=405,L]', 'RewriteEngine On\nRewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\nRewriteRule ^ x.html [QSA,L]',
    'RewriteEngine On\nRewriteRule ^sub/(.*)$ $1 [QSD,L]', 'RewriteEngine On\nRewriteRule ^(.*)/$ /app/$1 [R=308,L]', 'RewriteEngine On\nRewriteOptions IgnoreInherit\nRewriteRule ^none$ /app/sub/y.html [PT]'),
  one('SetEnvIf Request_URI "\\.html$" A=1', 'SetEnvIfExpr "%{REQUEST_METHOD} == \'PUT\'" A=1', 'Header always edit Cache-Control ^ "private, "', 'Header always echo X-A', 'Header always set Allow "GET" early', 'Header edit* Allow GET PUT'),
  one('SetEnvIf Request_Method ^PUT$ A=1', 'ExpiresActive On\nExpiresDefault "access plus 1 hour"', 'RewriteOptions Inherit', 'RewriteBase /app/', 'RewriteEngine Off'),
]
const line: Write = (c) => pick(LINES, c)(c)

const SECTIONS: ((text: string, chance: Random) => string)[] = [
  (text, c) => `<Files ${pick(['x.html', 'none', '*.html'], c)}>\n${text}\n</Files>`, (text) => `<FilesMatch "\\.html$">\n${text}\n</FilesMatch>`,
  (text, c) => `<If "%{REQUEST_METHOD} ${pick(['==', '!='], c)} '${method(c)}'">\n${text}\n</If>`, (text) => `<If "%{REQUEST_URI} =~ /x/">\n${text}\n</If>`, (text) => `<If "%{REQUEST_FILENAME} =~ m#x.html$# && -f %{REQUEST_FILENAME}">\n${text}\n</If>`,
  (text) => `<Files x.html>\n<If "true">\n${text}\n</If>\n</Files>`, (text) => `<IfModule mod_rewrite.c>\n${text}\n</IfModule>`,
  (text, c) => `<If "%{REQUEST_METHOD} in {'${method(c)}', '${method(c)}'}">\n${text}\n</If>\n<Else>\n${line(c)}\n</Else>`,
  (text, c) => `<RequireAny>\n${single(c)}\nRequire all denied\n</RequireAny>\n${text}`, (text, c) => `<RequireAll>\n${single(c)}\nRequire all granted\n</RequireAll>\n${text}`,
]

function wrapped(text: string, chance: Random, likely: number): string {
  return chance() < likely ? pick(SECTIONS, chance)(wrapped(text, chance, likely / 2), chance) : text
}

/** One file, written for a folder that is called /app. */
export const randomHtaccess = (chance: Random): string => Array.from({ length: 1 + Math.floor(chance() * 3) }, () => wrapped(line(chance), chance, 0.35)).join('\n')
