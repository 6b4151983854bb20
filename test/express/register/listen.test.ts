import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRouters } from '../../../src/express/register/routers.ts'
import type { RouterModel } from '../../../src/express/register/stack.ts'
import { layOut } from '../project.ts'

const test = suite('where express listens')

const app = `const express = require('express')\nconst http = require('http')\nconst app = express()\n`

function only(files: Record<string, string>): RouterModel {
  const { disk, files: given } = layOut(files)
  const { apps } = readRouters(given, disk)
  assert.is(apps.length, 1)
  const [model] = apps
  if (!model) throw new Error('there is one')
  return model
}

const addresses = (text: string, more: Record<string, string> = {}): string[] =>
  only({ 'app.js': app + text, ...more }).addresses.map(
    ({ host, port, socket, range }) => `${socket ?? `${host ?? '*'}:${port ?? '?'}`} ${range.file}:${range.start.line}`,
  )

const CASES: [string, string, string[]][] = [
  ['a number', 'app.listen(3000)', ['*:3000 app.js:4']],
  ['a host', `app.listen(3000, '127.0.0.1', () => {})`, ['127.0.0.1:3000 app.js:4']],
  ['every interface', `app.listen(3000, '0.0.0.0')`, ['*:3000 app.js:4']],
  ['a default', 'app.listen(process.env.PORT || 8080)', ['*:8080 app.js:4']],
  ['a default, as a number', 'const port = Number(process.env.PORT) || 8080\napp.listen(port)', ['*:8080 app.js:5']],
  ['a text', `app.listen('3001')`, ['*:3001 app.js:4']],
  ['a setting', `app.set('port', process.env.PORT ?? 5000)\napp.listen(app.get('port'))`, ['*:5000 app.js:5']],
  ['the environment alone', 'app.listen(process.env.PORT)', ['*:? app.js:4']],
  [
    "a server of one's own",
    'const server = http.createServer(app)\nserver.on("error", () => {})\nserver.listen({ port: 3000, host: "localhost" })',
    ['localhost:3000 app.js:6'],
  ],
  ['a new server', 'new http.Server(app).listen(3000)', ['*:3000 app.js:4']],
  ['a socket', `app.listen('/run/app.sock')`, ['/run/app.sock app.js:4']],
  ['any free port', 'app.listen(0)', []],
  [
    'later, and a helper',
    'const start = (port) => app.listen(port)\nPromise.resolve().then(() => { start(4000) })',
    ['*:4000 app.js:4'],
  ],
]

for (const [name, text, expected] of CASES) test(name, () => assert.equal(addresses(text), expected))

test('configuration of another file', () => {
  assert.equal(
    addresses(`const { server } = require('./config')\napp.listen(server.port, server.host)`, {
      'config.js': `module.exports = { server: { port: parseInt(process.env.PORT, 10) || 9000, host: process.env.HOST || 'localhost' } }`,
    }),
    ['localhost:9000 app.js:5'],
  )
})

test('a program that starts an app of another file', () => {
  const model = only({
    'app.js': `${app}module.exports = app`,
    'server.js': `const app = require('./app')\nrequire('http').createServer(app).listen(3000)`,
  })
  assert.equal(
    model.addresses.map(({ port, range }) => `${port} ${range.file}`),
    ['3000 server.js'],
  )
})

test('bin/www', () => {
  const model = only({
    'app.js': `${app}module.exports = app`,
    'bin/www': `#!/usr/bin/env node\nvar app = require('../app')\nvar http = require('http')\nvar port = normalizePort(process.env.PORT || '3000')\napp.set('port', port)\nvar server = http.createServer(app)\nserver.listen(port)\nfunction normalizePort(val) {\n  var port = parseInt(val, 10)\n  if (isNaN(port)) return val\n  if (port >= 0) return port\n  return false\n}`,
  })
  assert.equal(
    model.addresses.map(({ port, range }) => `${port} ${range.file}:${range.start.line}`),
    ['3000 bin/www:7'],
  )
})

test('a program of the package, which names what it loads in its own way; what a build made starts a copy', () => {
  const started = (main: string): string[] =>
    only({
      'app.js': `${app}module.exports = app`,
      'package.json': JSON.stringify({ main }),
      [main]: `require(require('path').join(__dirname, '..', 'app')).listen(3000)`,
    }).addresses.map(({ port, range }) => `${port} ${range.file}`)
  assert.equal(started('server/main.js'), ['3000 server/main.js'])
  assert.equal(started('dist/main.js'), [])
})

test('settings, in order', () => {
  const model = only({
    'app.js': `${app}app.enable('strict routing')\napp.set('case sensitive routing', true)\napp.disable('etag')\nif (global.x) app.set('query parser', 'simple')`,
  })
  assert.equal(
    model.settings.map(({ name, value }) => `${name} ${value.kind === 'constant' ? value.value : value.kind}`),
    ['strict routing true', 'case sensitive routing true', 'etag false', 'query parser unknown'],
  )
})

test.run()
