import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Reading } from '../../src/model/reading.ts'
import type { Site } from '../../src/model/site.ts'
import { EVERY } from '../../src/model/method-set.ts'
import { prefixPattern, regexPattern } from '../../src/model/path-pattern.ts'
import { loadSite } from '../../src/index.ts'
import { buildSite } from '../../src/site/index.ts'
import { OTHER } from '../../src/site/cells.ts'
import type { Directive } from '../../src/text/directive.ts'
import { folderWith } from '../folder.ts'
import { address, app, everything, origin, outcome, place, proxy, reading, tree } from './stand-in.ts'

const site = (...readings: Reading[]): Site => buildSite({ cwd: '/', readings, files: [], clientCalls: [] })
const at = (from: Site, method: string, path: string): (number | null)[] =>
  from.cells
    .filter((cell) => cell.method === method && cell.path === path)
    .flatMap(({ outcomes }) => outcomes.map(({ status }) => status))
const behind = (forward: Parameters<typeof proxy>[1][0], table: Record<string, number>): Site =>
  site(
    reading([proxy('nginx.conf', [forward])], [tree('nginx.conf', [`proxy_pass ${forward.upstream}`])]),
    reading([app('app.js', table, 3000)]),
  )

test('an application alone: its routes, every common method, and one method that nobody names', () => {
  const alone = site(reading([app('app.js', { 'GET /items': 200, 'PURGE /items': 204 }, null)]))
  assert.equal(at(alone, 'GET', '/items'), [200])
  assert.equal(at(alone, 'PURGE', '/items'), [204])
  assert.equal(at(alone, 'DELETE', '/items'), [404])
  assert.equal(at(alone, OTHER, '/items'), [404])
  assert.equal(at(alone, 'GET', '/'), [404])
})

test("a backend's routes stand in the proxy's words", () => {
  const table = { 'GET /api/items': 200, 'DELETE /api/items': 204, 'GET /inner': 200 }
  const same = behind({ at: prefixPattern('/api/'), upstream: 'http://localhost:3000', only: ['GET', 'HEAD'] }, table)
  assert.equal(at(same, 'GET', '/api/items'), [200])
  assert.equal(at(same, 'DELETE', '/api/items'), [403])
  assert.equal(at(same, 'GET', '/inner'), [])
  const stripped = behind(
    { at: prefixPattern('/v1/'), upstream: 'http://localhost:3000', rewrite: ['/v1/', '/'] },
    table,
  )
  assert.equal(at(stripped, 'GET', '/v1/inner'), [200])
  assert.equal(at(stripped, 'DELETE', '/v1/api/items'), [204])
  const added = behind({ at: prefixPattern('/items'), upstream: 'http://localhost:3000', rewrite: ['', '/api'] }, table)
  assert.equal(at(added, 'DELETE', '/items'), [204])
})

test('a %20 in a route of Express stands for itself, alone and behind nginx', async () => {
  const files = {
    'app.js': "const app = require('express')()\napp.get('/a%20b', (req, res) => res.send(''))\napp.listen(3000)\n",
    'package.json': '{ "dependencies": { "express": "5" } }',
  }
  assert.equal(at(await loadSite({ cwd: folderWith(files), config: false }), 'GET', '/a%20b'), [200])
  const front = 'events {}\nhttp { server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } } }\n'
  assert.equal(
    at(await loadSite({ cwd: folderWith({ ...files, 'nginx.conf': front }), config: false }), 'GET', '/a%20b'),
    [200],
  )
})

test('two proxies before an application', () => {
  const chain = site(
    reading(
      [
        proxy(
          'front',
          [{ at: prefixPattern('/shop/'), upstream: 'http://localhost:81', rewrite: ['/shop/', '/'] }],
          80,
        ),
      ],
      [tree('front', ['proxy_pass http://localhost:81'])],
    ),
    reading(
      [proxy('middle', [{ at: everything, upstream: 'http://localhost:3000' }], 81)],
      [tree('middle', ['proxy_pass http://localhost:3000'])],
    ),
    reading([app('app.js', { 'PUT /deep': 200 }, 3000)]),
  )
  assert.equal(
    chain.entrances.map(({ name }) => name),
    ['front'],
  )
  assert.equal(at(chain, 'PUT', '/shop/deep'), [200])
})

test('a regular expression within a prefix has cells of its own', () => {
  const patterns = [
    prefixPattern('/static/'),
    regexPattern('~ \\.(?:png|jpg)$', { source: '\\.(?:png|jpg)$', flags: '' }),
    prefixPattern('/img/'),
  ]
  const nginx = origin('nginx.conf', ({ target }) => [outcome(/\.(?:png|jpg)$/.test(target) ? 405 : 200, null)], {
    layer: 'nginx',
    routes: patterns.map((pattern, index) => ({
      layer: 'nginx',
      pattern,
      methods: EVERY,
      range: place('nginx.conf', index),
      passes: false,
    })),
  })
  const paths = [...new Set(site(reading([nginx])).cells.map(({ path }) => path))]
  assert.ok(
    paths.some((path) => path.startsWith('/static/') && path.endsWith('.png')),
    paths.join(),
  )
  assert.ok(
    paths.some((path) => path.startsWith('/img/') && path.endsWith('.png')),
    paths.join(),
  )
  assert.ok(paths.includes('/static/') && paths.some((path) => /^\/static\/\w+$/.test(path)), paths.join())
})

test('each server block is asked under a name and port of its own, for its own routes', () => {
  const files = tree('nginx.conf', [])
  const block = (line: number): Directive => ({
    name: 'server',
    nameRange: place('nginx.conf', line),
    args: [],
    range: place('nginx.conf', line),
    block: [],
    blockEnd: place('nginx.conf', line + 5),
  })
  files.directives.push(block(10), block(20))
  const nginx = origin(
    'nginx.conf',
    ({ host }) => {
      const server = place('nginx.conf', host === 'b.example' ? 20 : 10)
      return [outcome(200, null, { steps: [{ kind: 'server', range: server, text: '' }] })]
    },
    {
      layer: 'nginx',
      addresses: [address(80), address(443)],
      hosts: ['a.example', 'b.example', 'c.example'].map((source) => ({ kind: 'exact', source, range: null })),
      routes: [
        ['/a', 11],
        ['/b', 21],
      ].map(([path, line]) => ({
        layer: 'nginx',
        pattern: prefixPattern(String(path)),
        methods: EVERY,
        range: place('nginx.conf', Number(line)),
        passes: false,
      })),
    },
  )
  const cells = site(reading([nginx], [files])).cells.filter(({ method }) => method === 'GET')
  const asked = new Set(
    cells.filter(({ path }) => /^\/[ab]$/.test(path)).map(({ host, port, path }) => `${host}:${port}${path}`),
  )
  assert.equal([...asked].sort(), ['a.example:443/a', 'a.example:80/a', 'b.example:443/b', 'b.example:80/b'])
})

test('the cost follows the number of routes', () => {
  const many = (count: number): number => {
    const table = Object.fromEntries(Array.from({ length: count }, (_, i) => [`GET /r${i}/x`, 200]))
    const forwards = Array.from({ length: 50 }, (_, i) => ({
      at: prefixPattern(`/r${i}/`),
      upstream: 'http://localhost:3000',
    }))
    const joined = site(
      reading([proxy('nginx.conf', forwards)], [tree('nginx.conf', ['proxy_pass http://localhost:3000'])]),
      reading([app('app.js', table, 3000)]),
    )
    return joined.cells.length
  }
  assert.ok(many(400) < 2 * many(100), 'routes that no location reaches make no cells')
})

test('cells are cut once, when somebody asks', () => {
  let asked = 0
  const counted = origin('app.js', () => {
    asked++
    return [outcome(200, null)]
  })
  const lazy = site(reading([counted]))
  assert.is(asked, 0)
  const first = lazy.cells
  const before = asked
  assert.ok(before > 0)
  assert.is(lazy.cells, first)
  assert.is(asked, before)
})

test.run()
