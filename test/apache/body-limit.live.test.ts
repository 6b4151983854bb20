import { once } from 'node:events'
import { connect } from 'node:net'
import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from '../projects/deployment.ts'

const test = liveSuite('LimitRequestBody', 'apache2')

const CONF = `ServerRoot "@ROOT@"
PidFile "@ROOT@/run/httpd.pid"
ErrorLog "@ROOT@/logs/httpd.log"
DefaultRuntimeDir "@ROOT@/run"
${['mpm_event', 'authz_core', 'alias', 'dir', 'mime', 'headers']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
TraceEnable off
Listen 8095
DocumentRoot "@ROOT@/www"
LimitRequestBody 100
<Directory "@ROOT@/www">
AllowOverride All
Require all granted
</Directory>
<Location /open>
LimitRequestBody 0
</Location>
<Location /shut>
Require all denied
</Location>
Redirect 307 /away /a.txt
`
const FILES = {
  'www/a.txt': 'a',
  'www/open': 'o',
  'www/shut': 's',
  'www/few/a.txt': 'a',
  'www/few/.htaccess': 'LimitRequestBody 4\n',
}

/** The status of a request with a body of so many bytes. */
async function statusOf(port: number, method: string, path: string, length: number): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(length)}`,
  )
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  await once(socket, 'close')
  return Number(text.split(' ')[1])
}

test('a body that is longer may be refused by whoever reads it; a shorter one changes nothing', async () => {
  const root = folderWith({ 'httpd.conf': CONF, ...FILES })
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [8095],
    replace: { '@ROOT@': '{{ROOT}}' },
    apache: 'httpd.conf',
    door: { port: 8095 },
  })
  try {
    const site = await loadSite({
      cwd: folderWith({ 'httpd.conf': CONF.replaceAll('@ROOT@', '/srv'), ...FILES }),
      config: false,
    })
    const refused = new Set<string>()
    for (const path of ['/a.txt', '/open', '/shut', '/few/a.txt', '/away'])
      for (const method of ['GET', 'POST', 'PUT', 'TRACE'])
        for (const length of [0, 9, 200]) {
          const status = await statusOf(running.port, method, path, length)
          const { outcomes } = await site.trace({
            method,
            url: `http://localhost:8095${path}`,
            headers: { 'content-length': String(length) },
          })
          if (status === 413 && method !== 'TRACE') refused.add(`${path} ${length}`)
          const told = outcomes.map((outcome) => outcome.status)
          assert.ok(told.includes(null) || told.includes(status), `${method} ${path} ${length}: ${status}, not ${told}`)
          // TRACE is answered before the sections of a path count.
          if (method !== 'TRACE')
            assert.is(
              told.includes(null),
              path !== '/open' && length > (path.startsWith('/few') ? 4 : 100),
              `${method} ${path} ${length}`,
            )
        }
    assert.ok(refused.has('/a.txt 200') && refused.has('/few/a.txt 9') && !refused.has('/open 200'))
  } finally {
    await running.stop()
  }
})

test.run()
