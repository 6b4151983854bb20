import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'GETTER', 'get']
const rule = (...conditions: string[]): string => lines('RewriteEngine On', ...conditions, 'RewriteRule ^ - [R=405,L]')
const byMethod = (name: string, condition: string): Probe => ({ name, methods: METHODS, app: rule(`RewriteCond %{REQUEST_METHOD} ${condition}`) })

/** Patterns that are no regular language, and what they are asked of: methods, paths, file names, headers. */
export const patterns: Probe[] = [
  byMethod('methods by a look ahead', '^(?!GET|POST)'),
  byMethod('methods by a whole look ahead', '^(?!(?:GET|HEAD)$).*$'),
  byMethod('methods by a negated look ahead', '!^(?!PUT|DELETE)'),
  byMethod('methods by a look behind', '(?<!E)T$'),
  byMethod('methods by a back reference', '^.*(T)\\1'),
  byMethod('methods without case in a part', '^(?i:g)ET$'),
  { name: 'the whole request by a look ahead', methods: METHODS, app: rule('RewriteCond %{THE_REQUEST} ^(?!GET|HEAD)') },
  { name: 'an If by a look ahead', methods: METHODS, app: lines('<If "%{REQUEST_METHOD} =~ /^(?!GET|POST)/">', 'Require all denied', '</If>') },
  { name: 'an If by what is no match', methods: METHODS, app: lines('<If "%{REQUEST_METHOD} !~ m#^(?:GET|(?i:p)ost)$#">', 'Redirect 405 /', '</If>') },
  { name: 'words for and, or, not', methods: METHODS, app: lines("<If \"not %{REQUEST_METHOD} == 'GET' and (%{REQUEST_METHOD} == 'PUT' or %{REQUEST_METHOD} -strcmatch 'p*')\">", 'Require all denied', '</If>') },
  { name: 'the client\'s network', app: lines("<If \"%{REMOTE_ADDR} -ipmatch '127.0.0.0/8' && ! -R '10.0.0.0/8'\">", 'Require method GET', '</If>') },
  { name: 'SetEnvIf by a look ahead', methods: METHODS, app: lines('SetEnvIf Request_Method ^(?!GET) other', 'Deny from env=other') },
  {
    name: 'the folder of a front controller by a back reference', paths: ['/app/', '/app/none', '/app/a/b', '/app/x.html', '/app/front.html', '/app/sub/none'], files: { 'app/front.html': 'F\n' },
    app: lines('RewriteEngine On', 'RewriteCond %{REQUEST_URI}::$0 ^(/.+)/(.*)::\\2$', 'RewriteRule .* - [E=BASE:%1]', 'RewriteCond %{REQUEST_FILENAME} !-f', 'RewriteRule ^ %{ENV:BASE}/front.html [L]'),
  },
  { name: 'a redirect of a back reference', paths: ['/app/a-a', '/app/a-b', '/app/sub/sub'], app: lines('RedirectMatch 308 ^/app/(.+)[-/]\\1$ /app/$1') },
  { name: 'hidden files, but one', paths: ['/app/.x', '/app/.well-known/y', '/app/x.html'], app: lines('RewriteEngine On', 'RewriteRule (?:^|/)\\.(?!well-known) - [F]') },
  { name: 'files by a look behind', paths: ['/app/x.html', '/app/sub/y.html', '/app/err.html'], app: lines('<FilesMatch "(?<!err)\\.(?i:HTML)$">', 'Require all denied', '</FilesMatch>') },
  { name: 'a location by a look ahead', server: lines('<LocationMatch "^/app/(?!x)">', 'Require method GET', '</LocationMatch>') },
  { name: 'an edited header', app: lines('Header set Cache-Control "public, max-age=5"', 'Header edit Cache-Control "(?<=max-age=)\\d+" 60', 'Header edit Cache-Control (?i)PUBLIC private') },
  { name: 'the type of what is answered', paths: ['/app/x.html', '/app/none', '/app/'], app: lines('Header set Cache-Control no-store "expr=%{CONTENT_TYPE} == \'text/html\'"') },
]
