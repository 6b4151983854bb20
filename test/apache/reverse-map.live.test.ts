import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from '../projects/deployment.ts'

const test = liveSuite('ProxyPassReverse', 'apache2')

const conf = (reverse: string): string => `ServerRoot "@ROOT@"
PidFile "@ROOT@/run/httpd.pid"
ErrorLog "@ROOT@/logs/httpd.log"
DefaultRuntimeDir "@ROOT@/run"
${['mpm_event', 'authz_core', 'dir', 'mime', 'proxy', 'proxy_http']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
TraceEnable off
Listen 8096
ProxyPass /app/ http://127.0.0.1:3196/
${reverse}
`
const APP = `const express = require('express')
const app = express()
app.get('/whole', (req, res) => res.redirect('http://127.0.0.1:3196/there'))
app.get('/path', (req, res) => res.redirect('/there'))
app.listen(3196)
`

for (const reverse of ['', 'ProxyPassReverse /app/ http://127.0.0.1:3196/', 'ProxyPassReverse /app/ /'])
  test(reverse || 'none', async () => {
    const files = { 'httpd.conf': conf(reverse), 'app.js': APP, 'package.json': '{"dependencies":{"express":"^5"}}' }
    const root = folderWith(files)
    const running = await start({
      name: basename(root),
      below: dirname(root),
      ports: [8096, 3196],
      replace: { '@ROOT@': '{{ROOT}}' },
      apache: 'httpd.conf',
      apps: [{ entry: 'app.js', express: 5, port: 3196 }],
      door: { port: 8096 },
    })
    try {
      const cwd = folderWith({ ...files, 'httpd.conf': conf(reverse).replaceAll('@ROOT@', '/srv') })
      const site = await loadSite({ cwd, config: false })
      for (const path of ['/app/whole', '/app/path']) {
        const { headers } = await running.ask('GET', path, 'localhost')
        const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:8096${path}` })
        const sent = path === '/app/path' ? '/there' : 'http://127.0.0.1:3196/there'
        const isMapped = headers['location']?.replace(/:2\d{4}|:3[01]\d{3}/, ':3196') !== sent
        // What is mapped is open; what is left alone is told, save where a map of paths may be meant.
        if (isMapped) assert.is(outcomes[0]?.headers['location'], undefined, path)
        else if (reverse === '' || !/ \/$/.test(reverse)) assert.is(outcomes[0]?.headers['location'], sent, path)
      }
    } finally {
      await running.stop()
    }
  })

test.run()
