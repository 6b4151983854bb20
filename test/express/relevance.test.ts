import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** What no answer hangs on is passed over; what one does hang on is not. The statuses are what Express answers with each way taken. */
const test = suite('what an answer hangs on')

interface Asked {
  before?: string
  handler: string
  method?: string
  path?: string
  major?: 4 | 5
  files?: Record<string, string>
}

async function ask({
  before = '',
  handler,
  method = 'GET',
  path = '/x',
  major = 5,
  files = {},
}: Asked): Promise<Outcome[]> {
  const app = `const express = require('express'); const log = require('some-logger'); const db = require('some-db'); const app = express();\n${before}\napp.all('/x', ${handler});\nmodule.exports = app`
  const cwd = folderWith({
    'app.js': app,
    'package.json': JSON.stringify({ dependencies: { express: String(major) } }),
    ...files,
  })
  const site = await loadSite({ cwd, paths: ['.'], config: false })
  return (await site.trace({ method, url: `http://localhost:3000${path}` })).outcomes
}

const statuses = async (asked: Asked | string): Promise<(number | null)[]> =>
  (await ask(typeof asked === 'string' ? { handler: asked } : asked))
    .map(({ status, by }) => (by === 'closed' ? 0 : status))
    .sort()

test('bookkeeping takes no ways', async () => {
  assert.equal(
    await statuses(
      '(req, res) => { if (req.body.a) log.info("a"); if (req.body.b) { const c = db.find(req.body.b); log.info(c) } for (const one of req.body.list) log.info(one); res.sendStatus(405) }',
    ),
    [405],
  )
  assert.equal(
    await statuses(
      '(req, res) => { const seen = {}; if (req.body.a) seen.a = 1; if (req.body.b || req.body.c) seen.b = db.count(); log.info(seen); res.status(501).json({ seen }) }',
    ),
    [501],
  )
  assert.equal(
    await statuses(
      'async (req, res) => { const user = await db.find(); const name = user.first ? user.first : user.last; res.json({ name }) }',
    ),
    [200],
  )
})

test('a status, a refusal and an error hang on what was left open', async () => {
  assert.equal(
    await statuses('(req, res) => { let status = 200; if (req.body.a) status = 404; res.sendStatus(status) }'),
    [200, 404],
  )
  assert.equal(
    await statuses(
      '(req, res) => { const found = {}; if (req.body.a) found.status = 405; res.sendStatus(found.status || 200) }',
    ),
    [200, 405],
  )
  assert.equal(
    await statuses(
      '(req, res) => { const codes = []; if (req.body.a) codes.push(501); res.sendStatus(codes[0] || 200) }',
    ),
    [200, 501],
  )
  assert.equal(
    await statuses(
      '(req, res) => { const user = db.find(); const ok = user && user.admin; if (!ok) return res.sendStatus(403); res.send("x") }',
    ),
    [200, 403],
  )
  assert.equal(
    await statuses({
      before: 'function check(body) { if (!body.a) { const e = new Error(); e.status = 422; throw e } }',
      handler: '(req, res) => { check(req.body); res.send("x") }',
    }),
    [200, 422],
  )
  assert.equal(
    await statuses({
      before: 'class Refused extends Error { constructor(status) { super("no"); this.status = status } }',
      handler: '(req, res) => { if (req.body.a) throw new Refused(405); res.send("x") }',
    }),
    [200, 405],
  )
  assert.equal(
    await statuses({
      before:
        'const services = { user: { create(body) { if (body.taken) throw Object.assign(new Error(), { status: 409 }) } } }; const { user } = services',
      handler: '(req, res) => { const made = user.create(req.body); res.status(201).json({ made }) }',
    }),
    [201, 409],
  )
})

test('what fails inside a try fails still', async () => {
  assert.equal(
    await statuses(
      'async (req, res) => { try { await db.save(req.body) } catch (e) { return res.sendStatus(503) } res.send("x") }',
    ),
    [200, 503],
  )
  assert.equal(
    await statuses(
      'async (req, res) => { try { await db.a() } catch (e) { return res.sendStatus(502) } try { await db.b() } catch (e) { return res.sendStatus(503) } res.send("x") }',
    ),
    [200, 502, 503],
  )
})

test('what is certainly wrong throws still', async () => {
  assert.equal(await statuses('(req, res) => { const o = {}; o.f(); res.send("x") }'), [500])
  assert.equal(await statuses('(req, res) => { log.info(req.account.id); res.send("x") }'), [500])
  assert.equal(await statuses('(req, res) => { while (true) {} }'), [null])
})

test("promises and functions of one's own", async () => {
  assert.equal(
    await statuses(
      '(req, res) => { new Promise((resolve) => { log.info("x"); resolve(405) }).then((status) => res.sendStatus(status)) }',
    ),
    [405],
  )
  assert.equal(
    await statuses(
      '(req, res) => { const send = (status) => res.sendStatus(status); const later = () => { send(501) }; later() }',
    ),
    [501],
  )
})

test('a question is remembered for what it asked', async () => {
  const before =
    "app.use((req, res, next) => { if (req.path.startsWith('/a') && req.method !== 'GET') return res.sendStatus(405); if (/^\\/b/.test(req.url)) return res.sendStatus(501); switch (req.method) { case 'PUT': return res.sendStatus(403); default: next() } })"
  const cwd = folderWith({
    'app.js': `const express = require('express'); const app = express();\n${before}\napp.use((req, res) => res.send('x'));\nmodule.exports = app`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  const site = await loadSite({ cwd, paths: ['.'], config: false })
  for (const [method, path, status] of [
    ['GET', '/a', 200],
    ['POST', '/a', 405],
    ['PUT', '/ab', 405],
    ['GET', '/b', 501],
    ['PUT', '/b1', 501],
    ['PUT', '/c', 403],
    ['GET', '/c', 200],
    ['POST', '/d', 200],
    ['POST', '/aa', 405],
  ] as const) {
    const { outcomes } = await site.trace({ method, url: `http://localhost:3000${path}` })
    assert.equal(
      outcomes.map((one) => one.status),
      [status],
      `${method} ${path}`,
    )
  }
})

test('express-async-errors has Express 4 pass on rejections', async () => {
  const handler = 'async (req, res) => { throw Object.assign(new Error(), { status: 405 }) }'
  assert.equal(await statuses({ handler, major: 4 }), [0])
  assert.equal(await statuses({ handler, major: 4, before: "require('express-async-errors')" }), [405])
})

test('middleware that refuses with a certain status', async () => {
  assert.equal(
    await statuses({
      before:
        "const { expressjwt } = require('express-jwt'); app.use(expressjwt({ secret: 'x', algorithms: ['HS256'] }))",
      handler: '(req, res) => res.send("x")',
    }),
    [401],
  )
  assert.equal(
    await statuses({
      before: "const { validate } = require('express-validation'); app.use(validate({})); ",
      handler: '(req, res) => res.send("x")',
    }),
    [200, 400],
  )
  assert.equal(
    new Set(
      await statuses({
        before: "const { validate } = require('express-validation'); app.use(validate({}))",
        handler:
          '(req, res) => { throw Object.assign(new Error(), { status: 422 }) }); app.use((err, req, res, next) => res.sendStatus(400)',
      }),
    ),
    new Set([400]),
  )
  assert.equal(
    await statuses({
      before: "const csrf = require('csurf'); app.use(require('express-session')({ secret: 'x' }), csrf())",
      handler: '(req, res) => res.send("x")',
      method: 'POST',
    }),
    [403],
  )
})

test.run()
