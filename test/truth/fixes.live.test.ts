// What a fix makes of a file, taken by the real servers: they start, and the answer is the one that the message promised.
import * as assert from 'uvu/assert'
import { fix } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { ask as askHttpd, openBackend, startHttpd } from './apache/lab.ts'
import { around, ask as askNginx, type Backends, closeBackends, fill, openBackends, startNginx } from './nginx/lab.ts'

interface Got { refused: boolean; status?: number; headers?: Record<string, string> }

async function fixedText(name: string, text: string): Promise<string> {
  const { changes } = await fix({ cwd: folderWith({ [name]: text }), config: false })
  assert.is(changes.length, 1, 'there is nothing to fix')
  return changes[0]?.text ?? ''
}

const nginx = liveSuite('fixes, taken by nginx', 'nginx')
let backends: Backends
nginx.before(async () => { backends = await openBackends() })
nginx.after(async () => { await closeBackends(backends) })

async function nginxSays(config: string, method: string, path: string): Promise<Got> {
  const running = await startNginx(serverProgram('nginx') ?? '', config, {}, backends)
  if (typeof running === 'string') return { refused: true }
  try {
    const { status, headers } = await askNginx({ method, path }, backends)
    return { refused: false, status, headers }
  } finally {
    await running.stop()
  }
}

/** Before and after the fixes. */
async function bothNginx(server: string, method: string, path: string): Promise<[Got, Got]> {
  const config = fill(around(server), backends)
  return [await nginxSays(config, method, path), await nginxSays(await fixedText('nginx.conf', config), method, path)]
}

nginx('always: the header arrives with the error', async () => {
  for (const [header, status] of [['Retry-After 3600', 503], ['Cache-Control no-store', 501]] as const) {
    const [name = '', value = ''] = header.split(' ')
    const [before, after] = await bothNginx(`location /a/ { add_header ${header}; return ${status}; }`, 'GET', '/a/')
    assert.equal([before.status, before.headers?.[name.toLowerCase()]], [status, undefined])
    assert.equal([after.status, after.headers?.[name.toLowerCase()]], [status, value])
  }
})

nginx('methods in commas: nginx starts, and refuses the others', async () => {
  const [before, after] = await bothNginx('location / { limit_except GET,post { deny all; } }', 'DELETE', '/file.txt')
  assert.equal([before.refused, after.refused, after.status], [true, false, 403])
})

nginx('a second return: the answer stays', async () => {
  const [before, after] = await bothNginx('location /a/ {\n      return 404;\n      return 405;\n    }', 'GET', '/a/')
  assert.equal([before.status, after.status], [404, 404])
})

nginx('Allow: a list in quotes', async () => {
  const [, after] = await bothNginx('location /a/ { if ($request_method = DELETE) { add_header Allow get,head always; return 405; } }', 'DELETE', '/a/')
  assert.equal([after.status, after.headers?.allow], [405, 'GET, HEAD'])
})

nginx.run()

const httpd = liveSuite('fixes, taken by httpd', 'apache2')

async function httpdSays(app: string, method: string): Promise<Got> {
  const backend = await openBackend()
  try {
    const running = await startHttpd(serverProgram('apache2') ?? '', { name: 'fix', app }, backend)
    if (typeof running === 'string') return { refused: true }
    try {
      const { status, headers } = await askHttpd(running, { method, path: '/app/x.html', host: 'lab.test' }, backend)
      return { refused: false, status, headers }
    } finally {
      await running.stop()
    }
  } finally {
    await backend.close()
  }
}

httpd('method names: no 500 any more, and the section counts', async () => {
  for (const names of ['get post', 'GET,POST']) {
    const text = `<Limit ${names}>\n    Require all denied\n</Limit>\n`
    const fixed = await fixedText('.htaccess', text)
    assert.equal([(await httpdSays(text, 'GET')).status, (await httpdSays(fixed, 'GET')).status], [500, 403], names)
  }
})

httpd('module names: the section counts', async () => {
  for (const name of ['mod_headers', 'headers', 'mod_headers.so']) {
    const text = `<IfModule ${name}>\n    Header set X-Seen yes\n</IfModule>\n`
    const fixed = await fixedText('.htaccess', text)
    assert.equal([(await httpdSays(text, 'GET')).headers?.['x-seen'], (await httpdSays(fixed, 'GET')).headers?.['x-seen']], [undefined, 'yes'], name)
  }
})

httpd.run()
