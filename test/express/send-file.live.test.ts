import { once } from 'node:events'
import { request } from 'node:http'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// What send refuses before it looks for a file, and what it sets on one.

const ROUTES = `const express = require('express')
const path = require('path')
const app = express()
app.set('env', 'test')
const root = path.join(__dirname, 'files')
const at = (name) => path.join(root, name)
app.get('/plain', (req, res) => res.sendFile('a.txt', { root }))
app.get('/dot', (req, res) => res.sendFile('.env', { root }))
app.get('/dot/deny', (req, res) => res.sendFile('.env', { root, dotfiles: 'deny' }))
app.get('/dot/allow', (req, res) => res.sendFile('.env', { root, dotfiles: 'allow' }))
app.get('/dot/folder', (req, res) => res.sendFile('.well/known.txt', { root }))
app.get('/dot/folder/ignore', (req, res) => res.sendFile('.well/known.txt', { root, dotfiles: 'ignore' }))
app.get('/dot/whole', (req, res) => res.sendFile(at('.env')))
app.get('/dot/whole/folder', (req, res) => res.sendFile(at('.well/known.txt')))
app.get('/up', (req, res) => res.sendFile('../app.js', { root }))
app.get('/up/callback', (req, res) => res.sendFile('../app.js', { root }, (err) => err && res.status(err.status + 7).end()))
app.get('/folder', (req, res) => res.sendFile('sub', { root }))
app.get('/folder/callback', (req, res) => res.sendFile(at('sub'), (err) => res.status(err ? 418 : 200).end()))
app.get('/missing', (req, res) => res.sendFile('none.txt', { root }))
app.get('/headers', (req, res) => res.sendFile('a.txt', { root, headers: { Allow: 'GET', 'Cache-Control': 'no-store' } }))
app.get('/headers/missing', (req, res) => res.sendFile('none.txt', { root, headers: { Allow: 'GET' } }))
app.get('/download', (req, res) => res.download(at('a.txt'), 'b.txt', { headers: { Allow: 'PUT' } }))
app.get('/download/dot', (req, res) => res.download(at('.env')))
app.use((req, res) => res.status(404).set('Allow', 'none').end())
app.use((err, req, res, next) => res.status(err.status || 500).end())
`
const FILES = { 'files/a.txt': 'a', 'files/.env': 'x', 'files/.well/known.txt': 'k', 'files/sub/b.txt': 'b' }
const require = createRequire(import.meta.url)

function listen(name: string, folder: string): Server {
  const module: { exports: unknown } = { exports: {} }
  const load = (wanted: string): unknown => require(wanted === 'express' ? name : wanted)
  new Function('require', 'module', '__dirname', `${ROUTES}module.exports = app.listen(0, '127.0.0.1')`)(
    load,
    module,
    folder,
  )
  return module.exports as Server
}

const ask = (port: number, path: string): Promise<unknown[]> =>
  new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path }, (response) => {
      response.resume()
      const { allow = null, 'cache-control': cache = null } = response.headers
      done([response.statusCode, allow, cache])
    })
      .on('error', failed)
      .end()
  })

const test = suite('sendFile')

for (const major of ['4', '5'])
  test(`Express ${major}: dots, folders, ways out and headers`, async () => {
    const cwd = folderWith({ ...FILES, 'app.js': `${ROUTES}app.listen(3000)\n` })
    const server = listen(`express${major}`, cwd)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const site = await loadSite({ cwd, express: { version: major }, config: false })
    try {
      for (const [, path = ''] of ROUTES.matchAll(/app\.get\('([^']+)'/g)) {
        const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:3000${path}` })
        const told = outcomes.map(({ status, headers }) => [
          status,
          headers['allow'] ?? null,
          headers['cache-control'] ?? null,
        ])
        assert.equal(told, [await ask(port, path)], path)
      }
    } finally {
      server.close()
    }
  })

test.run()
