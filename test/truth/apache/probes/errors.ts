import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

export const errors: Probe[] = [
  {
    name: 'the method of a request whose error page fails', server: 'TraceEnable off', app: lines('ErrorDocument 405 /app/gone.html', 'ErrorDocument 404 /app/gone-too.html', 'Header always set X-A a "expr=%{REQUEST_METHOD} != \'PUT\'"',
      'Header always set Allow "GET" "expr=%{REQUEST_METHOD} == \'GET\'"', 'Header always set Cache-Control "no-store" "expr=%{REQUEST_METHOD} == \'PUT\'"', '<If "%{REQUEST_METHOD} == \'DELETE\'">', 'Redirect 405', '</If>'),
  },
  { name: 'ed text', app: lines('ErrorDocument 405 "no such"', 'ErrorDocument 404 "x %{REQUEST_URI}"', 'ErrorDocument 403 default') },
  { name: 'ed path cgi', app: lines('ErrorDocument 405 /cgi-bin/echo.cgi', 'ErrorDocument 404 /cgi-bin/st501.cgi') },
  { name: 'ed expr', app: 'ErrorDocument 405 /app/%{tolower:ERR}.html' },
  { name: 'ed 500 bad', server: lines('ErrorDocument 500 /err.html', 'Header always set Cache-Control no-store'), app: 'Bogus' },
  { name: 'ed server vs default', server: 'ErrorDocument 405 "x"', app: 'ErrorDocument 405 default' },
  {
    name: 'ed rw loop',
    server: lines(
      'ErrorDocument 405 /err.html',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_URI} !^/err',
      'RewriteRule ^/app - [R=405]',
    ),
  },
  {
    name: 'ed rw all',
    server: lines(
      'ErrorDocument 405 /err.html',
      'RewriteEngine On',
      'RewriteRule ^ - [R=405]',
      'Header always set Cache-Control k',
    ),
  },
  { name: 'ed proxied page', server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ErrorDocument 405 /up/s/200?h=Cache-Control:q') },
  { name: 'ed proxied page 404', server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ErrorDocument 405 /up/s/404?h=Cache-Control:q') },
  {
    name: 'a rule that answers while an error page is fetched',
    htaccess: {
      'app/.htaccess': lines('<If "true">', 'RewriteEngine On', 'RewriteRule .* - [R=501]', '</If>'),
      'app/sub/.htaccess': lines('Options ExecCGI', 'ErrorDocument 403 /app/'),
    },
  },
  { name: 'a proxied page under ProxyErrorOverride', server: lines(
    'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ProxyErrorOverride On', 'ErrorDocument 405 /up/s/200?h=Cache-Control:q', 'ErrorDocument 404 /up/s/405',
    'ErrorDocument 501 /up/s/501'), paths: ['/app/x.html', '/app/none', '/up/s/405', '/up/s/501', '/up/s/404'] },
  { name: 'an error page whose index asks for a user', server: lines(
    'ErrorDocument 404 /app/', '<FilesMatch "\\.html$">', 'AuthType Basic', 'AuthName x', 'AuthUserFile {{ROOT}}/htpasswd', 'Require valid-user', '</FilesMatch>'),
  app: 'DirectoryIndex nope.html index.html', paths: ['/app/none', '/app/', '/zip'] },
]
