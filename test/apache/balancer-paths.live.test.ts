import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from '../projects/deployment.ts'

const test = liveSuite('paths of balancer members', 'apache2')

const MODULES =
  'mpm_event authz_core dir mime rewrite proxy proxy_http proxy_balancer slotmem_shm lbmethod_byrequests'.split(' ')
const CONF = `ServerRoot "@ROOT@"
PidFile "@ROOT@/run/httpd.pid"
ErrorLog "@ROOT@/logs/httpd.log"
DefaultRuntimeDir "@ROOT@/run"
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
ServerName localhost
TraceEnable off
Listen 8098
<Proxy balancer://bare>
BalancerMember http://127.0.0.1:3198
</Proxy>
<Proxy balancer://based>
BalancerMember http://127.0.0.1:3198/base
BalancerMember http://127.0.0.1:3198/base route=two
</Proxy>
<Proxy balancer://slash>
BalancerMember http://127.0.0.1:3198/base/
</Proxy>
<Proxy balancer://mixed>
BalancerMember http://127.0.0.1:3198/base route=one
BalancerMember http://127.0.0.1:3198/other route=two
</Proxy>
ProxyPass /1/ balancer://bare/
ProxyPass /2/ balancer://based/
ProxyPass /3 balancer://based
ProxyPass /4/ balancer://based/deep/
ProxyPass /5/ balancer://slash/
ProxyPass /6/ balancer://mixed/
RewriteEngine On
RewriteRule ^/7/(.*) balancer://based/$1 [P]
<Location /8/>
ProxyPass balancer://based/
</Location>
`
const APP = `const express = require('express')
const app = express()
const codes = { '/x': 201, '/base/x': 202, '/base//x': 203, '/base/deep/x': 204, '/base/': 205, '/other/x': 206, '/': 207 }
for (const [path, code] of Object.entries(codes)) app.get(path, (req, res) => res.status(req.path === path ? code : 299).end())
app.listen(3198)
`
const PATHS = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((one) => [`/${one}/x`, `/${one}/x?q=1`, `/${one}/`])

test('the path of a member stands before that of the request', async () => {
  const files = { 'httpd.conf': CONF, 'app.js': APP, 'package.json': '{"dependencies":{"express":"^5"}}' }
  const root = folderWith(files)
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [8098, 3198],
    replace: { '@ROOT@': '{{ROOT}}' },
    apache: 'httpd.conf',
    apps: [{ entry: 'app.js', express: 5, port: 3198 }],
    door: { port: 8098 },
  })
  try {
    const site = await loadSite({
      cwd: folderWith({ ...files, 'httpd.conf': CONF.replaceAll('@ROOT@', '/srv') }),
      config: false,
    })
    for (const path of PATHS) {
      const { status } = await running.ask('GET', path, 'localhost')
      const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:8098${path}` })
      assert.equal(
        outcomes.map((outcome) => outcome.status),
        [path.startsWith('/6/') ? null : status],
        path,
      )
    }
  } finally {
    await running.stop()
  }
})

test.run()
