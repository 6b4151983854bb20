import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { answeringVersion, isBetween, parseVersion, STABLE } from '../../../src/nginx/directives/version.ts'
import { ask, reading, summary } from '../read.ts'

test('versions as people write them, and as JSON cuts them', () => {
  assert.equal(parseVersion('1.22.1'), [1, 22, 1])
  assert.equal(parseVersion('v1.28'), [1, 28, Infinity])
  assert.equal(parseVersion('1.3'), [1, 30, Infinity])
  assert.equal(parseVersion('1.2'), [1, 20, Infinity])
  assert.equal(parseVersion('1.8'), [1, 8, Infinity])
  assert.equal(parseVersion('1.3.1'), [1, 3, 1])
  assert.is(parseVersion('mainline'), null)
})

test('from one version on, and before another', () => {
  assert.ok(isBetween([1, 10, 0], [1, 9, 15], [1, 10, 1]))
  assert.not(isBetween([1, 10, 1], [1, 9, 15], [1, 10, 1]))
  assert.not(isBetween([1, 9, 14], [1, 9, 15], null))
})

test("the answers are the named version's, or the stable one's, or what the configuration needs", () => {
  assert.equal(answeringVersion('1.22.1', [[1, 31, 0]]), [1, 22, 1])
  assert.equal(answeringVersion(undefined, []), STABLE)
  assert.equal(
    answeringVersion(undefined, [
      [1, 31, 3],
      [1, 31, 0],
    ]),
    [1, 31, 3],
  )
})

test('a version without its last number is the newest of its branch', () => {
  const problems = (version: string): number =>
    reading(
      'events {} http { server { location / { proxy_socket_sndbuf 8k; proxy_pass http://a.test; } } }',
      {},
      { version },
    ).problems.length
  assert.equal(['1.31.2', '1.31.3', '1.31', '1.30'].map(problems), [1, 0, 0, 1])
})

/** What a server answers to CONNECT, by version (ngx_http_process_request_header, ngx_http_parse_request_line). */
function connect(target: string, version?: string, inside = 'return 200 x;'): string[] {
  const [origin] = reading(
    `events {} http { server { location / { ${inside} } } }`,
    {},
    version === undefined ? {} : { version },
  ).origins
  return origin ? summary(ask(origin, 'CONNECT', target)) : []
}

test('CONNECT', () => {
  assert.equal(
    [connect('/', '1.21.0'), connect('/', '1.21.1'), connect('/', '1.29.3'), connect('/')],
    [['200'], ['405'], ['400'], ['400']],
  )
  assert.equal(
    [connect('a.test:443', '1.22.1'), connect('a.test:443', '1.29.3'), connect('a.test:443')],
    [['400'], ['405'], ['405']],
  )
  assert.equal(
    connect('a.test:443', undefined, 'tunnel_pass;').map((text) => text.slice(0, 4)),
    ['null'],
  )
  assert.equal(connect('a.test:443', '1.30.4', 'tunnel_pass;'), ['405'])
  assert.equal(connect('a.test:443', '1.30', 'tunnel_pass;'), ['405'])
  assert.equal(
    connect('a.test:443', '1.31', 'tunnel_pass;').map((text) => text.slice(0, 4)),
    ['null'],
  )
})

test.run()
