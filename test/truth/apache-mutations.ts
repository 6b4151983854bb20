/** Lines of `.htaccess` files as people write them, and what is put into them to see what httpd and verblint make of it. */
export const LINES = [
  'RewriteEngine On', 'RewriteBase /app', 'RewriteOptions InheritDown', 'RewriteCond %{REQUEST_FILENAME} !-f', 'RewriteCond %{HTTP_HOST} ^www\\.(.+)$ [NC,OR]',
  'RewriteCond %{REQUEST_METHOD} !^(GET|HEAD|POST)$', 'RewriteRule ^(.*)$ index.php?q=$1 [L,QSA]', 'RewriteRule ^(?!api/|static/).* - [R=405,L]',
  'RewriteRule "^old page$" "/new" [R=301,NE]', 'RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]', 'RewriteRule \\.(?:bak|sql|~)$ - [F]',
  'Redirect 301 /old https://example.com/new', 'Redirect gone /x', 'RedirectMatch 404 /\\.git', 'RedirectPermanent /a /b', 'ErrorDocument 405 /405.html',
  'ErrorDocument 404 "Not here"', 'ErrorDocument 501 default', 'Header set X-A "b c"', 'Header always set Allow "GET, HEAD" "expr=%{REQUEST_STATUS} == 405"',
  'Header always edit Set-Cookie (.*) "$1; Secure"', 'Header onsuccess unset X-B', 'Header merge Vary Origin env=CORS', 'RequestHeader set X-T "%t"',
  'Options -Indexes +FollowSymLinks', 'Options All', 'Options None', 'DirectoryIndex index.php index.html', 'DirectorySlash Off', 'FallbackResource /index.php',
  'SetEnv A b', 'SetEnvIf Origin "^https://(.*)$" CORS=$1', 'SetEnvIfNoCase User-Agent bot !good', 'BrowserMatch MSIE nokeepalive', 'AddType image/webp .webp',
  'AddDefaultCharset utf-8', 'AddHandler cgi-script .cgi', 'SetHandler default-handler', 'ForceType text/plain', 'FileETag MTime Size', 'FileETag None', 'ServerSignature Off',
  'ExpiresActive On', 'ExpiresDefault "access plus 1 month"', 'ExpiresByType text/css "now plus 2 days 3 hours"', 'Require all granted', 'Require ip 10.0.0.0/8 ::1',
  'Require method GET POST', 'Require host example.com', 'Require not ip 10', 'Order allow,deny', 'Allow from all', 'Deny from 10.1', 'Satisfy any', 'AuthType Basic',
  'AuthName "x y"', 'AuthBasicProvider file', 'AuthMerging Or', 'AcceptPathInfo On', 'LimitRequestBody 1000', 'IndexOptions FancyIndexing NameWidth=*', 'EnableSendfile off',
  'Action a /b virtual', 'AddOutputFilterByType DEFLATE text/html', 'XBitHack on', 'IndexIgnore *.bak', 'TraceEnable off', 'ProxyPass / http://x/', 'php_value a b',
]

export const SECTIONS: ((line: string) => string)[] = [
  (line) => line, (line) => line, (line) => line,
  (line) => `<Files x.html>\n${line}</Files>\n`, (line) => `<FilesMatch "\\.(html|php)$">\n${line}</FilesMatch>\n`, (line) => `<If "%{REQUEST_METHOD} == 'GET'">\n${line}</If>\n`,
  (line) => `<Limit GET POST>\n${line}</Limit>\n`, (line) => `<LimitExcept GET>\n${line}</LimitExcept>\n`, (line) => `<RequireAll>\n${line}Require all granted\n</RequireAll>\n`,
  (line) => `<IfModule mod_rewrite.c>\n${line}</IfModule>\n`, (line) => `<IfModule !mod_rewrite.c>\n${line}</IfModule>\n`, (line) => `<If "true">\n</If>\n<Else>\n${line}</Else>\n`,
]

export const EXPRESSIONS = [
  '%{REQUEST_URI} =~ m#/login$#', '-n %{HTTP_HOST}', '%{HTTP_HOST} == \'a\' && !(%{REQUEST_METHOD} in { \'GET\', \'HEAD\' })', 'req(\'X-A\') != \'b\' || -f \'/x\'',
  '%{REMOTE_ADDR} -ipmatch \'10.0.0.0/8\'', '%{TIME_HOUR} -gt 12', 'tolower(%{HTTP_HOST}) -strmatch \'*.x\'', '%{env:FOO} -eq 1', 'true', '%{REQUEST_METHOD} !~ /^(GET|HEAD)$/i',
]
export const PATTERNS = ['^a(b|c)*$', '[a-z]+\\.(html|php)$', '(?<!x)y{2,3}', '\\d+[^/]*?', '(?i)abc', '^(?:a|b)(?=c)', 'a++b*?', '[[:alpha:]_]', '(?P<n>a)\\1', '\\Qa.b\\E']

const BITS = ['"', '\'', '\\', '[', ']', '(', ')', '<', '>', '{', '}', '*', '+', '?', '|', '$', '%', '!', '-', '=', ',', ' ', '#', '^', '.', '/', '~', '1', 'x', '[L]', 'expr=', 'env=', 'not ', '\\\n']

export type Random = () => number

/** A linear congruential generator: the same seed gives the same cases. */
export function random(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export function pick<T>(from: readonly T[], chance: Random): T {
  const found = from[Math.floor(chance() * from.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** One or two small changes: a letter gone, something put in, a word gone, doubled or swapped for another line's. */
export function mutate(text: string, chance: Random): string {
  let line = text
  for (let changes = chance() < 0.5 ? 1 : 2; changes > 0; changes--) {
    const at = Math.floor(chance() * (line.length + 1))
    const words = line.split(' ')
    const word = Math.floor(chance() * words.length)
    const kind = chance()
    if (kind < 0.3) line = line.slice(0, at) + line.slice(at + 1)
    else if (kind < 0.7) line = line.slice(0, at) + pick(BITS, chance) + line.slice(at)
    else line = words.toSpliced(word, kind < 0.85 ? 1 : 0, ...(kind < 0.78 ? [] : [pick(pick(LINES, chance).split(' '), chance)])).join(' ')
  }
  return line
}

/** One `.htaccess` to try. */
export function mutation(chance: Random): string {
  const kind = chance()
  if (kind < 0.15) {
    const expression = mutate(pick(EXPRESSIONS, chance), chance)
    return pick([`<If "${expression}">\nOptions None\n</If>\n`, `Require expr ${expression}\n`, `SetEnvIfExpr "${expression}" a\n`, `RewriteCond expr "${expression}"\n`], chance)
  }
  if (kind < 0.3) return `RewriteRule "${mutate(pick(PATTERNS, chance), chance)}" - [L]\n`
  const section = pick(SECTIONS, chance)(`${chance() < 0.7 ? mutate(pick(LINES, chance), chance) : pick(LINES, chance)}\n`)
  return chance() < 0.15 ? mutate(section, chance) : section
}
