import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { agrees, start, type Seen } from './deployment.ts'

const test = liveSuite('TraceEnable where nobody sees it', 'apache2')

const HOST =
  '<VirtualHost *:8090>\nServerName club.example\nDocumentRoot "@ROOT@/www"\n<Directory "@ROOT@/www">\nAllowOverride All\nRequire all granted\n</Directory>\n</VirtualHost>\n'
const main = (trace: string): string => `ServerRoot "@ROOT@"
PidFile "@ROOT@/run/httpd.pid"
ErrorLog "@ROOT@/logs/httpd.log"
DefaultRuntimeDir "@ROOT@/run"
${['mpm_event', 'authz_core', 'dir', 'mime', 'rewrite']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
Listen 8090
${trace}
Include "@ROOT@/club.conf"
`
const HTACCESS = 'RewriteEngine On\nRewriteCond %{REQUEST_METHOD} =PATCH\nRewriteRule ^ - [R=405]\n'
const ASKED = ['TRACE /', 'TRACE /none', 'OPTIONS /', 'PUT /', 'PATCH /', 'GET /']

/** What httpd answers whose main file says this. */
async function observed(trace: string): Promise<Seen[]> {
  const root = folderWith({
    'httpd.conf': main(trace),
    'club.conf': HOST,
    'www/index.html': '',
    'www/.htaccess': HTACCESS,
  })
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [8090],
    replace: { '@ROOT@': '{{ROOT}}' },
    apache: 'httpd.conf',
    door: { port: 8090 },
  })
  try {
    return await Promise.all(
      ASKED.map((one) => running.ask(one.split(' ')[0] ?? '', one.split(' ')[1] ?? '', 'club.example')),
    )
  } finally {
    await running.stop()
  }
}

const SIGHTS: Record<string, Record<string, string>> = {
  'a virtual host': { 'club.conf': HOST.replaceAll('@ROOT@', '/srv'), 'www/index.html': '', 'www/.htaccess': HTACCESS },
  'an .htaccess': { '.htaccess': HTACCESS, 'index.html': '' },
}

for (const [sight, files] of Object.entries(SIGHTS))
  test(`${sight} alone leaves open what only the main file says, and nothing else`, async () => {
    const [on, off] = [await observed(''), await observed('TraceEnable off')]
    const site = await loadSite({ cwd: folderWith(files), config: false })
    for (const [index, one] of ASKED.entries()) {
      const [method = '', path = ''] = one.split(' ')
      const { outcomes } = await site.trace({ method, url: `http://club.example:8090${path}` })
      const isHeld = [on[index], off[index]].map((seen) => outcomes.some((outcome) => seen && agrees(outcome, seen)))
      assert.equal(isHeld, [true, true], `${one}: ${JSON.stringify([on[index], off[index]])}`)
      if (method === 'GET') assert.is(outcomes.length, 1)
    }
  })

test('a main file in sight decides it', async () => {
  for (const trace of ['', 'TraceEnable off']) {
    const seen = await observed(trace)
    const site = await loadSite({
      cwd: folderWith({
        'httpd.conf': main(trace).replaceAll('@ROOT@', '/srv').replace('/srv/club.conf', 'club.conf'),
        'club.conf': HOST.replaceAll('@ROOT@', '/srv'),
        'www/index.html': '',
        'www/.htaccess': HTACCESS,
      }),
      config: false,
    })
    for (const [index, one] of ASKED.slice(0, 2).entries()) {
      const [method = '', path = ''] = one.split(' ')
      const { outcomes } = await site.trace({ method, url: `http://club.example:8090${path}` })
      assert.equal(
        outcomes.map(({ status }) => status),
        [seen[index]?.status],
        one,
      )
    }
  }
})

test.run()
