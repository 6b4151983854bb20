import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { prefixPattern } from '../../src/model/path-pattern.ts'
import type { Site } from '../../src/model/site.ts'
import { diffSites } from '../../src/site/diff.ts'
import { buildSite } from '../../src/site/index.ts'
import { address, app, origin, outcome, place, proxy, reading, tree } from './stand-in.ts'

const site = (...readings: ReturnType<typeof reading>[]): Site =>
  buildSite({ cwd: '/', readings, files: [], clientCalls: [] })
const rows = (before: Site, after: Site): string[] =>
  diffSites(before, after).map(
    ({ kind, methods, path, before: old, after: now }) =>
      `${kind} ${methods.join()} ${path} ${old.statuses.join()}>${now.statuses.join()}`,
  )

const api = { 'GET /items': 200, 'DELETE /items': 204, 'ALL /health': 200 }

test('a site does not differ from itself', () =>
  assert.equal(rows(site(reading([app('a', api, 3000)])), site(reading([app('a', api, 3000)]))), []))

test("a proxy that narrows its methods loses the backend's", () => {
  const shop = (only?: string[]): Site =>
    site(
      reading(
        [
          proxy('nginx.conf', [
            { at: prefixPattern('/'), upstream: 'http://127.0.0.1:3000', ...(only ? { only } : {}) },
          ]),
        ],
        [tree('nginx.conf', ['proxy_pass http://127.0.0.1:3000'])],
      ),
      reading([app('app.js', api, 3000)]),
    )
  const changes = diffSites(shop(), shop(['GET', 'HEAD']))
  const deleted = changes.find(
    ({ kind, methods }) => kind === 'lost' && methods.includes('DELETE') && !methods.includes('POST'),
  )
  assert.equal(
    deleted && [deleted.path, deleted.before.statuses, deleted.after.statuses, deleted.after.decidedBy?.file],
    ['/items', [204], [403], 'nginx.conf'],
  )
  assert.ok(
    changes.some(({ kind, path, methods }) => kind === 'lost' && path === '/health' && methods.includes('POST')),
  )
  assert.not.ok(changes.some(({ methods }) => methods.includes('GET')))
})

test('new and lost routes', () => {
  const before = site(reading([app('a', { 'GET /old': 200 }, 80)]))
  const after = site(reading([app('a', { 'GET /new': 200 }, 80)]))
  assert.equal(rows(before, after), ['lost GET /old 200>404', 'new GET /new 404>200'])
})

test('the same status with another Allow or Cache-Control', () => {
  const only = (headers: Record<string, string | null>): Site =>
    site(reading([origin('a', () => [outcome(405, place('a', 1), { headers })], { addresses: [address(80)] })]))
  const kinds = (before: Site, after: Site): string[] => [...new Set(diffSites(before, after).map(({ kind }) => kind))]
  assert.equal(kinds(only({ allow: 'GET' }), only({ allow: 'GET, POST' })), ['allow'])
  assert.equal(
    kinds(only({ allow: 'GET', 'cache-control': null }), only({ allow: 'GET', 'cache-control': 'no-store' })),
    ['caching'],
  )
  assert.equal(kinds(only({ allow: 'GET' }), only({})), ['unknown'])
})

test('an origin of which nobody says where it listens is held against itself', () => {
  const nowhere = (name: string, status: number) =>
    reading([origin(name, () => [outcome(status, place(name, 1))], { layer: 'apache' })])
  const two = (status: number): Site => site(nowhere('a/.htaccess', 200), nowhere('b/.htaccess', status))
  assert.equal(rows(two(200), two(200)), [])
  assert.equal(
    [...new Set(diffSites(two(200), two(404)).map(({ kind, after }) => `${kind} ${after.decidedBy?.file}`))],
    ['lost b/.htaccess'],
  )
  assert.equal(
    [
      ...new Set(
        diffSites(site(nowhere('old/.htaccess', 200)), site(nowhere('new/.htaccess', 403))).map(
          ({ kind, after }) => `${kind} ${after.statuses.join()}`,
        ),
      ),
    ],
    ['lost 403'],
  )
})

test('an answer that one side leaves open is no loss', () => {
  const before = site(reading([app('a', { 'GET /x': 200 }, 80)]))
  const after = site(
    reading([
      origin(
        'a',
        () => [
          outcome(200, null),
          { ...outcome(404, null), status: null, by: 'unknown' as const, when: 'if it exists' },
        ],
        { addresses: [address(80)] },
      ),
    ]),
  )
  assert.equal(
    diffSites(before, after)
      .filter(({ path, methods }) => path === '/x' && methods.includes('GET'))
      .map(({ kind }) => kind),
    ['unknown'],
  )
  assert.not.ok(diffSites(before, after).some(({ kind }) => kind === 'lost'))
})

test.run()
