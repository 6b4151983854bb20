import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'

const require = createRequire(import.meta.url)
const test = liveSuite('what handlers make of the texts of a request, with the real Express', null)
const asker = fileURLToPath(new URL('ask.cjs', import.meta.url))

/** What a middleware asks of a request: where it is true, it answers 403. */
const QUESTIONS = [
  "req.path.replace(/^\\/api/, '') === '/a'",
  "req.path.toLowerCase().startsWith('/api')",
  "req.method.toLowerCase() === 'post'",
  "'/a' === req.path",
  "`${req.method} ${req.path}` === 'GET /api/a'",
  "(req.baseUrl + req.path).endsWith('/a')",
  "req.path.split('/')[2] === 'a'",
  "req.path.split('/').length > 2",
  "req.path.split('/').filter(Boolean).length === 1",
  "req.path.split('/').map((one) => one.toUpperCase()).includes('B')",
  '!req.path.slice(1)',
  'req.path.length > 4',
  "['/a', '/b'].includes(req.path)",
  "/^\\/api\\/(a|b)$/.test(req.path.replace(/\\/+$/, ''))",
  "path.basename(req.path) === 'a'",
  "path.join('/x', req.path, '..') === '/x/api'",
  "decodeURIComponent(req.path) === '/a b'",
  'req.path.match(/b/) === null',
  "req.path.match(/^\\/(\\w)/)?.[1] === 'a'",
  "req.path.indexOf('a') > 1",
  '-req.path.length < -4',
  "req.path.at(-1) === 'a'",
  "req.path[1] === 'a'",
  "(() => { switch (req.path.slice(1)) { case 'a': case '7': return true; default: return false } })()",
  "((text) => { text += '!'; return text === '/a!' })(req.path)",
  "(({ path, method }) => path === '/b' || method === 'POST')(req)",
  "new Error(`no ${req.path}`).message === 'no /b'",
  "(() => { try { throw new Error(req.path) } catch (error) { return error.message.includes('api') } })()",
  "[req.path, req.method].join(' ') === '/a GET'",
  "req.originalUrl.split('?')[1] === 'x=1'",
  "({ '/a': true, '/b': false })[req.path] === true",
  'Number(req.path.slice(1)) > 5',
  "String(req.url).toUpperCase().includes('API')",
  "req.path.replace('a', 'b').replace(/b/g, 'c') === '/c'",
  'req.path.charCodeAt(1) === 97',
  "(req.path === '/a' ? req.method : req.path) === 'POST'",
  "req.path > '/api'",
  "(req.url = req.url.replace(/\\/+/g, '/')) === '/a'",
  "(() => { req.url = req.url.replace(/\\/b/, '/a'); return req.path === '/a' })()",
  "(() => { let found = req.path.match(/b/); found ??= 'none'; return found === 'none' })()",
  '(() => { const found = (req.query.none || {})[req.path]; return found === undefined })()',
  'req.path.split(/[?/]/).some((one) => one === "a")',
]
/** What a handler leaves for those behind it, or for its own next step: where the files leave open what they find, the real answer is among those told. */
const LEFT = [
  "(req, res, next) => { req.text = req.path.replace('/api', ''); next() }, (req, res) => res.sendStatus(req.text === '/a' ? 403 : 200)",
  "(req, res, next) => { res.locals.text = `${req.method} ${req.path}`; next() }, (req, res) => res.sendStatus(res.locals.text.endsWith('/b') ? 403 : 200)",
  "(req, res, next) => next(new Error(`no ${req.path}`)), (error, req, res, next) => res.sendStatus(error.message === 'no /a' ? 403 : 200)",
  "(req, res, next) => next(Object.assign(new Error('no'), { at: req.path.slice(1) })), (error, req, res, next) => res.sendStatus(error.at === 'a' ? 403 : 200)",
  '(req, res) => { const b = /b/g; res.sendStatus(b.test(req.path) && !b.test(req.path) ? 403 : 200) }',
  "(req, res) => { const a = /\\/a/y; const rest = req.path.replace(a, ''); res.sendStatus(rest === '' && a.test('/a/a') ? 403 : 200) }",
  "(req, res, next) => { req.find = () => req.path; next() }, (req, res) => res.sendStatus(req.find() === '/a' ? 403 : 200)",
]
const URLS = ['/', '/a', '/b', '/api', '/api/a', '/api/b/', '/a%20b', '/A', '/7', '/a?x=1', '//a']
const REQUESTS = [...QUESTIONS, ...LEFT].flatMap((_, at) =>
  URLS.flatMap((url) => [`GET /t${at}${url}`, `POST /t${at}${url}`]),
)

const program = [
  "const express = require('express')",
  "const path = require('path')",
  'const app = express()',
  ...QUESTIONS.map(
    (question, at) =>
      `app.use('/t${at}', (req, res, next) => { if (${question}) return res.sendStatus(403); next() }, (req, res) => res.sendStatus(200))`,
  ),
  ...LEFT.map((handlers, at) => `app.use('/t${QUESTIONS.length + at}', ${handlers})`),
  'module.exports = app',
].join('\n')

for (const major of ['4', '5']) {
  test(`one answer stands for the requests of which a handler finds the same, Express ${major}`, async () => {
    const cwd = folderWith({ 'app.js': program, 'package.json': `{"dependencies":{"express":"${major}"}}` })
    const site = await loadSite({ cwd })
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(dirname(require.resolve(`express${major}/package.json`)), join(cwd, 'node_modules', 'express'))
    const text = execFileSync(process.execPath, [asker, join(cwd, 'app.js'), ...REQUESTS], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    const statuses: unknown = JSON.parse(text)
    const wrong: string[] = []
    for (const [at, request] of REQUESTS.entries()) {
      const [method = '', url = ''] = request.split(' ')
      const { outcomes } = await site.trace({ method, url: `http://localhost:3000${url}` })
      const said = [...new Set(outcomes.map(({ status }) => status))]
      const real: unknown = Array.isArray(statuses) ? statuses[at] : null
      const index = Math.floor(at / URLS.length / 2)
      const question = QUESTIONS[index] ?? LEFT[index - QUESTIONS.length] ?? ''
      const isRight =
        index < QUESTIONS.length ? said.length === 1 && said[0] === real : said.some((one) => one === real)
      if (!isRight) wrong.push(`${request}: ${said.join(' or ')}, really ${String(real)}: ${question}`)
    }
    assert.equal(wrong, [])
  })
}

test.run()
