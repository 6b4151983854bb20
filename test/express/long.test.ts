import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { folderWith } from '../folder.ts'

/** Handlers of which there is too much to follow with all their helpers. */
const HELPERS = `
const rows = require('@acme/rows')
async function load(key) {
  let sum = key.length
  for (let i = 0; i < 40; i++) for (let k = 0; k < 40; k++) sum = (sum * 31 + i * k) % 97
  const row = await rows.find(sum)
  return row ? { id: row.id, role: row.role, sum } : undefined
}`

async function statusesOf(handler: string): Promise<(number | null)[]> {
  const cwd = folderWith({
    'app.js': `const app = require('express')()\n${HELPERS}\napp.get('/x', async (req, res, next) => {${handler}})\n`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  return [...new Set(outcomes.map(({ status }) => status))].sort()
}

const asked = (count: number, then: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `const row${at} = await load('row ${at}')\nif (row${at}) ${then(at)}`).join(
    '\n',
  )

test('helpers that have nothing to answer with are left open: what the handler answers is decided all the same', async () => {
  assert.equal(await statusesOf(`${asked(12, (at) => `return res.status(${400 + at}).end()`)}\nres.send('x')`), [
    200,
    ...Array.from({ length: 12 }, (_, at) => 400 + at),
  ])
})

test('what such a helper throws on purpose goes to the error handlers', async () => {
  const refuse =
    'async function refuse(key) { const row = await load(key); if (!row) throw Object.assign(new Error(key), { status: 409 }); for (let i = 0; i < 4; i++) await load(`${key}${i}`); return row }'
  const cwd = folderWith({
    'app.js': `const app = require('express')()\n${HELPERS}\n${refuse}\napp.get('/x', async (req, res) => { ${Array.from({ length: 9 }, (_, at) => `const row${at} = await refuse('row ${at}'); if (row${at}.role === 'a') return res.sendStatus(403)`).join('\n')}\nres.send('x') })\n`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  const statuses = outcomes.map(({ status }) => status)
  assert.ok(statuses.includes(200) && statuses.includes(403))
  assert.ok(statuses.includes(409) || statuses.includes(null), 'the error is told, or left open')
})

const LONG =
  'let sum = 0; for (let i = 0; i < 400; i++) for (let k = 0; k < 400; k++) sum = (sum * 31 + i * k) % 97; const row = await rows.find(sum)'

test('an error of the language, thrown by such a helper, bears no status', async () => {
  const helper = `async function refuse() { ${LONG}\nif (!row) throw new TypeError('none'); return row }`
  assert.equal(await statusesOf(`${helper}\nawait refuse()\nres.send('x')`), [200, 500])
})

test('what else such a helper throws may bear one', async () => {
  const helper = `async function refuse() { ${LONG}\nif (!row) throw Object.assign(new Error(), { status: 409 }); return row }`
  assert.ok((await statusesOf(`${helper}\nawait refuse()\nres.send('x')`)).includes(null))
})

test('what such a helper throws while nobody waits for it reaches no error handler', async () => {
  const helper = `async function note() { ${LONG}\nif (!row) throw Object.assign(new Error(), { status: 409 }); return row }`
  assert.equal(await statusesOf(`${helper}\nnote()\nres.send('x')`), [200])
})

test('a helper that holds the response is followed', async () => {
  const answer = 'const answer = (row) => { for (let i = 0; i < 3; i++) if (row) return res.sendStatus(403) }'
  assert.equal(
    await statusesOf(`${answer}\n${asked(12, (at) => `answer(row${at})`)}\nif (!res.headersSent) res.send('x')`),
    [200, 403],
  )
})

/** Too much of a handler itself: what it does with the response hangs on every round. */
const MUCH =
  'for (let i = 0; i < 400; i++) for (let k = 0; k < 400; k++) res.locals.sum = (res.locals.sum * 31 + i * k) % 97'

async function outcomesOf(app: string): Promise<Outcome[]> {
  const cwd = folderWith({
    'app.js': `const app = require('express')()\n${app}\n`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  return (await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes
}

test('middleware that is too long to follow may answer, and passes some request on', async () => {
  const outcomes = await outcomesOf(
    `app.use(function slow(req, res, next) { ${MUCH}\nnext() })\napp.get('/x', (req, res) => res.send('x'))`,
  )
  const found = outcomes.map(({ status, unless, unseen }) => [status, unless ?? [], unseen?.name])
  assert.equal(found, [
    [null, [], 'slow'],
    [200, ['slow'], undefined],
  ])
})

test('at the end of a route it is taken to answer, and to pass nothing on', async () => {
  const [only, ...others] = await outcomesOf(`app.get('/x', function slow(req, res, next) { ${MUCH}\nres.send('x') })`)
  assert.equal(others, [])
  assert.equal([only?.status, only?.unseen?.last], [null, true])
})

test('an error goes no further than an error handler that is too long to follow', async () => {
  const outcomes = await outcomesOf(
    `app.get('/x', (req, res, next) => next(new Error()))\napp.use(function slow(err, req, res, next) { ${MUCH}\nres.sendStatus(500) })`,
  )
  assert.equal(
    outcomes.map(({ status, unseen }) => [status, unseen?.name]),
    [[null, 'slow']],
  )
})

test('what is open of an answer under a path that nobody knows is no more than that something may answer', async () => {
  const outcomes = await outcomesOf(
    `app.all(require('@acme/paths').at, (req, res) => res.status(Number(process.env.STATUS)).end())\napp.get('/x', (req, res) => res.send('x'))`,
  )
  assert.equal(
    outcomes.map(({ status, unseen }) => [status, unseen !== undefined]),
    [
      [null, true],
      [200, false],
    ],
  )
})

test('a run names the handlers that are too long to follow', async () => {
  const app = `const app = require('express')()\napp.use(function slow(req, res, next) { ${MUCH}\nnext() })\napp.get('/x', (req, res) => res.send('x'))\n`
  const cwd = folderWith({ 'app.js': app, 'package.json': '{"dependencies":{"express":"5"}}' })
  const { coverage } = await lint({ cwd })
  const [only, ...others] = coverage.long ?? []
  assert.equal([only?.name, only?.at.file, only?.at.start.line, others.length], ['slow', 'app.js', 2, 0])
  assert.is(coverage.unknown, 0)
  assert.is(only?.count, coverage.unless)
})

test.run()
