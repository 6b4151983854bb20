import { lines } from '../lab.ts'
import type { Probe } from '../lab.ts'

const UP = 'http://127.0.0.1:{{UPSTREAM_PORT}}'
const common = { paths: ['/app/x.html', '/app/sub/y.html', '/app/', '/app/none'], methods: ['GET', 'PUT', 'OPTIONS', 'FROBNICATE'] }
const rules = (...all: string[]): string => lines('RewriteEngine On', ...all)
const folder = (...all: string[]): Probe => ({ name: `folder: ${all.join(' ; ')}`, app: rules(...all), ...common })
const server = (...all: string[]): Probe => ({ name: `server: ${all.join(' ; ')}`, server: rules(...all), ...common })

/** Flags of RewriteRule that meet each other, or a handler. */
export const flags: Probe[] = [
  folder('RewriteRule x http://o.test/ [R=301,PT]'), folder('RewriteRule x /dir/ [R=301,PT]'), folder('RewriteRule x http://o.test/ [PT]'),
  folder(`RewriteRule x ${UP}/s/405 [P,PT]`), folder('RewriteRule x - [PT]', 'RewriteRule x /dir/ [L]'), folder('RewriteRule x - [R=405,PT]'),
  server('RewriteRule x http://o.test/ [R=301,PT]'), server('RewriteRule x /dir/ [R=301,PT]'), server('RewriteRule x http://o.test/ [PT]'), server('RewriteRule x - [PT]', 'RewriteRule x /dir/ [L]'),
  folder('RewriteRule x /dir/ [H=cgi-script]'), folder('Options +ExecCGI', 'RewriteRule x /dir/ [H=cgi-script]'), folder('RewriteRule ^ /dir/ [H=default-handler]'), folder('RewriteRule ^ /dir/ [H=foo]'),
  folder('RewriteRule ^ - [H=cgi-script]'), folder('SetHandler default-handler', 'RewriteRule ^ - [H=cgi-script]'), folder('RewriteRule x /dir/ [H=cgi-script,R]'), folder(`RewriteRule x ${UP}/s/405 [H=cgi-script,P]`),
  server('RewriteRule ^ - [H=cgi-script]'), { ...server('RewriteRule ^ - [H=cgi-script]'), name: 'SetHandler is weaker than [H]', app: lines('SetHandler default-handler') }, server('RewriteRule x /dir/index.html [H=cgi-script]'),
  folder('RewriteRule x /dir/ [T=text/plain]'), folder('RewriteRule x /dir/ [R=308]', 'RewriteRule ^ /app/sub/y.html'), folder('RewriteRule ^x /dir/ [R=308]', 'RewriteRule ^x /app/none2'),
  folder('ErrorDocument 404 /err.html', 'RewriteRule ^x /dir/ [R=308]', 'RewriteRule ^x /app/none2'),
  { ...server('UseCanonicalName On', 'RewriteCond %{SERVER_PORT} =80', 'RewriteRule x - [G]'), paths: ['/app/x.html', '/dir'] },
  { ...server('ServerName other.test:81', 'UseCanonicalName On', 'RewriteCond %{SERVER_PORT} =81', 'RewriteRule x /dir [R]'), paths: ['/app/x.html', '/dir'] },
  {
    name: 'a rule of a Location takes a request from the proxy', ...common,
    server: lines(`ProxyPass /app ${UP}/s/501`, '<LocationMatch "^/app/(?!x)">', 'RewriteEngine On', 'RewriteCond %{REQUEST_METHOD} ^(GET|PUT)', 'RewriteRule ^ /app/x.html', '</LocationMatch>'),
  },
]
