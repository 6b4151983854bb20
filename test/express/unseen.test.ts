import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import type { Coverage } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** Middleware that cannot be seen passes some request on: what stands behind it is told, and counted apart. */
const APP = `const express = require('express')
const acme = require('@acme/metrics/web')
const metrics = require('./lib/metrics')
const app = express()
app.use(acme.middleware({ a: 1 }))
app.use(metrics.make())
app.get('/x', (req, res) => res.send('x'))
app.all('/x', (req, res) => res.status(405).end())
app.get('/last', metrics.make())
app.listen(3000)
`
const FILES = { 'app.js': APP, 'lib/metrics.js': "exports.make = () => require('./native.node')(3)\n" }

const coverage = async (cwd: string, passes?: string[]): Promise<Coverage> =>
  (await lint({ cwd, ...(passes && { express: { passes } }) })).coverage

test('an answer behind it says unless who answers, and so does a rule that needs one request', async () => {
  const cwd = folderWith(FILES)
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'POST', url: 'http://localhost:3000/x' })
  assert.equal(
    outcomes.map(({ status, when, unless, unseen }) => ({ status, when, unless, from: unseen?.from })),
    [
      { status: null, when: '`@acme/metrics/web.middleware` may answer', unless: undefined, from: '@acme/metrics' },
      { status: null, when: 'what this call gives', unless: undefined, from: './lib/metrics.js' },
      {
        status: 405,
        when: 'unless `@acme/metrics/web.middleware` or `metrics.make()` answers',
        unless: ['@acme/metrics/web.middleware', 'metrics.make()'],
        from: undefined,
      },
    ],
  )
  const { problems } = await lint({ cwd })
  assert.equal(
    problems.map(({ ruleId }) => ruleId),
    ['405-missing-allow'],
  )
  assert.match(problems[0]?.message ?? '', '(unless `@acme/metrics/web.middleware` or 1 more answers)')
})

test('promises of a package are promises', async () => {
  const wrap =
    "const Promise = require('bluebird')\nconst wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)"
  const app = `const app = require('express')()\n${wrap}\napp.get('/x', wrap(async (req, res) => { if (!req.query.q) throw Object.assign(new Error('q'), { status: 422 }); res.send('x') }))`
  const cwd = folderWith({ 'app.js': app, 'package.json': '{"dependencies":{"express":"4"}}' })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  assert.equal(
    outcomes.map(({ status }) => status),
    [422],
  )
})

test('what may set Allow itself leaves it open', async () => {
  const cwd = folderWith({
    'app.js': APP.replace(/app\.use\(acme.*/, "app.use(require('allow-methods')(['GET']))").replace(
      /app\.use\(metrics.*/,
      '',
    ),
  })
  assert.equal((await lint({ cwd })).problems, [])
})

test('what stands in front of most routes is no error handler; what stands behind them may be one', async () => {
  const statuses = async (
    lines: string[],
    isTold = (when = ''): boolean => !when.includes('unless'),
  ): Promise<(number | null)[]> => {
    const cwd = folderWith({
      'app.js': `const app = require('express')()\nconst acme = require('@acme/web')\n${lines.join('\n')}\napp.get('/y', (req, res) => res.send('y'))`,
      'package.json': '{"dependencies":{"express":"5"}}',
    })
    return (await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes
      .filter(({ when }) => isTold(when))
      .map(({ status }) => status)
  }
  const early = "app.use((req, res, next) => next(Object.assign(new Error('x'), { status: 409 })))"
  const routes = ['a', 'b', 'c'].map((name) => `app.get('/${name}', (req, res) => res.send('${name}'))`)
  assert.equal(await statuses([early, 'app.use(acme())', ...routes]), [409])
  assert.equal(await statuses([early, 'acme(app)', ...routes]), [409])
  assert.equal(await statuses([early, ...routes, 'app.use(acme())'], () => true), [null, 409])
  assert.equal(await statuses([early, ...routes, 'acme(app)']), [null, 409])
  assert.equal(
    await statuses([early, "app.use('/x', acme())", ...routes], () => true),
    [null, 409],
    'below a path it may be for the routes there',
  )
})

test('what an application is handed to may answer an error as well', async () => {
  const thrown = "app.get('/x', () => { throw Object.assign(new Error('x'), { status: 409 }) })"
  const outcomesOf = async (more: string): Promise<(number | null)[]> => {
    const cwd = folderWith({
      'app.js': `const app = require('express')()\n${more}`,
      'package.json': '{"dependencies":{"express":"5"}}',
    })
    return (await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes.map(
      ({ status }) => status,
    )
  }
  assert.equal(await outcomesOf(`${thrown}\nrequire('some-errors')(app)\n`), [null, 409])
  assert.equal(await outcomesOf(`${thrown}\n`), [409])
})

test('a handler that calls such middleware is marked as well', async () => {
  const cwd = folderWith({
    'app.js':
      "const app = require('express')()\nconst acme = require('@acme/m')\napp.use((req, res, next) => acme(req, res, next))\napp.get('/x', (req, res) => res.send('x'))\n",
  })
  const counts = await coverage(cwd)
  assert.is(counts.decided, 0)
  assert.ok(counts.unless > 0)
  assert.is(counts.unknown, 0)
  assert.equal(
    counts.holes.map(({ from }) => from),
    ['@acme/m'],
  )
})

test('the user says what passes: a package, by name or glob, and a file, but for what a route ends with', async () => {
  const cwd = folderWith(FILES)
  const before = await coverage(cwd)
  assert.is(before.decided, 0)
  assert.equal(
    before.holes.map(({ from }) => from),
    ['@acme/metrics', './lib/metrics.js'],
  )
  const after = await coverage(cwd, ['@acme/*', './lib/*.js'])
  assert.is(after.unless, 0)
  assert.ok(after.unknown > 0, 'what /last answers is still open')
  assert.ok(after.unknown < after.decided)
  const one = await coverage(cwd, ['@other/*', 'lib/metrics.js'])
  assert.equal(one.holes.map(({ from }) => from).slice(0, 1), ['@acme/metrics'])
  assert.is(one.decided, 0)
})

test('a file whose middleware is seen passes where the user says so', async () => {
  const cwd = folderWith({
    'app.js':
      "const app = require('express')()\nconst { guard } = require('./lib/guard.ts')\napp.use(guard)\napp.get('/x', (req, res) => res.send('x'))\n",
    'lib/guard.ts': 'export const guard = (req, res, next) => (unknown(req) ? next() : res.sendStatus(403))\n',
  })
  const statuses = async (passes: string[]): Promise<(number | null)[]> =>
    (
      await (await loadSite({ cwd, express: { passes } })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
    ).outcomes.map(({ status }) => status)
  assert.ok((await statuses([])).includes(403))
  assert.equal(await statuses(['./lib/guard.ts']), [200])
})

test('methods that Node refuses itself are counted nowhere', async () => {
  const cwd = folderWith({ 'app.js': "const app = require('express')()\napp.get('/x', (req, res) => res.send('x'))\n" })
  const { cells } = await loadSite({ cwd })
  const { decided, unless, unknown } = await coverage(cwd)
  assert.is(decided + unless + unknown, cells.filter(({ method }) => method !== 'VERBLINT').length)
})

test('what a package does with an app or a server, a part of it does, too', async () => {
  const statuses = async (given: string): Promise<(number | null)[]> => {
    const cwd = folderWith({
      'app.js': `const app = require('express')()\nconst server = require('http').createServer(app)\n${given}\napp.get('/x', (req, res) => res.send('x'))\nserver.listen(3000)\n`,
    })
    const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
    return outcomes.map(({ status }) => status)
  }
  const drain =
    'require("@apollo/server/plugin/drainHttpServer").ApolloServerPluginDrainHttpServer({ httpServer: server })'
  assert.equal(await statuses(drain), [200])
  assert.is((await statuses(drain.replace('@apollo/server', '@acme/server'))).includes(null), true)
  assert.equal(await statuses("exports.web = require('firebase-functions/v2/https').onRequest(app)"), [200])
  assert.is((await statuses("exports.web = require('acme-functions/v2/https').onRequest(app)")).includes(null), true)
})

test('a package that has the server in hand passes some request on, and may be declared to pass all', async () => {
  const app = `const http = require('http')
const app = require('express')()
const server = http.createServer(app)
require('@acme/sockets').attach(server)
app.get('/x', (req, res) => res.send('x'))
server.listen(3000)
`
  const cwd = folderWith({ 'app.js': app })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  assert.equal(
    outcomes.map(({ status, unless, unseen }) => ({ status, unless: unless?.length, from: unseen?.from })),
    [
      { status: null, unless: undefined, from: '@acme/sockets' },
      { status: 200, unless: 1, from: undefined },
    ],
  )
  assert.equal((await coverage(cwd)).unknown, 0)
  assert.equal((await coverage(cwd, ['@acme/sockets'])).unless, 0)
})

test('a URL without markup stays what it is where a package cleans it', async () => {
  const app = (clean: string): string => `const app = require('express')()
const sanitizeHtml = require('sanitize-html')
const { xss } = require('@acme/clean')
app.use((req, res, next) => { req.url = ${clean}; next() })
app.get('/x', (req, res) => res.send('x'))
app.listen(3000)
`
  const statuses = async (clean: string): Promise<(number | 'invalid' | null)[]> => {
    const site = await loadSite({ cwd: folderWith({ 'app.js': app(clean) }) })
    return (await site.trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes.map(({ status }) => status)
  }
  assert.equal(await statuses('sanitizeHtml(decodeURI(req.url))'), [200])
  assert.equal(await statuses('sanitizeHtml(req.url, { allowedTags: [] })'), [200])
  assert.equal(await statuses("sanitizeHtml(req.url, { textFilter: () => '/y' })"), [null])
  assert.equal(await statuses("sanitizeHtml(req.url + '<')"), [null])
  assert.equal(await statuses('xss(req.url)'), [null])
})

test('what is called like a logger by the way, and what runs what it is given, is no logger', async () => {
  const app = (body: string): string => `const app = require('express')()
const { Registry, tracer, git, metrics } = require('@acme/tools')
const register = new Registry()
app.get('/x', (req, res) => { ${body} })
app.listen(3000)
`
  const statuses = async (body: string): Promise<(number | null)[]> => {
    const site = await loadSite({ cwd: folderWith({ 'app.js': app(body) }) })
    return (await site.trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes.map(({ status }) => status)
  }
  for (const body of [
    'register.metrics().then((data) => res.send(data))',
    'metrics.all().then((data) => res.send(data))',
    'register.metrics((data) => res.send(data))',
    'git.log((err, log) => res.json(log))',
    "tracer.startActiveSpan('a', (span) => { res.send('x'); span.end() })",
  ])
    assert.equal(await statuses(body), [200], body)
  for (const body of ['app.logger.info(res)', 'console.log(() => res.send())', 'metrics.count(res)'])
    assert.equal(await statuses(`${body}; res.sendStatus(202)`), [202], body)
})

test.run()
