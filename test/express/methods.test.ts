import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { folderWith } from '../folder.ts'

async function answersAt(path: string, app: string): Promise<Map<string, Outcome[]>> {
  const cwd = folderWith({
    'app.js': `const express = require('express')\nconst app = express()\n${app}\napp.listen(3000)\n`,
    'package.json': '{"dependencies":{"express":"5"}}',
  })
  const { cells } = await loadSite({ cwd })
  return new Map(cells.filter((cell) => cell.path === path).map(({ method, outcomes }) => [method, outcomes]))
}

const statusOf = (answers: Map<string, Outcome[]>, method: string): (number | null)[] =>
  (answers.get(method) ?? []).map(({ status }) => status)

const ROUTE = `app.get('/x', (req, res) => res.send('x'))`

test('methods of which an application asks the same get one answer, worked out once', async () => {
  const answers = await answersAt('/x', ROUTE)
  assert.is(answers.get('PUT'), answers.get('DELETE'))
  assert.equal(
    ['GET', 'HEAD', 'PUT', 'OPTIONS'].map((method) => statusOf(answers, method)),
    [[200], [200], [404], [200]],
  )
})

test('a handler that asks for a method has it told apart from the others', async () => {
  const answers = await answersAt(
    '/x',
    `app.use((req, res, next) => (req.method === 'PUT' ? res.sendStatus(403) : next()))\n${ROUTE}`,
  )
  assert.equal(statusOf(answers, 'PUT'), [403])
  assert.equal(statusOf(answers, 'DELETE'), [404])
  assert.is(answers.get('PATCH'), answers.get('DELETE'))
})

test('so it is where a run that went alike is only remembered', async () => {
  const guard = `const guard = (req, res, next) => (req.method === 'PUT' ? res.sendStatus(403) : next())\napp.use(guard)`
  const app = `${guard}\napp.get('/a', (req, res) => res.send('a'))\n${ROUTE}`
  for (const path of ['/a', '/x']) {
    const answers = await answersAt(path, app)
    assert.equal(
      ['PUT', 'DELETE'].map((method) => statusOf(answers, method)),
      [[403], [404]],
    )
  }
})

test('and where the middleware of a package asks, or another method is put in its place', async () => {
  const override = await answersAt(
    '/x',
    `app.use((req, res, next) => { if (req.method === 'PATCH') req.method = 'GET'; next() })\n${ROUTE}`,
  )
  assert.equal(
    ['PATCH', 'PUT'].map((method) => statusOf(override, method)),
    [[200], [404]],
  )
  const cors = await answersAt('/x', `app.use(require('cors')())\napp.put('/x', (req, res) => res.send('x'))`)
  assert.equal(
    ['OPTIONS', 'PUT', 'DELETE'].map((method) => statusOf(cors, method)),
    [[204], [200], [404]],
  )
})

test('a route whose every handler runs for one method is asked what runs for the others', async () => {
  const answers = await answersAt(
    '/x',
    `app.route('/x').get((req, res) => res.writeHead(200).end()).all((req, res) => res.sendStatus(405))`,
  )
  assert.equal(statusOf(answers, 'PUT'), [405])
  assert.equal(statusOf(answers, 'GET'), [200])
  assert.is(answers.get('PUT'), answers.get('DELETE'))
})

test('a method that is put in the place of any is the same for all, whichever is asked first', async () => {
  const answers = await answersAt('/x', `app.use((req, res, next) => { req.method = 'GET'; next() })\n${ROUTE}`)
  assert.equal(
    ['GET', 'HEAD', 'PUT', 'DELETE'].map((method) => statusOf(answers, method)),
    [[200], [200], [200], [200]],
  )
})

test('so is a URL', async () => {
  const app = `app.use((req, res, next) => { req.url = '/x'; next() })\napp.get('/a', (req, res) => res.send('a'))\n${ROUTE}`
  for (const path of ['/x', '/a']) {
    const answers = await answersAt(path, `${app}\napp.use((req, res) => res.sendStatus(418))`)
    assert.equal([statusOf(answers, 'GET'), statusOf(answers, 'PUT')], [[200], [418]])
    const [only] = answers.get('GET') ?? []
    assert.is(only?.decidedBy?.start.line, 5)
  }
})

test.run()
