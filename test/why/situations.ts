// How a situation of docs/why.md is started for real: by what lies in its folder, and a few words for those that name other machines.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deployment } from '../projects/deployment.ts'
import { SITUATIONS } from './page.ts'

/** Where the servers of a situation listen. */
const PORTS = [8080, 8081, 3000]

/** A folder with nothing but .htaccess files, served by httpd. */
const HTDOCS = `Listen 8080
DocumentRoot "{{ROOT}}"
<Directory "{{ROOT}}">
    AllowOverride All
    Require all granted
</Directory>
`
const htaccess: Partial<Deployment> = {
  apache: 'htdocs.test.conf',
  write: { 'htdocs.test.conf': HTDOCS },
  replace: { '{{ROOT}}': '{{ROOT}}' },
}

/** Older situations, which say other ports and hosts. */
const OTHERS: Record<string, Partial<Deployment>> = {
  'trace-in-htaccess': htaccess,
  'errordocument-in-htaccess': htaccess,
  'limit-and-password': htaccess,
  'slash-redirect': { replace: { 'listen 80;': 'listen 8080;', 'listen 443 ssl;': 'listen 8081;' } },
  // An application that answers 501, and has the page for it.
  'intercepted-501': {
    apps: [{ entry: 'behind.test.cjs', express: 5, port: 3000 }],
    write: {
      'behind.test.cjs':
        "require('node:http').createServer((req, res) => { res.statusCode = req.url.startsWith('/api/') ? 501 : 200; res.end() }).listen(3000)\n",
    },
    replace: { 'listen 80;': 'listen 8080;', '10.0.0.20:3000': '127.0.0.1:3000', '10.0.0.21:4000': '127.0.0.1:3000' },
  },
  'proxy-module-missing': {
    replace: {
      'ServerRoot "/usr/local/apache2"':
        'ServerRoot "{{ROOT}}"\nPidFile "{{ROOT}}/run/httpd.pid"\nErrorLog "{{ROOT}}/logs/httpd.log"\nDefaultRuntimeDir "{{ROOT}}/run"',
      ' modules/mod_': ' /usr/lib/apache2/modules/mod_',
    },
  },
}

/** Ports that anybody may open, no machine but this one, and nothing written outside of the running copy. */
const REPLACE = {
  'listen 80;': 'listen 8080;',
  '/srv/site': '{{ROOT}}',
  'server 10.0.0.': 'server 127.0.0.',
  'http://10.0.0.': 'http://127.0.0.',
  'events {}': 'pid run/nginx.pid; error_log logs/error.log; events {}',
  'http {':
    'http { access_log off; client_body_temp_path run/body; proxy_temp_path run/proxy; fastcgi_temp_path run/fastcgi; uwsgi_temp_path run/uwsgi; scgi_temp_path run/scgi;',
}

const partOf = (has: (name: string) => boolean): string | undefined => ['site.conf', 'sites.conf'].find(has)

const nginxOf = (has: (name: string) => boolean): Deployment['nginx'] => {
  if (has('nginx.conf')) return { main: 'nginx.conf' }
  const part = partOf(has)
  return part === undefined ? undefined : { part }
}

/** Express 4 where the package says so. */
const expressOf = (folder: string): 4 | 5 =>
  existsSync(join(folder, 'package.json')) &&
  /"express": "\^?4/.test(readFileSync(join(folder, 'package.json'), 'utf8'))
    ? 4
    : 5

/** The situation as it listens on its own ports; `published` is the port that the page asks. */
export function deploymentOf(situation: string, published: number): Deployment {
  const folder = join(SITUATIONS, situation)
  const has = (name: string): boolean => existsSync(join(folder, name))
  const nginx = nginxOf(has)
  const entry = ['server.js', 'app.js'].find(has)
  return {
    name: situation,
    below: SITUATIONS,
    ports: PORTS,
    door: { port: published === 80 ? 8080 : published, published },
    ...(nginx ? { nginx } : {}),
    ...(has('httpd.conf') ? { apache: 'httpd.conf' } : {}),
    ...(entry ? { apps: [{ entry, express: expressOf(folder), port: 3000 }] } : {}),
    replace: REPLACE,
    ...OTHERS[situation],
  }
}
