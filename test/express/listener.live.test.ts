import { once } from 'node:events'
import { request } from 'node:http'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// An http server's own listener answers some requests, and passes others on to an application.

const START = `const http = require('http')
const express = require('express')
const app = express()
app.get('/x', (req, res) => res.status(201).end())
app.all('/z', (req, res) => res.status(405).set('Allow', 'GET').end())
app.get('/__ping', (req, res) => res.status(299).end())
`
const LISTENERS: Record<string, string> = {
  'answers some itself': `(req, res) => {
  if (req.url.startsWith('/__')) {
    res.writeHead(req.method === 'GET' ? 202 : 405, { Allow: 'GET' })
    return res.end()
  }
  app(req, res)
}`,
  'refuses a method': `function (req, res) {
  if (req.method === 'DELETE') { res.statusCode = 501; res.setHeader('Cache-Control', 'no-store'); res.end(); return }
  return app.handle(req, res)
}`,
  'only passes on': '(req, res) => app(req, res)',
  'chooses by header': `(req, res) => {
  const old = express()
  if (req.headers['x-old']) { res.statusCode = 410; res.end() } else app(req, res)
}`,
  'is the application': 'app',
  'is none of Express': '(req, res) => { res.statusCode = 204; res.end() }',
}
const PATHS = ['/x', '/z', '/__ping', '/none']
const METHODS = ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']
const HEADERS: Record<string, string>[] = [{}, { 'x-old': '1' }]
const require = createRequire(import.meta.url)

function listen(name: string, listener: string): Server {
  const module: { exports: unknown } = { exports: {} }
  const load = (wanted: string): unknown => require(wanted === 'express' ? name : wanted)
  const source = `${START}module.exports = http.createServer(${listener}).listen(0, '127.0.0.1')`
  new Function('require', 'module', source)(load, module)
  return module.exports as Server
}

const ask = (port: number, method: string, path: string, headers: Record<string, string>): Promise<unknown> =>
  new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume()
      const { allow = null, 'cache-control': cache = null } = response.headers
      done([response.statusCode, allow, cache])
    })
    sent.on('error', failed)
    sent.end()
  })

const test = suite('listeners of http servers')

for (const major of ['4', '5'])
  for (const [name, listener] of Object.entries(LISTENERS))
    test(`Express ${major}: one that ${name}`, async () => {
      const server = listen(`express${major}`, listener)
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const site = await loadSite({
        cwd: folderWith({ 'app.js': `${START}http.createServer(${listener}).listen(3000)\n` }),
        express: { version: major },
        config: false,
      })
      try {
        if (name === 'is none of Express') {
          // The application that nobody starts is told of, and no server with it.
          assert.is(site.origins.filter(({ addresses }) => addresses.length > 0).length, 0)
          return
        }
        for (const path of PATHS)
          for (const method of METHODS)
            for (const headers of HEADERS) {
              const { outcomes } = await site.trace({ method, url: `http://localhost:3000${path}`, headers })
              const told = outcomes.map(({ status, headers: fields }) => [
                status,
                fields['allow'] ?? null,
                fields['cache-control'] ?? null,
              ])
              assert.equal(
                told,
                [await ask(port, method, path, headers)],
                `${method} ${path} ${JSON.stringify(headers)}`,
              )
            }
      } finally {
        server.close()
      }
    })

test.run()
