import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** What a program hangs on the global object as it starts, and what of that a handler finds. */
const test = suite('the global object')

async function statusesOf(start: string, later = ''): Promise<(number | null)[]> {
  const app = `const app = require('express')()\n${start}\n${later}\napp.get('/x', (req, res) => res.status(global.code).end())\napp.listen(3000)\n`
  const cwd = folderWith({ 'app.js': app, 'package.json': '{"dependencies":{"express":"5"}}' })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  return outcomes.map(({ status }) => status)
}

test('what a module sets is found', async () => assert.equal(await statusesOf('global.code = 501'), [501]))
test('what a constructor sets is found', async () =>
  assert.equal(
    await statusesOf('class Server { constructor(code) { globalThis.code = code } }\nnew Server(501)'),
    [501],
  ))
test('what a function sets that a handler calls too may have changed', async () =>
  assert.equal(
    await statusesOf(
      'const set = (code) => { global.code = code }\nset(501)',
      "app.post('/y', (req, res) => { set(200); res.end() })",
    ),
    [null],
  ))
test('what a handler changes is open', async () =>
  assert.equal(
    await statusesOf('global.code = 501', "app.post('/y', (req, res) => { global.code = 200; res.end() })"),
    [null],
  ))
test('where members of unknown names are written, all are open', async () =>
  assert.equal(
    await statusesOf(
      'global.code = 501',
      "app.post('/y', (req, res) => { Object.assign(global, req.body); res.end() })",
    ),
    [null],
  ))

test.run()
