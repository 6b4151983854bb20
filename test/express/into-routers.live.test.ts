import { once } from 'node:events'
import { request } from 'node:http'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// Handlers that pass some requests into a router or an application of their own, and others on.

const APP = `const express = require('express')
const app = express()
app.set('env', 'test')
const shop = express()
shop.get('/x', (req, res) => res.status(201).end())
shop.post('/y', (req, res, next) => next())
shop.use('/deep', (req, res, next) => (req.query.skip ? next('router') : next()))
const beta = express.Router()
beta.get('/x', (req, res) => res.status(202).end())
beta.all('/z', (req, res) => res.set('Allow', 'GET').status(405).end())
beta.use((err, req, res, next) => res.status(422).end())
beta.get('/fails', () => { throw new Error('no') })
const pick = { beta, shop }
app.use((req, res, next) => {
  if (req.get('x-beta')) return beta(req, res, next)
  if (req.hostname === 'shop.test') shop.handle(req, res, next)
  else next()
})
app.use('/api', (req, res, next) => {
  res.set('Cache-Control', 'no-store')
  if (req.method === 'DELETE') return res.status(410).end()
  beta(req, res, next)
})
app.get('/pick/:name', (req, res, next) => {
  req.url = '/x'
  const one = req.params.name === 'beta' ? pick.beta : pick.shop
  return one(req, res, next)
})
app.use('/caught', (req, res, next) => beta(req, res, (err) => next(err)))
app.get('/x', (req, res) => res.status(203).end())
app.get('/fails', (req, res) => res.status(204).end())
app.use((req, res) => res.status(404).set('Allow', 'none').end())
`
const PATHS = [
  '/x',
  '/y',
  '/z',
  '/fails',
  '/deep',
  '/api/x',
  '/api/z',
  '/api/fails',
  '/api/none',
  '/pick/beta',
  '/pick/shop',
  '/none',
]
const METHODS = ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']
const HEADERS: Record<string, string>[] = [{ host: 'a.test' }, { host: 'shop.test' }, { host: 'a.test', 'x-beta': '1' }]
const require = createRequire(import.meta.url)

function listen(name: string): Server {
  const module: { exports: unknown } = { exports: {} }
  const load = (wanted: string): unknown => require(wanted === 'express' ? name : wanted)
  new Function('require', 'module', `${APP}module.exports = app.listen(0, '127.0.0.1')`)(load, module)
  return module.exports as Server
}

interface Seen {
  status: number
  allow: string | null
  cache: string | null
}
const ask = (port: number, method: string, path: string, headers: Record<string, string>): Promise<Seen> =>
  new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume()
      const { allow = null, 'cache-control': cache = null } = response.headers
      done({ status: response.statusCode ?? 0, allow, cache })
    })
    sent.on('error', failed)
    sent.end()
  })

const test = suite('into routers')

for (const name of ['express4', 'express5'])
  test(`${name}: what is passed into a router is answered there, or goes on`, async () => {
    const server = listen(name)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const site = await loadSite({
      cwd: folderWith({ 'app.js': `${APP}app.listen(3000)\n` }),
      express: { version: name.slice(-1) },
      config: false,
    })
    try {
      for (const path of PATHS)
        for (const method of METHODS)
          for (const headers of HEADERS) {
            const seen = await ask(port, method, path, headers)
            const { host = '', ...others } = headers
            const { outcomes } = await site.trace({ method, url: `http://${host}:3000${path}`, headers: others })
            const told = outcomes.map((one) => ({
              status: one.status,
              allow: one.headers['allow'] ?? null,
              cache: one.headers['cache-control'] ?? null,
            }))
            assert.equal(told, [seen], `${method} ${host}${path} ${JSON.stringify(others)}`)
          }
    } finally {
      server.close()
    }
  })

test.run()
