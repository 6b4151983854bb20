import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from '../projects/deployment.ts'

const test = liveSuite('named groups of sections', 'apache2')

const CONF = `ServerRoot "@ROOT@"
PidFile "@ROOT@/run/httpd.pid"
ErrorLog "@ROOT@/logs/httpd.log"
DefaultRuntimeDir "@ROOT@/run"
${['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'rewrite', 'headers']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
TraceEnable off
Listen 8099
DocumentRoot "@ROOT@/www"
<Directory "@ROOT@/www">
Require all granted
</Directory>
<LocationMatch "^/num/(?<n>[0-9]+)$">
  <If "%{env:MATCH_N} -gt 10">
    Redirect 410
  </If>
  Redirect 303 "/to/%{env:MATCH_N}"
</LocationMatch>
<LocationMatch "^/verb/(?<verb>[a-z]+)(?:-(?<more>x))?$">
  Require expr "tolower(%{REQUEST_METHOD}) == %{env:MATCH_VERB}"
  Header always set Allow "%{MATCH_VERB}e" "expr=%{REQUEST_STATUS} == 403"
</LocationMatch>
<DirectoryMatch "/www/(?<area>[a-z]+)/">
  <If "%{env:MATCH_AREA} == 'shut'">
    Require all denied
  </If>
</DirectoryMatch>
<FilesMatch "^(?<stem>\\w+)\\.html$">
  Require expr "%{env:MATCH_STEM} != 'secret'"
</FilesMatch>
RewriteEngine On
RewriteCond %{ENV:MATCH_VERB} ^delete$
RewriteRule ^/verb/ - [R=409]
`
const FILES = {
  'www/index.html': '',
  'www/secret.html': '',
  'www/open/a.html': '',
  'www/shut/a.html': '',
  'www/verb/get': '',
  'www/verb/put-x': '',
}
const PATHS = [
  '/num/5',
  '/num/50',
  '/num/x',
  '/verb/get',
  '/verb/put-x',
  '/verb/delete',
  '/index.html',
  '/secret.html',
  '/open/a.html',
  '/shut/a.html',
]

const sorted = (list: string | null | undefined): string | null => list?.split(',').sort().join() ?? null

test('what they matched is a variable of the request', async () => {
  const root = folderWith({ 'httpd.conf': CONF, ...FILES })
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [8099],
    replace: { '@ROOT@': '{{ROOT}}' },
    apache: 'httpd.conf',
    door: { port: 8099 },
  })
  try {
    const cwd = folderWith(FILES)
    writeFileSync(join(cwd, 'httpd.conf'), CONF.replaceAll('@ROOT@', cwd))
    const site = await loadSite({ cwd, config: false })
    for (const path of PATHS)
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, headers } = await running.ask(method, path, `localhost:${running.port}`)
        const { outcomes } = await site.trace({ method, url: `http://localhost:8099${path}` })
        const told = outcomes.map((one) => [one.status, sorted(one.headers['allow']), one.headers['location'] ?? null])
        const location = headers['location']?.replace(`:${running.port}`, ':8099') ?? null
        assert.equal(
          [...new Map(told.map((one) => [one.join(), one])).values()],
          [[status, sorted(headers['allow']), location]],
          `${method} ${path}`,
        )
      }
  } finally {
    await running.stop()
  }
})

test.run()
