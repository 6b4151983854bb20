import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** What a list may hold or not is asked both ways; what it surely holds, one way. */
const HEAD =
  "const express = require('express')\nconst options = JSON.parse(process.env.OPTIONS)\nconst app = express()\nconst refuse = (req, res, next) => (req.method === 'GET' ? next() : res.sendStatus(403))\n"

async function statuses(body: string, method: string, path: string): Promise<string[]> {
  const site = await loadSite({
    cwd: folderWith({ 'app.js': `${HEAD}${body}\napp.get('/x', (req, res) => res.send('x'))\napp.listen(3000)\n` }),
    express: { version: 4 },
  })
  const { outcomes } = await site.trace({ method, url: `http://localhost:3000${path}` })
  return outcomes.map(({ status, headers }) => `${status} ${headers.allow ?? ''}`.trim()).sort()
}

test('pushed under an open condition: there or not', async () => {
  const list =
    'const list = []\nlist.push((req, res, next) => next())\nif (options.readOnly) list.push(refuse)\napp.use(list)'
  assert.equal(await statuses(list, 'POST', '/x'), ['403', '404'])
  assert.equal(await statuses(list, 'GET', '/x'), ['200'])
  assert.equal(await statuses(list.replace('if (options.readOnly) ', ''), 'POST', '/x'), ['403'])
  assert.equal(await statuses(list.replace('app.use(list)', 'if (options.app) app.use(list)'), 'POST', '/x'), [
    '403',
    '404',
  ])
})

test('a list or an empty one: a route of nothing takes no method', async () => {
  const route = "app.post('/x', options.write ? [(req, res, next) => next(), (req, res) => res.send('x')] : [])"
  assert.equal(await statuses(route, 'POST', '/x'), ['200', '404'])
  assert.equal(await statuses(route, 'OPTIONS', '/x'), ['200 GET,HEAD', '200 POST,GET,HEAD'])
  assert.equal(await statuses("app.post('/x', true ? [(req, res) => res.send('x')] : [])", 'OPTIONS', '/x'), [
    '200 POST,GET,HEAD',
  ])
})

test('a router in a list that may be empty', async () => {
  const mount =
    "const r = express.Router()\nr.get('/y', (req, res) => res.sendStatus(202))\napp.use('/r', options.r ? [r] : [])"
  assert.equal(await statuses(mount, 'GET', '/r/y'), ['202', '404'])
})

test('filtered lists: each item for itself', async () => {
  const route =
    "app.put('/y', [options.a && ((req, res) => res.send('a')), (req, res) => res.sendStatus(202)].filter(Boolean))"
  const found = await statuses(route, 'PUT', '/y')
  for (const status of ['200', '202']) assert.ok(found.includes(status))
})

test('one of several handlers: each is asked', async () => {
  const made =
    'const make = (open) => { if (open) return refuse; return (req, res, next) => next() }\napp.use(make(options.open))'
  assert.equal(await statuses(made, 'POST', '/x'), ['403', '404'])
  assert.equal(await statuses(made, 'GET', '/x'), ['200'])
  const route =
    "app.put('/x', options.stub ? (req, res) => res.sendStatus(501) : options.busy ? (req, res) => res.sendStatus(503) : refuse)"
  assert.equal(await statuses(route, 'PUT', '/x'), ['403', '501', '503'])
})

test('one of several, one of which catches errors', async () => {
  const late =
    "app.get('/e', () => { throw new Error('e') })\napp.use(options.own ? (err, req, res, next) => res.sendStatus(503) : (req, res, next) => next())"
  assert.equal(await statuses(late, 'GET', '/e'), ['500', '503'])
})

test.run()
