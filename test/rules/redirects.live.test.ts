// What redirect-loses-method, allow-mismatch, cors-only-on-preflight and, of responses that are never sent, response-after-405 claim of their bad fixtures, asked of the real servers.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { openBackend, startHttpd } from '../truth/apache/lab.ts'
import type { Probe } from '../truth/apache/lab.ts'
import { installed, RealExpress } from '../truth/express-lab.ts'
import { around, ask as askNginx, type Backends, closeBackends, openBackends, startNginx } from '../truth/nginx/lab.ts'
import { FIXTURES } from './expectations.ts'

const bad = (id: string, ...path: string[]): string => readFileSync(join(FIXTURES, id, 'bad', ...path), 'utf8')

/** The text with every suggestion of the rule in it. */
async function suggested(name: string, text: string, rule: string): Promise<string> {
  const report = await lint({ cwd: folderWith({ [name]: text }), config: false, level: 'info', rules: [rule] })
  const wanted = report.problems.flatMap(({ suggestions: [fix] = [], ...problem }) =>
    fix ? [{ ...problem, fix }] : [],
  )
  assert.ok(wanted.length > 0, 'nothing is suggested')
  return applyFixes(wanted, report.files).texts.get(name) ?? ''
}

const nginx = liveSuite('redirects, Allow and CORS, of nginx', 'nginx')
let backends: Backends
nginx.before(async () => {
  backends = await openBackends()
})
nginx.after(async () => {
  await closeBackends(backends)
})

const here = (config: string): string =>
  config
    .replace(/listen 80;/g, 'listen 127.0.0.1:{{PORT}};')
    .replace(/\b(?:10\.0\.0\.\d|127\.0\.0\.1):(?:3000|8080)/g, '127.0.0.1:{{UPSTREAM_PORT}}')
    .replace(/\/srv\b[\w/]*/g, 'www')

async function withNginx(
  config: string,
  then: (port: number) => Promise<void>,
  files: Record<string, string> = {},
): Promise<void> {
  const running = await startNginx(serverProgram('nginx') ?? '', around(here(config)), files, backends)
  if (typeof running === 'string') throw new Error(running)
  try {
    await then(backends.free[0] ?? 0)
  } finally {
    await running.stop()
  }
}

/** What the application is asked for in the end when fetch() posts, and follows. */
async function reached(port: number, path: string, method = 'POST'): Promise<string[]> {
  backends.first.seen.length = 0
  await (await fetch(`http://127.0.0.1:${port}${path}`, { method, body: 'x' })).text()
  return [...backends.first.seen]
}

nginx('a POST arrives as GET; as suggested, as POST', async () => {
  const moved = { '/v1/orders': '/api/v1/orders' }
  await withNginx(bad('redirect-loses-method', 'collection.conf'), async (port) => {
    for (const [from, to] of Object.entries(moved)) assert.equal(await reached(port, from), [`GET ${to}`])
    assert.equal(await reached(port, '/api'), ['GET /api/'])
    assert.equal(await reached(port, '/v1/orders', 'PUT'), ['PUT /api/v1/orders'])
  })
  await withNginx(
    await suggested('site.conf', bad('redirect-loses-method', 'collection.conf'), 'redirect-loses-method'),
    async (port) => {
      for (const [from, to] of Object.entries(moved)) assert.equal(await reached(port, from), [`POST ${to}`])
    },
  )
})

nginx('the rewrite flags, and one page', async () => {
  await withNginx(bad('redirect-loses-method', 'rewrites.conf'), async (port) => {
    for (const [from, to] of [
      ['/comments/7', '/api/comments/7'],
      ['/feedback/a', '/api/feedback/a'],
      ['/subscribe', '/api/subscribe'],
    ])
      assert.equal(await reached(port, from ?? ''), [`GET ${to}`])
  })
})

nginx('Allow lacks what is served', async () => {
  await withNginx(
    bad('allow-mismatch', 'dav.conf'),
    async () => {
      const refused = await askNginx({ method: 'POST', path: '/notes/a.txt' }, backends)
      assert.equal([refused.status, refused.headers.allow], [405, 'GET, HEAD, PUT'])
      assert.is((await askNginx({ method: 'DELETE', path: '/notes/a.txt' }, backends)).status, 204)
    },
    { 'www/notes/a.txt': 'a\n' },
  )
  await withNginx(bad('allow-mismatch', 'front', 'site.conf'), async () => {
    const told = await askNginx({ method: 'OPTIONS', path: '/orders/1' }, backends)
    assert.equal([told.status, told.headers.allow], [204, 'GET, POST, OPTIONS'])
    assert.equal((await askNginx({ method: 'DELETE', path: '/orders/1' }, backends)).upstream, ['DELETE /orders/1'])
  })
})

nginx('CORS headers on the preflight, and on nothing else', async () => {
  const origin = async (method: string, path: string): Promise<[number, string | undefined]> => {
    const { status, headers } = await askNginx({ method, path }, backends)
    return [status, headers['access-control-allow-origin']]
  }
  await withNginx(
    bad('cors-only-on-preflight', 'branch.conf'),
    async () => {
      assert.equal(
        [await origin('OPTIONS', '/fonts/a.txt'), await origin('GET', '/fonts/a.txt')],
        [
          [204, 'https://shop.example'],
          [200, undefined],
        ],
      )
      assert.equal(
        [await origin('OPTIONS', '/version'), await origin('POST', '/version')],
        [
          [204, '*'],
          [200, undefined],
        ],
      )
    },
    { 'www/fonts/a.txt': 'a\n' },
  )
  await withNginx(
    bad('cors-only-on-preflight', 'named.conf'),
    async () => {
      assert.equal(
        [await origin('OPTIONS', '/prices/a.txt'), await origin('GET', '/prices/a.txt')],
        [
          [204, '*'],
          [200, undefined],
        ],
      )
    },
    { 'www/prices/a.txt': 'a\n' },
  )
  await withNginx(bad('cors-only-on-preflight', 'behind', 'site.conf'), async () => {
    assert.equal(
      [await origin('OPTIONS', '/api/prices'), await origin('PUT', '/api/prices/1')],
      [
        [204, 'https://shop.example'],
        [200, undefined],
      ],
    )
  })
})
nginx.run()

const httpd = liveSuite('redirects and Allow, of httpd', 'apache2')

async function withHttpd(probe: Probe, then: (port: number, seen: string[]) => Promise<void>): Promise<void> {
  const backend = await openBackend()
  try {
    const running = await startHttpd(serverProgram('apache2') ?? '', probe, backend)
    if (typeof running === 'string') throw new Error(running)
    try {
      await then(running.ports.first, backend.seen)
    } finally {
      await running.stop()
    }
  } finally {
    await backend.close()
  }
}

const local = (config: string): string =>
  config
    .replaceAll('*:80', '*:{{PORT}}')
    .replace(/(?:10\.0\.0\.5|127\.0\.0\.1):3000/g, '127.0.0.1:{{UPSTREAM_PORT}}')
    .replace(/\/srv\/\w+/g, '{{DOCROOT}}')

httpd('a POST arrives as GET; as suggested, as POST', async () => {
  const config = bad('redirect-loses-method', 'site.vhost')
  const better = await suggested('site.vhost', config, 'redirect-loses-method')
  for (const [text, method] of [
    [config, 'GET'],
    [better, 'POST'],
  ] as const) {
    await withHttpd({ name: 'moved', server: local(text) }, async (port, seen) => {
      for (const [from, to] of [
        ['/rest/a', '/api/a'],
        ['/v1/a', '/api/a'],
        ['/services/a', '/api/a'],
        ['/book.cgi', '/api/bookings'],
      ]) {
        seen.length = 0
        await (await fetch(`http://127.0.0.1:${port}${from}`, { method: 'POST', body: 'x' })).text()
        assert.equal(seen, [`${method} ${to}`], `${from} ${text === config ? 'as it is' : 'as suggested'}`)
      }
    })
  }
})

httpd('Allow lacks what is served', async () => {
  await withHttpd(
    {
      name: 'allow',
      server: local(bad('allow-mismatch', 'httpd', 'site.vhost')),
      files: { 'errors/405.html': 'no\n' },
    },
    async (port, seen) => {
      const refused = await fetch(`http://127.0.0.1:${port}/orders/1`, { method: 'PUT', body: 'x' })
      assert.equal([refused.status, refused.headers.get('allow')], [405, 'GET, HEAD, POST'])
      await fetch(`http://127.0.0.1:${port}/orders/1`, { method: 'DELETE' })
      assert.ok(seen.includes('DELETE /orders/1'))
    },
  )
})
httpd.run()

const express = liveSuite('redirects and Allow, of Express', null)

for (const major of [4, 5] as const) {
  express(`Express ${major}`, async () => {
    if (!installed(major)) return
    const real = new RealExpress(major)
    const exported = (text: string): string => text.replace('app.listen(3000)', 'module.exports = app')
    const asking = async (files: Record<string, string>, entry: string, asked: [string, string][]) => {
      const { seen = [] } = await real.ask(
        join(folderWith(files), entry),
        asked.map(([method, path]) => ({ method, path, headers: {} })),
      )
      return seen.map(({ status, headers }) => [status, headers.location ?? headers.allow])
    }
    try {
      const moved = {
        'server.js': exported(bad('redirect-loses-method', 'moved', 'server.js')),
        'loans.js': bad('redirect-loses-method', 'moved', 'loans.js'),
      }
      assert.equal(
        await asking(moved, 'server.js', [
          ['POST', '/loans'],
          ['POST', '/return'],
          ['GET', '/api/v2/returns'],
          ['PUT', '/profile'],
        ]),
        [
          [301, '/api/v2/loans'],
          [302, '/api/v2/returns'],
          [404, undefined],
          [301, '/api/v2/profile'],
        ],
      )
      assert.equal(
        await asking({ 'items.js': exported(bad('allow-mismatch', 'items.js')) }, 'items.js', [
          ['OPTIONS', '/items'],
          ['PUT', '/items'],
          ['PATCH', '/items/1'],
          ['DELETE', '/items/1'],
        ]),
        [
          [204, 'GET, HEAD, POST, PUT'],
          [404, undefined],
          [405, 'GET, HEAD, PUT'],
          [204, undefined],
        ],
      )
      const unsent = {
        'unsent.js': exported(bad('response-after-405', 'unsent.js')),
        'rooms.js': 'exports.rooms = []\n',
      }
      assert.equal(
        await asking(unsent, 'unsent.js', [
          ['PUT', '/rooms'],
          ['PUT', '/rooms/1'],
          ['GET', '/search'],
        ]),
        [
          [null, undefined],
          [null, undefined],
          [null, undefined],
        ],
      )
    } finally {
      real.close()
    }
  })
}
express.run()
