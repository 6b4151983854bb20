import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

export const proxies: Probe[] = [
  {
    name: 'proxy',
    server: 'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy slash',
    server: lines(
      'ProxyPass /up/ http://127.0.0.1:{{UPSTREAM_PORT}}/base/',
      'ProxyPass /q http://127.0.0.1:{{UPSTREAM_PORT}}/base',
    ),
    paths: ['/up/x', '/up', '/up/', '/q', '/qq', '/q/x?y=%20', '/up/a%20b', '/up//x', '/up/%7Ex', '/up/a%2Fb', `/up/(x)!*'$&+,;=:@`],
  },
  {
    name: 'proxy excl',
    server: lines('ProxyPass /up/no !', 'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ProxyPass /up/late !'),
    paths: ['/up/no', '/up/no/x', '/up/late', '/up/nox'],
  },
  {
    name: 'proxy match',
    server: lines(
      'ProxyPassMatch "^/m/(\\d+)$" "http://127.0.0.1:{{UPSTREAM_PORT}}/s/$1"',
      'ProxyPassMatch "^/n/" "http://127.0.0.1:{{UPSTREAM_PORT}}"',
      'ProxyPassMatch "\\.php$" !',
    ),
    paths: ['/m/405', '/m/x', '/n/x'],
  },
  {
    name: 'proxy location',
    server: lines(
      '<Location "/up">',
      'ProxyPass http://127.0.0.1:{{UPSTREAM_PORT}}',
      '</Location>',
      '<LocationMatch "^/lm/(.*)$">',
      'ProxyPassMatch http://127.0.0.1:{{UPSTREAM_PORT}}/z/$1',
      '</LocationMatch>',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html', '/lm/x'],
  },
  {
    name: 'proxy location excl',
    server: lines(
      '<Location "/up/no">',
      'ProxyPass !',
      '</Location>',
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
    ),
    paths: ['/up/no/x', '/up/x'],
  },
  {
    name: 'proxy override',
    server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ProxyErrorOverride On'),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy override ED',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      'ProxyErrorOverride On',
      'ErrorDocument 405 /err.html',
      'ErrorDocument 501 https://x.test/',
      'ErrorDocument 404 "t"',
      'Header always set Cache-Control alw',
      'Header set Cache-Control ons',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy override codes',
    server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'ProxyErrorOverride On 405 501'),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy override loc',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      '<Location "/up/s/405">',
      'ProxyErrorOverride On',
      '</Location>',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy section',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      '<Proxy "http://127.0.0.1:{{UPSTREAM_PORT}}/*">',
      'Require method GET',
      '</Proxy>',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET'],
  },
  {
    name: 'proxy section star',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      '<Proxy *>',
      'Require method GET',
      'Header set Cache-Control pr',
      '</Proxy>',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET'],
  },
  {
    name: 'proxy rw',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      'RewriteEngine On',
      'RewriteCond %{REQUEST_METHOD} !^(GET|POST)$',
      'RewriteRule ^/up - [R=405]',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET'],
  },
  { name: 'proxy redirect', server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', 'Redirect 410 /up'), paths: ['/up/s/200', '/up/s/405'] },
  {
    name: 'proxy redirect loc',
    server: lines('ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}', '<Location "/up">', 'Redirect 410', '</Location>'),
    paths: ['/up/s/200', '/up/s/405'],
  },
  {
    name: 'proxy if',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      `<If "%{REQUEST_METHOD} == 'PUT'">`,
      'Require all denied',
      '</If>',
    ),
    paths: ['/up/s/200', '/up/s/405'],
  },
  {
    name: 'proxy header',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      'Header always set Allow A',
      'Header set Allow B',
      'Header merge Cache-Control x',
      'Header unset Location',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy header edit',
    server: lines(
      'ProxyPass /up http://127.0.0.1:{{UPSTREAM_PORT}}',
      'Header edit Allow GET PUT',
      'Header append Cache-Control z',
      'Header always unset Cache-Control',
    ),
    paths: ['/up/s/200', '/up/s/405', '/up/s/405?h=Allow:GET', '/up/s/501?h=Cache-Control:no-store', '/up/s/404?h=Cache-Control:max-age=5', '/up/s/204', '/up/s/301?h=Location:/x', '/up/s/500', '/app/x.html'],
  },
  {
    name: 'proxy sethandler',
    server: lines('<Location "/up">', 'SetHandler "proxy:http://127.0.0.1:{{UPSTREAM_PORT}}/"', '</Location>'),
    paths: ['/up', '/up/x'],
  },
]
