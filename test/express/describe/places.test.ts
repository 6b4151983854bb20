import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import type { Outcome } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

const test = suite('Express: where an answer is decided')

async function ask(files: Record<string, string>, line: string, version = '^5.0.0'): Promise<Outcome[]> {
  const cwd = folderWith({ 'package.json': JSON.stringify({ dependencies: { express: version } }), ...files })
  const site = await loadSite({ cwd, paths: ['.'], config: false })
  const [method = '', path = ''] = line.split(' ')
  return (await site.trace({ method, url: `http://localhost:3000${path}` })).outcomes
}

const place = ({ decidedBy }: Outcome): string => (decidedBy ? `${decidedBy.file}:${decidedBy.start.line}` : 'built in')
const places = async (files: Record<string, string>, line: string): Promise<string[]> =>
  (await ask(files, line)).map(place)
const app = (...lines: string[]): string =>
  ["const express = require('express')", 'const app = express()', ...lines, 'module.exports = app', ''].join('\n')

test('the call that sets the status, not the one that sends', async () => {
  const text = app(
    "app.all('/x', (req, res) => {",
    '  res.status(405)',
    "  res.set('Allow', 'GET')",
    '  res.end()',
    '})',
  )
  assert.equal(await places({ 'app.js': text }, 'POST /x'), ['app.js:4'])
})

test('the sending call where no status is set', async () => {
  assert.equal(await places({ 'app.js': app("app.get('/x', (req, res) => {", "  res.send('a')", '})') }, 'GET /x'), [
    'app.js:4',
  ])
})

test("a helper's call in the route, with the helper among the steps", async () => {
  const files = {
    'app.js': app(
      "const { refuse } = require('./refuse')",
      "app.all('/x', (req, res) => {",
      "  refuse(res, ['GET'])",
      '})',
    ),
    'refuse.js':
      "exports.refuse = (res, allowed) => {\n  res.set('Allow', allowed.join(', '))\n  return res.status(405).end()\n}\n",
  }
  const [outcome] = await ask(files, 'POST /x')
  assert.is(outcome && place(outcome), 'app.js:5')
  assert.ok(
    outcome?.steps.some(
      ({ kind, range }) => kind === 'handler' && range?.file === 'refuse.js' && range.start.line === 3,
    ),
  )
})

test('a handler made by a call: where the route names it', async () => {
  const files = {
    'app.js': app(
      "const notAllowed = require('./not-allowed')",
      "app.route('/x')",
      '  .get((req, res) => res.end())',
      "  .all(notAllowed(['GET']))",
    ),
    'not-allowed.js':
      "module.exports = (allowed) => (req, res) => {\n  res.set('Allow', allowed.join(', ')).sendStatus(405)\n}\n",
  }
  assert.equal(await places(files, 'POST /x'), ['app.js:6'])
})

test('a handler that several routes share: where the route names it', async () => {
  const files = {
    'app.js': app("const { refuse } = require('./refuse')", "app.all('/x', refuse)", "app.all('/y', refuse)"),
    'refuse.js': 'exports.refuse = (req, res) => {\n  res.sendStatus(405)\n}\n',
  }
  assert.equal(await places(files, 'POST /y'), ['app.js:5'])
})

test('a controller of one route: its own response call', async () => {
  const files = {
    'app.js': app("const items = require('./items')", "app.get('/x', items.list)"),
    'items.js': 'exports.list = (req, res) => {\n  res.status(501).end()\n}\n',
  }
  assert.equal(await places(files, 'GET /x'), ['items.js:2'])
})

test('a wrapped handler: the response call in what the wrapper was given', async () => {
  const files = {
    'app.js': app(
      "const wrap = require('./wrap')",
      "app.get('/x', wrap(async (req, res) => {",
      '  res.status(501).end()',
      '}))',
      "app.get('/y', wrap(async () => {",
      "  throw Object.assign(new Error('x'), { status: 405 })",
      '}))',
    ),
    'wrap.js': 'module.exports = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)\n',
  }
  assert.equal(await places(files, 'GET /x'), ['app.js:5'])
  assert.equal(await places(files, 'GET /y'), ['app.js:8'])
})

test('an error: where it is thrown, if its handler sends the status that it carries', async () => {
  const text = app(
    "app.get('/a', () => {",
    "  throw Object.assign(new Error('x'), { status: 405 })",
    '})',
    "app.get('/b', () => {",
    "  throw new Error('x')",
    '})',
    'app.use((err, req, res, next) => {',
    '  res.status(err.status || 501).end()',
    '})',
  )
  assert.equal(await places({ 'app.js': text }, 'GET /a'), ['app.js:4'])
  assert.equal(await places({ 'app.js': text }, 'GET /b'), ['app.js:10'])
})

test('an Allow that an error brings and its handler leaves out is written, and does not arrive', async () => {
  const text = app(
    "const createError = require('http-errors')",
    "app.get('/a', () => { throw createError(405, { headers: { Allow: 'GET' } }) })",
    'app.use((err, req, res, next) => res.status(err.status).end())',
  )
  const [outcome] = await ask({ 'app.js': text }, 'GET /a')
  assert.equal(outcome?.headers.allow, null)
  assert.equal(
    outcome?.written.map(({ name, value, arrives, lost }) => ({ name, value, arrives, lost })),
    [{ name: 'Allow', value: 'GET', arrives: false, lost: 'error-page' }],
  )
})

test('what Express answers by itself is decided nowhere', async () => {
  const text = app("app.get('/x', (req, res) => res.end())")
  assert.equal(await places({ 'app.js': text }, 'OPTIONS /x'), ['built in'])
  assert.equal(await places({ 'app.js': text }, 'POST /x'), ['built in'])
})

test('without a known major both are asked, and told apart where they differ', async () => {
  const outcomes = await ask(
    {
      'app.js': app("app.get('/x', (req, res) => res.send(501))", "app.get('/y', (req, res) => res.end())"),
      'package.json': '{}',
    },
    'GET /x',
  )
  assert.equal(
    outcomes.map(({ status, when }) => [status, when]),
    [
      [501, 'with Express 4'],
      [200, 'with Express 5'],
    ],
  )
  assert.equal(
    (await ask({ 'app.js': app("app.get('/y', (req, res) => res.end())"), 'package.json': '{}' }, 'GET /y')).map(
      ({ when }) => when,
    ),
    [undefined],
  )
})

test('what cannot be seen is unknown, and what stands behind it is still told', async () => {
  const text = app(
    "app.use(require('some-middleware')())",
    "app.get('/x', (req, res) => res.status(501).end())",
    "app.get('/y', (req, res) => require('other')(res))",
  )
  assert.equal(
    (await ask({ 'app.js': text }, 'GET /x')).map(({ status, by }) => [status, by]),
    [
      [null, 'unknown'],
      [501, 'response'],
    ],
  )
  assert.ok((await ask({ 'app.js': text }, 'GET /y')).every(({ by }) => by === 'unknown'))
})

test('the major comes from the option, the nearest package.json, or a lockfile', async () => {
  const text = app("app.get('/x', (req, res) => res.send(501))")
  assert.equal(
    (await ask({ 'api/app.js': text, 'api/package.json': '{"dependencies":{"express":"4.x"}}' }, 'GET /x')).map(
      ({ status }) => status,
    ),
    [501],
  )
  const lock = JSON.stringify({ packages: { 'node_modules/express': { version: '4.19.2' } } })
  assert.equal(
    (await ask({ 'app.js': text, 'package.json': '{}', 'package-lock.json': lock }, 'GET /x')).map(
      ({ status }) => status,
    ),
    [501],
  )
  assert.equal(
    (
      await ask(
        { 'app.js': text, 'package.json': '{}', 'yarn.lock': 'express@^4.0.0:\n  version "4.21.0"\n' },
        'GET /x',
      )
    ).map(({ status }) => status),
    [501],
  )
})

test('a manifest that an installation puts in its place says the version, where all below agree', async () => {
  const answers = async (manifests: Record<string, string>): Promise<(number | null)[]> => {
    const files = Object.fromEntries(
      Object.entries(manifests).map(([folder, version]) => [
        `${folder}/package.json`,
        `{"dependencies":{"express":"${version}"}}`,
      ]),
    )
    const cwd = folderWith({
      'app.js': "const app = require('express')()\napp.get('/x*', (req, res) => res.send('x'))\n",
      ...files,
    })
    return (await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/xy' })).outcomes.map(
      ({ status }) => status,
    )
  }
  assert.equal(await answers({ install: '4.22.2' }), [200])
  assert.equal(await answers({ install: '4.22.2', tools: '^4.18.0' }), [200])
  assert.is((await answers({ install: '4.22.2', tools: '5.1.0' })).length, 2)
})

test.run()
