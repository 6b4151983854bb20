// What a fix makes of a file, taken by the real servers: they start, and the answer is the one that the message promised.
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { fix, lint } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { ask as askHttpd, openBackend, startHttpd } from './apache/lab.ts'
import { installed, RealExpress } from './express-lab.ts'
import { around, ask as askNginx, type Backends, closeBackends, fill, openBackends, startNginx } from './nginx/lab.ts'

interface Got { refused: boolean; status?: number; headers?: Record<string, string> }

async function fixedText(name: string, text: string): Promise<string> {
  const { changes } = await fix({ cwd: folderWith({ [name]: text }), config: false })
  assert.is(changes.length, 1, 'there is nothing to fix')
  return changes[0]?.text ?? ''
}

/** The text with every suggestion in it. */
async function suggestedText(name: string, text: string, files: Record<string, string> = {}): Promise<string> {
  const report = await lint({ cwd: folderWith({ ...files, [name]: text }), paths: [name], config: false })
  const { texts } = applyFixes(report.problems.flatMap(({ suggestions: [suggestion] = [], ...problem }) => (suggestion ? [{ ...problem, fix: suggestion }] : [])), report.files)
  return texts.get(name) ?? ''
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

nginx('no-store where nobody wrote it, and Allow as suggested', async () => {
  const [before, after] = await bothNginx('location /a/ { return 501; }', 'GET', '/a/')
  assert.equal([before.headers?.['cache-control'], after.status, after.headers?.['cache-control']], [undefined, 501, 'no-store'])
  const guard = (status: number): string => fill(around(`location / { limit_except GET { deny all; } error_page 403 = @no; proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}; } location @no { return ${status}; }`), backends)
  const refused = await nginxSays(await suggestedText('nginx.conf', guard(405)), 'PUT', '/x')
  assert.equal([refused.status, refused.headers?.allow], [405, 'GET, HEAD'])
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

httpd('headers: always, and a no-store that nobody wrote', async () => {
  const cases = [
    ['Header set Retry-After "120"\nRedirect 503 /app/x.html\n', suggestedText, 503, 'retry-after', '120'], ['Redirect 501 /app/x.html\n', fixedText, 501, 'cache-control', 'no-store'],
    ['Header onsuccess set Cache-Control no-store\nRedirect 501 /app/x.html\n', suggestedText, 501, 'cache-control', 'no-store'],
  ] as const
  for (const [text, corrected, status, name, value] of cases) {
    const [before, after] = [await httpdSays(text, 'GET'), await httpdSays(await corrected('.htaccess', text), 'GET')]
    assert.equal([before.status, before.headers?.[name], after.status, after.headers?.[name]], [status, undefined, status, value], text)
  }
})

httpd('a condition of nothing: the answer stays', async () => {
  const text = 'RewriteEngine On\nRewriteRule ^x\\.html$ - [G]\nRewriteCond %{REQUEST_METHOD} =GET\n'
  const fixed = await fixedText('.htaccess', text)
  assert.not.match(fixed, 'RewriteCond')
  assert.equal([(await httpdSays(text, 'GET')).status, (await httpdSays(fixed, 'GET')).status], [410, 410])
})

httpd('Allow, as suggested, beside a local ErrorDocument', async () => {
  const text = 'ErrorDocument 405 /app/err.html\n'
  const before = await httpdSays(text, 'PUT')
  const after = await httpdSays(await suggestedText('.htaccess', text, { 'index.html': '', 'app/err.html': '' }), 'PUT')
  assert.equal([before.status, before.headers?.allow, after.status, after.headers?.allow], [405, undefined, 405, 'GET, HEAD, POST, OPTIONS'])
})

httpd.run()

const express = liveSuite('fixes, taken by Express', null)

for (const major of [4, 5] as const) {
  express(`Express ${major}: no-store, and Allow as suggested`, async () => {
    if (!installed(major)) return
    const app = "const app = require('express')()\napp.get('/a', (req, res) => res.status(501).json({}))\napp.get('/b', (req, res) => res.json({}))\napp.all('/b', (req, res) => res.sendStatus(405))\nmodule.exports = app\n"
    const real = new RealExpress(major)
    try {
      const said = async (text: string) => {
        const asked = [{ method: 'GET', path: '/a' }, { method: 'GET', path: '/b' }, { method: 'PUT', path: '/b' }]
        const { seen = [] } = await real.ask(join(folderWith({ 'app.js': text }), 'app.js'), asked.map((one) => ({ ...one, headers: {} })))
        return seen.map(({ status, headers }) => [status, headers['cache-control'], headers.allow])
      }
      assert.equal(await said(app), [[501, undefined, undefined], [200, undefined, undefined], [405, undefined, undefined]])
      assert.equal(await said(await fixedText('app.js', app)), [[501, 'no-store', undefined], [200, undefined, undefined], [405, undefined, undefined]])
      assert.equal(await said(await suggestedText('app.js', app)), [[501, undefined, undefined], [200, undefined, undefined], [405, undefined, 'GET, HEAD']])
    } finally {
      real.close()
    }
  })
}
express.run()
