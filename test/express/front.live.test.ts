import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// What listeners on the http server answer in the application's place: asked over a bare socket, for no client sends such requests.

const require = createRequire(import.meta.url)
const load = (name: string): unknown => require(name === 'express' ? 'express5' : name)

const APP =
  "const http = require('http'); const express = require('express'); const app = express(); app.all('/x', (req, res) => res.send('x')); const server = http.createServer(app);"
const EVENTS: Record<
  string,
  {
    listener: string
    request: string
    method: string
    headers?: Record<string, string>
    status: number
    without: number | null
  }
> = {
  connect: {
    listener:
      "(req, socket) => socket.end('HTTP/1.1 405 Method Not Allowed\\r\\nAllow: GET\\r\\nConnection: close\\r\\n\\r\\n')",
    request: 'CONNECT /x HTTP/1.1',
    method: 'CONNECT',
    status: 405,
    without: null,
  },
  clientError: {
    listener: "(error, socket) => socket.end('HTTP/1.1 501 Not Implemented\\r\\nConnection: close\\r\\n\\r\\n')",
    request: 'FOO /x HTTP/1.1',
    method: 'FOO',
    status: 501,
    without: 400,
  },
  checkContinue: {
    listener: '(req, res) => { res.statusCode = 417; res.end() }',
    request: 'POST /x HTTP/1.1',
    method: 'POST',
    headers: { Expect: '100-continue' },
    status: 417,
    without: 200,
  },
  checkExpectation: {
    listener: '(req, res) => { res.statusCode = 202; res.end() }',
    request: 'POST /x HTTP/1.1',
    method: 'POST',
    headers: { Expect: 'other' },
    status: 202,
    without: 417,
  },
  upgrade: {
    listener: "(req, socket) => socket.end('HTTP/1.1 101 Switching Protocols\\r\\nConnection: close\\r\\n\\r\\n')",
    request: 'GET /x HTTP/1.1',
    method: 'GET',
    headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    status: 101,
    without: 200,
  },
}

/** The last status that comes back, informational ones aside; null: the connection is closed without one. */
async function ask(source: string, request: string, headers: Record<string, string>): Promise<number | null> {
  const module: { exports: unknown } = { exports: {} }
  new Function('require', 'module', source)(load, module)
  const server = module.exports as Server
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  const lines = Object.entries({ Host: 'localhost', 'Content-Length': '0', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.write(`${request}\r\n${lines.join('')}\r\n`)
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part
    if (/^HTTP\/1\.1 (?!100)/m.test(text)) socket.destroy()
  })
  await once(socket, 'close')
  server.closeAllConnections()
  server.close()
  const found = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)]
    .map(([, status]) => Number(status))
    .filter((status) => status !== 100)
  return found[0] ?? null
}

const test = suite('in front of the application')

for (const [event, { listener, request, method, headers = {}, status, without }] of Object.entries(EVENTS)) {
  for (const listens of [true, false]) {
    test(`${event} ${listens ? 'listened to' : 'not listened to'}`, async () => {
      const source = `${APP} ${listens ? `server.on('${event}', ${listener});` : ''} module.exports = server`
      const seen = await ask(source, request, headers)
      assert.is(seen, listens ? status : without)
      const site = await loadSite({
        cwd: folderWith({ 'app.js': source, 'package.json': '{"dependencies":{"express":"5"}}' }),
        paths: ['.'],
        config: false,
      })
      const { outcomes } = await site.trace({ method, url: 'http://localhost:3000/x', headers })
      const said = outcomes.map((one) => (one.by === 'unknown' ? 'open' : one.status))
      assert.equal(said, [listens ? 'open' : without])
    })
  }
}

/** What else may be done to a server: `GET /x` is the application's alone, is open too, or is no longer the application's for certain. */
const GIVEN: [string, boolean][] = [
  ["server.on('request', (req, res) => { if (req.url === '/y') res.end() })", true],
  [
    "server.on('request', (req, res) => { const begun = Date.now(); res.once('finish', () => console.log(req.method, res.statusCode, Date.now() - begun)) })",
    false,
  ],
  ["server.on('request', (req, res) => { require('some-package')(res) })", true],
  ["server.removeAllListeners('request')", true],
  ["require('some-package')(server)", true],
  ["require('another').attach({ httpServer: server })", true],
  ["new (require('ws').Server)({ server })", false],
  ["require('stoppable')(server)", false],
  ["require('@godaddy/terminus').createTerminus(server, { healthChecks: { '/live': async () => true } })", false],
  ["new (require('socket.io').Server)(server)", false],
  ['server.setTimeout(1000); server.keepAliveTimeout = 5000', false],
]
for (const [use, isOpen] of GIVEN) {
  test(use, async () => {
    const site = await loadSite({
      cwd: folderWith({
        'app.js': `${APP} ${use}; server.listen(3000)`,
        'package.json': '{"dependencies":{"express":"5"}}',
      }),
      paths: ['.'],
      config: false,
    })
    const { outcomes } = await site.trace({ method: 'GET', url: 'http://localhost:3000/x' })
    assert.is(
      outcomes.some(({ by }) => by === 'unknown'),
      isOpen,
    )
    assert.ok(outcomes.some(({ status }) => status === 200))
  })
}

test.run()
