import { once } from 'node:events'
import { request } from 'node:http'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// A body that a parser cannot read is refused before the route is asked: the headers alone do not say whether it can.

const APP = `const express = require('express')
const app = express()
app.use(express.json())
app.post('/x', (req, res) => res.sendStatus(201))
`
const require = createRequire(import.meta.url)

function listen(name: string): Server {
  const module: { exports: unknown } = { exports: {} }
  const load = (wanted: string): unknown => require(wanted === 'express' ? name : wanted)
  new Function('require', 'module', `${APP}module.exports = app.listen(0, '127.0.0.1')`)(load, module)
  return module.exports as Server
}

const ask = (port: number, type: string, body: string): Promise<number> =>
  new Promise((done, failed) => {
    const headers = { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) }
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/x', headers }, (response) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
    sent.on('error', failed)
    sent.end(body)
  })

const test = suite('bodies')

for (const name of ['express4', 'express5'])
  test(`${name}: JSON that is none is a 400, and the trace says so`, async () => {
    const server = listen(name)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const site = await loadSite({
      cwd: folderWith({ 'app.js': `${APP}app.listen(3000)\n` }),
      express: { version: name.slice(-1) },
    })
    const told = async (type: string, length: string): Promise<(number | null)[]> =>
      (
        await site.trace({
          method: 'POST',
          url: 'http://localhost:3000/x',
          headers: { 'Content-Type': type, 'Content-Length': length },
        })
      ).outcomes
        .map(({ status }) => status)
        .sort()
    try {
      assert.equal(
        [await ask(port, 'application/json', '{"a":1}'), await ask(port, 'application/json', 'xxxxx')],
        [201, 400],
      )
      assert.equal(await told('application/json', '5'), [201, 400])
      assert.is(await ask(port, 'text/plain', 'xxxxx'), 201)
      assert.equal(await told('text/plain', '5'), [201])
      assert.is(await ask(port, 'application/json', ''), 201)
      assert.equal(await told('application/json', '0'), [201])
    } finally {
      server.close()
    }
  })

test.run()
