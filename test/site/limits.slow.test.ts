import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import type { Cell } from '../../src/index.ts'
import { addTo } from '../../src/text/group.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('\n')
const main = (http: string): Record<string, string> => ({ 'nginx.conf': `events {}\nhttp {\n${http}\n}\n` })
const limited = (limits: object, files: Record<string, string>): Record<string, string> => ({
  'verblint.config.json': JSON.stringify({ limits }),
  ...files,
})

const stub = (index: number, among: number[]): string =>
  `server { listen 80; server_name s${index}.example; location = /x { limit_except GET { deny all; } return ${among.includes(index) ? 501 : 204}; } }`

test('of more than a thousand servers, every one is looked at', async () => {
  const { problems, coverage } = await lint({
    cwd: folderWith(main(times(1100, (index) => stub(index, [500, 1050])))),
    rules: ['stub-501', 'cacheable-501', '501-for-known-method'],
  })
  assert.equal(
    problems.map(({ range }) => range.start.line),
    [503, 1053],
  )
  assert.is(coverage.leftOut, undefined)
})

test('servers beyond the limit are told of, with the place and the count', async () => {
  const cwd = folderWith(limited({ servers: 7 }, main(times(10, (index) => stub(index, [])))))
  const { coverage } = await lint({ cwd })
  assert.equal(
    coverage.leftOut?.map(({ limit, left, all, range }) => [limit, left, all, range.file, range.start.line]),
    [['servers', 3, 10, 'nginx.conf', 2]],
  )
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
  assert.ok(
    site.cells.some(({ outcomes }) => outcomes.some(({ when }) => when === 'there are more paths than are looked at')),
  )
  assert.equal(
    site.leftOut.map(({ limit, left, all }) => [limit, left, all]),
    [['paths', 82, 102]],
  )
})

test('of a site with too many answers whole paths are left out, and it is told how many answers that is', async () => {
  const server = `server { listen 80; ${times(5, (index) => `location = /p${index} { return 204; }`)} }`
  const whole = await loadSite({ cwd: folderWith(main(server)) })
  const most = whole.cells.length - 1
  const cwd = folderWith(limited({ answers: most }, main(server)))
  const site = await loadSite({ cwd })
  const methods = new Set(whole.cells.map(({ method }) => method)).size
  const byPath = new Map<string, Cell[]>()
  for (const cell of site.cells)
    if (cell.outcomes.every(({ status }) => status !== null)) addTo(byPath, cell.path, cell)
  assert.ok([...byPath.values()].every((cells) => cells.length === methods))
  assert.is(byPath.size, whole.cells.length / methods - 1)
  assert.ok(
    site.cells.some(({ outcomes }) => outcomes.some(({ when }) => when === 'there are more paths than are looked at')),
  )
  assert.equal(
    site.leftOut.map(({ limit, left, all }) => [limit, left, all]),
    [['answers', methods, whole.cells.length]],
  )
  const line = `${methods} of ${whole.cells.length} answers of nginx.conf:2 were not looked at: raise limits.answers in the configuration`
  assert.match((await run(cwd, [])).out, line)
  assert.match((await run(cwd, ['--format', 'json'])).out, '"limit": "answers"')
  assert.match((await run(cwd, ['routes', '--format', 'html'])).out, line)
})

test('branches of a regular expression for which no path was asked are told of', async () => {
  const server = 'server { listen 80; location ~ ^/(aa|bb|cc|dd|ee)/ { return 204; } }'
  const cut = await loadSite({ cwd: folderWith(limited({ branches: 2 }, main(server))) })
  assert.ok(cut.cells.length > 0)
  assert.equal(
    cut.leftOut.map(({ limit, left, all }) => [limit, left, all]),
    [['branches', 2, 4]],
  )
  const whole = await loadSite({ cwd: folderWith(main(server)) })
  for (const name of ['aa', 'bb', 'cc', 'dd', 'ee'])
    assert.ok(whole.cells.some(({ path }) => path.startsWith(`/${name}/`)))
  assert.equal(whole.leftOut, [])
})

test('pairs of patterns that were not compared are told of', async () => {
  const odd = (index: number): string => `location ~ ^/(?:zz|aa)/q${index} { return 204; }`
  const site = await loadSite({
    cwd: folderWith(
      limited({ searches: 1 }, main(`server { listen 80; location /aa/ { return 204; } ${times(3, odd)} }`)),
    ),
  })
  assert.ok(site.cells.length > 0)
  assert.equal(
    site.leftOut.map(({ limit }) => limit),
    ['searches'],
  )
})

test('folders in which no .htaccess was looked for are told of', async () => {
  const folders = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`www/d${index}/index.html`, '']))
  const httpd =
    'ServerRoot "/etc/apache2"\nListen 80\nServerName shop.example\nDocumentRoot "www"\n<Directory "/">\nAllowOverride All\n</Directory>\n'
  const site = await loadSite({ cwd: folderWith(limited({ folders: 4 }, { ...folders, 'httpd.conf': httpd })) })
  assert.equal(
    site.leftOut.map(({ limit, left, all }) => [limit, left, all]),
    [['folders', 2, 6]],
  )
})

test('a limit is a whole number above 0', async () => {
  assert.match(
    (await run(folderWith(limited({ paths: 0 }, main(''))), [])).err,
    'Expected a whole number above 0 for "limits.paths"',
  )
  assert.match(
    (await run(folderWith(limited({ path: 1 }, main(''))), [])).err,
    'Unknown key "path", did you mean "paths"?',
  )
})

test('routes beyond the limit are told of', async () => {
  const app = `const express = require('express')\nconst app = express()\n${times(10, (index) => `app.get('/r${index}', (req, res) => res.json([]))`)}\napp.listen(3000)\n`
  const { coverage } = await lint({ cwd: folderWith(limited({ routes: 4 }, { 'app.js': app })) })
  assert.is(coverage.routes, 4)
  assert.equal(
    coverage.leftOut?.map(({ limit, left, all, range }) => [limit, left, all, range.file]),
    [['routes', 6, 10, 'app.js']],
  )
})

const leftOutOf = async (limits: object, files: Record<string, string>): Promise<unknown[]> =>
  ((await lint({ cwd: folderWith(limited(limits, files)) })).coverage.leftOut ?? []).map(
    ({ limit, left, all, range }) => [limit, left, all, `${range.file}:${range.start.line}`],
  )

test('included files beyond the limit are told of; as many as it allows are not', async () => {
  const files = {
    ...main('include conf.d/*.conf;'),
    ...Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`conf.d/s${index}.conf`, stub(index, [])])),
  }
  assert.equal(await leftOutOf({ includes: 3 }, files), [['includes', 2, 5, 'nginx.conf:1']])
  assert.equal(await leftOutOf({ includes: 5 }, files), [])
})

test('lines that macros come to beyond the limit are told of, and where they begin', async () => {
  const files = {
    'httpd.conf': 'Listen 80\nServerName shop.example\n<Macro Slow>\nTimeout 3\nKeepAlive Off\n</Macro>\nUse Slow\n',
  }
  const cwd = folderWith(limited({ lines: 1 }, files))
  assert.equal(await leftOutOf({ lines: 1 }, files), [['lines', null, 1, 'httpd.conf:7']])
  assert.match(
    (await run(cwd, [])).out,
    'What is beyond 1 lines of httpd.conf:7 was not looked at: raise limits.lines in the configuration',
  )
  assert.equal(await leftOutOf({ lines: 9 }, files), [])
})

test('lines of a map beyond the limit are told of, the first results being asked', async () => {
  const files = main(
    `map $uri $to {\n${times(5, (index) => `/old${index} /new${index};`)}\n}\nserver { listen 80; if ($to) { return 301 $to; } location / { return 204; } }`,
  )
  assert.equal(await leftOutOf({ mapLines: 2 }, files), [['mapLines', 3, 5, 'nginx.conf:3']])
  assert.equal(await leftOutOf({ mapLines: 5 }, files), [])
  const { cells } = await loadSite({ cwd: folderWith(limited({ mapLines: 2 }, files)) })
  assert.equal(
    [...new Set(cells.map(({ path }) => path))].filter((path) => path.startsWith('/old')),
    ['/old1', '/old0'],
  )
})

test('entries of a folder in which no file for a location was found are told of', async () => {
  const files = (location: string): Record<string, string> => ({
    ...main(`server { listen 80; root www; ${location} }`),
    ...Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`www/a${index}.html`, ''])),
  })
  assert.equal(await leftOutOf({ samples: 4 }, files('location ~ \\.css$ { expires 1d; }')), [
    ['samples', 2, 6, 'nginx.conf:3'],
  ])
  assert.equal(await leftOutOf({ samples: 4 }, files('location ~ \\.html$ { expires 1d; }')), [], 'one is found')
  const httpd =
    'ServerRoot "/etc/apache2"\nListen 80\nServerName shop.example\nDocumentRoot "www"\n<VirtualHost *:80>\nServerName a.example\nDocumentRoot "www"\n<FilesMatch "css$">\nRequire method GET\n</FilesMatch>\n</VirtualHost>\n'
  const told = await leftOutOf(
    { samples: 4 },
    { 'httpd.conf': httpd, ...Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`www/a${index}.html`, ''])) },
  )
  assert.equal(told, [['samples', 2, 6, 'httpd.conf:5']])
})

const app = (body: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\n${body}\napp.listen(3000)\n`,
})

test('a program that takes more steps than the limit is told of', async () => {
  const files = app(times(60, (index) => `app.get('/r${index}', (req, res) => res.json([]))`))
  assert.equal(await leftOutOf({ steps: 200 }, files), [['steps', null, 200, 'app.js:1']])
  assert.equal(await leftOutOf({}, files), [])
})

test('what one place registers beyond the limit is told of, and may answer', async () => {
  const files = app(
    'for (const a of [1, 2, 3, 4]) for (const b of [1, 2]) app.get(`/r${a}/${b}`, (req, res) => res.json([]))',
  )
  assert.equal(await leftOutOf({ registrations: 5 }, files), [['registrations', null, 5, 'app.js:3']])
  assert.equal(await leftOutOf({ registrations: 8 }, files), [])
  const cut = await loadSite({ cwd: folderWith(limited({ registrations: 5 }, files)) })
  const { outcomes } = await cut.trace({ method: 'GET', url: 'http://localhost:3000/r4/2' })
  assert.ok(outcomes.some(({ by }) => by === 'unknown'))
})

test('paths beyond the limit that lead to one route are told of', async () => {
  const files = app(
    "const r = express.Router()\nr.get('/x', (req, res) => res.json([]))\nfor (const at of ['/a', '/b', '/c']) app.use(at, r)",
  )
  assert.equal(await leftOutOf({ registrations: 3 }, files), [])
  assert.ok(
    (await lint({ cwd: folderWith(limited({ registrations: 2 }, files)) })).coverage.leftOut?.some(
      ({ limit }) => limit === 'registrations',
    ),
  )
})

test('callbacks that leave callbacks without end are told of; a timer that sets itself again is not', async () => {
  const many = app(
    "for (let i = 0; i < 30; i++) setTimeout(() => { app.get('/t' + i, (req, res) => res.json([])) }, 1)",
  )
  assert.equal(await leftOutOf({ callbacks: 20 }, many), [['callbacks', 10, 30, 'app.js:1']])
  const all = await lint({ cwd: folderWith(many) })
  assert.is(all.coverage.routes, 30, 'each timer of a loop is another one')
  assert.equal(await leftOutOf({}, app("function tick() { app.set('ticked', 1); setTimeout(tick, 1000) }\ntick()")), [])
})

test('routes that a loop makes beyond its bound are there, of unknown paths', async () => {
  const site = await loadSite({
    cwd: folderWith(app("for (let i = 0; i < 600; i++) app.get('/r' + i, (req, res) => res.json([]))")),
  })
  const answers = async (url: string): Promise<(number | null)[]> =>
    (await site.trace({ method: 'GET', url })).outcomes.map(({ status }) => status)
  assert.equal(await answers('http://localhost:3000/r499'), [200])
  assert.equal(await answers('http://localhost:3000/r599'), [200, 404], 'one or the other, as the loop has more rounds')
})

test('a list of more than five hundred routes is walked to its end', async () => {
  const { coverage } = await lint({
    cwd: folderWith(
      app(
        `for (const path of ${JSON.stringify(Array.from({ length: 600 }, (_, index) => `/r${index}`))}) app.get(path, (req, res) => res.json([]))`,
      ),
    ),
  })
  assert.is(coverage.routes, 600)
})

test.run()
