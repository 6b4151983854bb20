import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { requestAt } from '../../src/site/cells.ts'
import { folderWith } from '../folder.ts'

/** What is told of an answer; how it is said, earlier requests may change. */
const told = (outcomes: Outcome[]): string[] =>
  outcomes
    .map(({ status, by, decidedBy, headers }) => JSON.stringify([status, by, decidedBy?.start.offset, headers]))
    .sort()
    .filter((text, at, all) => text !== all[at - 1])

/** Each cell of an application, asked among all the others and as the only request that ever came. */
async function compare(source: string, express = 4): Promise<number> {
  const files = { 'app.js': source, 'package.json': `{"dependencies":{"express":"^${express}.0.0"}}` }
  const options = { cwd: folderWith(files), paths: ['app.js'], config: false as const }
  const { cells } = await loadSite(options)
  for (const cell of cells) {
    const [alone] = (await loadSite(options)).origins
    if (!alone) throw new Error('no origin')
    assert.equal(told(cell.outcomes), told(alone.answer(requestAt(cell))), `${cell.method} ${cell.path}`)
  }
  return cells.length
}

const app = (middleware: string): string => `const app = require('express')()
${middleware}
app.get('/a', (req, res) => res.send('a'))
app.post('/b/:id', (req, res) => res.json({}))
const inner = require('express').Router()
inner.use((req, res, next) => { if (req.baseUrl === '/in') res.set('X-In', req.path); next() })
inner.use((req, res, next) => (req.params.id ? res.sendStatus(410) : next()))
inner.all('/c', (req, res) => res.end())
inner.post('/d', (req, res) => res.sendStatus(202))
app.use(['/in', '/also/:id'], inner)
app.listen(3000)
`

const MIDDLEWARE = [
  "app.use((req, res, next) => { res.set('X-A', '1'); next() })",
  "app.use((req, res, next) => { if (req.path.startsWith('/a')) res.status(201); next() })",
  "app.use((req, res, next) => (req.method === 'POST' ? res.sendStatus(405) : next()))",
  "app.use((req, res, next) => (req.originalUrl === '/in/c' ? res.sendStatus(409) : next()))",
  'app.use((req, res, next) => { req.where = req.path; next() }); app.use((req, res, next) => (req.where === "/a" ? res.sendStatus(418) : next()))',
  "app.use((req, res, next) => { if (req.url === '/a') req.url = '/in/d'; next() })",
  "app.use((req, res, next) => { if (req.method === 'PUT') req.method = 'GET'; next() })",
  'app.use((req, res, next) => { res.locals.n = req.query.n; next() }, (req, res, next) => (res.locals.n ? next() : res.sendStatus(400)))',
  "app.use((req, res, next) => next(req.path === '/a' ? new Error('x') : undefined)); app.use((err, req, res, next) => res.status(503).end())",
  'if (process.env.LOUD) app.use((req, res, next) => res.sendStatus(500))',
  'app.use(require("acme")())',
  'require("acme").plug(app)',
  'app.get(require("acme").path, (req, res, next) => (req.path === "/a" ? res.sendStatus(404) : next()))',
  'app.all(require("acme").path, (req, res, next) => (req.params.id ? res.sendStatus(410) : next()))',
  'app.use(require("helmet")(), require("cors")(), require("express").json())',
]

test('what came of middleware for one request is told of another only where it cannot tell them apart', async () => {
  for (const one of MIDDLEWARE) await compare(app(one))
  for (const [at, one] of MIDDLEWARE.entries())
    await compare(app(`${one}\n${MIDDLEWARE[(at * 5 + 3) % MIDDLEWARE.length]}`), 5)
})

const RECORDED = join(import.meta.dirname, '../../fixtures/truth/express')

test('the recorded applications answer the same, whatever came before', async () => {
  let compared = 0
  for (const name of readdirSync(RECORDED)) {
    const { source, express }: { source: string; express: number } = JSON.parse(
      readFileSync(join(RECORDED, name), 'utf8'),
    )
    compared += await compare(source, express)
  }
  assert.ok(compared > 1000, `${compared} answers`)
})

test.run()
