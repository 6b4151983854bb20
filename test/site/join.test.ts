import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Reading } from '../../src/model/reading.ts'
import { prefixPattern } from '../../src/model/path-pattern.ts'
import { buildSite } from '../../src/site/index.ts'
import { readTarget } from '../../src/model/upstream.ts'
import { address, app, everything, origin, outcome, proxy, reading, tree } from './stand-in.ts'

const site = (...readings: Reading[]) => buildSite({ cwd: '/', readings, files: [], clientCalls: [] })
const front = (upstream: string) => proxy('nginx.conf', [{ at: everything, upstream }])

test('an upstream is read as its server reads it', () => {
  assert.equal(readTarget('http://127.0.0.1:3000/x'), { kind: 'tcp', host: '127.0.0.1', port: 3000 })
  assert.equal(readTarget('https://API.example/'), { kind: 'tcp', host: 'api.example', port: 443 })
  assert.equal(readTarget('http://[::1]:8080'), { kind: 'tcp', host: '[::1]', port: 8080 })
  assert.equal(readTarget('http://unix:/run/app.sock:/base'), { kind: 'unix', path: '/run/app.sock' })
  assert.equal(readTarget('unix:/run/php.sock|fcgi://localhost'), { kind: 'unix', path: '/run/php.sock' })
  assert.is(readTarget('http://$backend'), null)
  assert.is(readTarget('http://%{HTTP_HOST}'), null)
})

for (const name of ['localhost', '127.0.0.1', '[::1]', '0.0.0.0']) {
  test(`${name} is this machine`, () => {
    const { links } = site(
      reading([front(`http://${name}:3000`)], [tree('nginx.conf', [`proxy_pass http://${name}:3000`])]),
      reading([app('app.js', {}, 3000)]),
    )
    assert.equal(
      links.map(({ to, sure }) => [to.name, sure]),
      [['app.js', true]],
    )
  })
}

test('a group stands for its members', async () => {
  const joined = site(
    reading([front('http://shop')], [tree('nginx.conf', ['proxy_pass http://shop'], { shop: ['127.0.0.1:3000'] })]),
    reading([app('app.js', { 'GET /a': 200 }, 3000)]),
  )
  assert.is(joined.links[0]?.to.name, 'app.js')
  assert.is(joined.links[0]?.sure, true)
  const { outcomes } = await joined.trace({ method: 'GET', url: 'http://shop.example/a' })
  assert.equal(
    outcomes.map(({ status }) => status),
    [200],
  )
})

test('a socket joins where both name the same one', () => {
  const server = origin('app.js', () => [outcome(200, null)], {
    addresses: [{ ...address(null), socket: '/run/app.sock' }],
  })
  const { links } = site(
    reading([front('http://unix:/run/app.sock:')], [tree('nginx.conf', ['proxy_pass http://unix:/run/app.sock:'])]),
    reading([server]),
  )
  assert.equal(
    links.map(({ sure }) => sure),
    [true],
  )
})

test('what might be the backend is a guess, and is not followed', async () => {
  const two = site(
    reading([front('http://localhost:3000')], [tree('nginx.conf', ['proxy_pass http://localhost:3000'])]),
    reading([app('a.js', { 'GET /': 200 }, 3000), app('b.js', {}, 3000)]),
  )
  assert.equal(
    two.links.map(({ sure }) => sure),
    [false],
  )
  const { outcomes } = await two.trace({ method: 'GET', url: 'http://x/' })
  assert.equal(
    outcomes.map(({ status, by }) => [status, by]),
    [[null, 'unknown']],
  )
  const other = site(
    reading([front('http://api:3000')], [tree('nginx.conf', ['proxy_pass http://api:3000'])]),
    reading([app('a.js', {}, 3000)]),
  )
  assert.equal(
    other.links.map(({ sure }) => sure),
    [false],
  )
  const open = site(
    reading([front('http://localhost:4000')], [tree('nginx.conf', ['proxy_pass http://localhost:4000'])]),
    reading([app('a.js', {}, null)]),
  )
  assert.equal(
    open.links.map(({ sure }) => sure),
    [false],
  )
  const none = site(
    reading([front('http://localhost:4000')], [tree('nginx.conf', ['proxy_pass http://localhost:4000'])]),
    reading([app('a.js', {}, 3000)]),
  )
  assert.equal(none.links, [])
})

test('Apache proxies too, with or without a path before the URL', () => {
  for (const line of [
    'ProxyPass /api http://127.0.0.1:3000/api',
    'ProxyPass http://127.0.0.1:3000/',
    'RewriteRule ^ http://127.0.0.1:3000/ [P,L]',
    'SetHandler proxy:http://127.0.0.1:3000',
  ]) {
    const file = tree('nginx.conf', [line])
    const located = tree('nginx.conf', ['Location /api']).directives.map((one) => ({ ...one, block: file.directives }))
    const held = line.startsWith('ProxyPass http') ? { ...file, directives: located } : file
    const { links } = site(reading([front('x')], [held]), reading([app('app.js', {}, 3000)]))
    assert.is(links[0]?.sure, true, line)
  }
  assert.equal(
    site(
      reading([front('x')], [tree('nginx.conf', ['RewriteRule ^ http://127.0.0.1:3000/ [R=301,L]', 'ProxyPass /x !'])]),
      reading([app('app.js', {}, 3000)]),
    ).links,
    [],
  )
})

test('entrances are the origins that nobody surely proxies to', () => {
  const joined = site(
    reading([front('http://localhost:3000')], [tree('nginx.conf', ['proxy_pass http://localhost:3000'])]),
    reading([app('app.js', {}, 3000), app('other.js', {}, 4000)]),
  )
  assert.equal(
    joined.entrances.map(({ name }) => name),
    ['nginx.conf', 'other.js'],
  )
})

test('a trace picks the origin by port, then by host, then the only one that is not behind another', async () => {
  const named = (name: string, host: string) =>
    origin(name, () => [outcome(name.length, null)], {
      addresses: [address(80)],
      hosts: [{ kind: host.startsWith('*') ? 'leading' : 'exact', source: host, range: null }],
    })
  const both = site(reading([named('one', 'a.example'), named('three', '*.example')]))
  const status = async (url: string, from = both) =>
    (await from.trace({ method: 'GET', url })).outcomes.map((one) => one.status)
  assert.equal(await status('http://a.example/'), [3])
  assert.equal(await status('http://b.example/'), [5])
  assert.equal(await status('http://b.example:81/'), [null])
  const joined = site(
    reading([front('http://localhost:3000')], [tree('nginx.conf', ['proxy_pass http://localhost:3000'])]),
    reading([app('app.js', { 'GET /': 200 }, 3000)]),
  )
  assert.equal(await status('http://anything:18080/', joined), [200])
  assert.equal(await status('http://anything:3000/', joined), [200])
  assert.equal(await status('nonsense', joined), [null])
})

test('the request travels as it is written, and assume speaks for whom nobody sees', async () => {
  const seen: string[] = []
  const lone = site(
    reading([proxy('nginx.conf', [{ at: prefixPattern('/a/'), rewrite: ['/a/', '/'], upstream: 'http://far:9' }])]),
  )
  const { outcomes } = await lone.trace({
    method: 'PATCH',
    url: 'http://x/a/%2e%2e/b?c=1',
    assume: (sent) => {
      seen.push(`${sent.method} ${sent.target} ${sent.upstream}`)
      return { status: 405, headers: { Allow: 'GET' } }
    },
  })
  assert.equal(seen, ['PATCH /%2e%2e/b?c=1 http://far:9'])
  assert.is(outcomes[0]?.status, 405)
  assert.is(outcomes[0]?.headers.allow, 'GET')
  assert.is(outcomes[0]?.headers['cache-control'], null)
})

test('a ring of proxies ends', async () => {
  const ring = site(
    reading(
      [
        proxy('a', [{ at: everything, upstream: 'http://localhost:81' }], 80),
        proxy('b', [{ at: everything, upstream: 'http://localhost:80' }], 81),
      ],
      [tree('a', ['proxy_pass http://localhost:81'])],
    ),
  )
  const { outcomes } = await ring.trace({ method: 'GET', url: 'http://x:80/' })
  assert.equal(
    outcomes.map(({ by }) => by),
    ['unknown'],
  )
})

test('a backend is asked once, however many ways the proxy may take', () => {
  let asked = 0
  const backend = origin(
    'app.js',
    () => {
      asked++
      return [outcome(200, null)]
    },
    { addresses: [address(3000)] },
  )
  const sent = { method: 'GET', target: '/', upstream: 'http://127.0.0.1:3000' }
  const front = origin('nginx.conf', (_, ask) => [...(ask?.(sent) ?? []), ...(ask?.(sent) ?? [])], {
    layer: 'nginx',
    addresses: [address(80)],
  })
  const site = buildSite({
    cwd: '/',
    readings: [reading([front], [tree('nginx.conf', ['proxy_pass http://127.0.0.1:3000'])]), reading([backend])],
    files: [],
    clientCalls: [],
  })
  const outcomes = site.answer(front, {
    method: 'GET',
    scheme: 'http',
    host: 'a',
    port: 80,
    target: '/',
    headers: {},
    others: 'absent',
  })
  assert.equal([outcomes.length, asked], [2, 1])
})

test('a model that fails does not keep the others from answering', () => {
  const broken = origin(
    'broken.js',
    () => {
      throw new Error('no such thing\nat x')
    },
    { addresses: [address(81)] },
  )
  const site = buildSite({
    cwd: '/',
    readings: [reading([broken, app('good.js', { 'GET /': 200 }, 80)])],
    files: [],
    clientCalls: [],
  })
  assert.ok(site.cells.some(({ outcomes }) => outcomes.some(({ status }) => status === 200)))
  assert.equal([...site.faults], ['broken.js: no such thing'])
})

test.run()
