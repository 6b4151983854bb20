import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

/** What httpd does for want of a module: it starts with all of these. */
const UP = 'http://127.0.0.1:{{UPSTREAM_PORT}}'
const BALANCER = ['slotmem_shm', 'proxy_balancer', 'lbmethod_byrequests']
const balanced = lines('<Proxy balancer://c>', `BalancerMember ${UP}`, '</Proxy>', 'ProxyPass /b balancer://c/')

/** What MultiViews may find: a language that is named, one that is not, a file beside a folder. */
const VIEWS = { 'app/page.html.en': 'E', 'app/odd.html.zz': 'Z', 'app/one.html': 'H', 'app/one.d/a': 'A' }

export const modules: Probe[] = [
  {
    name: 'passed on by nobody', withoutModules: ['proxy_http'], paths: ['/up/x', '/rw/x', '/uk/x', '/fc/x', '/b/x'],
    server: lines(`ProxyPass /up ${UP}`, 'RewriteEngine On', `RewriteRule ^/rw(.*) ${UP}$1 [P]`, 'ProxyPass /uk foo://127.0.0.1/', 'ProxyPass /fc fcgi://127.0.0.1:9/', 'ProxyPass /b balancer://c/'),
  },
  { name: '[P] in .htaccess, passed on by nobody', withoutModules: ['proxy_http'], app: lines('RewriteEngine On', `RewriteRule ^x ${UP}/a [P]`) },
  {
    name: '[P] without mod_proxy', withoutModules: ['proxy', 'proxy_http'], paths: ['/app/x.html', '/rw/x'],
    server: lines('RewriteEngine On', `RewriteRule ^/rw(.*) ${UP}$1 [P]`), app: lines('RewriteEngine On', `RewriteRule ^x ${UP}/a [P]`),
  },
  { name: 'SetHandler proxy: without a scheme', app: lines('SetHandler "proxy:unix:/run/x|fcgi://localhost"') },
  { name: 'SetHandler proxy: without mod_proxy', withoutModules: ['proxy', 'proxy_http'], app: lines(`SetHandler "proxy:${UP}/"`) },
  { name: 'SetHandler proxy: beside a denial', app: lines('<Files x.html>', 'SetHandler "proxy:fcgi://127.0.0.1:9/"', '</Files>', '<LimitExcept GET POST>', 'Require all denied', '</LimitExcept>') },
  { name: 'an error page for the 500', server: lines('ErrorDocument 500 /err.html', 'Header always set X-A b', 'ProxyPass /f fcgi://127.0.0.1:1/'), paths: ['/f/x'] },
  { name: 'a denial before the 500', server: lines('<Location /f>', '<LimitExcept GET>', 'Require all denied', '</LimitExcept>', '</Location>', 'ProxyPass /f fcgi://127.0.0.1:1/'), paths: ['/f/x'] },
  { name: 'TRACE before the 500', server: lines('TraceEnable off', 'ProxyPass /f fcgi://127.0.0.1:1/'), paths: ['/f/x'] },
  { name: 'a balancer', server: balanced, withModules: BALANCER, paths: ['/b/x'] },
  { name: 'a balancer whose members nobody reaches', server: balanced, withModules: BALANCER, withoutModules: ['proxy_http'], paths: ['/b/x'] },
  { name: 'encryption without mod_ssl', server: lines('ProxyPass /s https://127.0.0.1:{{UPSTREAM_PORT}}/'), paths: ['/s/x'] },
  { name: 'encryption that is off', server: lines('ProxyPass /s https://127.0.0.1:{{UPSTREAM_PORT}}/'), withModules: ['socache_shmcb', 'ssl'], paths: ['/s/x'] },
  { name: 'encryption that another server switches on', server: lines('ProxyPass /s https://127.0.0.1:{{UPSTREAM_PORT}}/', '<VirtualHost 127.0.0.2:{{PORT2}}>', 'SSLProxyEngine On', '</VirtualHost>'), withModules: ['socache_shmcb', 'ssl'], paths: ['/s/x'] },
  { name: 'SetHandler proxy: without encryption', app: lines('SetHandler "proxy:https://127.0.0.1:{{UPSTREAM_PORT}}/"') },
  { name: 'WebSockets over mod_proxy_http', server: lines('ProxyPass /w ws://127.0.0.1:{{UPSTREAM_PORT}}/'), paths: ['/w/x'] },
  { name: 'WebSockets over mod_proxy_wstunnel', server: lines('ProxyPass /w ws://127.0.0.1:{{UPSTREAM_PORT}}/'), withModules: ['proxy_wstunnel'], withoutModules: ['proxy_http'], paths: ['/w/x'] },
  { name: 'WebSockets over nobody', server: lines('ProxyPass /w ws://127.0.0.1:{{UPSTREAM_PORT}}/'), withoutModules: ['proxy_http'], paths: ['/w/x'] },
  { name: 'programs without CGI', withoutModules: ['cgid'], app: lines('Options +ExecCGI', 'SetHandler cgi-script'), paths: ['/cgi-bin/echo.cgi', '/cgi-bin/none', '/app/x.html'] },
  { name: 'programs without PHP', app: lines('AddType application/x-httpd-php .html') },
  { name: 'a page of a module', app: lines('SetHandler server-status') },
  { name: 'AuthType Basic without its module', withoutModules: ['auth_basic'], app: lines('AuthType Basic', 'AuthName x', 'Require valid-user') },
  { name: 'AuthType Digest without its module', app: lines('AuthType Digest', 'AuthName x', 'Require valid-user') },
  { name: 'MultiViews', app: lines('Options +MultiViews', 'AddLanguage en .en'), files: VIEWS, paths: ['/app/page', '/app/page.html', '/app/one', '/app/odd', '/app/x', '/app/none'] },
  { name: 'MultiViews without mod_negotiation', withoutModules: ['negotiation'], app: lines('Options +MultiViews'), paths: ['/app/x', '/app/x.html'] },
]
