import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { describeMethods } from '../../../src/model/method-set.ts'
import type { Origin } from '../../../src/model/origin.ts'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

async function originOf(files: Record<string, string>): Promise<Origin> {
  const site = await loadSite({ cwd: folderWith(files), paths: ['.'] })
  const origin = site.origins.find(({ layer }) => layer === 'apache')
  if (!origin) throw new Error('no apache origin')
  return origin
}

const request = (method: string, target: string) => ({
  method,
  scheme: 'http',
  host: 'shop.example',
  port: 80,
  target,
  headers: {},
  others: 'unknown' as const,
})
const guardsOf = ({ guards }: Origin): string[] =>
  guards.map(
    ({ range, refuses, status, effective }) =>
      `${range.start.line}: ${describeMethods(refuses)} ${status} ${effective}`,
  )

const VHOST = `<VirtualHost *:80>
ServerName shop.example
ServerAlias *.shop.example
DocumentRoot /var/www/shop
RewriteEngine On
RewriteCond %{REQUEST_METHOD} ^(PUT|DELETE)$
RewriteRule ^/api - [R=501,L]
ProxyPass /app http://127.0.0.1:3000/
<Directory /var/www/shop/admin>
<LimitExcept GET POST>
Require all denied
</LimitExcept>
RewriteCond %{REQUEST_METHOD} ^TRACE
RewriteRule .* - [F]
</Directory>
</VirtualHost>
`

test('a virtual host says where it listens, whom it serves, and what it routes', async () => {
  const origin = await originOf({ 'site.conf': VHOST })
  assert.equal(
    origin.addresses.map(({ host, port }) => [host, port]),
    [[null, 80]],
  )
  assert.equal(
    origin.hosts.map(({ kind, source }) => `${kind} ${source}`),
    ['exact shop.example', 'leading *.shop.example'],
  )
  assert.equal(
    origin.routes.map(({ pattern, range }) => `${range.start.line} ${pattern.sample()}`),
    ['7 /api', '8 /app', '9 /admin', '14 /admin/'],
  )
})

test('guards know what they refuse and whether they ever decide', async () => {
  assert.equal(guardsOf(await originOf({ 'site.conf': VHOST })), [
    '10: every method but GET, POST, HEAD, TRACE 403 true',
    '7: PUT, DELETE 501 true',
    '14: TRACE 403 false',
  ])
})

test('what lies outside the project is left open, with its condition', async () => {
  const origin = await originOf({ 'site.conf': VHOST })
  const outcomes = origin.answer(request('GET', '/a.html'))
  assert.equal(
    outcomes.map(({ status, when }) => `${status} ${when}`),
    ['200 if the file /var/www/shop/a.html exists', '404 if /var/www/shop/a.html does not exist'],
  )
  assert.ok(origin.open.some(({ why }) => why.includes('/var/www/shop')))
})

test('an open conditional is asked for only where it matters', async () => {
  const origin = await originOf({
    '.htaccess':
      '<IfModule mod_rewrite.c>\nRewriteEngine On\nRewriteCond %{REQUEST_METHOD} =PUT\nRewriteRule ^ - [R=405]\n</IfModule>\n',
    'index.html': '',
  })
  assert.equal(
    origin.answer(request('GET', '/')).map(({ status, when }) => [status, when]),
    [[200, undefined]],
  )
  assert.equal(
    origin.answer(request('PUT', '/')).map(({ headers, when }) => [headers['allow'], when]),
    [
      ['', 'if mod_rewrite.c is loaded and TraceEnable is off'],
      ['TRACE', 'if mod_rewrite.c is loaded and TraceEnable is not off'],
      ['GET,HEAD,POST,OPTIONS', 'if mod_rewrite.c is not loaded and TraceEnable is off'],
      ['GET,HEAD,POST,OPTIONS,TRACE', 'if mod_rewrite.c is not loaded and TraceEnable is not off'],
    ],
  )
})

test('a header that does not arrive says why', async () => {
  const origin = await originOf({
    '.htaccess':
      'RewriteEngine On\nRewriteRule ^ - [R=501]\nHeader set Cache-Control no-store\nHeader always set Allow "GET"\n',
  })
  const [outcome] = origin.answer(request('PUT', '/'))
  assert.equal(
    outcome?.written.map(({ name, arrives, lost }) => [name, arrives, lost]),
    [
      ['cache-control', false, 'canned'],
      ['allow', true, undefined],
    ],
  )
  assert.is(outcome?.decidedBy?.start.line, 2)
})

test('headers of a folder are lost with an error page elsewhere', async () => {
  const origin = await originOf({
    '.htaccess': '',
    'err.html': '',
    'app/.htaccess': 'ErrorDocument 405 /err.html\nHeader always set Allow "GET"\n',
    'app/x.html': '',
  })
  const [outcome] = origin.answer(request('PUT', '/app/x.html'))
  assert.is(outcome?.status, 405)
  assert.is(outcome?.headers['allow'], null)
  assert.equal(
    outcome?.written.map(({ name, lost, at }) => [name, lost, at?.start.line]),
    [['allow', 'error-page', 1]],
  )
})

test('guards of hosts that have the same paths are tried at their own host, with their own methods', async () => {
  const refused = '<Limit PUT>\nRequire all denied\n</Limit>\n<Limit DELETE>\nRequire all denied\n</Limit>\n'
  const host = (name: string, first: string): string =>
    `<VirtualHost *:80>\nServerName ${name}\nDocumentRoot /srv/www\n${first}\n<Directory /srv/www>\n${refused}</Directory>\n</VirtualHost>\n`
  const origin = await originOf({
    'httpd.conf': `Listen 80\n${host('a.example', 'RewriteEngine On\nRewriteRule ^ - [G]')}${host('b.example', '')}`,
  })
  assert.equal(guardsOf(origin), ['8: PUT 410 true', '11: DELETE 410 true', '21: PUT 403 true', '24: DELETE 403 true'])
})

test.run()
