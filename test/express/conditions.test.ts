import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRouters } from '../../src/express/register/routers.ts'
import { loadSite, type Site } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { layOut } from './project.ts'

/** A layer says under which condition it is there at all: what is certain may be reported, the rest may not. */
const test = suite('layers under conditions')

function conditions(body: string): string[] {
  const { disk, files } = layOut({
    'app.js': `const app = require('express')()\nconst settings = require('some-settings')\nfunction f(app) {\n${body}\n}\nf(app)\n`,
  })
  return readRouters(files, disk).apps.flatMap((app) => app.stack.map((layer) => layer.when ?? 'always'))
}

test('what is sure', () => {
  assert.equal(
    conditions(
      'app.get("/a", h)\nif (true) app.get("/b", h)\nif (!app) return\napp.get("/c", h)\nif (settings.x) throw new Error()\napp.get("/d", h)',
    ),
    ['always', 'always', 'always', 'always'],
  )
})

test('either side of a condition', () => {
  assert.equal(conditions('if (settings.x) app.get("/a", h)\nelse app.get("/b", h)\napp.get("/c", h)'), [
    'settings.x',
    'not settings.x',
    'always',
  ])
})

test('after an early return', () => {
  assert.equal(conditions('app.get("/a", h)\nif (settings.x) return\napp.get("/b", h)'), ['always', 'not settings.x'])
})

test('after a return deep inside', () => {
  assert.equal(conditions('if (settings.x) {\n  if (settings.y) return\n}\napp.get("/b", h)'), ['no return at line 4'])
  assert.equal(conditions('for (const s of settings.list) { if (s) return }\napp.get("/b", h)'), [
    'no return at line 4',
  ])
})

test('the environment is a condition too', () => {
  assert.equal(conditions('if (process.env.NODE_ENV === "development") app.get("/a", h)'), [
    'process.env.NODE_ENV === "development"',
  ])
})

test('what a default leaves out may be switched on, and what it leaves in is there', () => {
  const flag = "const flag = (process.env.FLAG || '').toLowerCase()\n"
  for (const test of ["flag === 'true'", "!(flag !== 'true')"])
    assert.equal(conditions(`${flag}if (${test}) app.get("/a", h)\nelse app.get("/b", h)`), [test, 'always'], test)
  assert.equal(conditions(`${flag}flag === 'true' && app.get("/a", h)`), ["flag === 'true'"])
  assert.equal(conditions(`${flag}if (flag !== 'true') app.get("/a", h)`), ['always'])
  assert.equal(conditions(`${flag}if (flag === 'true') return\napp.get("/a", h)`), ['always'])
  assert.equal(conditions('const flag = ""\nif (flag === "true") app.get("/a", h)\napp.get("/b", h)'), ['always'])
})

test('layers under one condition are there together', async () => {
  const app = (condition: string): string =>
    `const express = require('express')\nconst app = express()\n${condition}\nmodule.exports = app`
  const statuses = async (body: string): Promise<(number | null)[]> => {
    const site = await loadSite({
      cwd: folderWith({ 'app.js': app(body), 'package.json': '{"dependencies":{"express":"5"}}' }),
      paths: ['.'],
      config: false,
    })
    return (await site.trace({ method: 'GET', url: 'http://localhost:3000/x' })).outcomes
      .map(({ status }) => status)
      .sort()
  }
  const status = 'app.use((req, res, next) => { res.status(501); next() })'
  const route = "app.get('/x', (req, res) => res.end())"
  assert.equal(await statuses(`if (process.env.DEV) {\n${status}\n${route}\n}`), [404, 501])
  assert.equal(
    await statuses(`if (process.env.DEV) {\n${status}\n}\nif (process.env.X) {\n${route}\n}`),
    [200, 404, 501],
  )
})

test('a path with an open segment takes nothing beside what it begins with', async () => {
  const site = async (path: string): Promise<Site> =>
    loadSite({
      cwd: folderWith({
        'app.js': `const express = require('express')\nconst app = express()\napp.get(${path}, (req, res) => res.send('x'))\napp.listen(3000)\n`,
        'package.json': '{"dependencies":{"express":"5"}}',
      }),
      config: false,
    })
  const statuses = async (path: string, url: string): Promise<(number | null)[]> =>
    (await (await site(path)).trace({ method: 'GET', url: `http://localhost:3000${url}` })).outcomes
      .map(({ status }) => status)
      .sort()
  const own = '`/Admin/${process.env.KEY}/x`'
  assert.equal(await statuses(own, '/v2/scrape'), [404])
  assert.equal(await statuses(own, '/admin/a/x'), [200, 404])
  assert.equal(await statuses('`/admin${process.env.KEY}`', '/admins'), [200, 404])
  assert.equal(await statuses("`${process.env.BASE || '/api'}/${process.env.KEY}`", '/other/a'), [200, 404])
})

test.run()
