import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'

const times = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join('\n')
const main = (http: string): Record<string, string> => ({ 'nginx.conf': `events {}\nhttp {\n${http}\n}\n` })
const limited = (limits: object, files: Record<string, string>): Record<string, string> => ({ 'verblint.config.json': JSON.stringify({ limits }), ...files })

const stub = (index: number, among: number[]): string =>
  `server { listen 80; server_name s${index}.example; location = /x { limit_except GET { deny all; } return ${among.includes(index) ? 501 : 204}; } }`

test('of more than a thousand servers, every one is looked at', async () => {
  const { problems, coverage } = await lint({ cwd: folderWith(main(times(1100, (index) => stub(index, [500, 1050])))), rules: ['stub-501', 'cacheable-501', '501-for-known-method'] })
  assert.equal(problems.map(({ range }) => range.start.line), [503, 1053])
  assert.is(coverage.leftOut, undefined)
})

test('servers beyond the limit are told of, with the place and the count', async () => {
  const cwd = folderWith(limited({ servers: 7 }, main(times(10, (index) => stub(index, [])))))
  const { coverage } = await lint({ cwd })
  assert.equal(coverage.leftOut?.map(({ limit, left, all, range }) => [limit, left, all, range.file, range.start.line]), [['servers', 3, 10, 'nginx.conf', 2]])
  const line = '3 of 10 server names of nginx.conf:2 were not looked at: raise limits.servers in the configuration'
  assert.match((await run(cwd, [])).out, line)
  assert.match((await run(cwd, ['--format', 'json'])).out, '"limit": "servers"')
  assert.match((await run(cwd, ['--quiet'])).err, line)
  assert.match((await run(cwd, ['--format', 'unix'])).err, line)
  assert.match((await run(cwd, ['routes', '--format', 'html'])).out, line)
  assert.match((await run(cwd, ['routes'])).err, line)
})

test('paths beyond the limit are told of, and their answers stay open', async () => {
  const server = `server { listen 80; ${times(50, (index) => `location /p${index}/ { return 204; }`)} }`
  const site = await loadSite({ cwd: folderWith(limited({ paths: 20 }, main(server))) })
  assert.ok(site.cells.some(({ outcomes }) => outcomes.some(({ when }) => when === 'there are more paths than are looked at')))
  assert.equal(site.leftOut.map(({ limit, left, all }) => [limit, left, all]), [['paths', 82, 102]])
})

test('pairs of patterns that were not compared are told of', async () => {
  const odd = (index: number): string => `location ~ ^/(?:zz|aa)/q${index} { return 204; }`
  const site = await loadSite({ cwd: folderWith(limited({ searches: 1 }, main(`server { listen 80; location /aa/ { return 204; } ${times(3, odd)} }`))) })
  assert.ok(site.cells.length > 0)
  assert.equal(site.leftOut.map(({ limit }) => limit), ['searches'])
})

test('folders in which no .htaccess was looked for are told of', async () => {
  const folders = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`www/d${index}/index.html`, '']))
  const httpd = 'ServerRoot "/etc/apache2"\nListen 80\nServerName shop.example\nDocumentRoot "www"\n<Directory "/">\nAllowOverride All\n</Directory>\n'
  const site = await loadSite({ cwd: folderWith(limited({ folders: 4 }, { ...folders, 'httpd.conf': httpd })) })
  assert.equal(site.leftOut.map(({ limit, left, all }) => [limit, left, all]), [['folders', 2, 6]])
})

test('a limit is a whole number above 0', async () => {
  assert.match((await run(folderWith(limited({ paths: 0 }, main(''))), [])).err, 'Expected a whole number above 0 for "limits.paths"')
  assert.match((await run(folderWith(limited({ path: 1 }, main(''))), [])).err, 'Unknown key "path", did you mean "paths"?')
})

test('routes beyond the limit are told of', async () => {
  const app = `const express = require('express')\nconst app = express()\n${times(10, (index) => `app.get('/r${index}', (req, res) => res.json([]))`)}\napp.listen(3000)\n`
  const { coverage } = await lint({ cwd: folderWith(limited({ routes: 4 }, { 'app.js': app })) })
  assert.is(coverage.routes, 4)
  assert.equal(coverage.leftOut?.map(({ limit, left, all, range }) => [limit, left, all, range.file]), [['routes', 6, 10, 'app.js']])
})

test.run()
