import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

export const headers: Probe[] = [
  {
    name: 'hdr set CC',
    app: lines(
      'Header set Cache-Control "no-store"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr always+set',
    app: lines(
      'Header set Cache-Control "a"',
      'Header always set Cache-Control "b"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr append',
    app: lines(
      'Header append Cache-Control "a"',
      'Header append Cache-Control "b"',
      'Header merge Cache-Control "a"',
      'Header merge Cache-Control c',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr add always',
    app: lines(
      'Header always add Cache-Control "a"',
      'Header always add Cache-Control "b"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr unset always',
    app: lines(
      'Header always set Cache-Control "a"',
      'Header always unset Cache-Control',
      'Header set Cache-Control z',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr unset onsuccess of always',
    app: lines(
      'Header always set Cache-Control "a"',
      'Header unset Cache-Control',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  { name: 'hdr setifempty', app: lines('Header setifempty Cache-Control "a"', 'Header setifempty Cache-Control "b"') },
  {
    name: 'hdr edit',
    app: lines(
      'Header set Cache-Control "max-age=5, public"',
      'Header edit Cache-Control "max-age=(\\d+)" "max-age=$19"',
    ),
  },
  { name: 'hdr edit*', app: lines('Header set Cache-Control "a a a"', 'Header edit* Cache-Control "a" "b"') },
  {
    name: 'hdr expr status',
    app: lines(
      'Header always set Cache-Control no-store "expr=%{REQUEST_STATUS} >= 400"',
      `Header always set Allow "GET" "expr=%{REQUEST_STATUS} -in {'405','501'}"`,
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr expr status gt',
    app: lines(
      'Header always set Cache-Control no-store "expr=%{REQUEST_STATUS} -ge 400"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr expr method',
    app: lines(
      `Header set Cache-Control no-store "expr=%{REQUEST_METHOD} == 'POST'"`,
      `Header always set Cache-Control x "expr=%{REQUEST_METHOD} != 'GET'"`,
    ),
  },
  {
    name: 'hdr env',
    app: lines(
      'SetEnv foo 1',
      'SetEnvIf Request_Method PUT bar=baz',
      'Header always set Cache-Control "%{bar}e" env=bar',
      'Header set Cache-Control yes env=foo',
      'Header set Cache-Control no env=!bar',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  { name: 'hdr colon', app: 'Header set Cache-Control: no-store' },
  {
    name: 'hdr percent',
    app: lines(
      'Header always set Cache-Control "100%% %{NOPE}e"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  {
    name: 'hdr value expr',
    app: lines(
      'Header always set Cache-Control "expr=%{REQUEST_METHOD}-x"',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  { name: 'hdr unset Allow options', app: lines('Header unset Allow', 'Header always unset Allow') },
  { name: 'hdr set Allow options', app: 'Header set Allow "GET, OPTIONS"' },
  { name: 'hdr edit Allow options', app: 'Header edit Allow TRACE X' },
  { name: 'hdr append Allow', app: lines('Header append Allow "PATCH"', 'Header always append Allow DELETE') },
  { name: 'hdr early', app: 'Header set Cache-Control x early' },
  { name: 'hdr child', htaccess: { 'app/.htaccess': 'Header set Cache-Control a', 'app/sub/.htaccess': 'Header set Cache-Control b' } },
  { name: 'hdr child append', htaccess: { 'app/.htaccess': 'Header set Cache-Control a', 'app/sub/.htaccess': 'Header append Cache-Control b' } },
  { name: 'hdr child unset', htaccess: { 'app/.htaccess': 'Header set Cache-Control a', 'app/sub/.htaccess': 'Header unset Cache-Control' } },
  {
    name: 'expires',
    app: lines(
      'ExpiresActive On',
      'ExpiresDefault "access plus 1 hour"',
      'ExpiresByType text/html A60',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$',
      'RewriteRule ^ - [R=405,L]',
    ),
  },
  { name: 'expires type', app: lines('ExpiresActive On', 'ExpiresByType text/* "now plus 1 day 2 hours"') },
  {
    name: 'expires + header',
    app: lines(
      'ExpiresActive On',
      'ExpiresDefault A60',
      'Header append Cache-Control public',
      'Header merge Cache-Control max-age=60',
    ),
  },
  { name: 'expires + always', app: lines('ExpiresActive On', 'ExpiresDefault A60', 'Header always set Cache-Control public') },
  { name: 'expires set exp', app: lines('ExpiresActive On', 'ExpiresDefault A60', 'Header set Expires 0') },
  { name: 'expires off child', app: 'ExpiresDefault A60' },
  {
    name: 'proxy expires',
    server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ExpiresActive On', 'ExpiresDefault A9'),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'cgi hdr',
    server: lines(
      'Header always set Cache-Control a',
      'Header set Cache-Control b',
      'ExpiresActive On',
      'ExpiresDefault A9',
    ),
    paths: ['/cgi-bin/echo.cgi', '/cgi-bin/st405.cgi', '/cgi-bin/st501.cgi', '/cgi-bin/st405allow.cgi'],
  },
  { name: 'expiry on redirects', server: lines('ExpiresActive On', 'ExpiresDefault A60'), paths: ['/dir', '/app/x.html', '/app/none'] },
  { name: 'SetEnv before a denial', app: lines('Header always add Cache-Control "%{v}e"', 'SetEnv v 1', 'Require method GET') },
  { name: 'SetEnv and Redirect', app: lines('SetEnv v 1', 'Redirect 405', 'Header always set Cache-Control yes env=v') },
  { name: 'SetEnv before rewriting', app: lines('SetEnv v 1', 'RewriteEngine On', 'RewriteCond %{ENV:v} 1', 'RewriteRule ^ - [F]'), paths: ['/app/', '/app/x.html'] },
  {
    name: 'SetEnvIf of an index', app: 'Header always setifempty Cache-Control "%{v}e"', paths: ['/app/', '/app/x.html'],
    server: lines('<FilesMatch "\\.html$">', `SetEnvIfExpr "%{REQUEST_METHOD} == 'PUT'" v=q`, '</FilesMatch>'),
  },
  { name: 'SetEnvIf is stronger than SetEnv', app: lines('SetEnv FLAG 1', 'SetEnvIf Request_Method (.*) FLAG=$1', 'Header set X-A "%{FLAG}e"') },
  { name: 'UnsetEnv takes back SetEnv alone', app: lines('SetEnvIf Request_Method ^P FLAG=$0', 'SetEnv FLAG 2', 'UnsetEnv FLAG', 'Header set X-A "%{FLAG}e"') },
  { name: 'a rule is stronger than both', app: lines('SetEnv FLAG 1', 'SetEnvIf Request_Method ^P FLAG=app', 'Header set X-A "%{FLAG}e"', 'RewriteEngine On', 'RewriteRule ^ - [E=FLAG:rule]') },
]
