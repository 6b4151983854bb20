import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** An expression is carried out again for each of its ways: what stands inside it is not. */
const statuses = async (lines: string[], method = 'GET'): Promise<(number | null)[]> => {
  const cwd = folderWith({
    'app.js': `const express = require('express')\nconst acme = require('@acme/store')\nconst app = express()\n${lines.join('\n')}\napp.listen(3000)`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method, url: 'http://localhost:3000/x' })
  return [...new Set(outcomes.filter(({ onFailure }) => !onFailure).map(({ status }) => status))].sort()
}

const LANGUAGE = [
  'async function inWords(req, text) {',
  '  const settings = req.query.lang ? null : await acme.settings(req.uid)',
  '  const language = String(req.query.lang || settings.language || acme.language || acme.fallback)',
  '  return await acme.translate(text, language)',
  '}',
]

test('a helper with ways of its own in the middle of a literal', async () => {
  const lines = [
    ...LANGUAGE,
    'async function answer(req, res, status, text) {',
    '  if (acme.isBanned(text)) status = 403',
    '  if (acme.isGuest(text)) status = 401',
    '  const body = { status: { text: text || await inWords(req, `[[error:${status}]]`), other: text || await inWords(req, `[[help:${status}]]`) }, more: [await inWords(req, text), await inWords(req, `a ${text}`), await inWords(req, `b ${status}`)] }',
    '  res.status(status).json(body)',
    '}',
    "app.get('/x', async (req, res) => { if (await acme.has(req.params.id)) return res.json({}); await answer(req, res, 404, acme.text(req)) })",
  ]
  assert.equal(await statuses(lines), [200, 401, 403, 404])
})

test('what a helper writes on a thing that is made anew each time is found there', async () => {
  const lines = [
    'function mark(thing, yes) { if (yes) thing.status = 409; else thing.status = 410; return thing }',
    "app.get('/x', (req, res) => { const made = { a: acme.a() || 'b', one: mark({ status: 200 }, acme.yes()), two: mark({ status: 200 }, acme.no()) }; res.sendStatus(made.one.status === made.two.status ? made.one.status : 207) })",
  ]
  assert.equal(await statuses(lines), [207, 409, 410])
})

test('a helper that counts its calls is called as often as it stands there', async () => {
  const lines = [
    "app.get('/x', (req, res) => { let calls = 0; const next = (yes) => { calls++; return yes ? 1 : 2 }; const sum = [next(acme.a()), next(acme.b()), next(acme.c())].length; res.sendStatus(200 + calls + sum - 3) })",
  ]
  assert.equal(await statuses(lines), [203])
})

test('functions of the language that are given one of several values give one of several', async () => {
  const lines = [
    "app.get('/x', (req, res) => {",
    "  let status = 404, text = 'gone away'",
    "  if (acme.a()) { status = 410; text = 'gone' }",
    '  if (acme.b()) status = 403',
    '  const body = `${status}: ${acme.text}`',
    "  if (String(status).startsWith('2')) return res.sendStatus(500)",
    "  if (text.endsWith('x') || Number(status) > 450) return res.sendStatus(501)",
    '  res.sendStatus(parseInt(`${status}`, 10))',
    '})',
  ]
  assert.equal(await statuses(lines), [403, 404, 410])
})

test('of one of several values that may be nothing, a method fails on that way only', async () => {
  const lines = [
    "app.get('/x', (req, res) => { let text = null; if (acme.a()) text = 'ok'; res.sendStatus(text.startsWith('o') ? 200 : 202) })",
    'app.use((err, req, res, next) => res.sendStatus(503))',
  ]
  assert.equal(await statuses(lines), [200, 503])
})

const PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const parts = PARTS.map((name) => `${name}: acme.${name}() ? 'yes' : 'no'`).join(', ')

test('what is sent need not be told apart', async () => {
  assert.equal(await statuses([`app.get('/x', (req, res) => { const body = { ${parts} }; res.json(body) })`]), [200])
  assert.equal(await statuses([`app.get('/x', (req, res) => res.type('html').send(\`${PARTS.map((name) => `\${acme.${name}() ? 1 : 2}`).join('')}\`))`]), [200]) // prettier-ignore
})

test('a number that is sent is told apart: Express 4 takes it as the status', async () => {
  const cwd = folderWith({
    'app.js': "const app = require('express')()\nconst acme = require('acme')\napp.get('/x', (req, res) => { const what = acme.gone() ? 410 : acme.here() ? 'here' : 404; res.send(what) })\napp.listen(3000)", // prettier-ignore
    'package.json': '{"dependencies":{"express":"4"}}',
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  assert.equal(outcomes.map(({ status }) => status).sort(), [200, 404, 410])
})

test('nor does what may be a number or a thing hide the number', async () => {
  const cwd = folderWith({
    'app.js': "const app = require('express')()\nconst acme = require('acme')\nfunction one() { if (acme.gone()) return 410\nreturn { a: 1 } }\nfunction two() { if (acme.here()) return { b: 1 }\nreturn 409 }\napp.get('/x', (req, res) => { const first = one(), second = two(); let what = first; if (acme.other()) what = second; res.send(what) })\napp.listen(3000)", // prettier-ignore
    'package.json': '{"dependencies":{"express":"4"}}',
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  assert.equal([...new Set(outcomes.map(({ status }) => status))].sort(), [200, 409, 410])
})

test('which view is rendered is told apart: without an engine, one needs an extension', async () => {
  const lines = (view: string, data: string): string[] => [
    `app.get('/x', (req, res) => { let view = 'page.ejs'; if (acme.plain()) view = '${view}'; res.render(view${data}) })`,
  ]
  assert.equal(await statuses(lines('page', `, { ${parts} }`)), [200, 500])
  assert.equal(await statuses(lines('page', '')), [200, 500])
  assert.equal(await statuses(lines('other.ejs', `, { ${parts} }`)), [200])
})

test('what a constructor writes stands on the very object that is made on each way', async () => {
  const classes = `class Base { constructor(url) { this.client = acme.client({ url }); this.kept = 1; this.more = [url, url, url] } get() { return 1 } }
class Middle extends Base { constructor({ url }) { super(url) } }
class Low extends Middle { constructor({ url }) { super({ url }) } }`
  const lines = [
    classes,
    `app.get('/x', (req, res) => { try { new Low({ url: 'x' }).get(); res.send('x') } catch (error) { res.sendStatus(503) } })`,
  ]
  assert.equal(await statuses(lines), [200, 503])
})

test('so does what a helper writes on a thing that is made for it', async () => {
  const fill = `function filled(one) { if (acme.on()) one.status = 201; else one.status = 202; one.a = [1, 2, 3, 4]; one.b = { c: 1, d: 2 }; return one }`
  const lines = [
    fill,
    `app.get('/x', (req, res) => { const { status } = filled({ name: 'x' }); res.sendStatus(status) })`,
  ]
  assert.equal(await statuses(lines), [201, 202])
  const kept = [fill, `app.get('/x', (req, res) => { const all = [filled({}), filled({})]; all[0].status = 203; res.sendStatus(all[1].status) })`] // prettier-ignore
  assert.equal(await statuses(kept), [201, 202])
})

test.run()
