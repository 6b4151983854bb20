import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// A folder that a build makes, and no checkout has, is what the deployment serves: nobody knows what is in it.

async function statuses(files: Record<string, string>, url: string, method = 'GET'): Promise<(number | null)[]> {
  const site = await loadSite({ config: false, cwd: folderWith(files) })
  const { outcomes } = await site.trace({ method, url })
  return [...new Set(outcomes.map(({ status }) => status))].sort()
}

const nginx = (root: string): Record<string, string> => ({
  'nginx.conf': `events {} http { server { listen 80; root ${root}; location / { try_files $uri /index.html; } location /s/ { try_files $uri =404; } } }\n`,
})
const isOpen = (found: (number | null)[]): void => assert.ok(found.includes(200) && found.length > 1, found.join())

test('the root of nginx', async () => {
  isOpen(await statuses(nginx('ui/dist'), 'http://localhost/'))
  isOpen(await statuses(nginx('ui/dist'), 'http://localhost/s/app.js'))
  assert.equal(await statuses(nginx('ui/dist'), 'http://localhost/s/app.js', 'PUT'), [404, 405])
  assert.equal(await statuses({ ...nginx('ui'), 'ui/index.html': '' }, 'http://localhost/'), [200])
  assert.equal(await statuses({ ...nginx('ui'), 'ui/index.html': '' }, 'http://localhost/s/app.js'), [404])
  isOpen(await statuses({ ...nginx('ui'), 'ui/index.html': '', '.gitignore': 'ui/s\n' }, 'http://localhost/s/app.js'))
})

test('what a Dockerfile copies, and a compose file mounts', async () => {
  const files = {
    ...nginx('/srv/www'),
    'compose.yaml':
      'services:\n  web:\n    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro", "./ui/dist:/srv/www:ro"]\n',
  }
  isOpen(await statuses(files, 'http://localhost/'))
  assert.equal(await statuses({ ...files, 'ui/dist/index.html': '' }, 'http://localhost/'), [200])
})

test('the document root of httpd', async () => {
  const conf = (root: string): Record<string, string> => ({
    'httpd.conf': `Listen 80\n<VirtualHost *:80>\nDocumentRoot "${root}"\n<Directory "${root}">\nRequire all granted\n</Directory>\n</VirtualHost>\n`,
  })
  isOpen(await statuses(conf('/srv/ui/dist'), 'http://localhost/a.html'))
  assert.ok(
    (await statuses({ ...conf('/srv/ui/dist'), 'ui/dist/a.html': '' }, 'http://localhost/a.html')).includes(200),
  )
})

test('express.static and sendFile', async () => {
  const app = `const express = require('express'); const path = require('path'); const app = express()
const dist = path.join(__dirname, '../client/dist'); app.use(express.static(dist)); app.get('/{*page}', (req, res) => res.sendFile(path.join(dist, 'index.html'))); app.listen(3000)\n`
  const files = {
    'server/index.js': app,
    'server/package.json': '{"dependencies":{"express":"^5.0.0"}}',
    'client/package.json': '{}',
  }
  for (const path of ['/', '/about', '/assets/app.js']) isOpen(await statuses(files, `http://localhost:3000${path}`))
  assert.equal(await statuses({ ...files, 'client/dist/index.html': '' }, 'http://localhost:3000/about'), [200])
  isOpen(
    await statuses({ ...files, '.gitignore': 'dist/\n', 'client/dist/other.html': '' }, 'http://localhost:3000/about'),
  )
})

test.run()
