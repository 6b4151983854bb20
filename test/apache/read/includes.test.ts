import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

async function missing(serverRoot: (cwd: string) => string, include: string): Promise<string[]> {
  const cwd = folderWith({})
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${cwd}/httpd.conf`, `ServerRoot "${serverRoot(cwd)}"\nListen 8080\n${include}\n`)
  const { problems } = await lint({ cwd, config: false, rules: ['include-missing', 'syntax'] })
  return problems.map(({ ruleId, severity, file, range }) => `${ruleId} ${severity} ${file}:${range.start.line}`)
}

test('where the server stands on this disk, an absolute path means this machine', async () => {
  assert.equal(await missing((cwd) => cwd, 'Include /nonexistent-by-verblint/a.conf'), ['syntax error httpd.conf:3'])
  assert.equal(await missing((cwd) => cwd, 'Include conf/a.conf'), ['include-missing error httpd.conf:3'])
  assert.equal(await missing((cwd) => cwd, 'IncludeOptional /nonexistent-by-verblint/a.conf'), [])
  assert.equal(await missing((cwd) => cwd, 'Include /etc/hostname'), [])
})

test('where it stands elsewhere, nobody knows what is there', async () => {
  const elsewhere = '/etc/apache2-of-another-machine'
  assert.equal(await missing(() => elsewhere, 'Include /nonexistent-by-verblint/a.conf'), [])
  assert.equal(await missing(() => elsewhere, `Include ${elsewhere}/a.conf`), [])
  assert.equal(await missing(() => elsewhere, 'Include extra/a.conf'), ['include-missing error httpd.conf:3'])
})

const statuses = async (files: Record<string, string>, path: string): Promise<(number | null)[]> => {
  const site = await loadSite({ cwd: folderWith(files), config: false })
  const { outcomes } = await site.trace({ method: 'GET', url: `http://quay.example${path}` })
  return outcomes.map(({ status }) => status)
}

test('what a ServerRoot of another machine names is looked for beside the main file, and above', async () => {
  const main = (include: string): string =>
    `ServerRoot "/opt/quay"\nListen 80\nServerName quay.example\nDocumentRoot /opt/quay/www\n${include}\n`
  const gone = 'Redirect gone /old\n'
  assert.equal(
    await statuses(
      { 'apache/httpd.conf': main('IncludeOptional apache/parts/*.conf'), 'apache/parts/a.conf': gone },
      '/old',
    ),
    [410],
  )
  assert.equal(
    await statuses({ 'apache/httpd.conf': main('Include /opt/quay/sites/a.conf'), 'sites/a.conf': gone }, '/old'),
    [410],
  )
  assert.equal(
    await statuses(
      {
        'apache/httpd.conf': main('IncludeOptional parts/*.conf'),
        'apache/parts/a.conf': gone,
        'parts/a.conf': 'Redirect 501 /old\n',
      },
      '/old',
    ),
    [410],
  )
})

test('a variable and a macro name whom a balancer and a ProxyPass lead to', async () => {
  const app = "const app = require('express')()\napp.get('/api/x', (q, r) => r.sendStatus(202))\napp.listen(5401)\n"
  const httpd = `Listen 80
ServerName quay.example
Define BACKEND 127.0.0.1:5401
<Macro Pass $from $to>
  ProxyPass "$from" "http://$to/api/"
</Macro>
<Proxy "balancer://app">
  BalancerMember "http://\${BACKEND}" route=a
  BalancerMember "http://10.0.0.9:5401" status=+H
</Proxy>
ProxyPass "/a/" "balancer://app/api/"
Use Pass /b/ 127.0.0.1:5401
`
  for (const path of ['/a/x', '/b/x'])
    assert.equal(await statuses({ 'httpd.conf': httpd, 'app.js': app, 'package.json': '{}' }, path), [202])
})

test('Vary is never known as a whole', async () => {
  const httpd = `Listen 80
ServerName quay.example
DocumentRoot /opt/quay/www
Header always set Vary Origin
RewriteEngine On
RewriteCond %{HTTP:Access-Control-Request-Method} !=""
RewriteRule ^ - [R=204,L]
`
  const site = await loadSite({ cwd: folderWith({ 'httpd.conf': httpd }), config: false })
  const { outcomes } = await site.trace({
    method: 'OPTIONS',
    url: 'http://quay.example/',
    headers: { 'access-control-request-method': 'PUT' },
  })
  // Asked of httpd 2.4.71: Origin,Access-Control-Request-Method.
  assert.equal(
    outcomes.map(({ status, headers }) => [status, headers.vary]),
    [[204, undefined]],
  )
})

test.run()
