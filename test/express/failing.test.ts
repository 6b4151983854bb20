import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** Code that cannot be seen may fail, and what an error handler then says hangs on its error. */
const project = (lines: string[], more: Record<string, string> = {}): string =>
  folderWith({
    'app.js': `const express = require('express')\nconst acme = require('@acme/store')\nconst app = express()\n${lines.join('\n')}\napp.listen(3000)`,
    'package.json': '{"dependencies":{"express":"5"}}',
    ...more,
  })

const answers = async (lines: string[], method = 'GET'): Promise<Outcome[]> =>
  (await (await loadSite({ cwd: project(lines) })).trace({ method, url: 'http://localhost:3000/x' })).outcomes

const told = (outcomes: Outcome[]): (number | string | null)[] =>
  outcomes
    .map(({ status, onFailure, unseen, by }) =>
      onFailure ? 'fails' : unseen ? 'unseen' : by === 'closed' ? 'silent' : status,
    )
    .sort()

const HANDLER = 'app.use((err, req, res, next) => { res.status(err.status || 500).end() })'

test('what hangs on the error of unseen code is told apart from what is open', async () => {
  assert.equal(
    told(
      await answers([
        "app.get('/x', async (req, res, next) => { try { res.json(await acme.list()) } catch (e) { next(e) } })",
        HANDLER,
      ]),
    ),
    [200, 500, 'fails'],
  )
  assert.equal(
    told(
      await answers([
        "app.get('/x', async (req, res) => { try { res.json(await acme.list()) } catch (e) { res.status(e.status).end() } })",
      ]),
    ),
    [200, 'fails'],
  )
  assert.equal(
    told(
      await answers([
        "app.get('/x', (req, res, next) => acme.list().then((all) => res.json(all)).catch(next))",
        HANDLER,
      ]),
    ),
    [200, 500, 'fails'],
  )
  assert.equal(
    told(
      await answers([
        "app.get('/x', (req, res) => { acme.list((err, all) => { if (err) return res.status(err.status).end(); res.json(all) }) })",
      ]),
    ),
    [200, 'fails'],
  )
})

test('an open status that no failure has brought about stays open', async () => {
  assert.equal(
    told(
      await answers([
        "app.get('/x', async (req, res) => { try { await acme.note() } catch {}\n res.status(acme.code()).end() })",
      ]),
    ),
    [null],
  )
  assert.equal(told(await answers(["app.get('/x', (req, res) => res.status(acme.status()).end())"])), [null])
})

test('a rejection of unseen code that nobody hears of leaves no request unanswered', async () => {
  assert.equal(
    told(await answers(["app.get('/x', (req, res) => { acme.list().then((all) => res.json(all)) })"])),
    [200],
  )
  assert.equal(
    told(await answers(["app.get('/x', (req, res) => { acme.list().then((all) => res.json(all)).catch(() => {}) })"])),
    [200, 'silent'],
  )
})

test('cells that hang on failures alone count as decided unless', async () => {
  const { coverage } = await lint({
    cwd: project([
      "app.get('/x', async (req, res, next) => { try { res.json(await acme.list()) } catch (e) { next(e) } })",
      HANDLER,
    ]),
  })
  assert.is(coverage.unless, 2)
  assert.is(coverage.unknown, 0)
})

test('a helper that cannot be seen answers with the response it is given, or leaves the answer to the handler', async () => {
  assert.equal(told(await answers(["app.get('/x', (req, res) => { acme.mark(res)\n res.status(204).end() })"])), [
    204,
    'unseen',
  ])
  assert.equal(told(await answers(["app.get('/x', (req, res) => { acme.reply(res) })"])), ['unseen'])
  const after = (
    await answers(["app.all('/x', (req, res) => { acme.mark(res)\n res.status(405).end() })"], 'PUT')
  ).find(({ status }) => status === 405)
  assert.equal(after?.unless, ['acme.mark'])
  assert.is(after?.headers.allow, undefined, 'it may have set Allow')
})

test('no 405 without Allow is told of what such a helper had in its hands', async () => {
  const { problems } = await lint({
    cwd: project([
      "app.get('/x', (req, res) => res.end())",
      "app.all('/x', (req, res) => { acme.mark(res)\n res.status(405).end() })",
    ]),
  })
  assert.equal(problems, [])
})

test('a replaced method that only reads the status is followed; one that sets it is not', async () => {
  const wrap = (body: string): string =>
    `app.use((req, res, next) => { const { end } = res\n res.end = function (...args) { ${body}\n return end.apply(this, args) }\n next() })`
  const route = "app.get('/x', (req, res) => res.status(201).end())"
  assert.equal(told(await answers([wrap('acme.count(res.statusCode)'), route])), [201])
  assert.equal(told(await answers([wrap('acme.log[acme.level]({ status_code: res.statusCode })'), route])), [201])
  assert.equal(told(await answers([wrap('this.statusCode = 503'), route])), [null])
  assert.equal(told(await answers([wrap('res.status(503)'), route])), [null])
  assert.equal(told(await answers([wrap('res[acme.how](503)'), route])), [null])
})

test('headers that are set under many conditions do not multiply the answers', async () => {
  const set = [...'abcdefgh'].map((name) => `if (acme.${name}) headers['X-${name}'] = '1'`).join('\n')
  const app = [
    `app.use((req, res, next) => { const headers = {}\n${set}\n for (const [key, value] of Object.entries(headers)) if (value) res.setHeader(key, value)\n next() })`,
    "app.get('/x', (req, res) => res.status(405).end())",
  ]
  const found = await answers(app)
  assert.equal([...new Set(told(found))], [405])
  const allow = await answers([app[0]?.replace("'X-a'", "'Allow'") ?? '', app[1] ?? ''])
  assert.ok(
    allow.some(({ headers }) => headers.allow === undefined),
    'it may have set Allow',
  )
})

test('a member that functions write later is open, the others of its object are not', async () => {
  const app = [
    'const state = { code: 204, down: 503 }',
    "app.post('/down', (req, res) => { state.down = Number(req.query.s); res.end() })",
  ]
  assert.equal(told(await answers([...app, "app.get('/x', (req, res) => res.status(state.code).end())"])), [204])
  assert.equal(told(await answers([...app, "app.get('/x', (req, res) => res.status(state.down).end())"])), [null])
  const shared = { 'state.js': 'exports.code = 204\nexports.down = 503\nexports.set = (s) => { exports.down = s }\n' }
  const site = await loadSite({
    cwd: project(
      [
        "const state = require('./state')",
        "app.get('/x', (req, res) => res.status(state.down).end())",
        "app.get('/y', (req, res) => res.status(state.code).end())",
      ],
      shared,
    ),
  })
  const statusAt = async (path: string): Promise<(number | null)[]> =>
    (await site.trace({ method: 'GET', url: `http://localhost:3000${path}` })).outcomes.map(({ status }) => status)
  assert.equal(await statusAt('/y'), [204])
})

test('that code has failed is known again once it is decided which way a handler came', async () => {
  const lines = (then: string): string[] => [
    `app.get('/x', async (req, res) => { let failure = null; try { await acme.list() } catch (e) { failure = e }\n${then} })`,
  ]
  assert.equal(told(await answers(lines('if (!failure) return res.json({}); res.status(failure.status).end()'))), [
    200,
    'fails',
  ])
  assert.equal(told(await answers(lines('if (failure) return res.sendStatus(503); res.status(acme.status()).end()'))), [
    503,
    null,
  ])
})

const THROWS = "app.get('/x', (req, res) => { throw new Error('no') })"

test('an error handler that fails hands on an error of its own', async () => {
  const handler = (line: string): string => `app.use(async (err, req, res, next) => { ${line}; res.status(410).end() })`
  assert.equal(told(await answers([THROWS, handler('if (acme.on) return next(acme.wrap(err))')])), [404, 410, 'fails'])
  // What it hands on, and what it throws itself, is known.
  assert.equal(told(await answers([THROWS, handler('if (acme.on) return next(err)')])), [410, 500])
  assert.equal(
    told(await answers([THROWS, handler('if (acme.on) throw Object.assign(new Error(), { status: 503 })')])),
    [410, 503],
  )
})

test('a part of an error, picked by lodash, is what it was; what may be inherited is open', async () => {
  const picked = (part: string): string[] => [
    "const _ = require('lodash')",
    'class Refused extends Error { constructor (status) { super(); this.status = status } get code () { return 409 } }',
    "app.get('/x', (req, res) => { throw new Refused(404) })",
    `app.use((err, req, res, next) => { const part = ${part}; res.status(part.code || part.status || 500).end() })`,
  ]
  assert.equal(told(await answers(picked("_.pick(err, ['status'])"))), [404])
  assert.equal(told(await answers(picked("_.pick({ a: 1, status: 405 }, 'a', 'status')"))), [405])
  assert.equal(told(await answers(picked("_.omit({ code: 410, status: 405 }, 'code')"))), [405])
  // lodash 4.17 takes `code` of the prototype: 409.
  assert.not.equal(told(await answers(picked("_.pick(err, ['code', 'status'])"))), [404])
})

test('an error that a package is only asked about stays what it is', async () => {
  const after = (call: string): string[] => [
    "const { isRefusal, refuse } = require('@acme/errors')",
    "app.get('/x', (req, res) => { throw Object.assign(new Error(), { status: 403 }) })",
    `app.use((err, req, res, next) => { if (${call}) res.set('X-Refused', '1'); res.status(err.status).end() })`,
  ]
  assert.equal([...new Set(told(await answers(after('isRefusal(err)'))))], [403])
  assert.equal([...new Set(told(await answers(after('refuse(err)'))))], [null])
})

const LONG = 'if (acme.isOn(1)) scope.level += acme.level(1)\n'.repeat(150)

/** An error handler that gives the error to a function of its own, which is too long to be followed. */
const given = (body: string): string[] => [
  "const acme = require('@acme/errors')",
  `function look(error, scope) { ${LONG} ${body} }`,
  "app.get('/x', (req, res) => { throw Object.assign(new Error(), { status: 403 }) })",
  'app.use((err, req, res, next) => { look(err, {}); res.status(err.status).end() })',
]

test('an error that code which is not followed reports keeps its status', async () => {
  for (const body of [
    'acme.captureException(error)',
    'scope.user = acme.user(1)',
    'if (acme.isGone(error)) acme.log(error.message)',
  ])
    assert.equal([...new Set(told(await answers(given(body))))], [403], body)
})

test('an error that code which is not followed may write on does not', async () => {
  for (const body of [
    'error.status = acme.status()',
    'for (const name of ["status"]) error[name] = 404',
    'delete error.status',
    ';[error.status] = acme.pair()',
    'for (error.status of acme.list()) acme.next()',
    'error.status = 404',
    'Object.assign(error, { status: 404 })',
    'acme.boomify(error)',
    'const same = error; acme.complete({ same })',
    'function write(to) { to.status = acme.status() } write(error)',
  ])
    assert.ok(told(await answers(given(body))).includes(null), body)
})

test('an error may be an object of any kind', async () => {
  const lines = (refusal: string): string[] => [
    "const acme = require('@acme/errors')",
    "const { inherits } = require('util')",
    'function Refused() { this.status = 403 }',
    'inherits(Refused, Error)',
    'class Gone extends acme.BaseError { constructor() { super(); this.status = 410 } }',
    `app.get('/x', (req, res, next) => { next(${refusal}) })`,
    'app.use((err, req, res, next) => { res.set("X-Report", acme.report(err)).status(err.status).end() })',
  ]
  assert.equal([...new Set(told(await answers(lines('{ status: 403 }'))))], [403])
  assert.equal([...new Set(told(await answers(lines('new Refused()'))))], [403])
  assert.equal([...new Set(told(await answers(lines('new Gone()'))))], [410])
})

test('an instance of a function that inherits from Error is told apart from others', async () => {
  const lines = (refusal: string): string[] => [
    "const { inherits } = require('util')",
    'function Refused() { this.status = 403 }',
    'function Lost() {}',
    'inherits(Refused, Error)',
    'inherits(Lost, Error)',
    `app.get('/x', (req, res, next) => { next(new ${refusal}()) })`,
    'app.use((err, req, res, next) => { res.status(err instanceof Refused && err instanceof Error ? 403 : 500).end() })',
  ]
  assert.equal(told(await answers(lines('Refused'))), [403])
  assert.equal(told(await answers(lines('Lost'))), [500])
})

test('a prototype that nobody has touched leaves open what is an instance', async () => {
  const lines = (refusal: string): string[] => [
    'function Refused() { this.status = 403 }',
    `app.get('/x', (req, res, next) => { next(new ${refusal}()) })`,
    'app.use((err, req, res, next) => { res.status(err instanceof Refused ? 403 : 500).end() })',
  ]
  assert.ok(told(await answers(lines('Refused'))).includes(403))
})

test('whoever waits for the failure of a promise may be called, however the promise is made', async () => {
  const sent = '(v) => res.json(v)'
  const refused = '(e) => res.status(503).end()'
  const made = (work: string): string[] => [
    'const work = async () => await acme.list()',
    'const run = (fn, done) => Promise.resolve().then(fn).then((v) => done(null, v), (e) => done(e))',
    `app.get('/x', (req, res) => { ${work} })`,
  ]
  for (const work of [
    `acme.list().then(${sent}, ${refused})`,
    `work().then(${sent}, ${refused})`,
    `work().then(${sent}).catch(${refused})`,
    `Promise.resolve(1).then(() => acme.list()).then(${sent}).catch(${refused})`,
    `Promise.resolve().then(work).then(${sent}, ${refused})`,
    'run(work, (e, v) => (e ? res.status(503).end() : res.json(v)))',
  ])
    assert.equal(told(await answers(made(work))), [200, 503], work)
  for (const work of [
    `(async () => 1)().then(${sent}, ${refused})`,
    `Promise.resolve().then(() => 1).then(${sent}).catch(${refused})`,
  ])
    assert.equal(told(await answers(made(work))), [200], work)
})

test.run()
